//! Workflows for tests: from a one-line notation, and at random.

use alloc::{format, string::String, vec, vec::Vec};

use proptest::prelude::*;

use crate::{
    FailureStrategy, Graph, Payload, Plan, ProcessorIdx, RunOptions, Snapshot, Strategy as Choice, Trace,
    VirtualDriver, compile,
};

/// The plan of a valid workflow file.
#[track_caller]
pub(super) fn plan(text: &str) -> Plan {
    let compiled = compile(text);
    compiled.plan.unwrap_or_else(|| panic!("{:#?}\n{text}", compiled.diagnostics))
}

/// A run to the end in virtual time.
pub(super) fn run(plan: &Plan, options: RunOptions) -> Trace {
    VirtualDriver::new(plan, options, Payload::from("Hello, World")).run_to_end()
}

/// A workflow file from a line such as `a -> b, c; b -> d?`: the processors after an arrow depend on those before it. A
/// `?` marks an Analyze; the other processors append their own id. Processors are in the order of their first mention.
pub(super) fn workflow(head: &str, notation: &str, settings: &[(&str, &str)]) -> String {
    let mut processors: Vec<(&str, bool, Vec<&str>)> = Vec::new();
    let mut mention = |name: &'_ str| -> usize {
        // The names live as long as the notation; the closure only sees slices of it.
        let id = name.trim().trim_end_matches('?');
        let start = id.as_ptr() as usize - notation.as_ptr() as usize;
        let id = &notation[start..start + id.len()];
        let at = processors.iter().position(|(other, ..)| *other == id).unwrap_or_else(|| {
            processors.push((id, false, Vec::new()));
            processors.len() - 1
        });
        processors[at].1 |= name.trim().ends_with('?');
        at
    };
    let mut edges = Vec::new();
    for chain in notation.split(';') {
        let groups: Vec<Vec<usize>> =
            chain.split("->").map(|group| group.split(',').map(&mut mention).collect()).collect();
        for pair in groups.windows(2) {
            edges.extend(pair[1].iter().flat_map(|&to| pair[0].iter().map(move |&from| (from, to))));
        }
    }
    for (from, to) in edges {
        let id = processors[from].0;
        processors[to].2.push(id);
    }
    let mut text = format!("{head}\nprocessors:\n");
    for (id, analyzes, depends_on) in processors {
        let code = if analyzes { "token_counter" } else { "prefix_suffix_adder" };
        let options = if analyzes { String::new() } else { format!(", options: {{ prefix: '', suffix: {id} }}") };
        let extra = settings.iter().find(|(of, _)| *of == id).map_or(String::new(), |(_, extra)| format!(", {extra}"));
        let depends_on = depends_on.join(", ");
        text.push_str(&format!(
            "  - {{ id: {id}, type: local, processor: {code}, depends_on: [{depends_on}]{options}{extra} }}\n"
        ));
    }
    text
}

/// The head of a workflow file.
pub(super) fn head(strategy: &str, failure_strategy: &str, workers: u32) -> String {
    format!(
        "strategy: {strategy}\nfailure_strategy: {failure_strategy}\nexecutor_options: {{ max_concurrency: {workers} }}"
    )
}

/// A processor of a random workflow.
#[derive(Clone, Debug)]
struct Random {
    analyzes: bool,
    /// Earlier processors, as fractions.
    dependencies: Vec<prop::sample::Index>,
    duration_ms: Option<u8>,
    fail_attempts: u32,
    retry: Option<(u32, u8)>,
    timeout_ms: Option<u8>,
}

