//! The events of small runs, one by one.

use alloc::{
    format,
    string::{String, ToString},
};

use expect_test::{Expect, expect};

use super::testkit::{head, plan, run, workflow};
use crate::{EventKind, ProcessorIdx, Trace};

/// Runs a workflow in the notation of the testkit, under a head such as `level fail_fast 2`, and compares its events,
/// one line per instant.
#[track_caller]
fn check(options: &str, notation: &str, settings: &[(&str, &str)], expected: &Expect) {
    let mut words = options.split(' ');
    let mut word = || words.next().expect("a head has a strategy, a failure strategy and a number of workers");
    let head = head(word(), word(), word().parse().expect("a number"));
    let plan = plan(&workflow(&head, notation, settings));
    expected.assert_eq(&log(&run(&plan, plan.options())));
}

/// The events that decide something, one line per instant: `a>0` starts on worker 0, `a+` completes, `a!` fails, `a~`
/// will be retried, `a-` is skipped, `ax` is cancelled, `[1` and `1]` a level starts and ends.
fn log(trace: &Trace) -> String {
    let mut log = String::new();
    let mut at = None;
    for event in trace.events() {
        let id = event.processor.map_or("", |p: ProcessorIdx| trace.graph().id(p));
        let what = match event.kind {
            EventKind::Started { worker, .. } => format!("{id}>{worker}"),
            EventKind::Completed { .. } => format!("{id}+"),
            EventKind::Failed { .. } => format!("{id}!"),
            EventKind::RetryScheduled { until } => format!("{id}~{}", until.get() / 1_000),
            EventKind::Skipped { .. } => format!("{id}-"),
            EventKind::Cancelled { .. } => format!("{id}x"),
            EventKind::LevelStarted { level, .. } => format!("[{level}"),
            EventKind::LevelEnded { level, .. } => format!("{level}]"),
            EventKind::RunEnded { status, output } => {
                format!("{} {:?}", status.name(), output.and_then(|idx| trace.payload(idx).text()).unwrap_or("-"))
            }
            EventKind::RunStarted { .. }
            | EventKind::StrategyChosen { .. }
            | EventKind::Ready { .. }
            | EventKind::PayloadAdvanced { .. } => continue,
        };
        if at != Some(event.at) {
            let line = if at.is_none() { "" } else { "\n" };
            log.push_str(&format!("{line}{}:", event.at.get() / 1_000));
            at = Some(event.at);
        }
        log.push(' ');
        log.push_str(&what.to_string());
    }
    log
}

const MS: &[(&str, &str)] = &[
    ("a", "simulate: { duration_ms: 10 }"),
    ("b", "simulate: { duration_ms: 30 }"),
    ("c", "simulate: { duration_ms: 10 }"),
    ("d", "simulate: { duration_ms: 10 }"),
    ("e", "simulate: { duration_ms: 10 }"),
];

