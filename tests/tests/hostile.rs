//! Modules that do what they should not, in the engine: each ends in its error, and leaves the next run as it would be.

use dagwood_core::{Overrides, Payload, Snapshot, Status, Trace, VirtualDriver, compile_with};
use dagwood_tests::{hostile, shelf::Shelf};

fn run(shelf: &Shelf, module: &str) -> Trace {
    let workflow = format!("strategy: level\nprocessors:\n- {{ id: it, type: wasm, module: {module} }}\n");
    let plan = compile_with(&workflow, Overrides::default(), shelf).plan.expect("it is valid");
    VirtualDriver::new(&plan, plan.options(), Payload::from("some input")).run_to_end()
}

#[test]
fn each_ends_in_its_error_and_the_next_run_is_right() {
    let all = hostile::all();
    assert!(all.len() > 60, "there are only {} hostile modules: have some gone missing?", all.len());
    let mut shelf = Shelf::of_tests();
    let mut differences = Vec::new();
    for module in &all {
        shelf.put("hostile.wasm", &module.bytes);
        let trace = run(&shelf, "hostile.wasm");
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
        let next = run(&shelf, "exclaim.wat");
        assert_eq!(next.status(), Some(Status::Succeeded), "after {}", module.name);
        assert_eq!(next.output().and_then(Payload::text), Some("some input!"), "after {}", module.name);
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
