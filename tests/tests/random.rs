//! Random workflows: their traces have the hashes of the goldens, and keep everything that is shown of a run.

use std::{env, fs};

use dagwood_core::{EventKind, Payload, Snapshot, Trace, VirtualDriver, compile, trace::TraceBuilder};
use dagwood_proto::trace::{decode, encode, hash};
use dagwood_tests::random::{Random, random};
use serde::{Deserialize, Serialize};

/// The number of workflows.
const WORKFLOWS: u64 = 200;

/// A workflow with the hash of its trace, in the format of the goldens, which the browser tests read too.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Golden {
    #[serde(flatten)]
    random: Random,
    trace_hash: String,
}

fn run(random: &Random) -> Trace {
    let compiled = compile(&random.workflow);
    let plan = compiled.plan.unwrap_or_else(|| panic!("{:#?}\n{}", compiled.diagnostics, random.workflow));
    VirtualDriver::new(&plan, plan.options(), Payload::from(random.input.as_str())).run_to_end()
}

#[test]
fn random_workflows_give_what_they_gave() {
    let golden = |seed| {
        let random = random(seed);
        let trace_hash = hash(&encode(&run(&random)));
        Golden { random, trace_hash }
    };
    let goldens: Vec<Golden> = (0..WORKFLOWS).map(golden).collect();
    let path = dagwood_tests::path("goldens/random.json");
    if env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        let lines: Vec<_> = goldens.iter().map(|golden| serde_json::to_string(golden).expect("it is text")).collect();
        fs::write(&path, format!("[\n{}\n]\n", lines.join(",\n"))).expect("the goldens can be written");
    }
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let expected: Vec<Golden> = serde_json::from_str(&text).expect("the goldens are JSON");
    assert_eq!(goldens.len(), expected.len());
    for (seed, (golden, expected)) in goldens.iter().zip(&expected).enumerate() {
        assert_eq!(golden, expected, "number {seed}");
    }
}

/// They are useful only if all kinds of events occur.
#[test]
fn random_workflows_are_eventful() {
    let mut names: Vec<&str> = (0..WORKFLOWS)
        .flat_map(|seed| run(&random(seed)).events().map(|event| event.kind.name()).collect::<Vec<_>>())
        .collect();
    names.sort_unstable();
    names.dedup();
    let all = [
        "Cancelled",
        "Completed",
        "Failed",
        "LevelEnded",
        "LevelStarted",
        "PayloadAdvanced",
        "Ready",
        "RetryScheduled",
        "RunEnded",
        "RunStarted",
        "Skipped",
        "Started",
        "StrategyChosen",
    ];
    assert_eq!(names, all);
}

/// Decoding gives the same trace with the same snapshots, for unfinished runs as well.
#[test]
fn the_bytes_of_a_trace_hold_all_of_it() {
    for seed in 0..WORKFLOWS {
        let trace = run(&random(seed));
        let read = decode(&encode(&trace)).unwrap_or_else(|error| panic!("number {seed}: {error}"));
        assert_eq!(read, trace, "number {seed}");
        let (mut from_run, mut from_bytes) = (Snapshot::start(&trace), Snapshot::start(&read));
        for cursor in 1..=trace.len() {
            from_run.seek(&trace, cursor);
            from_bytes.seek(&read, cursor);
            assert_eq!(from_run, from_bytes, "number {seed} after {cursor} events");
            let part = first_events(&trace, cursor);
            assert_eq!(decode(&encode(&part)), Ok(part), "number {seed}, the first {cursor} events");
        }
    }
}

/// The trace after this many events.
fn first_events(trace: &Trace, count: usize) -> Trace {
    let mut builder =
        TraceBuilder::new(trace.graph().clone(), trace.options()).with_upward_ranks(trace.upward_ranks().into());
    if let Some(analysis) = trace.analysis() {
        builder = builder.with_analysis(analysis.clone());
    }
    for event in trace.events().take(count) {
        match event.kind {
            EventKind::RunStarted { input: payload } | EventKind::Completed { output: payload, metadata: None, .. } => {
                builder.payload(trace.payload(payload).clone());
            }
            EventKind::Completed { output, metadata: Some(metadata), .. } => {
                builder.payload(trace.payload(output).clone());
                builder.metadata(trace.metadata()[metadata as usize].clone());
            }
            EventKind::Failed { error, .. } | EventKind::Cancelled { error: Some(error) } => {
                builder.error(trace.errors()[error as usize].clone());
            }
            _ => {}
        }
        builder.push(event.at, event.processor, &event.kind);
    }
    builder.finish()
}
