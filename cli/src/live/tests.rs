//! No test here waits for time to pass: the clock follows a script, and processors wait for each other.

use std::{
    collections::VecDeque,
    sync::{Arc, Barrier, Mutex, mpsc::channel},
};

use dagwood_core::{
    EventKind, FailureStrategy, Intent, Metadata, Priority, Processor, ProcessorState, Snapshot, Status, Strategy,
    VirtualDriver, compile,
    plan::{Part, Settings},
};
use dagwood_tests::random::random;

use super::*;

/// What a clock does when it must wait.
#[derive(Clone, Copy)]
enum Step {
    /// A message comes first.
    Message,
    /// The instant comes first.
    Instant,
}

/// A clock that stands still except for the steps of its script. After them it advances whenever no message is waiting.
struct Script {
    steps: VecDeque<Step>,
    now: Micros,
    /// The first instant comes after this.
    begun: Option<Receiver<()>>,
}

fn script(steps: impl IntoIterator<Item = Step>) -> Script {
    Script { steps: steps.into_iter().collect(), now: Micros::ZERO, begun: None }
}

impl Clock for Script {
    fn now(&self) -> Micros {
        self.now
    }

    fn wait(&mut self, inbox: &Receiver<Message>, until: Option<Micros>) -> Option<Message> {
        let step = self.steps.pop_front();
        if matches!(step, Some(Step::Message)) || until.is_none() {
            assert!(!matches!(step, Some(Step::Instant)), "there is no instant to wait for");
            return inbox.recv().ok();
        }
        if let Some(begun) = self.begun.take() {
            begun.recv().expect("an attempt begins");
        }
        let message = if step.is_none() { inbox.try_recv().ok() } else { None };
        if let (None, Some(until)) = (&message, until) {
            self.now = self.now.max(until);
        }
        message
    }
}

/// A processor made of a function.
struct Code<F>(F);

impl<F: Fn(&Payload) -> Result<Outcome, ProcessorError> + Send + Sync> Processor for Code<F> {
    fn intent(&self) -> Intent {
        Intent::Transform
    }

    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError> {
        (self.0)(input)
    }
}

fn ok(text: &str) -> Result<Outcome, ProcessorError> {
    Ok(Outcome { output: Payload::from(text), metadata: Metadata::new(), fuel: None })
}

fn part<'a>(
    id: &'a str,
    depends_on: &'a [ProcessorIdx],
    settings: Settings,
    code: impl Fn(&Payload) -> Result<Outcome, ProcessorError> + Send + Sync + 'static,
) -> Part<'a> {
    Part { id, depends_on, settings, code: Box::new(Code(code)) }
}

/// A processor that runs until the sender is dropped, so until the test ends.
fn stuck() -> (Sender<()>, impl Fn(&Payload) -> Result<Outcome, ProcessorError> + Send + Sync) {
    let (alive, until_dropped) = channel();
    let until_dropped = Mutex::new(until_dropped);
    (alive, move |_: &Payload| {
        let _ = until_dropped.lock().map(|until_dropped| until_dropped.recv());
        ok("too late")
    })
}

fn options(workers: u32, failure_strategy: FailureStrategy) -> RunOptions {
    RunOptions { strategy: Strategy::Reactive, priority: Priority::default(), failure_strategy, workers, timeout: None }
}

fn drive<'a>(options: RunOptions, clock: Script, parts: impl IntoIterator<Item = Part<'a>>) -> Trace {
    let plan = Plan::assemble(options, parts).expect("a graph");
    LiveDriver::new(&plan, options, Payload::from("x"), clock).run_to_end()
}

/// How each processor ended: its state, and its output or error.
fn ends(trace: &Trace) -> Vec<(ProcessorState, String)> {
    let end = Snapshot::at(trace, trace.len());
    let told = |p| {
        let processor = end.processor(trace, p);
        let output = processor.output.and_then(|at| trace.payload(at).text().map(str::to_owned));
        let error = processor.error.map(|at| trace.errors()[at as usize].to_string());
        (processor.state, output.or(error).unwrap_or_default())
    };
    trace.graph().processors().map(told).collect()
}

/// The results, regardless of timing: for each processor its state, input, output, metadata, error and number of
/// attempts.
fn flow(trace: &Trace) -> Vec<impl PartialEq + std::fmt::Debug + use<>> {
    let end = Snapshot::at(trace, trace.len());
    let flow = |p| {
        let processor = end.processor(trace, p);
        (
            processor.state,
            processor.input.map(|at| trace.payload(at).clone()),
            processor.output.map(|at| trace.payload(at).clone()),
            processor.metadata.map(|at| trace.metadata()[at as usize].clone()),
            processor.error.map(|at| trace.errors()[at as usize].clone()),
            processor.attempts,
        )
    };
    trace.graph().processors().map(flow).collect()
}

