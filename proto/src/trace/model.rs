//! What a reader of a trace knows after some of its events, and what need not be written for this reason.

use std::{cmp::Reverse, collections::BinaryHeap, sync::Arc};

use dagwood_core::{EventKind, FailureStrategy, Graph, Intent, ProcessorIdx, Trace};

/// A predicted event, and its processor.
pub(super) type Foreseen = (Option<ProcessorIdx>, EventKind);

/// The knowledge after some events.
pub(super) struct Model {
    graph: Arc<Graph>,
    best_effort: bool,
    regions: u32,
    processors: Vec<Known>,
    /// The processor that each worker runs.
    running: Vec<Option<ProcessorIdx>>,
    /// Idle workers. Entries remain for workers that have become busy.
    free: BinaryHeap<Reverse<u32>>,
    /// The numbers of payloads, metadata and errors mentioned so far.
    pub(super) payloads: u32,
    pub(super) metadata: u32,
    pub(super) errors: u32,
    /// The cause of the last skip.
    pub(super) cause: Option<ProcessorIdx>,
}

#[derive(Clone, Copy, Default)]
struct Known {
    /// The number of dependencies that have not ended.
    waiting_for: u32,
    attempts: u32,
    worker: u32,
    /// The origin of its input or, once it has completed, of the payload that leaves it.
    origin: Option<ProcessorIdx>,
    /// Whether it passes a payload on.
    passes_on: bool,
    is_skipped: bool,
}

impl Model {
    /// The knowledge before the first event of a trace with this head.
    pub(super) fn new(head: &Trace) -> Self {
        let graph = head.graph();
        let workers = head.most_workers();
        let waiting_for = |p| graph.dependencies(p).len() as u32;
        Self {
            graph: graph.clone(),
            best_effort: head.options().failure_strategy == FailureStrategy::BestEffort,
            regions: head.analysis().map_or(0, |analysis| analysis.regions.len() as u32),
            processors: graph.processors().map(|p| Known { waiting_for: waiting_for(p), ..Known::default() }).collect(),
            running: vec![None; workers as usize],
            free: (0..workers).map(Reverse).collect(),
            payloads: 0,
            metadata: 0,
            errors: 0,
            cause: None,
        }
    }

    fn of(&self, p: ProcessorIdx) -> &Known {
        &self.processors[p as usize]
    }

    /// The number of a processor's next attempt.
    pub(super) fn next_attempt(&self, p: ProcessorIdx) -> u32 {
        self.of(p).attempts + 1
    }

    /// The number of a processor's last attempt.
    pub(super) fn attempt(&self, p: ProcessorIdx) -> u32 {
        self.of(p).attempts
    }

    /// The lowest idle worker.
    pub(super) fn free_worker(&mut self) -> Option<u32> {
        while let Some(&Reverse(worker)) = self.free.peek() {
            if self.running[worker as usize].is_none() {
                return Some(worker);
            }
            self.free.pop();
        }
        None
    }

    /// The processor that a worker runs.
    pub(super) fn running(&self, worker: u32) -> Option<ProcessorIdx> {
        self.running.get(worker as usize).copied().flatten()
    }

    /// The worker that runs a processor.
    pub(super) fn worker(&self, p: ProcessorIdx) -> Option<u32> {
        Some(self.of(p).worker).filter(|&worker| self.running(worker) == Some(p))
    }

    /// The origin of the input of a processor that starts.
    pub(super) fn origin(&self, p: ProcessorIdx) -> Option<ProcessorIdx> {
        let leaves = |p| self.of(p).passes_on.then_some(self.of(p).origin);
        self.graph.passes_on(self.graph.dependencies(p), leaves).and_then(|p| self.of(p).origin)
    }