#[test]
fn the_barrier_of_a_level_costs_time() {
    let notation = "a, b; a -> c; c -> d; b -> e";
    check(
        "level fail_fast 2",
        notation,
        MS,
        &expect![[r#"
        0: [0 a>0 b>1
        10: a+
        30: b+ 0] [1 c>0 e>1
        40: c+ e+ 1] [2 d>0
        50: d+ 2] succeeded "Hello, Worldacd""#]],
    );
    check(
        "reactive fail_fast 2",
        notation,
        MS,
        &expect![[r#"
        0: a>0 b>1
        10: a+ c>0
        20: c+ d>0
        30: b+ d+ e>0
        40: e+ succeeded "Hello, Worldacd""#]],
    );
}

#[test]
fn a_work_queue_goes_deep_first() {
    let notation = "a -> b?, c; d; e; c -> e";
    check(
        "work_queue fail_fast 1",
        notation,
        MS,
        &expect![[r#"
        0: a>0
        10: a+ c>0
        20: c+ e>0
        30: e+ b>0
        60: b+ d>0
        70: d+ succeeded "Hello, Worldace""#]],
    );
    check(
        "reactive fail_fast 1",
        notation,
        MS,
        &expect![[r#"
        0: a>0
        10: a+ d>0
        20: d+ b>0
        50: b+ c>0
        60: c+ e>0
        70: e+ succeeded "Hello, Worldace""#]],
    );
}

#[test]
fn a_failure_holds_up_what_its_strategy_says() {
    let notation = "a -> b, c; b -> d; c -> e";
    let settings = [
        MS[0],
        ("b", "simulate: { duration_ms: 10, fail_attempts: 1 }"),
        ("c", "simulate: { duration_ms: 30 }"),
        MS[3],
        MS[4],
    ];
    check(
        "reactive fail_fast 2",
        notation,
        &settings,
        &expect![[r#"
        0: a>0
        10: a+ b>0 c>1
        20: b! cx d- e- failed "-""#]],
    );
    check(
        "reactive continue_on_error 2",
        notation,
        &settings,
        &expect![[r#"
        0: a>0
        10: a+ b>0 c>1
        20: b! d-
        40: c+ e>0
        50: e+ partial "Hello, Worldace""#]],
    );
    check(
        "reactive best_effort 2",
        notation,
        &settings,
        &expect![[r#"
        0: a>0
        10: a+ b>0 c>1
        20: b! d>0
        30: d+
        40: c+ e>0
        50: e+ partial "Hello, Worldad""#]],
    );
}

#[test]
fn fail_fast_cancels_what_is_due_at_the_same_instant_but_later() {
    let settings = [
        ("a", "simulate: { duration_ms: 10 }"),
        ("b", "simulate: { duration_ms: 10, fail_attempts: 1 }"),
        ("c", "simulate: { duration_ms: 10 }"),
    ];
    check(
        "reactive fail_fast 3",
        "a; b; c; a -> d",
        &settings,
        &expect![[r#"
        0: a>0 b>1 c>2
        10: a+ b! cx d- failed "-""#]],
    );
}

#[test]
fn a_backoff_doubles_and_holds_no_worker() {
    let settings = [
        ("a", "retry: { attempts: 3, backoff_ms: 10 }, simulate: { duration_ms: 5, fail_attempts: 3 }"),
        ("b", "simulate: { duration_ms: 4 }"),
    ];
    check(
        "reactive fail_fast 1",
        "a; b",
        &settings,
        &expect![[r#"
        0: a>0
        5: a! a~15 b>0
        9: b+
        15: a>0
        20: a! a~40
        40: a>0
        45: a! a~85
        85: a>0
        90: a+ succeeded "Hello, Worlda""#]],
    );
}

#[test]
fn an_attempt_may_take_exactly_its_timeout() {
    let settings = [
        ("a", "timeout_ms: 10, simulate: { duration_ms: 10 }"),
        ("b", "timeout_ms: 10, simulate: { duration_ms: 11 }"),
    ];
    check(
        "reactive continue_on_error 2",
        "a; b",
        &settings,
        &expect![[r#"
        0: a>0 b>1
        10: a+ b! partial "Hello, Worlda""#]],
    );
}

#[test]
fn a_level_of_which_all_was_skipped_does_not_start() {
    let settings = [("a", "simulate: { duration_ms: 10, fail_attempts: 1 }")];
    check(
        "level continue_on_error 1",
        "a -> b -> c",
        &settings,
        &expect![[r#"
        0: [0 a>0
        10: a! b- c- 0] partial "-""#]],
    );
}

#[test]
fn what_takes_no_time_happens_in_one_instant() {
    let zero: [(&str, &str); 3] = ["a", "b", "c"].map(|id| (id, "simulate: { duration_ms: 0 }"));
    check(
        "level fail_fast 1",
        "a -> b -> c",
        &zero,
        &expect![[r#"0: [0 a>0 a+ 0] [1 b>0 b+ 1] [2 c>0 c+ 2] succeeded "Hello, Worldabc""#]],
    );
}
