//! What if: runs that repeat another run and continue with a change.

use alloc::{format, string::ToString, vec::Vec};

use proptest::prelude::*;

use super::testkit::{head, options, plan, random_plan, random_processors, run, workflow};
use crate::{
    Event, EventKind, Micros, Overrides, Payload, Plan, ProcessorState, Snapshot, Strategy as Kind, Trace,
    VirtualDriver, limits,
    run::{Change, Fork, ForkError},
};

fn fork(plan: &Plan, parent: &Trace, at: usize, change: Change) -> Result<Trace, ForkError> {
    VirtualDriver::fork(plan, parent, Fork { at, change }).map(VirtualDriver::run_to_end)
}

/// Events with their data, for comparing traces whose payloads may be numbered differently.
fn events(trace: &Trace) -> Vec<(Event, Option<Payload>)> {
    let spoken = |event: Event| {
        let payload = match event.kind {
            EventKind::Completed { output, .. } => Some(trace.payload(output).clone()),
            _ => None,
        };
        (event, payload)
    };
    trace.events().map(spoken).collect()
}

/// Any change; positions in the run are fractions.
#[derive(Clone, Debug)]
enum Any {
    Duration(u8),
    Fail,
    Retry,
    Workers(u32),
    Output(Vec<u8>),
}

fn any_change() -> impl Strategy<Value = (prop::sample::Index, prop::sample::Index, Any)> {
    let change = prop_oneof![
        (0..6u8).prop_map(Any::Duration),
        Just(Any::Fail),
        Just(Any::Retry),
        (1..6u32).prop_map(Any::Workers),
        prop::collection::vec(any::<u8>(), 0..3).prop_map(Any::Output),
    ];
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), change)
}

fn made(plan: &Plan, trace: &Trace, (at, of, change): &(prop::sample::Index, prop::sample::Index, Any)) -> Fork {
    let processor = of.index(plan.graph().len()) as u32;
    let change = match change {
        Any::Duration(ms) => Change::Duration { processor, duration: Micros::from_millis((*ms).into()) },
        Any::Fail => Change::Fail { processor },
        Any::Retry => Change::Retry { processor },
        Any::Workers(workers) => Change::Workers { workers: *workers },
        Any::Output(output) => Change::Output { processor, output: Payload::from(output.clone()) },
    };
    Fork { at: at.index(trace.len()), change }
}

