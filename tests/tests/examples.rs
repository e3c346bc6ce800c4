//! The example workflows: each is valid, says what to look at, and gives the results of the goldens.

use std::{collections::BTreeSet, env, fs};

use dagwood_core::{
    FailureStrategy, Overrides, Payload, Plan, Severity, Snapshot, Strategy, Trace, VirtualDriver, compile_with,
};
use dagwood_tests::{
    examples::{self, Example, TAGS},
    library::Library,
};
use serde_json::{Map, Value, json};

fn plan(example: &Example) -> Plan {
    let compiled = compile_with(&example.workflow(), Overrides::default(), Library::bundled().environment());
    let worst = compiled.diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    assert!(worst < Some(Severity::Warning), "{}: {:?}", example.file, compiled.diagnostics);
    compiled.plan.expect("there is no error")
}

fn run(example: &Example, plan: &Plan, overrides: Overrides) -> Trace {
    let input = Payload::from(example.input());
    VirtualDriver::new(plan, overrides.apply(plan.options()), input).run_to_end()
}

#[test]
fn every_example_is_listed_and_explained() {
    let all = examples::all();
    assert!(all.len() >= 41);
    let names: BTreeSet<_> = all.iter().map(|example| &example.name).collect();
    assert_eq!(names.len(), all.len(), "names are unique");
    let mut listed = BTreeSet::from(["index.json".to_owned()]);
    for example in &all {
        assert_eq!(example.file, format!("{}.yaml", example.name));
        assert!(!example.title.is_empty() && example.teaches.ends_with('.'), "{}", example.name);
        assert!(example.workflow().starts_with("# "), "{}: begins with a title", example.file);
        assert!(example.workflow().contains("\n# Look at: "), "{}: says what to look at", example.file);
        assert!(!example.input().is_empty(), "{}", example.name);
        let processors = plan(example).graph().len();
        assert!((1..=35).contains(&processors), "{}: {processors} processors", example.name);
        listed.insert(example.file.clone());
        listed.extend(example.input_file.clone());
    }
    let folder = dagwood_tests::path("../public/examples");
    // The folder of the pictures is made when the site is built.
    let present = fs::read_dir(folder).expect("the folder is there").flatten().filter(|entry| entry.path().is_file());
    let present: BTreeSet<_> = present.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(present, listed, "every file is listed, and every listed file is there");
}

#[test]
fn every_tag_is_a_known_one_and_every_known_one_is_used() {
    let all = examples::all();
    assert!(all.iter().all(|example| !example.tags.is_empty()));
    let used: BTreeSet<_> = all.iter().flat_map(|example| &example.tags).map(String::as_str).collect();
    assert_eq!(used, BTreeSet::from(TAGS));
}

#[test]
fn one_example_runs_on_a_real_text() {
    assert!(examples::all().iter().any(|example| example.input_file.is_some() && example.input().len() >= 5 * 1024));
}

#[test]
fn failures_are_shown_under_each_failure_strategy() {
    let shown: Vec<_> = examples::all()
        .iter()
        .filter(|example| example.name.starts_with("failure-"))
        .map(|example| plan(example).options().failure_strategy)
        .collect();
    assert_eq!(shown, FailureStrategy::ALL);
}

#[test]
fn payloads_depend_on_neither_strategy_nor_workers() {
    for example in examples::all() {
        let plan = plan(&example);
        // A run under fail_fast ends before everything has run, so its results depend on the timing.
        if plan.options().failure_strategy == FailureStrategy::FailFast && example.name.starts_with("failure-") {
            continue;
        }
        let seen = |trace: &Trace| {
            let end = Snapshot::at(trace, trace.len());
            let payload = |idx: Option<u32>| idx.map(|idx| trace.payload(idx).clone());
            let metadata = |idx: Option<u32>| idx.map(|idx| trace.metadata()[idx as usize].clone());
            let processors = end.processors(trace);
            let processors: Vec<_> = processors
                .map(|p| (p.state, p.attempts, payload(p.input), payload(p.output), metadata(p.metadata)))
                .collect();
            (trace.status(), trace.output().cloned(), processors)
        };
        let first = seen(&run(&example, &plan, Overrides::default()));
        for strategy in Strategy::ALL {
            for workers in 1..=8 {
                let overrides = Overrides { strategy: Some(strategy), workers: Some(workers), ..Overrides::default() };
                let trace = run(&example, &plan, overrides);
                assert_eq!(seen(&trace), first, "{}: {overrides:?}", example.name);
            }
        }
    }
}

#[test]
fn strategies_differ_in_order() {
    let all = examples::all();
    let example = all.iter().find(|example| example.name == "priorities").expect("the example is listed");
    let plan = plan(example);
    let order = |strategy| {
        let trace = run(example, &plan, Overrides { strategy: Some(strategy), ..Overrides::default() });
        let started = trace.events().filter(|event| event.kind.name() == "Started");
        started.filter_map(|event| event.processor).collect::<Vec<_>>()
    };
    assert_ne!(order(Strategy::WorkQueue), order(Strategy::Reactive));
}

/// The results of all examples under all strategies. The page and the command line are compared with the same file.
/// `UPDATE_EXPECT=1` writes it again.
#[test]
fn examples_give_what_they_gave() {
    let mut goldens = Map::new();
    for example in examples::all() {
        let plan = plan(&example);
        let mut strategies = Map::new();
        for strategy in Strategy::ALL {
            let trace = run(&example, &plan, Overrides { strategy: Some(strategy), ..Overrides::default() });
            let golden = json!({
                "status": trace.status().map(|status| status.name()),
                "output": trace.output().and_then(Payload::text),
                "makespan_us": trace.makespan().get(),
                "trace_hash": dagwood_proto::trace::hash(&dagwood_proto::trace::encode(&trace)),
                "events": trace.len(),
            });
            strategies.insert(strategy.name().into(), golden);
        }
        goldens.insert(example.name.clone(), strategies.into());
    }
    let goldens = Value::from(goldens);
    let path = dagwood_tests::path("goldens/examples.json");
    if env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        let text = serde_json::to_string_pretty(&goldens).expect("a value can be written");
        fs::write(&path, text + "\n").expect("the goldens can be written");
    }
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let expected: Value = serde_json::from_str(&text).expect("the goldens are JSON");
    for (name, strategies) in goldens.as_object().into_iter().flatten() {
        for (strategy, golden) in strategies.as_object().into_iter().flatten() {
            assert_eq!(golden, &expected[name][strategy], "{name} under {strategy}");
        }
    }
    assert_eq!(goldens, expected, "there are as many goldens as examples");
}
