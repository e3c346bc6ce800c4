//! Modules that misbehave, in the engine: each ends with its error, and does not affect the next run.

use dagwood_core::{Overrides, Payload, Snapshot, Status, Trace, VirtualDriver, compile_with};
use dagwood_tests::{hostile, library::Library};

fn run(library: &Library, module: &str) -> Trace {
    let workflow = format!("strategy: level\nprocessors:\n- {{ id: it, type: wasm, module: {module} }}\n");
    let plan = compile_with(&workflow, Overrides::default(), library.environment()).plan.expect("it is valid");
    VirtualDriver::new(&plan, plan.options(), Payload::from("some input")).run_to_end()
}

#[test]
fn each_ends_in_its_error_and_the_next_run_is_right() {
    let all = hostile::all();
    assert!(all.len() > 60, "there are only {} hostile modules: have some gone missing?", all.len());
    let mut library = Library::of_tests();
    let mut differences = Vec::new();
    for module in &all {
        library.put("hostile.wasm", &module.bytes);
        let trace = run(&library, "hostile.wasm");
        let processor = Snapshot::at(&trace, trace.len()).processor(&trace, 0);
        let error = processor.error.map(|idx| &trace.errors()[idx as usize]);
        let expected = &module.expected;
        let is_expected = error.is_some_and(|error| {
            error.code.number() == expected.code
                && expected.says.as_ref().is_none_or(|says| error.message.contains(says))
        });
        if !is_expected {
            differences.push(format!("{}: expected {expected:?}, saw {error:?}", module.name));
        }
        let next = run(&library, "exclaim.wat");
        assert_eq!(next.status(), Some(Status::Succeeded), "after {}", module.name);
        assert_eq!(next.output().and_then(Payload::text), Some("some input!"), "after {}", module.name);
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