#[test]
fn as_many_run_at_once_as_there_are_workers() {
    const WORKERS: u32 = 4;
    let barrier = Arc::new(Barrier::new(WORKERS as usize));
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let meet = |id| {
        let barrier = barrier.clone();
        // The barrier opens only when all of them have arrived.
        part(id, &[], Settings::default(), move |_| {
            barrier.wait();
            ok("met")
        })
    };
    let trace = drive(options(WORKERS, FailureStrategy::FailFast), script([]), ids.map(meet));
    assert_eq!(trace.status(), Some(Status::Succeeded));
    let workers = trace.events().filter_map(|event| match event.kind {
        EventKind::Started { worker, .. } => Some(worker),
        _ => None,
    });
    assert_eq!(workers.max(), Some(WORKERS - 1));
}

#[test]
fn a_panic_is_a_failure_and_the_worker_goes_on() {
    let panics = |_: &Payload| -> Result<Outcome, ProcessorError> { panic!("out of {}", "tea") };
    let trace = drive(
        options(1, FailureStrategy::BestEffort),
        script([]),
        [
            part("a", &[], Settings::default(), panics),
            part("b", &[0], Settings::default(), |_| ok("done")),
            part("c", &[1], Settings::default(), |_| panic::panic_any(7)),
        ],
    );
    let failed = |why: &str| (ProcessorState::Failed, format!("the processor panicked: {why} (error 500)"));
    assert_eq!(ends(&trace), [failed("out of tea"), (ProcessorState::Completed, "done".into()), failed("no message")]);
    assert_eq!(trace.status(), Some(Status::Partial));
}

#[test]
fn an_attempt_lasts_as_long_as_it_pretends() {
    let lasts = Settings { duration: Some(Micros::from_millis(40)), ..Settings::default() };
    let part = |id, on| part(id, on, lasts, |_| ok(""));
    // The code finishes immediately; then the instant comes.
    let clock = script([Step::Message, Step::Instant].repeat(2));
    let trace = drive(options(1, FailureStrategy::FailFast), clock, [part("a", &[]), part("b", &[0])]);
    assert_eq!((trace.status(), trace.makespan()), (Some(Status::Succeeded), Micros::from_millis(80)));
}

#[test]
fn an_attempt_that_takes_too_long_leaves_its_worker_free() {
    let (alive, code) = stuck();
    let timeout = Settings { timeout: Some(Micros::from_millis(5)), ..Settings::default() };
    let trace = drive(
        options(1, FailureStrategy::ContinueOnError),
        script([Step::Instant]),
        [part("a", &[], timeout, code), part("b", &[], Settings::default(), |_| ok("done"))],
    );
    assert_eq!(
        ends(&trace),
        [
            (ProcessorState::Failed, "the attempt took longer than 5 ms (error 408)".into()),
            (ProcessorState::Completed, "done".into())
        ]
    );
    drop(alive);
}

#[test]
fn a_retry_waits_for_its_backoff_and_not_for_the_attempt_before() {
    let (alive, code) = stuck();
    let (begin, begun) = channel();
    let first = Mutex::new(Some(begin));
    let code = move |input: &Payload| match first.lock().ok().and_then(|mut first| first.take()) {
        Some(begin) => {
            begin.send(()).expect("the clock waits for it");
            code(input)
        }
        None => ok("done"),
    };
    let retry = dagwood_core::text::Retry { attempts: 1, backoff: Micros::from_millis(7) };
    let settings = Settings { timeout: Some(Micros::from_millis(5)), retry, ..Settings::default() };
    // Its deadline, its backoff, and the result of the second attempt.
    let clock = Script { begun: Some(begun), ..script([Step::Instant, Step::Instant, Step::Message]) };
    let trace = drive(options(1, FailureStrategy::FailFast), clock, [part("a", &[], settings, code)]);
    assert_eq!(ends(&trace), [(ProcessorState::Completed, "done".into())]);
    assert_eq!(trace.makespan(), Micros::from_millis(12));
    drop(alive);
}

#[test]
fn a_run_is_cut_off_at_its_limit() {
    let (alive, code) = stuck();
    let options = RunOptions { timeout: Some(Micros::from_millis(9)), ..options(1, FailureStrategy::FailFast) };
    let trace = drive(options, script([Step::Instant]), [part("a", &[], Settings::default(), code)]);
    assert_eq!((trace.status(), trace.makespan()), (Some(Status::Failed), Micros::from_millis(9)));
    assert_eq!(ends(&trace)[0].0, ProcessorState::Cancelled);
    drop(alive);
}