    /// Folds an event.
    pub(super) fn apply(&mut self, processor: Option<ProcessorIdx>, kind: &EventKind) {
        match (kind, processor) {
            (&EventKind::RunStarted { input }, _) => self.payloads = self.payloads.max(input + 1),
            (&EventKind::Started { worker, attempt, origin }, Some(p)) => {
                let known = &mut self.processors[p as usize];
                (known.worker, known.attempts, known.origin) = (worker, attempt, origin);
                self.running[worker as usize] = Some(p);
            }
            (&EventKind::Completed { output, metadata, .. }, Some(p)) => {
                let known = &mut self.processors[p as usize];
                known.passes_on = true;
                if self.graph.intent(p) == Intent::Transform {
                    known.origin = Some(p);
                }
                self.payloads = self.payloads.max(output + 1);
                self.metadata = self.metadata.max(metadata.map_or(0, |idx| idx + 1));
                self.release(p);
            }
            (&EventKind::Failed { error, .. }, Some(p)) => {
                self.processors[p as usize].passes_on = self.best_effort;
                self.errors = self.errors.max(error + 1);
                self.release(p);
            }
            (EventKind::RetryScheduled { .. }, Some(p)) => self.processors[p as usize].passes_on = false,
            (&EventKind::Cancelled { error }, Some(p)) => {
                self.errors = self.errors.max(error.map_or(0, |idx| idx + 1));
                self.release(p);
            }
            (&EventKind::Skipped { cause }, Some(p)) => {
                self.processors[p as usize].is_skipped = true;
                self.cause = cause;
            }
            // They change nothing that is known here, or lack the processor that they are of.
            (
                EventKind::StrategyChosen { .. }
                | EventKind::LevelStarted { .. }
                | EventKind::LevelEnded { .. }
                | EventKind::Ready { .. }
                | EventKind::Started { .. }
                | EventKind::Completed { .. }
                | EventKind::Failed { .. }
                | EventKind::RetryScheduled { .. }
                | EventKind::Skipped { .. }
                | EventKind::Cancelled { .. }
                | EventKind::PayloadAdvanced { .. }
                | EventKind::RunEnded { .. },
                _,
            ) => {}
        }
    }

    fn release(&mut self, p: ProcessorIdx) {
        if let Some(worker) = self.worker(p) {
            self.running[worker as usize] = None;
            self.free.push(Reverse(worker));
        }
    }

    /// Adds the events that follow from an event to `next`, in order.
    pub(super) fn foresee(&self, processor: Option<ProcessorIdx>, kind: &EventKind, next: &mut Vec<Foreseen>) {
        next.clear();
        match kind {
            EventKind::RunStarted { .. } => {
                next.extend((0..self.regions).map(|region| (None, EventKind::StrategyChosen { region })));
                let sources = self.graph.processors().filter(|&p| self.graph.dependencies(p).is_empty());
                next.extend(sources.map(|p| (Some(p), EventKind::Ready { attempt: 1 })));
            }
            EventKind::Completed { .. } => {
                let advanced = processor.filter(|&p| self.graph.intent(p) == Intent::Transform);
                next.extend(advanced.map(|p| (Some(p), EventKind::PayloadAdvanced { origin: p })));
            }
            EventKind::StrategyChosen { .. }
            | EventKind::LevelStarted { .. }
            | EventKind::LevelEnded { .. }
            | EventKind::Ready { .. }
            | EventKind::Started { .. }
            | EventKind::Failed { .. }
            | EventKind::RetryScheduled { .. }
            | EventKind::Skipped { .. }
            | EventKind::Cancelled { .. }
            | EventKind::PayloadAdvanced { .. }
            | EventKind::RunEnded { .. } => {}
        }
        if let Some(p) = self.ends(processor, kind) {
            let is_last = |&&d: &&ProcessorIdx| self.of(d).waiting_for == 1 && !self.of(d).is_skipped;
            let ready = self.graph.dependents(p).iter().filter(is_last);
            next.extend(ready.map(|&d| (Some(d), EventKind::Ready { attempt: 1 })));
        }
    }

    /// Folds the events that follow from an event.
    pub(super) fn confirm(&mut self, processor: Option<ProcessorIdx>, kind: &EventKind) {
        if let Some(p) = self.ends(processor, kind) {
            for &dependent in self.graph.dependents(p) {
                let known = &mut self.processors[dependent as usize];
                known.waiting_for = known.waiting_for.saturating_sub(1);
            }
        }
    }

    /// The processor that ended with this event, if its dependents may run.
    fn ends(&self, processor: Option<ProcessorIdx>, kind: &EventKind) -> Option<ProcessorIdx> {
        let ends = match kind {
            EventKind::Completed { .. } => true,
            EventKind::Failed { .. } => self.best_effort,
            EventKind::RunStarted { .. }
            | EventKind::StrategyChosen { .. }
            | EventKind::LevelStarted { .. }
            | EventKind::LevelEnded { .. }
            | EventKind::Ready { .. }
            | EventKind::Started { .. }
            | EventKind::RetryScheduled { .. }
            | EventKind::Skipped { .. }
            | EventKind::Cancelled { .. }
            | EventKind::PayloadAdvanced { .. }
            | EventKind::RunEnded { .. } => false,
        };
        processor.filter(|_| ends)
    }
}