/// Random workflow files of up to 24 processors, with simulated durations (including zero, so that many events share an
/// instant), failures, retries, backoffs and timeouts. The head is left out.
pub(super) fn random_processors() -> impl Strategy<Value = String> {
    let random = (
        any::<bool>(),
        prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        prop::option::of(0..4u8),
        prop_oneof![6 => Just(0), 1 => 1..3u32],
        prop::option::of((0..3u32, 0..3u8)),
        prop_oneof![6 => Just(None), 1 => (1..4u8).prop_map(Some)],
    )
        .prop_map(|(analyzes, dependencies, duration_ms, fail_attempts, retry, timeout_ms)| Random {
            analyzes,
            dependencies,
            duration_ms,
            fail_attempts,
            retry,
            timeout_ms,
        });
    prop::collection::vec(random, 1..24).prop_map(|processors| {
        let mut text = String::from("processors:\n");
        for (i, random) in processors.iter().enumerate() {
            let depends_on: Vec<String> =
                random.dependencies.iter().filter(|_| i > 0).map(|at| format!("p{}", at.index(i))).collect();
            let depends_on = depends_on.join(", ");
            let code = if random.analyzes { "token_counter" } else { "prefix_suffix_adder" };
            text.push_str(&format!("  - id: p{i}\n    type: local\n    processor: {code}\n"));
            text.push_str(&format!("    depends_on: [{depends_on}]\n"));
            if !random.analyzes {
                text.push_str(&format!("    options: {{ prefix: '', suffix: '{i}.' }}\n"));
            }
            let duration = random.duration_ms.map_or(String::new(), |ms| format!(", duration_ms: {ms}"));
            text.push_str(&format!("    simulate: {{ fail_attempts: {}{duration} }}\n", random.fail_attempts));
            if let Some((attempts, backoff)) = random.retry {
                text.push_str(&format!("    retry: {{ attempts: {attempts}, backoff_ms: {backoff} }}\n"));
            }
            if let Some(timeout) = random.timeout_ms {
                text.push_str(&format!("    timeout_ms: {timeout}\n"));
            }
        }
        text
    })
}

/// Random options of a run: strategy, failure strategy, workers.
pub(super) fn options() -> impl Strategy<Value = (Choice, FailureStrategy, u32)> {
    (prop::sample::select(&Choice::ALL), prop::sample::select(&FailureStrategy::ALL), 1..6u32)
}

/// The plan of random processors with these options.
pub(super) fn random_plan(
    processors: &str,
    (strategy, failure_strategy, workers): (Choice, FailureStrategy, u32),
) -> Plan {
    plan(&format!("{}\n{processors}", head(strategy.name(), failure_strategy.name(), workers)))
}

/// Calls `check` with the state after the last event of each instant.
pub(super) fn after_each_instant(trace: &Trace, mut check: impl FnMut(&Snapshot)) {
    let mut snapshot = Snapshot::start(trace);
    for seq in 0..trace.len() {
        snapshot.seek(trace, seq + 1);
        if seq + 1 == trace.len() || trace.event(seq + 1).at > snapshot.now() {
            check(&snapshot);
        }
    }
}

/// Whether a ready processor waits only for a free worker.
pub(super) fn may_start(snapshot: &Snapshot, trace: &Trace, p: ProcessorIdx) -> bool {
    let graph = trace.graph();
    let (strategy, region) = match trace.analysis() {
        None => (trace.options().strategy, 0),
        Some(analysis) => {
            let region = analysis.region_of(graph)[p as usize];
            (analysis.regions[region as usize].choice.strategy, region)
        }
    };
    strategy != Choice::Level || snapshot.level(region) == Some(graph.rank(p))
}

/// Everything reachable from a processor, along dependencies or dependents.
pub(super) fn reached<'g>(
    graph: &Graph,
    from: ProcessorIdx,
    next: impl Fn(ProcessorIdx) -> &'g [ProcessorIdx],
) -> Vec<bool> {
    let mut reached = vec![false; graph.len()];
    let mut stack = vec![from];
    while let Some(p) = stack.pop() {
        for &q in next(p) {
            if !core::mem::replace(&mut reached[q as usize], true) {
                stack.push(q);
            }
        }
    }
    reached
}
