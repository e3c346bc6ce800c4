//! A run: the state machine that decides which processors start, what a failure means, and how payloads flow.
//!
//! It has no I/O, clock or threads: see the crate's documentation for the contract of a driver. Strategies only order the
//! ready set; failure, retry, timeout, payload flow and tracing are written once, here, for all of them.

mod analysis;
mod driver;
mod fork;
mod live;
pub(crate) mod strategy;

use alloc::{collections::BinaryHeap, format, vec, vec::Vec};
use core::cmp::Reverse;

use crate::{
    ErrorCode, EventKind, FailureStrategy, Graph, Intent, Metadata, Micros, Outcome, Payload, Plan, ProcessorError,
    ProcessorIdx, ProcessorState, RunOptions, Status, Strategy, Trace,
    plan::Settings,
    run::strategy::{Barrier, Policy},
    trace::{PayloadIdx, TraceBuilder},
};

pub use self::{
    analysis::{Analysis, Choice, Cut, Reason, Region, analyze},
    driver::VirtualDriver,
    fork::{Change, Fork, ForkError},
    live::{LiveOutput, LiveRun},
};

/// What the driver must do next.
#[derive(Debug)]
#[must_use]
pub enum Output {
    /// Begin this attempt, now.
    Start(Attempt),
    /// Wait until an attempt ends or until this instant, whichever is first.
    Wait {
        /// When something other than the end of an attempt is due; `None` if nothing is.
        until: Option<Micros>,
    },
    /// The run is over.
    Done,
}

/// One attempt of one processor, handed to a worker.
#[derive(Debug)]
pub struct Attempt {
    /// The processor.
    pub processor: ProcessorIdx,
    /// 1 for the first.
    pub attempt: u32,
    /// The worker that it occupies until it ends, from 0.
    pub worker: u32,
    /// The input of the processor.
    pub input: Payload,
}

/// A message from the driver to the run.
#[derive(Debug)]
pub enum Input {
    /// An attempt ended. Ignored if the run has given up on it.
    Finished {
        /// The processor.
        processor: ProcessorIdx,
        /// As in [`Attempt`].
        attempt: u32,
        /// The result.
        result: Result<Outcome, ProcessorError>,
    },
    /// The instant that [`Output::Wait`] named has come.
    Elapsed,
    /// The user stopped the run.
    Cancel,
}

/// The run of a plan on one input.
pub struct Run {
    plan: Plan,
    options: RunOptions,
    trace: TraceBuilder,
    policy: Policy,
    /// A processor that the policy picked but the driver could not start.
    held: Option<ProcessorIdx>,
    now: Micros,
    slots: Vec<Slot>,
    workers: Workers,
    /// The input of the run.
    input: PayloadIdx,
    /// The number of attempts started.
    starts: u64,
    /// Attempts reported at this instant and not yet handled.
    finished: Vec<Finished>,
    is_cancelled: bool,
    /// Whether something must be settled at this instant.
    is_due: bool,
    /// The deadlines of running attempts. Entries remain for attempts that ended earlier.
    deadlines: BinaryHeap<Reverse<(Micros, u64, ProcessorIdx)>>,
    /// The ends of backoffs, earliest first, then file order.
    retries: BinaryHeap<Reverse<(Micros, ProcessorIdx)>>,
    /// The number of processors that have not ended.
    left: usize,
    has_failed: bool,
    is_done: bool,
}

/// The state of one processor.
#[derive(Clone, Copy)]
struct Slot {
    /// The number of dependencies that have not ended.
    waiting_for: u32,
    /// The payload that leaves it, once it has ended and passes one on.
    outgoing: PayloadIdx,
    /// The Transform that produced that payload; [`NONE`] for the run's input.
    origin: ProcessorIdx,
    attempt: u16,
    worker: u16,
    state: ProcessorState,
}

const NONE: u32 = u32::MAX;

/// Which worker runs which attempt.
struct Workers {
    free: BinaryHeap<Reverse<u16>>,
    /// The running attempts by worker: when it started among all, and whose it is.
    running: Vec<Option<(u64, ProcessorIdx)>>,
}

/// An attempt that ended or timed out at this instant.
struct Finished {
    start: u64,
    processor: ProcessorIdx,
    result: Result<Outcome, ProcessorError>,
}

