//! For every processor at every step there is exactly one reason, and the trace confirms it.

use alloc::vec::Vec;

use expect_test::expect;
use proptest::prelude::*;

use super::testkit::{head, plan, random_processors, run, workflow};
use crate::{
    EventKind, FailureStrategy, Overrides, Priority, ProcessorIdx, ProcessorState, Snapshot, Strategy as Kind, Trace,
    trace::{Explanation, Rule, Why, explain, queue, rule_between},
};

/// Checks an explanation against the events, not against the strategy.
fn check(trace: &Trace, snapshot: &Snapshot, found: &Explanation) -> Result<(), TestCaseError> {
    let (graph, cursor, p) = (trace.graph(), snapshot.cursor(), found.processor);
    let state = |p: ProcessorIdx| snapshot.state(p);
    let event = |seq: Option<usize>| seq.map(|seq| trace.event(seq));
    prop_assert_eq!(found.state, state(p));
    prop_assert!(found.since.is_none_or(|seq| seq < cursor && trace.event(seq).processor == Some(p)));
    prop_assert!(found.next.is_none_or(|seq| seq >= cursor && trace.event(seq).processor == Some(p)));
    if let (Some(release), Some(next)) = (found.released_by, found.next) {
        prop_assert!((cursor..=next).contains(&release), "event {} is not between {} and {}", release, cursor, next);
    }
    let release = event(found.released_by);
    let ends = |seq: Option<usize>| {
        event(seq).is_some_and(|e| {
            matches!(e.kind, EventKind::Completed { .. } | EventKind::Failed { .. } | EventKind::Cancelled { .. })
        })
    };
    let is_skipped = event(found.next).is_some_and(|e| matches!(e.kind, EventKind::Skipped { .. }));
    let busy = snapshot.workers().iter().take(trace.options().workers as usize).all(Option::is_some);
    match &found.why {
        Why::NotBegun => prop_assert_eq!(cursor, 0),
        Why::Dependencies(missing) => {
            prop_assert_eq!(found.state, ProcessorState::Waiting);
            prop_assert!(!missing.is_empty());
            for d in missing {
                prop_assert!(graph.dependencies(p).contains(d));
                prop_assert!(state(*d) != ProcessorState::Completed);
            }
            if !is_skipped {
                // The last of them to end makes it ready at the same instant.
                prop_assert!(ends(found.released_by), "{:?}", release);
                let release = release.expect("some event ends it");
                prop_assert!(missing.contains(&release.processor.expect("of a processor")));
                let ready = event(found.next).expect("it is ready then");
                let is_ready = matches!(ready.kind, EventKind::Ready { .. });
                prop_assert!(is_ready);
                prop_assert_eq!(ready.at, release.at);
            }
        }
        Why::Backoff(until) => {
            prop_assert_eq!(snapshot.processor(trace, p).retry_at, Some(*until));
            prop_assert!(is_skipped || release.is_some_and(|e| e.at == *until));
        }
        Why::Settling => {
            // Something else happens at this instant; a processor that waits to become ready does so then.
            prop_assert!(matches!(found.state, ProcessorState::Waiting | ProcessorState::Ready));
            let settles = if found.state == ProcessorState::Ready { Some(cursor) } else { found.next };
            prop_assert_eq!(event(settles).map(|e| e.at), Some(snapshot.now()));
        }
        Why::Barrier { open, own } => {
            prop_assert_eq!((found.state, *own), (ProcessorState::Ready, graph.rank(p)));
            prop_assert!(open.is_none_or(|open| open < *own));
            let opens = |e: crate::Event| matches!(e.kind, EventKind::LevelStarted { level, .. } if level == *own);
            prop_assert!(is_skipped || release.is_some_and(opens));
        }
        Why::NoFreeWorker { ahead } => {
            prop_assert_eq!(found.state, ProcessorState::Ready);
            prop_assert!(busy);
            let start_of = |p| {
                let starts = |seq: &usize| {
                    let event = trace.event(*seq);
                    event.processor == Some(p) && matches!(event.kind, EventKind::Started { .. })
                };
                (cursor..trace.len()).find(starts)
            };
            for &other in ahead {
                prop_assert_eq!(state(other), ProcessorState::Ready);
                prop_assert!(other != p);
                prop_assert!(is_skipped || start_of(other) < start_of(p), "who is ahead starts first");
            }
            prop_assert!(is_skipped || ends(found.released_by), "a worker becomes free");
        }
        Why::Picked { over, .. } => {
            prop_assert_eq!(found.state, ProcessorState::Executing);
            let start = found.since.expect("it has started");
            let started = matches!(trace.event(start).kind, EventKind::Started { .. });
            prop_assert!(started);
            let before = Snapshot::at(trace, start);
            let order = queue(trace, &before);
            prop_assert_eq!(order.first(), Some(&p), "the first of the queue was picked");
            prop_assert_eq!(order.get(1), over.as_ref());
            prop_assert!(ends(found.released_by));
        }
        Why::Completed => prop_assert_eq!(found.state, ProcessorState::Completed),
        Why::Failed => prop_assert_eq!(found.state, ProcessorState::Failed),
        Why::Skipped(cause) => {
            prop_assert_eq!(found.state, ProcessorState::Skipped);
            prop_assert!(cause.is_none_or(|cause| state(cause) == ProcessorState::Failed));
        }
        Why::Cancelled => prop_assert_eq!(found.state, ProcessorState::Cancelled),
    }
    let sentence = found.sentence(trace, snapshot);
    prop_assert!(sentence.starts_with(graph.id(p)) && sentence.ends_with('.'), "{}", sentence);
    Ok(())
}