#[test]
fn what_was_completed_survives_an_interruption() {
    let (alive, code) = stuck();
    let plan = Plan::assemble(
        options(1, FailureStrategy::FailFast),
        [
            part("a", &[], Settings::default(), |_| ok("done")),
            part("b", &[0], Settings::default(), code),
            part("c", &[1], Settings::default(), |_| ok("never")),
        ],
    )
    .expect("a chain");
    /// The user interrupts the run while the second attempt is running.
    struct Interrupts(u32);
    impl Clock for Interrupts {
        fn now(&self) -> Micros {
            Micros::ZERO
        }
        fn wait(&mut self, inbox: &Receiver<Message>, _: Option<Micros>) -> Option<Message> {
            self.0 += 1;
            if self.0 == 2 { Some(Message::Cancel) } else { inbox.recv().ok() }
        }
    }
    let trace = LiveDriver::new(&plan, plan.options(), Payload::from("x"), Interrupts(0)).run_to_end();
    assert_eq!(trace.status(), Some(Status::Cancelled));
    let states: Vec<_> = ends(&trace).into_iter().map(|(state, _)| state).collect();
    assert_eq!(states, [ProcessorState::Completed, ProcessorState::Cancelled, ProcessorState::Skipped]);
    drop(alive);
}

#[test]
fn what_comes_too_late_is_dropped() {
    // The first processor ends only when the second does, after the run has given up on it.
    let (go, gate) = channel();
    let (go, gate) = (Mutex::new(go), Mutex::new(gate));
    let timeout = Settings { timeout: Some(Micros::from_millis(5)), ..Settings::default() };
    let late = move |_: &Payload| {
        let _ = gate.lock().map(|gate| gate.recv());
        ok("late")
    };
    let release = move |_: &Payload| {
        let _ = go.lock().map(|go| go.send(()));
        ok("released")
    };
    let trace = drive(
        options(1, FailureStrategy::BestEffort),
        script([Step::Instant, Step::Message, Step::Message]),
        [part("a", &[], timeout, late), part("b", &[0], Settings::default(), release)],
    );
    assert_eq!(ends(&trace)[0].0, ProcessorState::Failed);
    assert_eq!(ends(&trace)[1], (ProcessorState::Completed, "released".into()));
}

#[test]
fn payloads_are_those_of_virtual_time() {
    let mut compared = 0;
    for seed in 0..300 {
        let random = random(seed);
        // Whether an attempt exceeds its time limit depends on timing.
        let text: Vec<_> = random.workflow.split(", timeout_ms: ").collect();
        let text = text
            .iter()
            .enumerate()
            .map(|(i, part)| if i == 0 { part } else { part.trim_start_matches(char::is_numeric) });
        let text = text.collect::<String>();
        let plan = compile(&text).plan.unwrap_or_else(|| panic!("seed {seed}: {text}"));
        let input = || Payload::from(random.input.as_str());
        let pretended = VirtualDriver::new(&plan, plan.options(), input()).run_to_end();
        let lived = LiveDriver::new(&plan, plan.options(), input(), script([])).run_to_end();
        assert_eq!(lived.status(), pretended.status(), "seed {seed}: {text}");
        let (pretended_flow, lived_flow) = (flow(&pretended), flow(&lived));
        if plan.options().failure_strategy == FailureStrategy::FailFast && pretended.status() == Some(Status::Failed) {
            // How far the others got when the first failed depends on timing; their results do not.
            let outputs = |trace: &Trace| {
                let ends = ends(trace);
                ends.into_iter()
                    .map(|(state, text)| (state == ProcessorState::Completed).then_some(text))
                    .collect::<Vec<_>>()
            };
            for (a, b) in outputs(&pretended).into_iter().zip(outputs(&lived)) {
                assert!(a.is_none() || b.is_none() || a == b, "seed {seed}: {text}");
            }
        } else {
            assert_eq!(lived_flow, pretended_flow, "seed {seed}: {text}");
            assert_eq!(lived.output(), pretended.output(), "seed {seed}: {text}");
            compared += 1;
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn the_time_of_the_machine_passes() {
    let mut clock = WallClock(Instant::now());
    let (outbox, inbox) = mpsc::channel();
    let until = clock.now() + Micros::new(50);
    assert!(clock.wait(&inbox, Some(until)).is_none());
    assert!(clock.now() >= until);
    for until in [None, Some(Micros::ZERO), Some(Micros::MAX)] {
        outbox.send(Message::Cancel).expect("the inbox is there");
        assert!(matches!(clock.wait(&inbox, until), Some(Message::Cancel)), "{until:?}");
    }
}