proptest! {
    #[test]
    fn what_was_before_stays_and_what_follows_obeys(
        processors in random_processors(),
        options in options(),
        changes in prop::collection::vec(any_change(), 1..4),
    ) {
        let plan = random_plan(&processors, options);
        let mut parent = run(&plan, plan.options());
        for change in &changes {
            let fork = made(&plan, &parent, change);
            let (at, by_then) = (fork.at, Snapshot::at(&parent, fork.at));
            let driver = match VirtualDriver::fork(&plan, &parent, fork.clone()) {
                Ok(driver) => driver,
                Err(error) => {
                    let p = fork.change.processor().expect("only a processor can have ended");
                    let state = by_then.state(p);
                    prop_assert!(state.is_ended());
                    prop_assert_eq!(error, ForkError::Ended { id: plan.graph().id(p).into(), state });
                    continue;
                }
            };
            let forked = driver.run_to_end();
            prop_assert_eq!(&events(&forked)[..at], &events(&parent)[..at]);
            let repeated = Snapshot::at(&forked, at);
            prop_assert!(repeated.processors(&forked).eq(by_then.processors(&parent)));
            prop_assert_eq!(forked.forks().last(), Some(&fork));
            prop_assert!(forked.forks().windows(2).all(|pair| pair[0].at <= pair[1].at));
            prop_assert!(forked.status().is_some(), "the run has ended");
            for event in forked.events().skip(at) {
                let ended = matches!(event.kind, EventKind::Completed { .. } | EventKind::Failed { .. });
                match &fork.change {
                    Change::Fail { processor } if event.processor == Some(*processor) => {
                        let completed = matches!(event.kind, EventKind::Completed { .. });
                        prop_assert!(!completed, "it fails");
                    }
                    Change::Output { processor, output } if event.processor == Some(*processor) && ended => {
                        let EventKind::Completed { output: own, .. } = event.kind else {
                            return Err(TestCaseError::fail("an attempt with a pinned output failed"));
                        };
                        prop_assert_eq!(forked.payload(own), output);
                    }
                    Change::Workers { workers } => {
                        if let EventKind::Started { worker, .. } = event.kind {
                            prop_assert!(worker < *workers);
                        }
                    }
                    _ => {}
                }
            }
            parent = forked;
        }
    }

    #[test]
    fn a_change_that_changes_nothing_changes_nothing(
        processors in random_processors(),
        options in options(),
        at in any::<prop::sample::Index>(),
        of in any::<prop::sample::Index>(),
    ) {
        let plan = random_plan(&processors, options);
        let parent = run(&plan, plan.options());
        let (at, processor) = (at.index(parent.len()), of.index(plan.graph().len()) as u32);
        let same_workers = fork(&plan, &parent, at, Change::Workers { workers: options.2 }).expect("possible at any step");
        prop_assert_eq!(events(&same_workers), events(&parent));
        let end = Snapshot::at(&parent, parent.len()).processor(&parent, processor);
        // The duration of its attempts, if all took the same time.
        if let Some(duration) = plan.settings(processor).duration {
            match fork(&plan, &parent, at, Change::Duration { processor, duration }) {
                Ok(same) => prop_assert_eq!(events(&same), events(&parent)),
                Err(error) => {
                    let ended = matches!(error, ForkError::Ended { .. });
                    prop_assert!(ended, "{}", error);
                }
            }
        }
        // A Transform has no metadata, so pinning its own output makes no difference, unless an attempt still fails.
        if let (ProcessorState::Completed, Some(output), None) = (end.state, end.output, end.metadata)
            && plan.settings(processor).fail_attempts == 0
            && let Ok(same) = fork(&plan, &parent, at, Change::Output { processor, output: parent.payload(output).clone() })
        {
            prop_assert_eq!(events(&same), events(&parent));
        }
    }

    #[test]
    fn from_the_first_step_on_it_is_another_workflow(
        processors in random_processors(),
        options in options(),
        workers in 1..6u32,
        duration_ms in 0..5u8,
    ) {
        let plan = random_plan(&processors, options);
        let parent = run(&plan, plan.options());
        let forked = fork(&plan, &parent, 0, Change::Workers { workers }).expect("possible at any step");
        // Hybrid analyses for the initial number of workers.
        if options.0 != Kind::Hybrid {
            let other = run(&plan, Overrides { workers: Some(workers), ..Overrides::default() }.apply(plan.options()));
            prop_assert_eq!(events(&forked), events(&other));
            let line = "simulate: { fail_attempts: 0, duration_ms: ";
            if let Some(start) = processors.find(line) {
                let (before, after) = (&processors[..start], &processors[start + line.len() + 1..]);
                let processor = before.matches("- id:").count() as u32 - 1;
                let other = random_plan(&format!("{before}{line}{duration_ms}{after}"), options);
                let duration = Micros::from_millis(duration_ms.into());
                let forked = fork(&plan, &parent, 0, Change::Duration { processor, duration }).expect("nothing has ended");
                prop_assert_eq!(events(&forked), events(&run(&other, other.options())));
            }
        }
    }
}

