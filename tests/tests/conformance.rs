//! Runs all conformance cases in the engine. The command line runs the same cases in `cli/tests`.

use std::fmt::Write as _;

use dagwood_core::{Payload, VirtualDriver, compile_with};
use dagwood_tests::{Case, Observed, diagnostics_of, library::Library};

fn differences(case: &Case, library: &Library) -> Vec<String> {
    let mut all = Vec::new();
    for way in case.ways() {
        let compiled = compile_with(&case.workflow, way, library.environment());
        let mut found = case.expect.check_diagnostics(&diagnostics_of(&case.workflow, &compiled.diagnostics));
        match compiled.plan {
            None if case.expect.status.is_none() => {}
            None => found.push("it was refused, but was to run".into()),
            Some(plan) => {
                let input = Payload::from(case.input());
                let trace = VirtualDriver::new(&plan, plan.options(), input).run_to_end();
                found.extend(case.expect.check(&Observed::from_trace(&trace)));
            }
        }
        all.extend(found.into_iter().map(|line| if case.everywhere { format!("{way:?}: {line}") } else { line }));
    }
    all
}

#[test]
fn every_case_holds_in_the_engine() {
    let (cases, library) = (dagwood_tests::all(), Library::of_tests());
    let mut failures = String::new();
    let mut failed = 0;
    for case in &cases {
        let differences = differences(case, &library);
        if !differences.is_empty() {
            failed += 1;
            // Writing to a string does not fail.
            let _ = writeln!(failures, "\n{}", case.title());
            for difference in differences {
                let _ = writeln!(failures, "  {}", difference.replace('\n', "\n  "));
            }
        }
    }
    assert!(failures.is_empty(), "{failed} of {} cases differ:\n{failures}", cases.len());
    assert!(cases.len() > 100, "there are only {} cases: have some files gone missing?", cases.len());
}
