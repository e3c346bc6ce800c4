//! What happened in a run, in order. The state after k events is a pure fold of the first k: see [`crate::Snapshot`].

mod builder;
mod explain;
mod measure;
mod row;
mod sentence;
mod snapshot;
mod spans;
mod waits;

use alloc::{sync::Arc, vec::Vec};

use crate::{
    Graph, Metadata, Micros, Payload, ProcessorError, ProcessorIdx, RunOptions,
    run::{Analysis, Change, Fork},
};

use self::row::{Completion, Failure, NOBODY, NONE, Row, Start, Tag};
pub use self::{
    builder::TraceBuilder,
    explain::{Explanation, Rule, Why, explain, queue, rule_between},
    measure::{Metrics, Waiting},
    sentence::{counted, sentence},
    snapshot::{ProcessorSnapshot, ProcessorState, Snapshot},
    spans::{Span, spans},
    waits::{Wait, WaitCause, waits},
};

/// A payload of a trace, as an index into the trace's list.
pub type PayloadIdx = u32;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nothing failed.
    Succeeded,
    /// Something failed, and the rest ran.
    Partial,
    /// Something failed or timed out, and the run ended there.
    Failed,
    /// The user stopped it.
    Cancelled,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Succeeded, Self::Partial, Self::Failed, Self::Cancelled];

    /// `succeeded`, `partial`, `failed` or `cancelled`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the trace, from 0.
    pub seq: usize,
    /// When it happened.
    pub at: Micros,
    /// The processor, for events that concern one.
    pub processor: Option<ProcessorIdx>,
    /// What happened.
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The run began, with its input.
    RunStarted {
        /// The run's input.
        input: PayloadIdx,
    },
    /// The analysis chose a strategy for a region. Only under `hybrid`, once for each region.
    StrategyChosen {
        /// Its index in [`Analysis::regions`].
        region: u32,
    },
    /// The processors of this rank may start now. Only under `level`, and in regions with `level` under `hybrid`.
    LevelStarted {
        /// The rank.
        level: u32,
        /// The region of the processors; 0 if there are no regions.
        region: u32,
    },
    /// Every processor of this rank has ended.
    LevelEnded {
        /// The rank.
        level: u32,
        /// The region of the processors; 0 if there are no regions.
        region: u32,
    },
    /// All dependencies have ended, or a retry's backoff has: the processor may start.
    Ready {
        /// The attempt that may start, 1 for the first.
        attempt: u32,
    },
    /// An attempt began.
    Started {
        /// The worker that runs it, from 0.
        worker: u32,
        /// 1 for the first attempt.
        attempt: u32,
        /// The Transform that produced the input; `None` for the run's input.
        origin: Option<ProcessorIdx>,
    },
    /// An attempt succeeded, and with it the processor.
    Completed {
        /// The output.
        output: PayloadIdx,
        /// The metadata, as an index into [`Trace::metadata`].
        metadata: Option<u32>,
        /// The fuel used, if the processor is metered.
        fuel: Option<u64>,
    },
    /// An attempt failed. Unless [`EventKind::RetryScheduled`] follows, the processor failed too.
    Failed {
        /// The error, as an index into [`Trace::errors`].
        error: u32,
        /// 1 for the first attempt.
        attempt: u32,
    },
    /// There will be another attempt.
    RetryScheduled {
        /// When the processor will be ready again.
        until: Micros,
    },
    /// The processor will never start.
    Skipped {
        /// The failed processor that caused this; `None` if the run was stopped or timed out.
        cause: Option<ProcessorIdx>,
    },
    /// A running attempt was cancelled.
    Cancelled {
        /// The error, as an index into [`Trace::errors`], if it timed out.
        error: Option<u32>,
    },
    /// A new payload leaves the processor.
    PayloadAdvanced {
        /// The Transform that produced it.
        origin: ProcessorIdx,
    },
    /// The run is over.
    RunEnded {
        /// How it ended.
        status: Status,
        /// What a processor depending on every sink would receive, if any sink passes something on.
        output: Option<PayloadIdx>,
    },
}