/// Why a run ends early.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// This processor failed under `fail_fast`.
    Failure(ProcessorIdx),
    /// It reached its time limit.
    Timeout(Micros),
    /// The user stopped it.
    Cancel,
}

impl Run {
    /// A run of `plan` on `input`, at instant zero. O(processors + edges); [`Strategy::Hybrid`] first analyses the
    /// plan.
    #[must_use]
    pub fn new(plan: &Plan, options: RunOptions, input: Payload) -> Self {
        Self::forked(plan, options, input, Vec::new())
    }

    /// A run with changes, which take effect at their steps. The driver handles changes of durations.
    pub(crate) fn forked(plan: &Plan, options: RunOptions, input: Payload, forks: Vec<Fork>) -> Self {
        let trace = TraceBuilder::new(plan.graph().clone(), options).with_forks(forks);
        if options.strategy == Strategy::Hybrid {
            let analysis = analyze(plan, options.workers);
            let upward_ranks = analysis.upward_ranks(plan);
            let policy = Policy::hybrid(&analysis, plan.graph(), &upward_ranks);
            return Self::begin(plan, input, policy, trace.with_analysis(analysis).with_upward_ranks(upward_ranks));
        }
        let choice = Choice { strategy: options.strategy, priority: options.priority };
        let upward_ranks = choice.upward_ranks(plan);
        let policy = Policy::new(choice, plan.graph(), &upward_ranks);
        Self::begin(plan, input, policy, trace.with_upward_ranks(upward_ranks))
    }

    /// A run with an existing policy and an empty trace.
    pub(crate) fn begin(plan: &Plan, input: Payload, policy: Policy, mut trace: TraceBuilder) -> Self {
        let (graph, options) = (plan.graph(), trace.trace().options());
        let regions = trace.trace().analysis().map_or(0, |analysis| analysis.regions.len() as u32);
        let input = trace.payload(input);
        let slot = |p| Slot {
            waiting_for: graph.dependencies(p).len() as u32,
            outgoing: input,
            origin: NONE,
            attempt: 0,
            worker: 0,
            state: ProcessorState::Waiting,
        };
        let mut run = Self {
            options,
            policy,
            held: None,
            now: Micros::ZERO,
            slots: graph.processors().map(slot).collect(),
            workers: Workers::new(trace.trace().most_workers()),
            input,
            starts: 0,
            finished: Vec::new(),
            is_cancelled: false,
            is_due: true,
            deadlines: BinaryHeap::new(),
            retries: BinaryHeap::new(),
            left: graph.len(),
            has_failed: false,
            is_done: false,
            trace,
            plan: plan.clone(),
        };
        run.record(None, &EventKind::RunStarted { input });
        for region in 0..regions {
            run.record(None, &EventKind::StrategyChosen { region });
        }
        for p in run.plan.graph().clone().processors() {
            if run.slots[p as usize].waiting_for == 0 {
                run.make_ready(p);
            }
        }
        run
    }

    /// What to do next. Must be called after every [`Run::handle`] until it no longer returns [`Output::Start`].
    pub fn poll(&mut self) -> Output {
        self.poll_if(|_| true)
    }

    /// Like [`Run::poll`], for a driver that cannot always start the next processor: then this one waits, and all after
    /// it.
    pub(crate) fn poll_if(&mut self, may_start: impl FnOnce(&Settings) -> bool) -> Output {
        if self.is_due {
            self.settle();
        }
        if self.is_done {
            return Output::Done;
        }
        if self.workers.has_free(self.trace().workers_at(self.trace().len()))
            && let Some(processor) = self.held.take().or_else(|| self.policy.next())
        {
            if may_start(self.plan.settings(processor)) {
                return Output::Start(self.start(processor));
            }
            self.held = Some(processor);
        }
        Output::Wait { until: self.until() }
    }

