//! Properties of every run of every workflow.

use alloc::{string::String, vec, vec::Vec};

use proptest::prelude::*;

use super::testkit::{after_each_instant, may_start, options, random_plan, random_processors, reached, run};
use crate::{
    EventKind, FailureStrategy, Input, Intent, Micros, Output, Payload, Plan, ProcessorIdx, ProcessorState, Run,
    RunOptions, Snapshot, Status, Strategy as Choice, Trace,
};

proptest! {
    #[test]
    fn starts_follow_dependencies_and_workers(processors in random_processors(), options in options()) {
        let plan = random_plan(&processors, options);
        let (trace, graph) = (run(&plan, plan.options()), plan.graph());
        let mut state = vec![ProcessorState::Waiting; graph.len()];
        let mut attempts = vec![0; graph.len()];
        let mut busy = vec![false; options.2 as usize];
        let mut worker_of = vec![0; graph.len()];
        for event in trace.events() {
            let Some(p) = event.processor.map(|p| p as usize) else { continue };
            match event.kind {
                EventKind::Ready { attempt } => {
                    prop_assert_eq!(state[p], ProcessorState::Waiting);
                    prop_assert_eq!(attempt, attempts[p] + 1);
                    state[p] = ProcessorState::Ready;
                }
                EventKind::Started { worker, attempt, .. } => {
                    prop_assert_eq!(state[p], ProcessorState::Ready);
                    prop_assert_eq!(attempt, attempts[p] + 1, "each attempt starts once, in order");
                    let lowest = busy.iter().position(|busy| !busy);
                    prop_assert_eq!(Some(worker as usize), lowest, "the lowest free worker takes it");
                    for &d in graph.dependencies(p as ProcessorIdx) {
                        let best_effort = options.1 == FailureStrategy::BestEffort;
                        let ended = state[d as usize] == ProcessorState::Completed
                            || best_effort && state[d as usize] == ProcessorState::Failed;
                        prop_assert!(ended, "p{} starts before p{} has ended", p, d);
                    }
                    (state[p], attempts[p]) = (ProcessorState::Executing, attempt);
                    (busy[worker as usize], worker_of[p]) = (true, worker as usize);
                }
                EventKind::Completed { .. } | EventKind::Failed { .. } | EventKind::Cancelled { .. } => {
                    prop_assert_eq!(state[p], ProcessorState::Executing);
                    busy[worker_of[p]] = false;
                    state[p] = match event.kind {
                        EventKind::Completed { .. } => ProcessorState::Completed,
                        EventKind::Failed { .. } => ProcessorState::Failed,
                        _ => ProcessorState::Cancelled,
                    };
                }
                EventKind::RetryScheduled { .. } => state[p] = ProcessorState::Waiting,
                EventKind::Skipped { .. } => {
                    prop_assert!(matches!(state[p], ProcessorState::Waiting | ProcessorState::Ready));
                    state[p] = ProcessorState::Skipped;
                }
                EventKind::PayloadAdvanced { origin } => {
                    prop_assert_eq!((origin as usize, state[p]), (p, ProcessorState::Completed));
                }
                _ => prop_assert!(false, "{:?} speaks of no processor", event.kind),
            }
        }
        prop_assert!(busy.iter().all(|busy| !busy), "nothing runs after the end");
        prop_assert!(state.iter().all(|state| state.is_ended()));
    }

    #[test]
    fn no_worker_idles_while_something_may_start(processors in random_processors(), options in options()) {
        let plan = random_plan(&processors, options);
        let trace = run(&plan, plan.options());
        let mut idle = None;
        after_each_instant(&trace, |snapshot| {
            if snapshot.status().is_none()
                && snapshot.workers().contains(&None)
                && let Some(p) = snapshot.ready().into_iter().find(|&p| may_start(snapshot, &trace, p))
            {
                idle = Some((snapshot.now(), p));
            }
        });
        prop_assert_eq!(idle, None);
    }

    #[test]
    fn a_level_is_over_before_the_next_starts(processors in random_processors(), workers in 1..6u32) {
        let plan = random_plan(&processors, (Choice::Level, FailureStrategy::BestEffort, workers));
        let trace = run(&plan, plan.options());
        let mut ended = vec![0; plan.graph().levels()];
        let mut size = ended.clone();
        plan.graph().processors().for_each(|p| size[plan.graph().rank(p) as usize] += 1);
        for event in trace.events() {
            let rank = event.processor.map_or(0, |p| plan.graph().rank(p) as usize);
            match event.kind {
                EventKind::Started { .. } => prop_assert_eq!(&ended[..rank], &size[..rank]),
                EventKind::Completed { .. } => ended[rank] += 1,
                // The last failure of a processor is final: no retry follows.
                EventKind::Failed { .. }
                    if !matches!(trace.event(event.seq + 1).kind, EventKind::RetryScheduled { .. }) =>
                {
                    ended[rank] += 1;
                }
                EventKind::LevelEnded { level, .. } => prop_assert_eq!(ended[level as usize], size[level as usize]),
                _ => {}
            }
        }
    }

    #[test]
    fn payloads_depend_on_the_graph_alone(
        processors in random_processors(),
        failure_strategy in prop::sample::select(&[FailureStrategy::ContinueOnError, FailureStrategy::BestEffort][..]),
    ) {
        let expected = reference(&random_plan(&processors, (Choice::Level, failure_strategy, 1)));
        for strategy in Choice::ALL {
            for workers in [1, 2, 5] {
                let plan = random_plan(&processors, (strategy, failure_strategy, workers));
                let trace = run(&plan, plan.options());
                let end = Snapshot::at(&trace, trace.len());
                for (p, (input, output)) in expected.processors.iter().enumerate() {
                    let found = end.processor(&trace, p as ProcessorIdx);
                    let bytes = |idx: Option<u32>| idx.map(|idx| trace.payload(idx).clone());
                    prop_assert_eq!(&bytes(found.input), input, "input of p{} under {:?}", p, strategy);
                    prop_assert_eq!(&bytes(found.output), output, "output of p{} under {:?}", p, strategy);
                }
                prop_assert_eq!(trace.output(), expected.output.as_ref());
            }
        }
    }

    #[test]
    fn the_fold_of_all_events_is_the_final_state(processors in random_processors(), options in options()) {
        let plan = random_plan(&processors, options);
        let mut run = Run::new(&plan, plan.options(), Payload::from("x"));
        let mut due: Vec<(Micros, Input)> = Vec::new();
        let mut now = Micros::ZERO;
        // A separate driver, whose attempts take as many milliseconds as the number of their worker.
        loop {
            match run.poll() {
                Output::Start(attempt) => {
                    let result = plan.processor(attempt.processor).process(&attempt.input);
                    let input = Input::Finished { processor: attempt.processor, attempt: attempt.attempt, result };
                    due.push((now + Micros::from_millis(attempt.worker.into()), input));
                }
                Output::Wait { until } => {
                    for (state, found) in Snapshot::at(run.trace(), run.trace().len()).processors(run.trace()).zip(run.states()) {
                        prop_assert_eq!((state.state, state.attempts), found);
                    }
                    now = due.iter().map(|&(at, _)| at).chain(until).min().expect("something is due");
                    let (ended, rest) = due.into_iter().partition(|&(at, _)| at <= now);
                    due = rest;
                    let ended: Vec<_> = ended;
                    ended.into_iter().for_each(|(_, input)| run.handle(input, now));
                    run.handle(Input::Elapsed, now);
                }
                Output::Done => break,
            }
        }
        let states: Vec<_> = run.states().collect();
        let trace = run.into_trace();
        let end = Snapshot::at(&trace, trace.len());
        prop_assert_eq!(end.processors(&trace).map(|p| (p.state, p.attempts)).collect::<Vec<_>>(), states);
        prop_assert_eq!(end.status(), trace.status());
    }

    #[test]
    fn seeking_is_folding(processors in random_processors(), options in options(), stops in prop::collection::vec(any::<prop::sample::Index>(), 1..6)) {
        let plan = random_plan(&processors, options);
        let trace = run(&plan, plan.options());
        let mut snapshot = Snapshot::start(&trace);
        for stop in stops {
            let cursor = stop.index(trace.len() + 1);
            snapshot.seek(&trace, cursor);
            prop_assert_eq!(&snapshot, &Snapshot::at(&trace, cursor));
        }
    }

    #[test]
    fn the_same_input_gives_the_same_trace(processors in random_processors(), options in options()) {
        let plan = random_plan(&processors, options);
        prop_assert_eq!(run(&plan, plan.options()), run(&plan, plan.options()));
    }

    #[test]
    fn the_status_says_what_happened(processors in random_processors(), options in options()) {
        let plan = random_plan(&processors, options);
        let trace = run(&plan, plan.options());
        let failed = Snapshot::at(&trace, trace.len()).count(ProcessorState::Failed) > 0;
        let expected = match (failed, options.1) {
            (false, _) => Status::Succeeded,
            (true, FailureStrategy::FailFast) => Status::Failed,
            (true, _) => Status::Partial,
        };
        prop_assert_eq!(trace.status(), Some(expected));
    }

    #[test]
    fn a_run_can_be_ended_at_any_instant(processors in random_processors(), options in options(), instants in 0..20usize) {
        let plan = random_plan(&processors, options);
        let mut driver = crate::VirtualDriver::new(&plan, plan.options(), Payload::from("x"));
        let over = !(0..instants).all(|_| driver.advance());
        let before = driver.trace().len();
        driver.cancel();
        while driver.advance() {}
        let trace = driver.into_trace();
        let end = Snapshot::at(&trace, trace.len());
        prop_assert!(end.states().all(ProcessorState::is_ended));
        if over {
            prop_assert_eq!(trace.len(), before, "a run that is over stays as it is");
        } else {
            prop_assert!(end.status().is_some());
        }
    }

    #[test]
    fn a_run_is_cut_off_at_its_timeout(processors in random_processors(), options in options(), millis in 1..12u64) {
        let plan = random_plan(&processors, options);
        let timeout = Micros::from_millis(millis);
        let trace = run(&plan, RunOptions { timeout: Some(timeout), ..plan.options() });
        prop_assert!(trace.makespan() <= timeout);
        let whole = run(&plan, plan.options());
        if whole.makespan() < timeout {
            prop_assert_eq!(trace.events().collect::<Vec<_>>(), whole.events().collect::<Vec<_>>());
        } else if whole.makespan() > timeout {
            prop_assert_eq!(trace.status(), Some(Status::Failed));
            // The events before the timeout are the same as without it.
            let before = |trace: &Trace| trace.events().filter(|e| e.at < timeout).collect::<Vec<_>>();
            prop_assert_eq!(before(&trace), before(&whole));
        }
    }
}

