//! The state of a run after its first k events: a pure fold.

use alloc::{collections::VecDeque, vec, vec::Vec};

use crate::{Event, EventKind, Micros, PayloadIdx, ProcessorIdx, Status, Trace};

/// Where a processor stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ProcessorState {
    /// For a dependency, or for the end of a retry's backoff.
    #[default]
    Waiting,
    /// It may start.
    Ready,
    /// A worker runs an attempt.
    Executing,
    /// It succeeded.
    Completed,
    /// Its last attempt failed.
    Failed,
    /// It will never start.
    Skipped,
    /// Its attempt was ended from outside.
    Cancelled,
}

impl ProcessorState {
    /// Every state, in the order in which a legend shows them.
    pub const ALL: [Self; 7] =
        [Self::Waiting, Self::Ready, Self::Executing, Self::Completed, Self::Failed, Self::Skipped, Self::Cancelled];

    /// `waiting`, `ready`, `executing`, `completed`, `failed`, `skipped` or `cancelled`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Executing => "executing",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the processor has come to its end.
    #[must_use]
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Skipped | Self::Cancelled)
    }
}

/// What is known of one processor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProcessorSnapshot {
    /// Where it stands.
    pub state: ProcessorState,
    /// How many attempts have started.
    pub attempts: u32,
    /// The worker of the last attempt.
    pub worker: Option<u32>,
    /// When it last became ready.
    pub ready_at: Option<Micros>,
    /// When its last attempt started.
    pub started_at: Option<Micros>,
    /// When its last attempt ended.
    pub finished_at: Option<Micros>,
    /// When a retry's backoff ends, while it waits for that.
    pub retry_at: Option<Micros>,
    /// What its last attempt received.
    pub input: Option<PayloadIdx>,
    /// The Transform that produced what it received; none for the run's input.
    pub origin: Option<ProcessorIdx>,
    /// What it produced.
    pub output: Option<PayloadIdx>,
    /// What it found out, by its place in [`Trace::metadata`].
    pub metadata: Option<u32>,
    /// The fuel it used.
    pub fuel: Option<u64>,
    /// Why its last attempt failed, by its place in [`Trace::errors`].
    pub error: Option<u32>,
    /// The failed processor for which it was skipped.
    pub cause: Option<ProcessorIdx>,
}

/// The state of a run after its first [`Snapshot::cursor`] events.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    cursor: usize,
    now: Micros,
    processors: Vec<ProcessorSnapshot>,
    workers: Vec<Option<ProcessorIdx>>,
    ready: VecDeque<ProcessorIdx>,
    /// The open level of each region.
    levels: Vec<Option<u32>>,
    run_input: Option<PayloadIdx>,
    status: Option<Status>,
}

impl Snapshot {
    /// The state before the first event. O(processors + workers).
    #[must_use]
    pub fn start(trace: &Trace) -> Self {
        Self {
            cursor: 0,
            now: Micros::ZERO,
            processors: vec![ProcessorSnapshot::default(); trace.graph().len()],
            workers: vec![None; trace.most_workers() as usize],
            ready: VecDeque::new(),
            levels: vec![None; trace.analysis().map_or(1, |analysis| analysis.regions.len())],
            run_input: None,
            status: None,
        }
    }

    /// The state after the first `cursor` events, or after all if there are fewer. O(processors + workers + cursor).
    #[must_use]
    pub fn at(trace: &Trace, cursor: usize) -> Self {
        let mut snapshot = Self::start(trace);
        snapshot.seek(trace, cursor);
        snapshot
    }

    /// Goes to another cursor of the same trace: forwards it folds what lies between, backwards it folds from the start.
    pub fn seek(&mut self, trace: &Trace, cursor: usize) {
        if cursor < self.cursor {
            *self = Self::start(trace);
        }
        for seq in self.cursor..cursor.min(trace.len()) {
            self.apply(&trace.event(seq));
        }
    }

