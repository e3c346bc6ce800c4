//! Old share links must always open. Every published link is added here and never removed.

use std::fs;

use dagwood_proto::share::Link;
use serde_json::Value;

/// `links/*.txt`: a link in the first line, and its content as JSON in the second.
#[test]
fn every_old_link_opens() {
    let entries = fs::read_dir(dagwood_tests::path("links")).expect("the folder is there");
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    assert!(files.len() >= 4, "there are only {} links: have some gone missing?", files.len());
    for path in files {
        let name = path.display();
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (link, expected) = text.split_once('\n').unwrap_or_else(|| panic!("{name}: two lines"));
        let expected: Value = serde_json::from_str(expected).unwrap_or_else(|error| panic!("{name}: {error}"));
        let opened = Link::decode(link).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(Some(opened.document.workflow.as_str()), expected["workflow"].as_str(), "{name}");
        let input = expected["input"].as_array().map(|bytes| bytes.iter().filter_map(Value::as_u64).collect());
        let input: Vec<u64> = input.unwrap_or_else(|| panic!("{name}: `input` is a list of bytes"));
        assert_eq!(opened.document.input.iter().map(|&byte| byte.into()).collect::<Vec<u64>>(), input, "{name}");
        let options = expected["options"].as_object().unwrap_or_else(|| panic!("{name}: `options` is an object"));
        for (option, value) in options {
            assert_eq!(opened.query.get(option), value.as_str(), "{name}: {option}");
        }
    }
}