/// The input and output of each processor, and the run's output, evaluated as the semantics say: one processor after
/// the other, each from the payloads that its dependencies pass on. Knows nothing about strategies, workers or time.
struct Reference {
    processors: Vec<(Option<Payload>, Option<Payload>)>,
    output: Option<Payload>,
}

fn reference(plan: &Plan) -> Reference {
    let (graph, options) = (plan.graph(), plan.options());
    let mut processors = Vec::new();
    // What each passes on: the payload, and 1 more than the rank of its origin; 0 for the run's input.
    let mut passes_on: Vec<Option<(Payload, u32)>> = Vec::new();
    let input = Payload::from("Hello, World");
    // Random workflows only depend on earlier processors.
    for p in graph.processors() {
        let received = if graph.dependencies(p).is_empty() {
            Some((input.clone(), 0))
        } else {
            select(graph.dependencies(p), &passes_on)
        };
        let (mut own, mut outgoing) = ((None, None), None);
        if let Some((payload, origin)) = received {
            let settings = plan.settings(p);
            let cost = settings.duration.unwrap_or(Micros::from_millis(1) + Micros::new(payload.bytes().len() as u64));
            let fails = settings.fail_attempts > settings.retry.attempts
                || settings.timeout.is_some_and(|timeout| cost > timeout);
            own.0 = Some(payload.clone());
            if !fails {
                let output = plan.processor(p).process(&payload).expect("text").output;
                own.1 = Some(output.clone());
                outgoing = Some(match graph.intent(p) {
                    Intent::Transform => (output, graph.rank(p) + 1),
                    Intent::Analyze => (payload, origin),
                });
            } else if options.failure_strategy == FailureStrategy::BestEffort {
                outgoing = Some((payload, origin));
            }
        }
        processors.push(own);
        passes_on.push(outgoing);
    }
    let of_sinks: Vec<_> = graph.sinks().iter().copied().filter(|&sink| passes_on[sink as usize].is_some()).collect();
    let output = select(&of_sinks, &passes_on).map(|(payload, _)| payload);
    Reference { processors, output }
}

