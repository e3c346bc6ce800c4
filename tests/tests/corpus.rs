//! Replays the corpus of every fuzz target without a fuzzer; `cargo xtask fuzz` searches further.

use std::fs;

use dagwood_tests::fuzz::TARGETS;

#[test]
fn every_input_of_the_corpus_holds() {
    for (name, target) in TARGETS {
        let folder = dagwood_tests::path("../fuzz/corpus").join(name);
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut files = 0;
        for entry in entries.flatten() {
            target(&fs::read(entry.path()).expect("the corpus can be read"));
            files += 1;
        }
        assert!(files >= 10, "{name} has a corpus of {files}");
    }
}
