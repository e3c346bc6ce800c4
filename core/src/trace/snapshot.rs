//! The state of a run after its first k events: a pure fold of the events.

use alloc::{vec, vec::Vec};

use crate::{
    EventKind, Metadata, Micros, ProcessorIdx, Status, Trace,
    trace::{PayloadIdx, Row, Tag},
};

/// The state of a processor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ProcessorState {
    /// It waits for a dependency or for the end of a retry's backoff.
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
    /// Its attempt was cancelled.
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

    /// Whether the processor has ended.
    #[must_use]
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Skipped | Self::Cancelled)
    }
}

/// The state of one processor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProcessorSnapshot {
    /// Its state.
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
    /// When a retry's backoff ends, while it waits for this.
    pub retry_at: Option<Micros>,
    /// The input of its last attempt.
    pub input: Option<PayloadIdx>,
    /// The Transform that produced its input; `None` for the run's input.
    pub origin: Option<ProcessorIdx>,
    /// Its output.
    pub output: Option<PayloadIdx>,
    /// Its metadata, as an index into [`Trace::metadata`].
    pub metadata: Option<u32>,
    /// The fuel that its last attempt used.
    pub fuel: Option<u64>,
    /// The error of its last attempt, as an index into [`Trace::errors`].
    pub error: Option<u32>,
    /// The failed processor that caused it to be skipped.
    pub cause: Option<ProcessorIdx>,
}

impl ProcessorSnapshot {
    /// The metadata of its last attempt, whether it succeeded or not; `trace` must be the folded one.
    #[must_use]
    pub fn found_out<'t>(&self, trace: &'t Trace) -> Option<&'t Metadata> {
        let of_success = self.metadata.map(|idx| &trace.metadata()[idx as usize]);
        of_success
            .or_else(|| self.error.map(|idx| &trace.errors()[idx as usize].metadata))
            .filter(|all| !all.is_empty())
    }
}

/// The state of a run after its first [`Snapshot::cursor`] events. For each processor it holds little more than the
/// numbers of the events that led to its state, so hundreds of thousands of events fold in a moment; details are read
/// from the trace on request.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    cursor: usize,
    now: Micros,
    processors: Vec<Known>,
    workers: Vec<Option<ProcessorIdx>>,
    /// The open level of each region.
    levels: Vec<Option<u32>>,
    run_input: Option<PayloadIdx>,
    status: Option<Status>,
}

/// The numbers of the events that led to a processor's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    /// The last event that concerns its state.
    last: u32,
    ready: u32,
    started: u32,
    /// `Completed`, `Failed` or `Cancelled`.
    ended: u32,
    worker: u16,
    attempts: u16,
    state: ProcessorState,
}

/// No event.
const NONE: u32 = u32::MAX;

impl Known {
    const NOTHING: Self = Self {
        last: NONE,
        ready: NONE,
        started: NONE,
        ended: NONE,
        worker: 0,
        attempts: 0,
        state: ProcessorState::Waiting,
    };

    /// The event that ended the last attempt, if it has ended.
    fn end(&self) -> Option<usize> {
        let is_over = self.ended != NONE && (self.started == NONE || self.ended > self.started);
        is_over.then_some(self.ended as usize)
    }
}

impl Snapshot {
    /// The state before the first event. O(processors + workers).
    #[must_use]
    pub fn start(trace: &Trace) -> Self {
        Self {
            cursor: 0,
            now: Micros::ZERO,
            processors: vec![Known::NOTHING; trace.graph().len()],
            workers: vec![None; trace.most_workers() as usize],
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

    /// Moves to another cursor of the same trace: forwards it folds the events in between, backwards it folds from the
    /// start.
    pub fn seek(&mut self, trace: &Trace, cursor: usize) {
        if cursor < self.cursor {
            *self = Self::start(trace);
        }
        let (start, end) = (self.cursor, cursor.clamp(self.cursor, trace.len().max(self.cursor)));
        let rows = trace.rows(start, end);
        for (seq, &row) in (start as u32..).zip(rows) {
            self.apply(trace, seq, row);
        }
        if let Some(last) = rows.last() {
            (self.cursor, self.now) = (end, last.at());
        }
    }

    /// The number of folded events.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The time of the last event.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.now
    }

    /// The state of a processor.
    ///
    /// # Panics
    /// If it is not in this graph.
    #[must_use]
    pub fn state(&self, idx: ProcessorIdx) -> ProcessorState {
        self.processors[idx as usize].state
    }

    /// The state of every processor, in file order.
    pub fn states(&self) -> impl ExactSizeIterator<Item = ProcessorState> + '_ {
        self.processors.iter().map(|known| known.state)
    }

