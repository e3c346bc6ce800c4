//! The live driver: real threads and real time. Payloads are the same as in virtual time; timing depends on the
//! machine.
//!
//! The caller's thread has the run and the clock; every worker is a thread that runs one attempt after the other. The
//! driver never interrupts an attempt, because a thread cannot be killed: an attempt that the run has given up on is
//! abandoned, and its worker gets another thread.

#[cfg(test)]
mod tests;

use std::{
    any::Any,
    io,
    panic::{self, AssertUnwindSafe},
    process,
    sync::{
        Once,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use dagwood_core::{
    ErrorCode, Micros, Outcome, Payload, Plan, ProcessorError, ProcessorIdx, RunOptions, Trace,
    run::{Attempt, LiveOutput, LiveRun},
};

use crate::exit::Failure;

/// Runs a plan on threads, until its end or until the user interrupts it: then the run ends as cancelled. A second
/// interrupt ends the program as SIGINT does.
///
/// # Errors
/// [`Failure`] if interrupts cannot be handled.
pub(crate) fn run(plan: &Plan, options: RunOptions, input: Payload) -> Result<Trace, Failure> {
    const INTERRUPTED: i32 = 130;
    let driver = LiveDriver::new(plan, options, input, WallClock(Instant::now()));
    let outbox = driver.outbox.clone();
    let mut was_interrupted = false;
    let interrupt = move || {
        // After the end of the run, the message has no reader.
        if was_interrupted || outbox.send(Message::Cancel).is_err() {
            process::exit(INTERRUPTED);
        }
        was_interrupted = true;
    };
    ctrlc::set_handler(interrupt)
        .map_err(|error| Failure::of_call("live", format!("Ctrl+C cannot be handled: {error}")))?;
    Ok(driver.run_to_end())
}

/// A message to the driver.
enum Message {
    /// An attempt ended.
    Finished { worker: u32, processor: ProcessorIdx, attempt: u32, result: Result<Outcome, ProcessorError> },
    /// The user stopped the run.
    Cancel,
}

/// A clock, and waiting for its time to pass.
trait Clock {
    /// The time since the start of the run. It never decreases.
    fn now(&self) -> Micros;

    /// The next message; `None` if this instant comes first.
    fn wait(&mut self, inbox: &Receiver<Message>, until: Option<Micros>) -> Option<Message>;
}

/// The machine's time, counted from an instant.
struct WallClock(Instant);

impl Clock for WallClock {
    fn now(&self) -> Micros {
        Micros::new(u64::try_from(self.0.elapsed().as_micros()).unwrap_or(u64::MAX))
    }

    fn wait(&mut self, inbox: &Receiver<Message>, until: Option<Micros>) -> Option<Message> {
        match until {
            Some(until) => inbox.recv_timeout(Duration::from_micros(until.since(self.now()).get())).ok(),
            None => inbox.recv().ok(),
        }
    }
}

/// Drives a run on threads.
struct LiveDriver<C> {
    run: LiveRun,
    plan: Plan,
    clock: C,
    /// The idle or busy thread of each worker.
    threads: Vec<Option<Sender<Attempt>>>,
    inbox: Receiver<Message>,
    outbox: Sender<Message>,
}

impl<C: Clock> LiveDriver<C> {
    fn new(plan: &Plan, options: RunOptions, input: Payload, clock: C) -> Self {
        let run = LiveRun::new(plan, options, input);
        let (outbox, inbox) = mpsc::channel();
        Self { run, plan: plan.clone(), clock, threads: Vec::new(), inbox, outbox }
    }

    /// Runs to the end. Attempts that are still running then are abandoned.
    fn run_to_end(mut self) -> Trace {
        silence_panics_of_workers();
        loop {
            let until = match self.run.poll(self.clock.now()) {
                LiveOutput::Start { attempt, is_stuck } => {
                    self.start(attempt, is_stuck);
                    continue;
                }
                LiveOutput::Wait { until } => until,
                LiveOutput::Done => return self.run.into_trace(),
            };
            let message = self.clock.wait(&self.inbox, until);
            let now = self.clock.now();
            if let Some(message) = message {
                self.handle(message, now);
            }
            // All other messages that have arrived belong to this instant too.
            while let Ok(message) = self.inbox.try_recv() {
                self.handle(message, now);
            }
            self.run.elapsed(now);
        }
    }

    fn start(&mut self, attempt: Attempt, is_stuck: bool) {
        let Attempt { processor, attempt: number, worker: place, .. } = attempt;
        if self.threads.len() <= place as usize {
            self.threads.resize_with(place as usize + 1, || None);
        }
        let thread = &mut self.threads[place as usize];
        // A thread that is still busy with an abandoned attempt is abandoned.
        let begun = match thread.take().filter(|_| !is_stuck) {
            Some(idle) => Ok(idle),
            None => spawn(&self.plan, &self.outbox),
        };
        let error = match begun {
            // A thread ends only when all its senders are gone.
            Ok(begun) => match begun.send(attempt) {
                Ok(()) => return *thread = Some(begun),
                Err(error) => error.to_string(),
            },
            Err(error) => error.to_string(),
        };
        let error = ProcessorError::new(ErrorCode::ProcessorFailed, format!("a thread could not be started: {error}"));
        let message = Message::Finished { worker: place, processor, attempt: number, result: Err(error) };
        // The driver holds the other end.
        let _ = self.outbox.send(message);
    }

    fn handle(&mut self, message: Message, now: Micros) {
        match message {
            Message::Finished { worker, processor, attempt, result } => {
                self.run.finished(worker, processor, attempt, result, now);
            }
            Message::Cancel => self.run.cancel(now),
        }
    }
}

/// The name of the threads of all workers.
const WORKER: &str = "dagwood-worker";

/// Starts a thread that runs attempts until all its senders are gone.
fn spawn(plan: &Plan, outbox: &Sender<Message>) -> io::Result<Sender<Attempt>> {
    let (thread, attempts) = mpsc::channel();
    let (plan, outbox) = (plan.clone(), outbox.clone());
    let work = move || {
        for Attempt { processor, attempt, worker, input } in attempts {
            let result = process(&plan, processor, &input);
            if outbox.send(Message::Finished { worker, processor, attempt, result }).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name(WORKER.into()).spawn(work)?;
    Ok(thread)
}

/// The result of an attempt; a panic is a failure.
fn process(plan: &Plan, processor: ProcessorIdx, input: &Payload) -> Result<Outcome, ProcessorError> {
    // A processor gives the same result for the same input, so it has no state that a panic could leave inconsistent.
    let process = AssertUnwindSafe(|| plan.processor(processor).process(input));
    panic::catch_unwind(process).unwrap_or_else(|panic| {
        let message = format!("the processor panicked: {}", text_of(&*panic));
        Err(ProcessorError::new(ErrorCode::ProcessorFailed, message))
    })
}

fn text_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

/// A worker's panic is reported as a failure of its processor, so it is not also printed to standard error.
fn silence_panics_of_workers() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if thread::current().name() != Some(WORKER) {
                tell(panic);
            }
        }));
    });
}
