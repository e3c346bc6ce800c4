//! The driver of virtual time: runs the real processors one after the other, and advances a virtual clock by their
//! costs. Deterministic, and as fast as the processors are.

use alloc::{boxed::Box, collections::BinaryHeap, vec::Vec};
use core::cmp::Reverse;

use crate::{
    EventKind, Input, Micros, Outcome, Output, Payload, Plan, ProcessorError, ProcessorIdx, ProcessorState, Run,
    RunOptions, Snapshot, Trace,
    model::{Begun, Call},
    plan::Settings,
    run::{Attempt, Change, Fork, ForkError, strategy::Policy},
    trace::TraceBuilder,
};

/// Drives a run in virtual time.
pub struct VirtualDriver {
    run: Run,
    now: Micros,
    /// When attempts end, in the order of their starts, and their workers. Entries remain for attempts that the run
    /// gave up on or whose end has been moved.
    due: BinaryHeap<Reverse<(Micros, u64, u32)>>,
    /// The result of the running attempt of each worker, known in advance.
    pending: Vec<Option<Pending>>,
    starts: u64,
    stretches: Vec<Stretch>,
    /// Future changes of the durations of running attempts, in the order in which they take effect.
    stretched: Vec<Stretched>,
    /// The attempt whose code has begun and not ended. The virtual clock stands still meanwhile.
    under_way: Option<(Attempt, Box<dyn Call>)>,
}

struct Pending {
    start: u64,
    ends: Micros,
    input: Input,
}

/// A change of duration, and the attempts that it affects.
struct Stretch {
    /// It takes effect after this many events.
    at: usize,
    processor: ProcessorIdx,
    duration: Micros,
    /// The attempt that is running at that time.
    running: Option<u32>,
    /// The first attempt that starts later.
    first: u32,
}

/// An attempt that will still be running when a change of its duration takes effect.
struct Stretched {
    /// The change takes effect after this many events.
    at: usize,
    start: u64,
    worker: u32,
    /// When the attempt then ends, or immediately if that time has passed.
    ends: Micros,
}

impl VirtualDriver {
    /// A new run of `plan`.
    #[must_use]
    pub fn new(plan: &Plan, options: RunOptions, input: Payload) -> Self {
        Self::of(Run::new(plan, options, input))
    }

    /// A run that has repeated the first events of `parent`, another run of `plan`, up to the instant of the fork, and
    /// continues with its change. Changes of `parent` that had taken effect by then remain. O(events before the fork).
    ///
    /// # Errors
    /// [`ForkError`] if there is no such step, the change would have no effect, or the events differ on replay.
    pub fn fork(plan: &Plan, parent: &Trace, fork: Fork) -> Result<Self, ForkError> {
        if parent.graph() != plan.graph() {
            return Err(ForkError::OtherPlan);
        }
        fork.check(parent)?;
        let at = fork.at;
        let Some(EventKind::RunStarted { input }) = parent.events().next().map(|event| event.kind) else {
            return Err(ForkError::Diverged(0));
        };
        let input = parent.payload(input).clone();
        let mut forks: Vec<Fork> = parent.forks().iter().filter(|earlier| earlier.at <= at).cloned().collect();
        forks.push(fork);
        let stretches = forks.iter().filter_map(|fork| Stretch::new(fork, parent)).collect();
        let mut driver = Self::of(Run::forked(plan, parent.options(), input, forks));
        driver.stretches = stretches;
        while driver.trace().len() < at && driver.advance() {}
        match (0..at).find(|&seq| !parent.has_same(driver.trace(), seq)) {
            Some(seq) => Err(ForkError::Diverged(seq)),
            None => Ok(driver),
        }
    }

    /// A run with an existing policy.
    pub(crate) fn with_policy(plan: &Plan, options: RunOptions, policy: Policy) -> Self {
        let trace = TraceBuilder::new(plan.graph().clone(), options);
        Self::of(Run::begin(plan, Payload::from(""), policy, trace))
    }

    fn of(run: Run) -> Self {
        Self {
            run,
            now: Micros::ZERO,
            due: BinaryHeap::new(),
            pending: Vec::new(),
            starts: 0,
            stretches: Vec::new(),
            stretched: Vec::new(),
            under_way: None,
        }
    }