    /// The states of all processors, in file order; `trace` must be the folded one.
    pub fn processors<'s>(&'s self, trace: &'s Trace) -> impl ExactSizeIterator<Item = ProcessorSnapshot> + 's {
        (0..self.processors.len() as ProcessorIdx).map(|idx| self.processor(trace, idx))
    }

    /// The state of a processor; `trace` must be the folded one. O(1).
    ///
    /// # Panics
    /// If it is not in this graph.
    #[must_use]
    pub fn processor(&self, trace: &Trace, idx: ProcessorIdx) -> ProcessorSnapshot {
        let known = &self.processors[idx as usize];
        let at = |seq: u32| (seq != NONE).then(|| trace.event(seq as usize).at);
        let mut snapshot = ProcessorSnapshot {
            state: known.state,
            attempts: known.attempts.into(),
            ready_at: at(known.ready),
            started_at: at(known.started),
            ..ProcessorSnapshot::default()
        };
        if known.started != NONE
            && let EventKind::Started { worker, origin, .. } = trace.event(known.started as usize).kind
        {
            snapshot.worker = Some(worker);
            snapshot.origin = origin;
            snapshot.input = origin.map_or(self.run_input, |origin| self.output(trace, origin));
        }
        if let Some(end) = known.end() {
            let event = trace.event(end);
            snapshot.finished_at = Some(event.at);
            match event.kind {
                EventKind::Completed { output, metadata, fuel } => {
                    (snapshot.output, snapshot.metadata, snapshot.fuel) = (Some(output), metadata, fuel);
                }
                EventKind::Failed { error, .. } => {
                    (snapshot.error, snapshot.fuel) = (Some(error), trace.errors()[error as usize].fuel);
                }
                EventKind::Cancelled { error } => snapshot.error = error,
                EventKind::RunStarted { .. }
                | EventKind::StrategyChosen { .. }
                | EventKind::LevelStarted { .. }
                | EventKind::LevelEnded { .. }
                | EventKind::Ready { .. }
                | EventKind::Started { .. }
                | EventKind::RetryScheduled { .. }
                | EventKind::Skipped { .. }
                | EventKind::PayloadAdvanced { .. }
                | EventKind::RunEnded { .. } => {}
            }
        }
        if known.last != NONE {
            match trace.event(known.last as usize).kind {
                EventKind::RetryScheduled { until } => snapshot.retry_at = Some(until),
                EventKind::Skipped { cause } => snapshot.cause = cause,
                EventKind::RunStarted { .. }
                | EventKind::StrategyChosen { .. }
                | EventKind::LevelStarted { .. }
                | EventKind::LevelEnded { .. }
                | EventKind::Ready { .. }
                | EventKind::Started { .. }
                | EventKind::Completed { .. }
                | EventKind::Failed { .. }
                | EventKind::Cancelled { .. }
                | EventKind::PayloadAdvanced { .. }
                | EventKind::RunEnded { .. } => {}
            }
        }
        snapshot
    }

    /// The output of a processor, if it has one.
    fn output(&self, trace: &Trace, idx: ProcessorIdx) -> Option<PayloadIdx> {
        match trace.event(self.processors[idx as usize].end()?).kind {
            EventKind::Completed { output, .. } => Some(output),
            EventKind::RunStarted { .. }
            | EventKind::StrategyChosen { .. }
            | EventKind::LevelStarted { .. }
            | EventKind::LevelEnded { .. }
            | EventKind::Ready { .. }
            | EventKind::Started { .. }
            | EventKind::Failed { .. }
            | EventKind::RetryScheduled { .. }
            | EventKind::Skipped { .. }
            | EventKind::Cancelled { .. }
            | EventKind::PayloadAdvanced { .. }
            | EventKind::RunEnded { .. } => None,
        }
    }