proptest! {
    #[test]
    fn every_processor_has_one_true_reason_at_every_step(
        processors in random_processors(),
        strategy in prop::sample::select(&Kind::ALL),
        priority in prop::sample::select(&Priority::ALL),
        failure_strategy in prop::sample::select(&FailureStrategy::ALL),
        workers in 1..4u32,
    ) {
        let plan = plan(&alloc::format!("{}\n{processors}", head(strategy.name(), failure_strategy.name(), workers)));
        let trace = run(&plan, Overrides { priority: Some(priority), ..Overrides::default() }.apply(plan.options()));
        let mut snapshot = Snapshot::start(&trace);
        for cursor in 0..=trace.len() {
            snapshot.seek(&trace, cursor);
            for p in plan.graph().processors() {
                check(&trace, &snapshot, &explain(&trace, &snapshot, p))?;
            }
        }
    }
}

/// All explanations of one processor during a run, each once, with the step from which it holds.
fn story(options: &str, notation: &str, settings: &[(&str, &str)], of: &str) -> alloc::string::String {
    let mut words = options.split(' ');
    let mut word = || words.next().expect("a head has a strategy, a failure strategy and a number of workers");
    let head = head(word(), word(), word().parse().expect("a number"));
    let plan = plan(&workflow(&head, notation, settings));
    let trace = run(&plan, plan.options());
    let p = plan.graph().find(of).expect("it is in the workflow");
    let mut said: Vec<(usize, alloc::string::String)> = Vec::new();
    for cursor in 0..=trace.len() {
        let snapshot = Snapshot::at(&trace, cursor);
        let sentence = explain(&trace, &snapshot, p).sentence(&trace, &snapshot);
        if said.last().is_none_or(|(_, last)| *last != sentence) {
            said.push((cursor, sentence));
        }
    }
    said.iter().map(|(cursor, sentence)| alloc::format!("{cursor}: {sentence}\n")).collect()
}

