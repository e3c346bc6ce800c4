//! The measures of random runs, compared with an independent count: instant by instant, from the states.

use alloc::{vec, vec::Vec};

use proptest::prelude::*;

use super::testkit::{
    after_each_instant, head, may_start, options, plan, random_plan, random_processors, run, workflow,
};
use crate::{
    EventKind, Micros, ProcessorIdx, ProcessorState, Snapshot, Status, Strategy as Choice, Trace,
    trace::{Metrics, Waiting, spans},
};

/// The cause for which every processor waits during a state, and whether it is possible.
fn wait(trace: &Trace, state: &Snapshot, p: ProcessorIdx, lasts: Micros) -> Waiting {
    let (none, processor) = (Waiting::default(), state.processor(trace, p));
    match processor.state {
        ProcessorState::Waiting if processor.retry_at.is_some() => Waiting { backoff: lasts, ..none },
        ProcessorState::Waiting => Waiting { dependency: lasts, ..none },
        ProcessorState::Ready if !may_start(state, trace, p) => Waiting { barrier: lasts, ..none },
        ProcessorState::Ready => {
            assert!(!state.workers().contains(&None), "a processor waits for a worker only while none is free");
            Waiting { worker: lasts, ..none }
        }
        _ => none,
    }
}

/// The waits of a run, added up over its states.
fn waits(trace: &Trace) -> Vec<Waiting> {
    let mut waits = vec![Waiting::default(); trace.graph().len()];
    let mut before: Option<Snapshot> = None;
    after_each_instant(trace, |state| {
        if let Some(before) = before.replace(state.clone()) {
            let lasts = state.now().since(before.now());
            for (wait_of, p) in waits.iter_mut().zip(trace.graph().processors()) {
                *wait_of += wait(trace, &before, p, lasts);
            }
        }
    });
    waits
}

proptest! {
    #[test]
    fn each_microsecond_is_counted_once(processors in random_processors(), options in options()) {
        let plan = random_plan(&processors, options);
        let trace = run(&plan, plan.options());
        let metrics = Metrics::new(&trace);
        let available = Micros::new(trace.makespan().get() * u64::from(options.2));
        prop_assert_eq!(metrics.work() + metrics.idle(), available);
        prop_assert!(metrics.busy.iter().all(|&busy| busy <= metrics.makespan));
        prop_assert_eq!(&metrics.waits, &waits(&trace));
        // Until its last start, or until it is skipped, a processor either runs an earlier attempt or waits.
        let end = Snapshot::at(&trace, trace.len());
        let spans = spans(&trace);
        for p in plan.graph().processors() {
            let own: Vec<_> = spans.iter().filter(|span| span.processor == p).collect();
            let skipped = trace.events().find(|e| e.processor == Some(p) && matches!(e.kind, EventKind::Skipped { .. }));
            let earlier = own.len() - usize::from(skipped.is_none());
            let ran = own[..earlier].iter().fold(Micros::ZERO, |sum, span| sum + span.duration());
            let until = skipped.map_or(end.processor(&trace, p).started_at, |event| Some(event.at));
            prop_assert_eq!(Some(metrics.waits[p as usize].total() + ran), until);
            for (i, span) in own.iter().enumerate() {
                prop_assert_eq!(span.attempt as usize, i + 1);
                prop_assert!(span.ready <= span.start && span.start <= span.end && span.outcome.is_ended());
            }
        }
    }

    #[test]
    fn ready_processors_are_counted(processors in random_processors(), options in options()) {
        let plan = random_plan(&processors, options);
        let trace = run(&plan, plan.options());
        let metrics = Metrics::new(&trace);
        let mut state = Snapshot::start(&trace);
        let (mut peak, mut area) = (0, 0);
        for event in trace.events() {
            area += state.ready().len() as u64 * event.at.since(state.now()).get();
            state.seek(&trace, event.seq + 1);
            peak = peak.max(state.ready().len());
        }
        prop_assert_eq!(metrics.peak_ready, peak);
        let mean = if area == 0 { 0.0 } else { area as f64 / metrics.makespan.get() as f64 };
        prop_assert_eq!(metrics.mean_ready(), mean);
    }

    #[test]
    fn a_run_lies_between_its_bounds(processors in random_processors(), options in options()) {
        let plan = random_plan(&processors, options);
        let trace = run(&plan, plan.options());
        let metrics = Metrics::new(&trace);
        prop_assert!(metrics.lower_bound <= metrics.makespan, "{:?}", metrics);
        prop_assert!(metrics.over_lower_bound() >= 1.0);
        let has_barriers = match trace.analysis() {
            None => options.0 == Choice::Level,
            Some(analysis) => analysis.regions.iter().any(|region| region.choice.strategy == Choice::Level),
        };
        prop_assert!(has_barriers || metrics.makespan <= metrics.graham_bound, "{:?}", metrics);
        // On one worker, a processor that never waits for a backoff has no alternative.
        if options.2 == 1 && metrics.waiting().backoff == Micros::ZERO && trace.status() == Some(Status::Succeeded) {
            prop_assert_eq!(metrics.makespan, metrics.lower_bound);
        }
    }

    #[test]
    fn a_trace_can_be_measured_while_it_grows(processors in random_processors(), options in options(), instants in 0..20usize) {
        let plan = random_plan(&processors, options);
        let mut driver = crate::VirtualDriver::new(&plan, plan.options(), "x".into());
        for _ in 0..instants {
            driver.advance();
        }
        let trace = driver.trace();
        let metrics = Metrics::new(trace);
        prop_assert!(metrics.busy.iter().all(|&busy| busy <= metrics.makespan));
        prop_assert!(metrics.waits.iter().all(|wait| wait.total() <= metrics.makespan));
    }
}