    /// The processor that each worker runs.
    #[must_use]
    pub fn workers(&self) -> &[Option<ProcessorIdx>] {
        &self.workers
    }

    /// The ready processors, in the order in which they became ready. O(processors + ready · log ready).
    #[must_use]
    pub fn ready(&self) -> Vec<ProcessorIdx> {
        let is_ready = |&(_, known): &(ProcessorIdx, &Known)| known.state == ProcessorState::Ready;
        let mut ready: Vec<_> = (0..).zip(&self.processors).filter(is_ready).collect();
        ready.sort_unstable_by_key(|(_, known)| known.ready);
        ready.into_iter().map(|(idx, _)| idx).collect()
    }

    /// The open level of a region whose strategy is `level`; without regions there is only region 0.
    #[must_use]
    pub fn level(&self, region: u32) -> Option<u32> {
        self.levels.get(region as usize).copied().flatten()
    }

    /// How the run ended, if it has ended.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.status
    }

    /// The number of processors in a state.
    #[must_use]
    pub fn count(&self, state: ProcessorState) -> usize {
        self.states().filter(|&other| other == state).count()
    }

    /// Folds the event with this number, as the trace stores it.
    fn apply(&mut self, trace: &Trace, seq: u32, row: Row) {
        let state = match row.tag() {
            Tag::Ready => ProcessorState::Ready,
            Tag::Started | Tag::StartedAgain => ProcessorState::Executing,
            Tag::Completed | Tag::CompletedWithMore => ProcessorState::Completed,
            Tag::Failed => ProcessorState::Failed,
            Tag::Cancelled => ProcessorState::Cancelled,
            Tag::RetryScheduled => ProcessorState::Waiting,
            Tag::Skipped => ProcessorState::Skipped,
            Tag::PayloadAdvanced | Tag::StrategyChosen => return,
            Tag::RunStarted | Tag::LevelStarted | Tag::LevelEnded | Tag::RunEnded => {
                return self.apply_to_run(&trace.event(seq as usize).kind);
            }
        };
        let idx = row.processor();
        let Some(known) = self.processors.get_mut(idx as usize) else { return };
        (known.state, known.last) = (state, seq);
        match state {
            ProcessorState::Ready => known.ready = seq,
            ProcessorState::Executing => {
                (known.started, known.worker, known.attempts) = (seq, row.worker() as u16, 1);
                if let Tag::StartedAgain = row.tag()
                    && let EventKind::Started { attempt, .. } = trace.event(seq as usize).kind
                {
                    known.attempts = attempt as u16;
                }
                if let Some(slot) = self.workers.get_mut(row.worker() as usize) {
                    *slot = Some(idx);
                }
            }
            ProcessorState::Completed | ProcessorState::Failed | ProcessorState::Cancelled => {
                known.ended = seq;
                // A skipped processor that never started holds no worker.
                if known.started != NONE
                    && let Some(slot) = self.workers.get_mut(known.worker as usize)
                {
                    *slot = None;
                }
            }
            ProcessorState::Waiting | ProcessorState::Skipped => {}
        }
    }

    /// Takes in an event that is of no processor.
    fn apply_to_run(&mut self, kind: &EventKind) {
        match *kind {
            EventKind::RunStarted { input } => self.run_input = Some(input),
            EventKind::LevelStarted { level, region } => self.set_level(region, Some(level)),
            EventKind::LevelEnded { region, .. } => self.set_level(region, None),
            EventKind::RunEnded { status, .. } => self.status = Some(status),
            EventKind::StrategyChosen { .. }
            | EventKind::Ready { .. }
            | EventKind::Started { .. }
            | EventKind::Completed { .. }
            | EventKind::Failed { .. }
            | EventKind::RetryScheduled { .. }
            | EventKind::Skipped { .. }
            | EventKind::Cancelled { .. }
            | EventKind::PayloadAdvanced { .. } => {}
        }
    }

    fn set_level(&mut self, region: u32, level: Option<u32>) {
        if let Some(open) = self.levels.get_mut(region as usize) {
            *open = level;
        }
    }
}