impl EventKind {
    /// The name of the event, such as `RunStarted`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RunStarted { .. } => "RunStarted",
            Self::StrategyChosen { .. } => "StrategyChosen",
            Self::LevelStarted { .. } => "LevelStarted",
            Self::LevelEnded { .. } => "LevelEnded",
            Self::Ready { .. } => "Ready",
            Self::Started { .. } => "Started",
            Self::Completed { .. } => "Completed",
            Self::Failed { .. } => "Failed",
            Self::RetryScheduled { .. } => "RetryScheduled",
            Self::Skipped { .. } => "Skipped",
            Self::Cancelled { .. } => "Cancelled",
            Self::PayloadAdvanced { .. } => "PayloadAdvanced",
            Self::RunEnded { .. } => "RunEnded",
        }
    }

    /// The state of its processor after it; none if it is of no processor or leaves it in the state it was in.
    #[must_use]
    pub const fn state(&self) -> Option<ProcessorState> {
        Some(match self {
            Self::RetryScheduled { .. } => ProcessorState::Waiting,
            Self::Ready { .. } => ProcessorState::Ready,
            Self::Started { .. } => ProcessorState::Executing,
            Self::Completed { .. } => ProcessorState::Completed,
            Self::Failed { .. } => ProcessorState::Failed,
            Self::Skipped { .. } => ProcessorState::Skipped,
            Self::Cancelled { .. } => ProcessorState::Cancelled,
            Self::RunStarted { .. }
            | Self::StrategyChosen { .. }
            | Self::LevelStarted { .. }
            | Self::LevelEnded { .. }
            | Self::PayloadAdvanced { .. }
            | Self::RunEnded { .. } => return None,
        })
    }

    /// The worker on which it starts an attempt; none if it starts none.
    #[must_use]
    pub const fn worker(&self) -> Option<u32> {
        match self {
            Self::Started { worker, .. } => Some(*worker),
            Self::RunStarted { .. }
            | Self::StrategyChosen { .. }
            | Self::LevelStarted { .. }
            | Self::LevelEnded { .. }
            | Self::Ready { .. }
            | Self::Completed { .. }
            | Self::Failed { .. }
            | Self::RetryScheduled { .. }
            | Self::Skipped { .. }
            | Self::Cancelled { .. }
            | Self::PayloadAdvanced { .. }
            | Self::RunEnded { .. } => None,
        }
    }
}

/// The ordered events of one run, with all data that they refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    graph: Arc<Graph>,
    options: RunOptions,
    analysis: Option<Analysis>,
    /// The region of each processor, where there is an analysis.
    region_of: Vec<u32>,
    upward_ranks: Arc<[Micros]>,
    forks: Vec<Fork>,
    rows: Vec<Row>,
    starts: Vec<Start>,
    completions: Vec<Completion>,
    failures: Vec<Failure>,
    retries: Vec<Micros>,
    payloads: Vec<Payload>,
    metadata: Vec<Metadata>,
    errors: Vec<ProcessorError>,
}

impl Trace {
    /// The graph that was run.
    #[must_use]
    pub fn graph(&self) -> &Arc<Graph> {
        &self.graph
    }

    /// The options of the run.
    #[must_use]
    pub fn options(&self) -> RunOptions {
        self.options
    }

    /// The analysis by the `hybrid` strategy before the run.
    #[must_use]
    pub fn analysis(&self) -> Option<&Analysis> {
        self.analysis.as_ref()
    }

    /// The region of each processor among [`Analysis::regions`], where there is an analysis.
    #[must_use]
    pub fn regions(&self) -> Option<&[u32]> {
        self.analysis.as_ref().map(|_| &self.region_of[..])
    }

    /// The longest path from the start of each processor to the end of the run, in expected durations; empty if nothing
    /// uses [`Priority::CriticalPath`](crate::Priority::CriticalPath).
    #[must_use]
    pub fn upward_ranks(&self) -> &[Micros] {
        &self.upward_ranks
    }

    /// The changes of the run compared with the run that it was forked from, and of that run in turn, in the order of
    /// the steps.
    #[must_use]
    pub fn forks(&self) -> &[Fork] {
        &self.forks
    }

    /// The largest number of workers at any time: the number in the options, or more after a fork.
    #[must_use]
    pub fn most_workers(&self) -> u32 {
        self.forks.iter().fold(self.options.workers, |most, fork| match fork.change {
            Change::Workers { workers } => most.max(workers),
            _ => most,
        })
    }

    /// The number of workers after the first `cursor` events.
    #[must_use]
    pub fn workers_at(&self, cursor: usize) -> u32 {
        self.forks.iter().filter(|fork| fork.at <= cursor).fold(self.options.workers, |now, fork| match fork.change {
            Change::Workers { workers } => workers,
            _ => now,
        })
    }