#[test]
fn each_cause_of_waiting() {
    let ms = Micros::from_millis;
    let settings = [
        ("a", "simulate: { duration_ms: 30 }"),
        ("b", "simulate: { duration_ms: 10, fail_attempts: 1 }, retry: { attempts: 1, backoff_ms: 5 }"),
        ("c", "simulate: { duration_ms: 20 }"),
        ("d", "simulate: { duration_ms: 10 }"),
    ];
    let measure = |strategy, workers| {
        let plan = plan(&workflow(&head(strategy, "fail_fast", workers), "a; b -> c; d", &settings));
        Metrics::new(&run(&plan, plan.options()))
    };
    // Worker 0: a until 30, c until 50. Worker 1: b until 10, d until 20, for which b, ready again at 15, waits; b until 30.
    let level = measure("level", 2);
    let rows: Vec<_> =
        level.waits.iter().map(|w| [w.dependency, w.barrier, w.worker, w.backoff].map(Micros::get)).collect();
    assert_eq!(rows, [[0, 0, 0, 0], [0, 0, 5_000, 5_000], [30_000, 0, 0, 0], [0, 0, 10_000, 0]]);
    assert_eq!((level.makespan, level.work(), level.idle()), (ms(50), ms(80), ms(20)));
    // b twice with its backoff, then c: 10 + 5 + 10 + 20.
    assert_eq!((level.critical_path, level.lower_bound), (ms(45), ms(45)));
    // 80 / 2 + 40 / 2 + 5.
    assert_eq!((level.graham_bound, level.peak_ready), (ms(65), 3));
    let many = measure("level", 8);
    let barrier = many.waits.iter().map(|w| w.barrier).collect::<Vec<_>>();
    assert_eq!((many.makespan, barrier), (ms(50), vec![Micros::ZERO, Micros::ZERO, ms(5), Micros::ZERO]));
    let reactive = measure("reactive", 8);
    assert_eq!((reactive.makespan, reactive.waiting().barrier), (ms(45), Micros::ZERO));
}
