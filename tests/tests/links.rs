//! Share links open what they were made of. Old links must always open: every published link is added here and never
//! removed.

use std::{
    env, fs,
    hash::{BuildHasher as _, RandomState},
};

use dagwood_proto::{
    share::{Agreement, Link, Moment, Query},
    trace::encode,
};
use dagwood_tests::{
    examples,
    moments::{moment, runs},
};
use serde_json::{Value, json};

/// `links/*.txt`: a link in the first line, and its content as JSON in the second.
#[test]
fn every_old_link_opens() {
    let entries = fs::read_dir(dagwood_tests::path("links")).expect("the folder is there");
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    assert!(files.len() >= 9, "there are only {} links: have some gone missing?", files.len());
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
        let moment = Moment::open(link).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(moment.forks.len() as u64, expected["forks"].as_u64().unwrap_or_default(), "{name}");
        let modules = expected["modules"].as_array().cloned().unwrap_or_default();
        let found = moment.modules.iter().map(|module| json!([module.name(), module.bytes().map(<[u8]>::len)]));
        assert_eq!(found.collect::<Vec<_>>(), modules, "{name}");
        let breakpoints = expected["breakpoints"].as_array().cloned().unwrap_or_default();
        assert_eq!(moment.breakpoints.iter().map(|id| json!(id)).collect::<Vec<_>>(), breakpoints, "{name}");
    }
}

/// Ten thousand moments in a soak, otherwise a tenth of that. `DAGWOOD_SEED` repeats a run.
#[test]
fn a_link_opens_the_moment_that_it_was_made_of() {
    let count = if env::var_os("DAGWOOD_SOAK").is_some() { 10_000 } else { 1_000 };
    let seed = env::var("DAGWOOD_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| RandomState::new().hash_one(()) >> 16);
    println!("links: DAGWOOD_SEED={seed}");
    for seed in seed..seed + count {
        let sent = moment(seed);
        let link = sent.link(Query::default()).unwrap_or_else(|error| panic!("{seed}: {error}"));
        let opened = Moment::open(&link).unwrap_or_else(|error| panic!("{seed}: {error}\n{link}"));
        assert_eq!(opened, sent, "{seed}\n{link}");
        let (before, after) = (runs(&sent), runs(&opened));
        let bytes = |runs: &[_]| runs.iter().map(encode).collect::<Vec<_>>();
        assert_eq!(bytes(&after), bytes(&before), "{seed}\n{link}");
        let agreement = opened.fingerprint.map(|fingerprint| fingerprint.compare(&after[opened.run]));
        assert!(agreement.is_none_or(|agreement| agreement == Agreement::Same), "{seed}\n{link}");
    }
}

#[test]
fn links_to_examples_are_short() {
    for example in examples::all() {
        let moment = Moment { workflow: example.workflow(), input: example.input().into(), ..Moment::default() };
        let length = moment.link(Query::default()).expect("an example is small").len();
        assert!(length < 1_000, "{}: {length} characters", example.name);
    }
}