    /// Handles something that happened at `now`, which must never decrease. Everything of one instant must be reported
    /// before the next [`Run::poll`].
    pub fn handle(&mut self, input: Input, now: Micros) {
        self.now = self.now.max(now);
        self.is_due = true;
        match input {
            Input::Finished { processor, attempt, result } => {
                let slot = &self.slots[processor as usize];
                if slot.state == ProcessorState::Executing && u32::from(slot.attempt) == attempt {
                    let start = self.workers.running[slot.worker as usize].map_or(0, |(start, _)| start);
                    self.finished.push(Finished { start, processor, result });
                }
            }
            Input::Elapsed => {}
            Input::Cancel => self.is_cancelled = true,
        }
    }

    /// The events so far.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        self.trace.trace()
    }

    /// The finished trace.
    #[must_use]
    pub fn into_trace(self) -> Trace {
        self.trace.finish()
    }

    /// The plan of the run.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The state of each processor and its number of attempts: the fold of the trace must agree.
    #[cfg(test)]
    pub(crate) fn states(&self) -> impl Iterator<Item = (ProcessorState, u32)> + '_ {
        self.slots.iter().map(|slot| (slot.state, slot.attempt.into()))
    }

    fn graph(&self) -> &Graph {
        self.plan.graph()
    }

    fn record(&mut self, processor: Option<ProcessorIdx>, kind: &EventKind) {
        self.trace.push(self.now, processor, kind);
    }

    /// The next instant at which something other than the end of an attempt is due.
    fn until(&self) -> Option<Micros> {
        let deadline = self.deadlines.peek().map(|&Reverse((at, ..))| at);
        let retry = self.retries.peek().map(|&Reverse((at, _))| at);
        [deadline, retry, self.options.timeout].into_iter().flatten().min()
    }

    /// Handles this instant: first attempts that ended, in the order of their starts; then retries; then barriers.
    /// [`Run::poll`] assigns free workers.
    fn settle(&mut self) {
        self.is_due = false;
        self.expire();
        let mut finished = core::mem::take(&mut self.finished);
        if finished.len() > 1 {
            finished.sort_unstable_by_key(|f| f.start);
        }
        for Finished { processor, result, .. } in finished.drain(..) {
            // A failure may have ended the run before this attempt's turn.
            if self.slots[processor as usize].state == ProcessorState::Executing {
                self.finish(processor, result);
            }
        }
        // The buffer is reused, so that a run allocates nothing per event.
        self.finished = finished;
        if self.is_done {
            return;
        }
        if self.is_cancelled && self.left > 0 {
            return self.stop(Stop::Cancel);
        }
        if let Some(timeout) = self.options.timeout
            && self.now >= timeout
            && self.left > 0
        {
            return self.stop(Stop::Timeout(timeout));
        }
        while let Some(&Reverse((at, processor))) = self.retries.peek()
            && at <= self.now
        {
            self.retries.pop();
            self.make_ready(processor);
        }
        while let Some((region, barrier)) = self.policy.barrier() {
            let kind = match barrier {
                Barrier::Started(level) => EventKind::LevelStarted { level, region },
                Barrier::Ended(level) => EventKind::LevelEnded { level, region },
            };
            self.record(None, &kind);
        }
        if self.left == 0 {
            self.end(if self.has_failed { Status::Partial } else { Status::Succeeded });
        }
    }

    /// Adds attempts that timed out at this instant. An attempt that ended at the very instant of its deadline was in
    /// time.
    fn expire(&mut self) {
        while let Some(&Reverse((deadline, start, processor))) = self.deadlines.peek()
            && deadline <= self.now
        {
            self.deadlines.pop();
            let slot = &self.slots[processor as usize];
            let running = self.workers.running[slot.worker as usize];
            if slot.state != ProcessorState::Executing || running != Some((start, processor)) {
                continue;
            }
            match self.finished.iter().position(|f| f.start == start) {
                Some(_) if deadline == self.now => continue,
                Some(late) => drop(self.finished.swap_remove(late)),
                None => {}
            }
            let timeout = self.plan.settings(processor).timeout.unwrap_or_default();
            let error = ProcessorError::new(ErrorCode::TimedOut, format!("the attempt took longer than {timeout}"));
            self.finished.push(Finished { start, processor, result: Err(error) });
        }
    }

    fn make_ready(&mut self, processor: ProcessorIdx) {
        let slot = &mut self.slots[processor as usize];
        slot.state = ProcessorState::Ready;
        let attempt = u32::from(slot.attempt) + 1;
        self.record(Some(processor), &EventKind::Ready { attempt });
        self.policy.ready(self.plan.graph(), processor);
    }

    fn start(&mut self, processor: ProcessorIdx) -> Attempt {
        let (input, origin) = self.incoming(self.graph().dependencies(processor)).unwrap_or((self.input, NONE));
        let worker = self.workers.occupy(self.starts, processor);
        let slot = &mut self.slots[processor as usize];
        // Until the attempt ends, the slot's outgoing payload is its input: Analyze and best effort pass it on.
        (slot.outgoing, slot.origin) = (input, origin);
        slot.state = ProcessorState::Executing;
        slot.attempt += 1;
        slot.worker = worker;
        let (attempt, worker) = (u32::from(slot.attempt), u32::from(worker));
        if let Some(timeout) = self.plan.settings(processor).timeout {
            self.deadlines.push(Reverse((self.now + timeout, self.starts, processor)));
        }
        self.starts += 1;
        let origin = (origin != NONE).then_some(origin);
        self.record(Some(processor), &EventKind::Started { worker, attempt, origin });
        let input = self.trace.trace().payload(input).clone();
        Attempt { processor, attempt, worker, input }
    }

    /// The input of a processor with these dependencies, and its origin. Dependencies that pass nothing on are ignored.
    fn incoming(&self, from: &[ProcessorIdx]) -> Option<(PayloadIdx, ProcessorIdx)> {
        let best_effort = self.options.failure_strategy == FailureStrategy::BestEffort;
        let origin = |p: ProcessorIdx| {
            let slot = &self.slots[p as usize];
            let leaves = slot.state == ProcessorState::Completed || slot.state == ProcessorState::Failed && best_effort;
            leaves.then_some((slot.origin != NONE).then_some(slot.origin))
        };
        let slot = self.slots[self.graph().passes_on(from, origin)? as usize];
        Some((slot.outgoing, slot.origin))
    }

    fn finish(&mut self, processor: ProcessorIdx, result: Result<Outcome, ProcessorError>) {
        let slot = self.slots[processor as usize];
        self.workers.release(slot.worker);
        let settings = self.plan.settings(processor);
        let attempt = u32::from(slot.attempt);
        let pretended = attempt <= settings.fail_attempts;
        let (forks, events) = (self.trace().forks(), self.trace().len());
        let extra_attempts = fork::extra_attempts(forks, processor, events + 1);
        let result = match fork::result(forks, processor, events) {
            Some(instead) => instead.map(|output| Outcome { output, metadata: Metadata::new(), fuel: None }),
            None => match result {
                Ok(_) if pretended => Err(ProcessorError::new(ErrorCode::ProcessorFailed, "simulated failure")),
                result => result,
            },
        };
        match result {
            Ok(outcome) => self.complete(processor, outcome),
            Err(error) => {
                let retry = settings.retry;
                let error = self.trace.error(error);
                self.record(Some(processor), &EventKind::Failed { error, attempt });
                if attempt <= retry.attempts + extra_attempts {
                    let until = self.now + retry.backoff.doubled(attempt - 1);
                    self.slots[processor as usize].state = ProcessorState::Waiting;
                    self.record(Some(processor), &EventKind::RetryScheduled { until });
                    self.retries.push(Reverse((until, processor)));
                } else {
                    self.fail(processor);
                }
            }
        }
    }

    fn complete(&mut self, processor: ProcessorIdx, outcome: Outcome) {
        // A payload that is passed on can be recognised without comparing bytes: until the attempt ends, the slot holds
        // its input.
        let received = self.slots[processor as usize].outgoing;
        let output = if self.trace().payload(received).is_same(&outcome.output) {
            received
        } else {
            self.trace.payload(outcome.output)
        };
        let metadata = self.trace.metadata(outcome.metadata);
        self.record(Some(processor), &EventKind::Completed { output, metadata, fuel: outcome.fuel });
        if self.graph().intent(processor) == Intent::Transform {
            let slot = &mut self.slots[processor as usize];
            (slot.outgoing, slot.origin) = (output, processor);
            self.record(Some(processor), &EventKind::PayloadAdvanced { origin: processor });
        }
        self.ended(processor, ProcessorState::Completed);
        self.release_dependents(processor);
    }

    fn fail(&mut self, processor: ProcessorIdx) {
        self.has_failed = true;
        self.ended(processor, ProcessorState::Failed);
        match self.options.failure_strategy {
            FailureStrategy::FailFast => self.stop(Stop::Failure(processor)),
            FailureStrategy::ContinueOnError => self.skip_dependents(processor),
            FailureStrategy::BestEffort => self.release_dependents(processor),
        }
    }

    fn ended(&mut self, processor: ProcessorIdx, state: ProcessorState) {
        self.slots[processor as usize].state = state;
        self.left -= 1;
        self.policy.ended(self.plan.graph(), processor);
    }

    fn release_dependents(&mut self, processor: ProcessorIdx) {
        let graph = self.plan.graph().clone();
        for &dependent in graph.dependents(processor) {
            let slot = &mut self.slots[dependent as usize];
            slot.waiting_for -= 1;
            if slot.waiting_for == 0 && slot.state == ProcessorState::Waiting {
                self.make_ready(dependent);
            }
        }
    }

    /// Skips all descendants of a failed processor, in file order.
    fn skip_dependents(&mut self, cause: ProcessorIdx) {
        let graph = self.plan.graph().clone();
        let mut skipped = Vec::new();
        let mut stack = vec![cause];
        while let Some(p) = stack.pop() {
            for &dependent in graph.dependents(p) {
                let slot = &mut self.slots[dependent as usize];
                if slot.state == ProcessorState::Waiting {
                    slot.state = ProcessorState::Skipped;
                    skipped.push(dependent);
                    stack.push(dependent);
                }
            }
        }
        skipped.sort_unstable();
        for p in skipped {
            self.skip(p, Some(cause));
        }
    }

    fn skip(&mut self, processor: ProcessorIdx, cause: Option<ProcessorIdx>) {
        self.record(Some(processor), &EventKind::Skipped { cause });
        self.ended(processor, ProcessorState::Skipped);
    }

    /// Ends the run early: cancels running attempts, in the order of their starts, and skips the rest, in file order.
    fn stop(&mut self, reason: Stop) {
        let mut running: Vec<_> = self.workers.running.iter().flatten().copied().collect();
        running.sort_unstable();
        for (_, processor) in running {
            let error = match reason {
                Stop::Timeout(limit) => {
                    let message = format!("cut off: the run reached its limit of {limit}");
                    Some(self.trace.error(ProcessorError::new(ErrorCode::TimedOut, message)))
                }
                Stop::Failure(_) | Stop::Cancel => None,
            };
            self.record(Some(processor), &EventKind::Cancelled { error });
            self.workers.release(self.slots[processor as usize].worker);
            self.ended(processor, ProcessorState::Cancelled);
        }
        for p in 0..self.slots.len() as ProcessorIdx {
            if matches!(self.slots[p as usize].state, ProcessorState::Waiting | ProcessorState::Ready) {
                self.skip(p, if let Stop::Failure(cause) = reason { Some(cause) } else { None });
            }
        }
        self.end(if reason == Stop::Cancel { Status::Cancelled } else { Status::Failed });
    }

    fn end(&mut self, status: Status) {
        let output = self.incoming(self.graph().sinks()).map(|(payload, _)| payload);
        self.record(None, &EventKind::RunEnded { status, output });
        self.is_done = true;
    }
}

impl Workers {
    fn new(count: u32) -> Self {
        let count = count.min(crate::limits::WORKERS) as u16;
        Self { free: (0..count).map(Reverse).collect(), running: vec![None; count as usize] }
    }

    /// Whether one of the first `limit` workers is free.
    fn has_free(&self, limit: u32) -> bool {
        self.free.peek().is_some_and(|&Reverse(worker)| u32::from(worker) < limit)
    }

    /// Gives the attempt the lowest free worker, which must exist.
    fn occupy(&mut self, start: u64, processor: ProcessorIdx) -> u16 {
        let Reverse(worker) = self.free.pop().expect("an attempt only starts when a worker is free");
        self.running[worker as usize] = Some((start, processor));
        worker
    }

    fn release(&mut self, worker: u16) {
        self.running[worker as usize] = None;
        self.free.push(Reverse(worker));
    }
}