/// One more attempt than the workflow allows.
#[test]
fn an_extra_attempt_can_save_a_run() {
    let text = workflow(
        &head("reactive", "fail_fast", 1),
        "a -> b",
        &[("a", "simulate: { duration_ms: 10, fail_attempts: 2 }, retry: { attempts: 1, backoff_ms: 5 }")],
    );
    let plan = plan(&text);
    let parent = run(&plan, plan.options());
    assert_eq!((parent.status(), parent.makespan()), (Some(crate::Status::Failed), Micros::from_millis(25)));
    // It is still possible right after the last failure.
    let last_failure = parent.events().rfind(|e| matches!(e.kind, EventKind::Failed { .. })).expect("it fails").seq;
    let saved = fork(&plan, &parent, last_failure + 1, Change::Retry { processor: 0 }).expect("still open");
    assert_eq!(saved.status(), Some(crate::Status::Succeeded));
    // The second backoff is twice as long: 25 + 10 + 10 for a, and 1 ms and 13 bytes for b.
    assert_eq!(saved.makespan(), Micros::new(45_000 + 1_013));
}

#[test]
fn an_attempt_that_has_run_for_longer_ends_at_once() {
    let text = workflow(
        &head("reactive", "fail_fast", 2),
        "a; b -> c",
        &[
            ("a", "simulate: { duration_ms: 50 }"),
            ("b", "simulate: { duration_ms: 20 }"),
            ("c", "simulate: { duration_ms: 5 }"),
        ],
    );
    let plan = plan(&text);
    let parent = run(&plan, plan.options());
    let completes = |trace: &Trace, p: u32| {
        let is_end = |e: &Event| e.processor == Some(p) && matches!(e.kind, EventKind::Completed { .. });
        trace.events().find(is_end).map(|e| e.at)
    };
    let after_b = parent.events().find(|e| e.processor == Some(1) && matches!(e.kind, EventKind::Completed { .. }));
    let at = after_b.expect("b completes").seq + 1;
    for (ms, ends_at) in [(10, 20), (20, 20), (30, 30), (80, 80)] {
        let change = Change::Duration { processor: 0, duration: Micros::from_millis(ms) };
        let forked = fork(&plan, &parent, at, change).expect("a is running");
        assert_eq!(completes(&forked, 0), Some(Micros::from_millis(ends_at)), "a takes {ms} ms from then on");
        assert_eq!(completes(&forked, 2), Some(Micros::from_millis(25)), "c does not care");
    }
}

#[test]
fn says_why_a_run_cannot_be_forked_so() {
    let text = workflow(&head("reactive", "fail_fast", 2), "a -> b", &[]);
    let plan = plan(&text);
    let parent = run(&plan, plan.options());
    let end = parent.len();
    for (at, change, expected) in [
        (end + 1, Change::Fail { processor: 0 }, "there is no step 11: the run has 10 events"),
        (end, Change::Workers { workers: 2 }, "the run ends after 10 events; fork it at an earlier step"),
        (3, Change::Fail { processor: 2 }, "there is no processor number 2"),
        (
            end - 1,
            Change::Fail { processor: 0 },
            "`a` is already completed at that step; fork the run at an earlier step",
        ),
        (3, Change::Workers { workers: 0 }, "0 workers are not possible; use 1 to 10000"),
        (3, Change::Workers { workers: limits::WORKERS + 1 }, "10001 workers are not possible; use 1 to 10000"),
    ] {
        let error = fork(&plan, &parent, at, change).expect_err(expected);
        assert_eq!(error.to_string(), expected);
    }
    let other = super::testkit::plan(&workflow(&head("reactive", "fail_fast", 2), "a, b", &[]));
    let change = Change::Workers { workers: 1 };
    assert_eq!(fork(&other, &parent, 3, change.clone()).err(), Some(ForkError::OtherPlan));
    // The same graph, but b takes a different time.
    let slow = workflow(&head("reactive", "fail_fast", 2), "a -> b", &[("a", "simulate: { duration_ms: 9 }")]);
    assert_eq!(fork(&super::testkit::plan(&slow), &parent, 8, change).err(), Some(ForkError::Diverged(3)));
}
