//! Recording a trace, event by event.

use alloc::{sync::Arc, vec::Vec};
use core::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::{
    EventKind, PayloadIdx, Trace,
    row::{Completion, Failure, NOBODY, NONE, PROCESSOR_BITS, Row, Start, Tag},
};
use crate::{
    Graph, Metadata, Micros, Payload, ProcessorError, ProcessorIdx, RunOptions,
    run::{Analysis, Fork},
};

/// Records a trace, event by event. Used by runs, and by readers of trace files after they have checked that every
/// index is in range.
pub struct TraceBuilder {
    trace: Trace,
    /// The index of payloads by content.
    by_content: HashTable<PayloadIdx>,
}

impl TraceBuilder {
    /// An empty trace of a run of `graph`, with room for a run in which every processor transforms and nothing fails.
    #[must_use]
    pub fn new(graph: Arc<Graph>, options: RunOptions) -> Self {
        // Ready, started, completed and advanced for each processor; start and end of the run.
        let rows = Vec::with_capacity(4 * graph.len() + 2);
        let trace = Trace {
            graph,
            options,
            analysis: None,
            region_of: Vec::new(),
            upward_ranks: Arc::from([]),
            forks: Vec::new(),
            rows,
            starts: Vec::new(),
            completions: Vec::new(),
            failures: Vec::new(),
            retries: Vec::new(),
            payloads: Vec::new(),
            metadata: Vec::new(),
            errors: Vec::new(),
        };
        Self { trace, by_content: HashTable::new() }
    }

    /// Adds the analysis of the `hybrid` strategy.
    #[must_use]
    pub fn with_analysis(mut self, analysis: Analysis) -> Self {
        self.trace.region_of = analysis.region_of(&self.trace.graph);
        self.trace.analysis = Some(analysis);
        self
    }

    /// Adds the upward rank of each processor.
    #[must_use]
    pub fn with_upward_ranks(mut self, upward_ranks: Arc<[Micros]>) -> Self {
        self.trace.upward_ranks = upward_ranks;
        self
    }

    /// Adds the forks that led to the run, in the order of the steps.
    #[must_use]
    pub fn with_forks(mut self, forks: Vec<Fork>) -> Self {
        self.trace.forks = forks;
        self
    }

    /// The trace so far.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The finished trace.
    #[must_use]
    pub fn finish(self) -> Trace {
        self.trace
    }

    /// Stores a payload, unless its content is stored already. O(its length).
    pub fn payload(&mut self, payload: Payload) -> PayloadIdx {
        let payloads = &mut self.trace.payloads;
        let hash = |payload: &Payload| FxBuildHasher.hash_one(payload.bytes());
        let same = |&idx: &PayloadIdx| payloads[idx as usize] == payload;
        let hash_of_this = hash(&payload);
        if let Some(&idx) = self.by_content.find(hash_of_this, same) {
            return idx;
        }
        let idx = payloads.len() as PayloadIdx;
        payloads.push(payload);
        self.by_content.insert_unique(hash_of_this, idx, |&idx| hash(&payloads[idx as usize]));
        idx
    }

    /// Stores metadata, unless it is empty.
    pub fn metadata(&mut self, metadata: Metadata) -> Option<u32> {
        (!metadata.is_empty()).then(|| {
            self.trace.metadata.push(metadata);
            self.trace.metadata.len() as u32 - 1
        })
    }

    /// Stores an error.
    pub fn error(&mut self, error: ProcessorError) -> u32 {
        self.trace.errors.push(error);
        self.trace.errors.len() as u32 - 1
    }

    /// Appends an event. Indices must belong to this trace; workers fit 15 bits and attempts 16, which
    /// [`crate::limits`] ensures.
    pub fn push(&mut self, at: Micros, processor: Option<ProcessorIdx>, kind: &EventKind) {
        let trace = &mut self.trace;
        let (tag, detail) = match *kind {
            EventKind::RunStarted { input } => (Tag::RunStarted, input),
            EventKind::StrategyChosen { region } => (Tag::StrategyChosen, region),
            EventKind::LevelStarted { level, .. } => (Tag::LevelStarted, level),
            EventKind::LevelEnded { level, .. } => (Tag::LevelEnded, level),
            EventKind::Ready { attempt } => (Tag::Ready, attempt),
            EventKind::Started { attempt: 1, origin, .. } => (Tag::Started, origin.unwrap_or(NONE)),
            EventKind::Started { attempt, origin, .. } => {
                trace.starts.push(Start { origin: origin.unwrap_or(NONE), attempt: attempt as u16 });
                (Tag::StartedAgain, trace.starts.len() as u32 - 1)
            }
            EventKind::Completed { output, metadata: None, fuel: None } => (Tag::Completed, output),
            EventKind::Completed { output, metadata, fuel } => {
                let (metadata, fuel) = (metadata.unwrap_or(NONE), fuel.unwrap_or(u64::MAX));
                trace.completions.push(Completion { output, metadata, fuel });
                (Tag::CompletedWithMore, trace.completions.len() as u32 - 1)
            }
            EventKind::Failed { error, attempt } => {
                trace.failures.push(Failure { error, attempt: attempt as u16 });
                (Tag::Failed, trace.failures.len() as u32 - 1)
            }
            EventKind::RetryScheduled { until } => {
                trace.retries.push(until);
                (Tag::RetryScheduled, trace.retries.len() as u32 - 1)
            }
            EventKind::Skipped { cause } => (Tag::Skipped, cause.unwrap_or(NONE)),
            EventKind::Cancelled { error } => (Tag::Cancelled, error.unwrap_or(NONE)),
            EventKind::PayloadAdvanced { origin } => (Tag::PayloadAdvanced, origin),
            EventKind::RunEnded { status, output } => {
                (Tag::RunEnded, output.map_or(NONE & !3, |idx| idx << 2) | status as u32)
            }
        };
        let who = match *kind {
            EventKind::LevelStarted { region, .. } | EventKind::LevelEnded { region, .. } => region,
            EventKind::Started { worker, .. } => processor.unwrap_or(NOBODY) | worker << PROCESSOR_BITS,
            EventKind::RunStarted { .. }
            | EventKind::StrategyChosen { .. }
            | EventKind::Ready { .. }
            | EventKind::Completed { .. }
            | EventKind::Failed { .. }
            | EventKind::RetryScheduled { .. }
            | EventKind::Skipped { .. }
            | EventKind::Cancelled { .. }
            | EventKind::PayloadAdvanced { .. }
            | EventKind::RunEnded { .. } => processor.unwrap_or(NOBODY),
        };
        trace.rows.push(Row { at_and_tag: at.get() << 8 | tag as u64, who, detail });
    }
}