    /// Continues to the next instant at which something happens, or for a slice of a slow processor. `false` once the
    /// run is over.
    ///
    /// Between two calls the caller may do other work, or [`cancel`](Self::cancel).
    pub fn advance(&mut self) -> bool {
        if let Some((attempt, mut call)) = self.under_way.take() {
            match call.advance() {
                Some(result) => self.started(attempt, result),
                None => self.under_way = Some((attempt, call)),
            }
            return true;
        }
        let until = loop {
            match self.run.poll() {
                Output::Start(attempt) => match self.run.plan().processor(attempt.processor).begin(&attempt.input) {
                    Begun::Ended(result) => self.started(attempt, result),
                    Begun::UnderWay(call) => {
                        self.under_way = Some((attempt, call));
                        return true;
                    }
                },
                Output::Wait { until } => break until,
                Output::Done => return false,
            }
        };
        self.stretch();
        let finishes = self.due.peek().map(|&Reverse((at, ..))| at);
        let next = [until, finishes].into_iter().flatten().min();
        self.now = next.expect("a run that is not over waits for an attempt or for an instant");
        while let Some(&Reverse((at, start, worker))) = self.due.peek()
            && at <= self.now
        {
            self.due.pop();
            // An attempt that ends at the very instant of the change, and is made longer, has not ended.
            let is_stretched = self.stretched.iter().find(|s| s.start == start).is_some_and(|s| s.ends > self.now);
            let pending = &mut self.pending[worker as usize];
            if let Some(Pending { input, .. }) = pending.take_if(|p| p.start == start && p.ends == at && !is_stretched)
            {
                self.run.handle(input, self.now);
            }
        }
        self.run.handle(Input::Elapsed, self.now);
        true
    }

    /// Runs to the end.
    #[must_use]
    pub fn run_to_end(mut self) -> Trace {
        while self.advance() {}
        self.run.into_trace()
    }

    /// The processor whose code has begun and not ended, and the fuel that it has used so far.
    #[must_use]
    pub fn under_way(&self) -> Option<(ProcessorIdx, u64)> {
        self.under_way.as_ref().map(|(attempt, call)| (attempt.processor, call.fuel()))
    }

    /// Cancels the run at the current instant.
    pub fn cancel(&mut self) {
        self.under_way = None;
        self.run.handle(Input::Cancel, self.now);
    }

    /// The events so far.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        self.run.trace()
    }

    /// The trace, once the run is over.
    #[must_use]
    pub fn into_trace(self) -> Trace {
        self.run.into_trace()
    }

    /// Records the result of an attempt that starts now.
    fn started(&mut self, attempt: Attempt, result: Result<Outcome, ProcessorError>) {
        let Attempt { processor, attempt, worker, input } = attempt;
        let mut duration = cost(self.run.plan().settings(processor), &input, &result);
        let start = self.starts;
        self.starts += 1;
        if self.pending.len() <= worker as usize {
            self.pending.resize_with(worker as usize + 1, || None);
        }
        for stretch in self.stretches.iter().filter(|stretch| stretch.processor == processor) {
            if attempt >= stretch.first {
                duration = stretch.duration;
            } else if stretch.running == Some(attempt) {
                let ends = self.now + stretch.duration;
                self.stretched.push(Stretched { at: stretch.at, start, worker, ends });
            }
        }
        let ends = self.now + duration;
        let input = Input::Finished { processor, attempt, result };
        self.pending[worker as usize] = Some(Pending { start, ends, input });
        self.due.push(Reverse((ends, start, worker)));
    }

    /// Applies changes to the durations of running attempts.
    fn stretch(&mut self) {
        if self.stretched.is_empty() {
            return;
        }
        let Self { run, now, due, pending, stretched, .. } = self;
        stretched.retain(|&Stretched { at, start, worker, ends }| {
            let is_to_come = at > run.trace().len();
            if !is_to_come && let Some(pending) = pending[worker as usize].as_mut().filter(|p| p.start == start) {
                pending.ends = ends.max(*now);
                due.push(Reverse((pending.ends, start, worker)));
            }
            is_to_come
        });
    }
}

impl Stretch {
    fn new(fork: &Fork, parent: &Trace) -> Option<Self> {
        let Fork { at, change: Change::Duration { processor, duration } } = *fork else { return None };
        let by_then = Snapshot::at(parent, at).processor(parent, processor);
        let running = (by_then.state == ProcessorState::Executing).then_some(by_then.attempts);
        Some(Self { at, processor, duration, running, first: by_then.attempts + 1 })
    }
}

/// How long an attempt takes in virtual time: its simulated duration, else by its fuel, else by its input.
fn cost(settings: &Settings, input: &Payload, result: &Result<Outcome, ProcessorError>) -> Micros {
    const LEAST: Micros = Micros::from_millis(1);
    let fuel = match result {
        Ok(outcome) => outcome.fuel,
        Err(error) => error.fuel,
    };
    match (settings.duration, fuel) {
        (Some(duration), _) => duration,
        (None, Some(fuel)) => Micros::new(fuel / 1_000).max(LEAST),
        (None, None) => LEAST + Micros::new(input.bytes().len() as u64),
    }
}
