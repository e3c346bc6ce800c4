//! Properties of checks and of edits in lines, on random workflows.

use std::{
    collections::BTreeSet,
    env,
    hash::{BuildHasher as _, RandomState},
};

use dagwood_core::{
    Environment, EventKind, Overrides, Payload, Trace,
    check::{self, Bounds, Check, EditKind, Holds, Number, Predicate, Runs, Verdict},
    text::edit::{Script, apply},
};
use dagwood_tests::{
    random::{Random, random},
    undo,
};
use fastrand::Rng;

/// Calls `test` with the seeds of ten workflows, in a soak of a thousand. `DAGWOOD_SEED` repeats a run.
fn each(name: &str, test: impl Fn(u64)) {
    let count = if env::var_os("DAGWOOD_SOAK").is_some() { 1_000 } else { 10 };
    let seed = env::var("DAGWOOD_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| RandomState::new().hash_one(()) >> 16);
    println!("{name}: DAGWOOD_SEED={seed}");
    (seed..seed + count).for_each(test);
}

fn runs<'r>(random: &Random, text: &'r str, start: &'r str) -> Runs<'r> {
    let input = Payload::from(&*random.input);
    Runs::new(text, input, Overrides::default(), Environment::default()).with_start(start)
}

fn trace(random: &Random) -> Trace {
    runs(random, &random.workflow, &random.workflow).trace(check::RUN).expect("a random workflow runs")
}

/// A check of every kind, about two of the processors.
fn checks(trace: &Trace, rng: &mut Rng) -> Vec<Check> {
    let graph = trace.graph();
    let mut id = || graph.id(rng.u32(0..graph.len() as u32)).to_owned();
    let (a, b) = (id(), id());
    let conditions = [
        "status: [succeeded, partial]".into(),
        format!("state: {{ {a}: completed, {b}x: failed }}"),
        format!("state: {{ {a}: [completed, skipped] }}"),
        format!("attempts: {{ {a}: {{ at_most: 1 }} }}"),
        format!("error: {{ {a}: 500 }}"),
        "output: { contains: a }".into(),
        format!("receives: {{ {a}: {{ from: {b} }} }}"),
        format!("receives: {{ {a}: {{ contains: d }} }}"),
        format!("gives: {{ {a}: x }}"),
        format!("finds: {{ {a}: {{ word_count: {{ at_least: 1 }} }} }}"),
        format!("before: [{a}.started, {b}.ended]"),
        format!("before: [{a}.ready, {a}.started, {a}.ended, run.ended]"),
        format!("at: {{ {a}.ended: {{ less_than: 5 }}, level.0.started: 0 }}"),
        format!("together: [{a}, {b}]"),
        format!("apart: [{a}, {b}]"),
        "waits: { ms: 0 }".into(),
        format!("waits: {{ of: {a}, for: worker, ms: {{ more_than: 0 }} }}"),
        "measure: { makespan_ms: { at_most: 9 }, utilisation: { at_least: 0.5 } }".into(),
        "measure: { peak_running: { at_most: 1 } }".into(),
        format!("picked: {{ {a}: only_one }}"),
        format!("chosen: {{ {a}: reactive }}"),
        "uses: { strategy: level, workers: { at_most: 2 } }".into(),
        format!("sets: {{ {a}.simulate.duration_ms: {{ at_most: 4 }} }}"),
        format!("path: [{a}, {b}]"),
        "shared: { outputs: 1 }".into(),
        "compare: { measure: makespan_ms, a: run, is: less, b: run }".into(),
        "same: { what: trace, runs: [run, run] }".into(),
        format!("all: [{{ path: [{a}, {b}] }}, {{ path: [{b}, {a}] }}]"),
        format!("any: [{{ path: [{a}, {b}] }}, {{ path: [{b}, {a}] }}]"),
    ];
    let lines: String = conditions.iter().map(|condition| format!("- {{ id: x, say: y, {condition} }}\n")).collect();
    let (checks, diagnostics) = check::read(&lines);
    assert_eq!(diagnostics, [], "{lines}");
    checks.into_iter().map(|check| check.value).collect()
}

#[test]
fn a_step_is_one_of_its_run_and_two_negations_change_nothing() {
    each("verdicts", |seed| {
        let random = random(seed);
        let trace = trace(&random);
        let mut made = runs(&random, &random.workflow, &random.workflow);
        for check in checks(&trace, &mut Rng::with_seed(seed)) {
            let verdict = check::judge(&check, &mut made);
            let context = || format!("{seed}: {check:?}: {verdict:?}\n{}", random.workflow);
            if let Some(at) = &verdict.at {
                assert!(at.run == check::RUN && (1..=trace.len()).contains(&at.step), "{}", context());
            }
            assert!(verdict.processor.iter().all(|id| trace.graph().find(id).is_some()), "{}", context());
            assert!(verdict.range.is_none_or(|range| random.workflow.get(range.bytes()).is_some()), "{}", context());
            let negated = |predicate| Check { predicate: Predicate::Not(Box::new(predicate)), ..check.clone() };
            let once = negated(check.predicate.clone());
            let opposite = match verdict.holds {
                Holds::Yes => Holds::No,
                Holds::No => Holds::Yes,
                Holds::Moot => Holds::Moot,
            };
            assert_eq!(check::judge(&once, &mut made).holds, opposite, "{}", context());
            assert_eq!(check::judge(&negated(once.predicate), &mut made), verdict, "{}", context());
        }
    });
}

/// A judgement of one condition.
fn judged(random: &Random, text: &str, condition: &str) -> Verdict {
    let (checks, diagnostics) = check::read(&format!("- {{ id: x, say: y, {condition} }}"));
    assert_eq!(diagnostics, [], "{condition}");
    check::judge(&checks[0].value, &mut runs(random, text, &random.workflow))
}

/// Conditions taken from the trace hold, and point to their event.
#[test]
fn conditions_taken_from_the_trace_hold_at_their_events() {
    each("events", |seed| {
        let random = random(seed);
        let trace = trace(&random);
        let id = |p: u32| trace.graph().id(p);
        for event in trace.events() {
            let Some(p) = event.processor else { continue };
            let who = id(p);
            let at = Number::from(event.at);
            let condition = match event.kind {
                EventKind::Ready { attempt } => format!("at: {{ {who}.ready#{attempt}: {at} }}"),
                EventKind::Started { attempt, .. } => format!("at: {{ {who}.started#{attempt}: {at} }}"),
                EventKind::Failed { attempt, .. } => format!("at: {{ {who}.ended#{attempt}: {at} }}"),
                EventKind::Completed { .. } | EventKind::Skipped { .. } | EventKind::Cancelled { .. } => {
                    format!("at: {{ {who}.ended: {at} }}")
                }
                _ => continue,
            };
            let verdict = judged(&random, &random.workflow, &condition);
            let step = verdict.at.as_ref().map(|at| at.step);
            assert_eq!((verdict.holds, step), (Holds::Yes, Some(event.seq + 1)), "{seed}: {condition}: {verdict:?}");
        }
        let makespan = format!("measure: {{ makespan_ms: {} }}", Number::from(trace.makespan()));
        assert_eq!(judged(&random, &random.workflow, &makespan).holds, Holds::Yes, "{seed}: {makespan}");
        if let Some(output) = trace.output().and_then(Payload::text) {
            let output = format!("output: {output:?}");
            // Texts that the two notations escape differently are left to other tests.
            if !output.contains("\\u{") {
                assert_eq!(judged(&random, &random.workflow, &output).holds, Holds::Yes, "{seed}: {output}");
            }
        }
    });
}

fn difference(random: &Random, text: &str, kind: EditKind, number: usize) -> Verdict {
    let predicate = Predicate::Edits([(kind, Bounds::exactly(Number::from(number)))].into());
    check::judge_predicate(&predicate, &mut runs(random, text, &random.workflow))
}

#[test]
fn a_workflow_does_not_differ_from_itself() {
    each("itself", |seed| {
        let random = random(seed);
        for &kind in EditKind::ALL {
            let verdict = difference(&random, &random.workflow, kind, 0);
            assert_eq!(verdict.holds, Holds::Yes, "{seed}: {verdict:?}");
        }
    });
}

#[test]
fn edits_in_lines_are_undone_byte_for_byte_and_counted() {
    each("edits", |seed| {
        let random = random(seed);
        let trace = trace(&random);
        let rng = &mut Rng::with_seed(seed);
        let count = trace.graph().len();
        let changed: BTreeSet<usize> = (0..rng.usize(1..4)).map(|_| rng.usize(0..count)).collect();
        // Longer than every random duration.
        let mut lines: Vec<String> =
            changed.iter().map(|p| format!("set p{p}.simulate.duration_ms = {}", 100 + p)).collect();
        lines.push("add new local token_counter after p0".into());
        lines.push(format!("connect p{} -> new", rng.usize(1..16)));
        let moved = rng.usize(0..count);
        lines.push(format!("move p{moved} before p{}", rng.usize(0..count)));
        // Some edits cannot be made: they are left out.
        let mut made: Vec<String> = Vec::new();
        for line in lines {
            made.push(line);
            let text = made.join("\n");
            if Script::read(&text).expect("they are edits").edits(&random.workflow).is_err() {
                made.pop();
            }
        }
        let text = made.join("\n");
        let edits = Script::read(&text).expect("they are edits").edits(&random.workflow).expect("they can be made");
        let edited = apply(&random.workflow, &edits);
        assert_eq!(apply(&edited, &undo(&random.workflow, &edits)), random.workflow, "{seed}: {text}");
        let connected = made.iter().any(|line| line.starts_with("connect"));
        for (kind, number) in [
            (EditKind::Durations, changed.len()),
            (EditKind::Processors, 1),
            (EditKind::Edges, 1 + usize::from(connected)),
            (EditKind::Order, 0),
            (EditKind::Codes, 0),
            (EditKind::Options, 0),
            (EditKind::Retries, 0),
        ] {
            let verdict = difference(&random, &edited, kind, number);
            assert_eq!(verdict.holds, Holds::Yes, "{seed}: {kind:?}: {verdict:?}\n{text}");
        }
        let (none, one) =
            (difference(&random, &edited, EditKind::Lines, 0), difference(&random, &edited, EditKind::Lines, 1));
        assert!(none.passes() || one.passes(), "{seed}: {none:?}\n{text}");
    });
}