#[test]
fn tells_what_held_a_processor_back() {
    expect![[r#"
        0: f waits: the run has not started.
        1: f waits for d (waiting).
        4: f waits for d (ready).
        13: f waits for d (executing).
        14: f becomes ready later at this same instant.
        17: f is ready, but level 1 starts only when every processor of level 0 has ended.
        18: f is ready, but level 1 has not started.
        19: f is ready: free workers are assigned after everything else that is due at this instant.
        20: f is ready, but no worker is free, and e will start before it.
        21: f is ready: free workers are assigned after everything else that is due at this instant.
        23: f is ready and next, but no worker is free.
        24: f is ready: free workers are assigned after everything else that is due at this instant.
        25: f was picked: nothing else could start.
        26: f completes with 14 bytes.
    "#]]
    .assert_eq(&story("level fail_fast 1", "a, b -> c; d -> e?, f", &[("a", "simulate: { duration_ms: 9 }")], "f"));
    expect![[r#"
        0: b waits: the run has not started.
        1: b waits for a (waiting).
        2: b waits for a (ready).
        4: b waits for a (executing).
        5: b becomes ready later at this same instant.
        7: b is ready: free workers are assigned after everything else that is due at this instant.
        8: b was picked before d: its rank 1 is greater than 0.
        9: b fails in attempt 1: simulated failure (error 500).
        10: b waits until 7.025 ms, when the backoff after its failed attempt ends.
        13: b is ready: free workers are assigned after everything else that is due at this instant.
        14: b was picked: nothing else could start.
        15: b fails in attempt 2: simulated failure (error 500).
    "#]]
    .assert_eq(&story(
        "work_queue continue_on_error 1",
        "a -> b -> c; d?",
        &[("b", "simulate: { fail_attempts: 2 }, retry: { attempts: 1, backoff_ms: 5 }")],
        "b",
    ));
    expect![[r#"
        0: c waits: the run has not started.
        1: c waits for b (waiting).
        7: c waits for b (ready).
        8: c waits for b (executing).
        9: c waits for b (failed).
        10: c waits for b (waiting).
        13: c waits for b (ready).
        14: c waits for b (executing).
        15: c waits for b (failed).
        16: c is skipped because b failed.
    "#]]
    .assert_eq(&story(
        "work_queue continue_on_error 1",
        "a -> b -> c; d?",
        &[("b", "simulate: { fail_attempts: 2 }, retry: { attempts: 1, backoff_ms: 5 }")],
        "c",
    ));
}

#[test]
fn each_of_the_queue_stands_before_the_next_by_a_rule() {
    // One worker is busy with `first` while the others are ready.
    let queue_of = |strategy: &str| {
        let head = head(strategy, "fail_fast", 1);
        let plan = plan(&alloc::format!(
            "{head}\nprocessors:
  - {{ id: first, type: local, processor: reverse_text, simulate: {{ duration_ms: 9 }} }}
  - {{ id: count, type: local, processor: token_counter }}
  - {{ id: turn, type: local, processor: reverse_text }}
  - {{ id: shout, type: local, processor: change_text_case_upper }}
"
        ));
        let trace = run(&plan, plan.options());
        let starts = |e: &crate::Event| matches!(e.kind, EventKind::Started { .. });
        let started = trace.events().find(starts).expect("something starts").seq;
        let queue = queue(&trace, &Snapshot::at(&trace, started + 1));
        let rules = queue.windows(2).map(|pair| rule_between(&trace, pair[0], pair[1]));
        let ids = queue.iter().map(|&p| alloc::string::String::from(plan.graph().id(p)));
        (ids.collect::<Vec<_>>(), rules.collect::<Vec<_>>())
    };
    let (ids, rules) = queue_of("work_queue");
    assert_eq!(ids, ["turn", "shout", "count"]);
    assert_eq!(rules, [Rule::FileOrder, Rule::Transform]);
    let (ids, rules) = queue_of("reactive");
    assert_eq!(ids, ["count", "turn", "shout"]);
    assert_eq!(rules, [Rule::ReadyFirst, Rule::ReadyFirst]);
}