    /// How many events have been folded.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The time of the last event.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.now
    }

    /// Every processor, in file order.
    #[must_use]
    pub fn processors(&self) -> &[ProcessorSnapshot] {
        &self.processors
    }

    /// What is known of a processor.
    ///
    /// # Panics
    /// If it is not of this graph.
    #[must_use]
    pub fn processor(&self, idx: ProcessorIdx) -> &ProcessorSnapshot {
        &self.processors[idx as usize]
    }

    /// What each worker runs.
    #[must_use]
    pub fn workers(&self) -> &[Option<ProcessorIdx>] {
        &self.workers
    }

    /// The ready processors, in the order in which they became ready.
    pub fn ready(&self) -> impl ExactSizeIterator<Item = ProcessorIdx> + '_ {
        self.ready.iter().copied()
    }

    /// The level that is open in a region, where its strategy is `level`; without regions there is only region 0.
    #[must_use]
    pub fn level(&self, region: u32) -> Option<u32> {
        self.levels.get(region as usize).copied().flatten()
    }

    /// How the run ended, if it has.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.status
    }

    /// How many processors are in a state.
    #[must_use]
    pub fn count(&self, state: ProcessorState) -> usize {
        self.processors.iter().filter(|p| p.state == state).count()
    }

    fn apply(&mut self, event: &Event) {
        self.cursor = event.seq + 1;
        self.now = event.at;
        match (event.processor, &event.kind) {
            (Some(idx), kind) => self.apply_to(idx, event.at, kind),
            (None, EventKind::RunStarted { input }) => self.run_input = Some(*input),
            (None, EventKind::LevelStarted { level, region }) => self.set_level(*region, Some(*level)),
            (None, EventKind::LevelEnded { region, .. }) => self.set_level(*region, None),
            (None, EventKind::RunEnded { status, .. }) => self.status = Some(*status),
            (None, _) => {}
        }
    }

    fn apply_to(&mut self, idx: ProcessorIdx, at: Micros, kind: &EventKind) {
        // What an origin produced is what it passes on, however far.
        let produced = |origin: Option<ProcessorIdx>| match origin {
            Some(origin) => self.processors[origin as usize].output,
            None => self.run_input,
        };
        let input = match *kind {
            EventKind::Started { origin, .. } => produced(origin),
            _ => None,
        };
        let processor = &mut self.processors[idx as usize];
        match *kind {
            EventKind::Ready { .. } => {
                processor.state = ProcessorState::Ready;
                processor.ready_at = Some(at);
                processor.retry_at = None;
                self.ready.push_back(idx);
            }
            EventKind::Started { worker, attempt, origin } => {
                processor.state = ProcessorState::Executing;
                processor.attempts = attempt;
                processor.worker = Some(worker);
                processor.started_at = Some(at);
                processor.finished_at = None;
                processor.input = input;
                processor.origin = origin;
                processor.error = None;
                self.leave_ready(idx);
                if let Some(slot) = self.workers.get_mut(worker as usize) {
                    *slot = Some(idx);
                }
            }
            EventKind::Completed { output, metadata, fuel } => {
                processor.state = ProcessorState::Completed;
                processor.output = Some(output);
                processor.metadata = metadata;
                processor.fuel = fuel;
                self.end_attempt(idx, at);
            }
            EventKind::Failed { error, .. } => {
                processor.state = ProcessorState::Failed;
                processor.error = Some(error);
                self.end_attempt(idx, at);
            }
            EventKind::RetryScheduled { until } => {
                processor.state = ProcessorState::Waiting;
                processor.retry_at = Some(until);
            }
            EventKind::Skipped { cause } => {
                processor.state = ProcessorState::Skipped;
                processor.retry_at = None;
                processor.cause = cause;
                self.leave_ready(idx);
            }
            EventKind::Cancelled { error } => {
                processor.state = ProcessorState::Cancelled;
                processor.error = error;
                self.end_attempt(idx, at);
            }
            EventKind::PayloadAdvanced { .. }
            | EventKind::RunStarted { .. }
            | EventKind::StrategyChosen { .. }
            | EventKind::LevelStarted { .. }
            | EventKind::LevelEnded { .. }
            | EventKind::RunEnded { .. } => {}
        }
    }

    fn set_level(&mut self, region: u32, level: Option<u32>) {
        if let Some(open) = self.levels.get_mut(region as usize) {
            *open = level;
        }
    }

    fn end_attempt(&mut self, idx: ProcessorIdx, at: Micros) {
        let processor = &mut self.processors[idx as usize];
        processor.finished_at = Some(at);
        if let Some(slot) = processor.worker.and_then(|worker| self.workers.get_mut(worker as usize)) {
            *slot = None;
        }
    }

    /// The ready set is short in most runs, and what starts stands near its front: O(its length) at worst.
    fn leave_ready(&mut self, idx: ProcessorIdx) {
        if let Some(at) = self.ready.iter().position(|&ready| ready == idx) {
            self.ready.remove(at);
        }
    }
}