    /// The number of events.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no events.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The event with this number. O(1).
    ///
    /// # Panics
    /// If there is no such event.
    #[must_use]
    pub fn event(&self, seq: usize) -> Event {
        let row = self.rows[seq];
        let (at, tag) = (row.at(), row.tag());
        let (detail, optional) = (row.detail, (row.detail != NONE).then_some(row.detail));
        let kind = match tag {
            Tag::RunStarted => EventKind::RunStarted { input: detail },
            Tag::StrategyChosen => EventKind::StrategyChosen { region: detail },
            Tag::LevelStarted => EventKind::LevelStarted { level: detail, region: row.processor() },
            Tag::LevelEnded => EventKind::LevelEnded { level: detail, region: row.processor() },
            Tag::Ready => EventKind::Ready { attempt: detail },
            Tag::Started => EventKind::Started { worker: row.worker(), attempt: 1, origin: optional },
            Tag::StartedAgain => {
                let Start { origin, attempt } = self.starts[detail as usize];
                let origin = (origin != NONE).then_some(origin);
                EventKind::Started { worker: row.worker(), attempt: attempt.into(), origin }
            }
            Tag::Completed => EventKind::Completed { output: detail, metadata: None, fuel: None },
            Tag::CompletedWithMore => {
                let Completion { output, metadata, fuel } = self.completions[detail as usize];
                EventKind::Completed {
                    output,
                    metadata: (metadata != NONE).then_some(metadata),
                    fuel: (fuel != u64::MAX).then_some(fuel),
                }
            }
            Tag::Failed => {
                let Failure { error, attempt } = self.failures[detail as usize];
                EventKind::Failed { error, attempt: attempt.into() }
            }
            Tag::RetryScheduled => EventKind::RetryScheduled { until: self.retries[detail as usize] },
            Tag::Skipped => EventKind::Skipped { cause: optional },
            Tag::Cancelled => EventKind::Cancelled { error: optional },
            Tag::PayloadAdvanced => EventKind::PayloadAdvanced { origin: detail },
            Tag::RunEnded => EventKind::RunEnded {
                status: Status::ALL[(detail & 3) as usize],
                output: (detail >> 2 != NONE >> 2).then_some(detail >> 2),
            },
        };
        let is_of_processor = row.processor() != NOBODY && !tag.is_of_region();
        Event { seq, at, processor: is_of_processor.then_some(row.processor()), kind }
    }

    /// Whether this event, with all its data, equals that of another trace of the same graph.
    pub(crate) fn has_same(&self, other: &Self, seq: usize) -> bool {
        seq < self.len().min(other.len()) && self.event(seq) == other.event(seq) && {
            match self.event(seq).kind {
                EventKind::RunStarted { input } => self.payload(input) == other.payload(input),
                EventKind::Completed { output, metadata, .. } => {
                    let own = |trace: &Self| metadata.map(|idx| trace.metadata.get(idx as usize).cloned());
                    self.payload(output) == other.payload(output) && own(self) == own(other)
                }
                EventKind::Failed { error, .. } => self.errors.get(error as usize) == other.errors.get(error as usize),
                EventKind::StrategyChosen { .. }
                | EventKind::LevelStarted { .. }
                | EventKind::LevelEnded { .. }
                | EventKind::Ready { .. }
                | EventKind::Started { .. }
                | EventKind::RetryScheduled { .. }
                | EventKind::Skipped { .. }
                | EventKind::Cancelled { .. }
                | EventKind::PayloadAdvanced { .. }
                | EventKind::RunEnded { .. } => true,
            }
        }
    }

    /// The events from `start` to before `end` as stored: for the fold, which reads most of them only in part.
    fn rows(&self, start: usize, end: usize) -> &[Row] {
        &self.rows[start..end]
    }

    /// Every event, in order.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = Event> + ExactSizeIterator + '_ {
        (0..self.len()).map(|seq| self.event(seq))
    }

    /// A payload.
    ///
    /// # Panics
    /// If it is not in this trace.
    #[must_use]
    pub fn payload(&self, idx: PayloadIdx) -> &Payload {
        &self.payloads[idx as usize]
    }

    /// Every payload, each content once, in the order of first appearance.
    #[must_use]
    pub fn payloads(&self) -> &[Payload] {
        &self.payloads
    }

    /// The metadata of attempts, in the order of their completion.
    #[must_use]
    pub fn metadata(&self) -> &[Metadata] {
        &self.metadata
    }

    /// The errors of attempts, in the order of their failure.
    #[must_use]
    pub fn errors(&self) -> &[ProcessorError] {
        &self.errors
    }

    /// How the run ended, if it has ended.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        let EventKind::RunEnded { status, .. } = self.events().next_back()?.kind else { return None };
        Some(status)
    }

    /// The output of the run, if it has ended and has one.
    #[must_use]
    pub fn output(&self) -> Option<&Payload> {
        let EventKind::RunEnded { output, .. } = self.events().next_back()?.kind else { return None };
        output.map(|idx| self.payload(idx))
    }

    /// The time of the last event.
    #[must_use]
    pub fn makespan(&self) -> Micros {
        self.events().next_back().map_or(Micros::ZERO, |event| event.at)
    }
}