/// The payload with the greatest origin, the first among equals; `None` if a dependency passes nothing on.
fn select(from: &[ProcessorIdx], passes_on: &[Option<(Payload, u32)>]) -> Option<(Payload, u32)> {
    let all: Option<Vec<_>> = from.iter().map(|&p| passes_on[p as usize].clone()).collect();
    all?.into_iter().rev().max_by_key(|&(_, rank)| rank)
}

/// The lint against its definition, pair by pair.
#[test]
fn the_lint_names_every_pair() {
    proptest!(|(processors in random_processors())| {
        let plan = random_plan(&processors, (Choice::Level, FailureStrategy::FailFast, 1));
        let graph = plan.graph();
        let all: Vec<_> = graph.processors().map(|p| reached(graph, p, |p| graph.dependencies(p))).collect();
        let mut expected = Vec::new();
        for a in 0..graph.len() {
            for b in a + 1..graph.len() {
                let transform = |p| graph.intent(p as ProcessorIdx) == Intent::Transform;
                let ordered = all[a][b] || all[b][a];
                let seen_by = all.iter().position(|seen| seen[a] && seen[b]);
                if transform(a) && transform(b) && !ordered && let Some(seen_by) = seen_by {
                    expected.push((a as u32, b as u32, seen_by as u32));
                }
            }
        }
        let found = crate::plan::parallel_transforms(graph).expect("the graph is small");
        prop_assert_eq!(found.iter().map(|p| (p.first, p.second, p.seen_by)).collect::<Vec<_>>(), expected);
    });
}

#[test]
fn random_text_is_refused_or_read() {
    let pieces = prop::collection::vec(
        prop_oneof![
            Just(String::from("\n")),
            Just(String::from("  ")),
            Just(String::from("- ")),
            Just(String::from("processors:")),
            Just(String::from("strategy: level\n")),
            Just(String::from("{id: a, type: local, processor: reverse_text}")),
            Just(String::from("depends_on: [")),
            Just(String::from("&x ")),
            Just(String::from("*x ")),
            "\\PC{0,4}",
        ],
        0..24,
    );
    proptest!(|(pieces in pieces)| {
        let text = pieces.concat();
        let compiled = crate::compile(&text);
        prop_assert!(compiled.plan.is_some() || compiled.diagnostics.iter().any(|d| d.severity == crate::Severity::Error));
        for diagnostic in compiled.diagnostics {
            prop_assert!(text.get(diagnostic.range.bytes()).is_some(), "{:?} is no range of the text", diagnostic.range);
        }
    });
}
