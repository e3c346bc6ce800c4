//! The live driver: real threads and real time. What flows is what flows in virtual time; when it does is up to the machine.
//!
//! The caller's thread holds the run and the clock; every worker is a thread that runs one attempt after the other. It
//! never interrupts an attempt, for a thread cannot be ended from outside: one that the run has given up on is left behind,
//! and its worker gets another thread.

#[cfg(test)]
mod tests;

use std::{
    any::Any,
    collections::BTreeMap,
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
    Attempt, ErrorCode, Input, Micros, Outcome, Output, Payload, Plan, ProcessorError, ProcessorIdx, Run, RunOptions,
    Trace,
};

use crate::exit::Failure;

/// Runs a plan on threads, until its end or until a person interrupts it: then the run ends as cancelled. Who interrupts it
/// once more ends the program, as one that SIGINT ended.
///
/// # Errors
/// [`Failure`] if the system does not say when it is interrupted.
pub(crate) fn run(plan: &Plan, options: RunOptions, input: Payload) -> Result<Trace, Failure> {
    const INTERRUPTED: i32 = 130;
    let driver = LiveDriver::new(plan, options, input, WallClock(Instant::now()));
    let outbox = driver.outbox.clone();
    let mut was_interrupted = false;
    let interrupt = move || {
        // Once the run is over nobody reads the message.
        if was_interrupted || outbox.send(Message::Cancel).is_err() {
            process::exit(INTERRUPTED);
        }
        was_interrupted = true;
    };
    ctrlc::set_handler(interrupt)
        .map_err(|error| Failure::of_call("live", format!("interrupts cannot be noticed: {error}")))?;
    Ok(driver.run_to_end())
}

/// What the driver waits for.
enum Message {
    /// An attempt ended.
    Finished { worker: u32, processor: ProcessorIdx, attempt: u32, result: Result<Outcome, ProcessorError> },
    /// A person stopped the run.
    Cancel,
}

/// Time, and waiting for it to pass.
trait Clock {
    /// The time since the start of the run. It never goes back.
    fn now(&self) -> Micros;

    /// The next message, or nothing if this instant comes first.
    fn wait(&mut self, inbox: &Receiver<Message>, until: Option<Micros>) -> Option<Message>;
}

/// The time of the machine, from an instant on.
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
    run: Run,
    clock: C,
    workers: Vec<Worker>,
    inbox: Receiver<Message>,
    outbox: Sender<Message>,
    /// Attempts whose code is through, but which pretend to take until this instant; the number tells equal ones apart.
    due: BTreeMap<(Micros, u64), Input>,
    starts: u64,
}

/// A worker, and the thread that works for it.
#[derive(Default)]
struct Worker {
    thread: Option<Sender<Attempt>>,
    running: Option<Running>,
}

/// What a worker's thread is at.
struct Running {
    start: u64,
    processor: ProcessorIdx,
    attempt: u32,
    /// The attempt lasts until then at least.
    lasts_until: Micros,
}

impl<C: Clock> LiveDriver<C> {
    fn new(plan: &Plan, options: RunOptions, input: Payload, clock: C) -> Self {
        let run = Run::new(plan, options, input);
        let (outbox, inbox) = mpsc::channel();
        Self { run, clock, workers: Vec::new(), inbox, outbox, due: BTreeMap::new(), starts: 0 }
    }

    /// Runs to the end. Attempts that have not ended by then are left to themselves.
    fn run_to_end(mut self) -> Trace {
        silence_panics_of_workers();
        loop {
            let until = match self.run.poll() {
                Output::Start(attempt) => {
                    self.start(attempt);
                    continue;
                }
                Output::Wait { until } => until,
                Output::Done => return self.run.into_trace(),
            };
            let due = self.due.keys().next().map(|&(at, _)| at);
            let message = self.clock.wait(&self.inbox, [until, due].into_iter().flatten().min());
            let now = self.clock.now();
            if let Some(message) = message {
                self.handle(message, now);
            }
            // Whatever else has come by now belongs to this instant too.
            while let Ok(message) = self.inbox.try_recv() {
                self.handle(message, now);
            }
            while let Some(entry) = self.due.first_entry()
                && entry.key().0 <= now
            {
                self.run.handle(entry.remove(), now);
            }
            self.run.handle(Input::Elapsed, now);
        }
    }

    fn start(&mut self, attempt: Attempt) {
        let Attempt { processor, attempt: number, worker: place, .. } = attempt;
        let settings = self.run.plan().settings(processor);
        let lasts_until = self.clock.now() + settings.duration.unwrap_or_default();
        if self.workers.len() <= place as usize {
            self.workers.resize_with(place as usize + 1, Worker::default);
        }
        let worker = &mut self.workers[place as usize];
        // A thread that is still at an attempt that the run gave up on is left behind.
        let idle = worker.thread.take().filter(|_| worker.running.is_none());
        worker.running = Some(Running { start: self.starts, processor, attempt: number, lasts_until });
        self.starts += 1;
        let thread = match idle {
            Some(thread) => Ok(thread),
            None => spawn(self.run.plan(), &self.outbox),
        };
        let error = match thread {
            // A thread only ends when nobody can send to it any more.
            Ok(thread) => match thread.send(attempt) {
                Ok(()) => return worker.thread = Some(thread),
                Err(error) => error.to_string(),
            },
            Err(error) => error.to_string(),
        };
        let error = ProcessorError::new(ErrorCode::ProcessorFailed, format!("no thread could be started: {error}"));
        let message = Message::Finished { worker: place, processor, attempt: number, result: Err(error) };
        // The driver holds the other end.
        let _ = self.outbox.send(message);
    }

    fn handle(&mut self, message: Message, now: Micros) {
        let Message::Finished { worker, processor, attempt, result } = message else {
            return self.run.handle(Input::Cancel, now);
        };
        let running = &mut self.workers[worker as usize].running;
        // What comes of an attempt that was left behind is too late.
        let Some(running) = running.take_if(|r| (r.processor, r.attempt) == (processor, attempt)) else { return };
        let input = Input::Finished { processor, attempt, result };
        if running.lasts_until <= now {
            self.run.handle(input, now);
        } else {
            self.due.insert((running.lasts_until, running.start), input);
        }
    }
}

/// The name of every thread of a worker.
const WORKER: &str = "dagwood-worker";

/// Starts a thread that runs what it is sent until nobody can send to it any more.
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

/// What comes of an attempt; a panic is a failure.
fn process(plan: &Plan, processor: ProcessorIdx, input: &Payload) -> Result<Outcome, ProcessorError> {
    // A processor gives the same result for the same input, so there is no state of its own that a panic could leave half
    // changed.
    let process = AssertUnwindSafe(|| plan.processor(processor).process(input));
    panic::catch_unwind(process).unwrap_or_else(|panic| {
        let message = format!("the processor panicked: {}", text_of(&*panic));
        Err(ProcessorError::new(ErrorCode::ProcessorFailed, message))
    })
}

fn text_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("it does not say why")
}

/// What a worker's panic says is told as a failure of its processor, and need not be told on standard error as well.
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
