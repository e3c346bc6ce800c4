//! The sample processors behave as described, and match the index.

use std::{collections::BTreeSet, sync::Arc};

use dagwood_core::{
    Intent, Payload, Processor, limits,
    model::Capabilities,
    plan::WasmSpec,
    wasm::{Module, WasmProcessor, inspect},
};
use dagwood_tests::{path, sample};
use serde_json::Value;

#[test]
fn each_does_what_is_said_of_it() {
    let modules = sample::bundled();
    let cases = sample::cases();
    let mut tried = BTreeSet::new();
    for case in &cases {
        let (_, bytes) = modules.iter().find(|(name, _)| *name == case.module).expect("it is bundled");
        let spec = WasmSpec {
            id: "it",
            module: &case.module,
            intent: Intent::Transform,
            fuel: 500_000_000,
            memory: 64 << 20,
            capabilities: Arc::new(Capabilities { args: case.args.clone(), ..Capabilities::default() }),
        };
        let processor = WasmProcessor::new(&Module::new(bytes).expect("it can run"), spec);
        let result = processor.process(&Payload::from(case.input.bytes()));
        let title = format!("{} of {:.60?}", case.module, case.input);
        match (&case.output, &case.error, result) {
            (Some(expected), None, Ok(outcome)) => {
                let is_expected = expected.is_any() || outcome.output.bytes() == expected.bytes();
                assert!(is_expected, "{title}: {:?}", outcome.output);
                assert!(outcome.fuel.is_some_and(|fuel| fuel > 0), "{title}");
            }
            (None, Some(expected), Err(error)) => {
                assert_eq!(error.code.number(), expected.code, "{title}: {error}");
                assert!(expected.says.as_ref().is_some_and(|says| error.message.contains(says)), "{title}: {error}");
            }
            (_, _, result) => panic!("{title}: {result:?}"),
        }
        tried.insert(case.module.as_str());
    }
    assert!(modules.iter().all(|(name, _)| tried.contains(name.as_str())), "every module is tried");
}

#[test]
fn the_index_says_what_each_is() {
    let index = std::fs::read(path("../public/modules/index.json")).expect("it is there");
    let index: Value = serde_json::from_slice(&index).expect("it is JSON");
    for (name, bytes) in sample::bundled() {
        let entry = index.as_array().and_then(|all| all.iter().find(|entry| entry["name"] == name.as_str()));
        let inspection = inspect(&bytes);
        assert_eq!(
            entry.and_then(|entry| entry["abi"].as_str()),
            inspection.verdict.ok().map(|module| module.abi().name()),
            "{name}"
        );
        assert!(bytes.len() < limits::MODULE_BYTES / 16, "{name} is small");
    }
}
