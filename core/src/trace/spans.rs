//! The attempts of a run, assembled from its events: which worker ran what, when, and with which result.

use alloc::{vec, vec::Vec};

use crate::{EventKind, Micros, ProcessorIdx, ProcessorState, Trace};

/// One attempt of one processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The processor.
    pub processor: ProcessorIdx,
    /// 1 for the first.
    pub attempt: u32,
    /// The worker that runs it, from 0.
    pub worker: u32,
    /// When the attempt became ready.
    pub ready: Micros,
    /// When it starts.
    pub start: Micros,
    /// When it ends; the time of the last event if the trace stops before that.
    pub end: Micros,
    /// Its result: completed, failed or cancelled; executing if the trace stops before that.
    pub outcome: ProcessorState,
    /// The number of its start event.
    pub start_seq: usize,
    /// The number of its end event; the trace's length if the trace stops before that.
    pub end_seq: usize,
}

impl Span {
    /// How long it takes.
    #[must_use]
    pub fn duration(&self) -> Micros {
        self.end.since(self.start)
    }
}

/// Every attempt, in the order of their starts. O(events + processors).
#[must_use]
pub fn spans(trace: &Trace) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut ready = vec![Micros::ZERO; trace.graph().len()];
    // The index of each processor's running attempt among the spans.
    let mut running = vec![None; trace.graph().len()];
    for event in trace.events() {
        let Some(processor) = event.processor else { continue };
        let p = processor as usize;
        let outcome = match event.kind {
            EventKind::Ready { .. } => {
                ready[p] = event.at;
                continue;
            }
            EventKind::Started { worker, attempt, .. } => {
                running[p] = Some(spans.len());
                spans.push(Span {
                    processor,
                    attempt,
                    worker,
                    ready: ready[p],
                    start: event.at,
                    end: trace.makespan(),
                    outcome: ProcessorState::Executing,
                    start_seq: event.seq,
                    end_seq: trace.len(),
                });
                continue;
            }
            EventKind::Completed { .. } => ProcessorState::Completed,
            EventKind::Failed { .. } => ProcessorState::Failed,
            EventKind::Cancelled { .. } => ProcessorState::Cancelled,
            EventKind::RunStarted { .. }
            | EventKind::StrategyChosen { .. }
            | EventKind::LevelStarted { .. }
            | EventKind::LevelEnded { .. }
            | EventKind::RetryScheduled { .. }
            | EventKind::Skipped { .. }
            | EventKind::PayloadAdvanced { .. }
            | EventKind::RunEnded { .. } => continue,
        };
        if let Some(span) = running[p].take().map(|at: usize| &mut spans[at]) {
            (span.end, span.end_seq, span.outcome) = (event.at, event.seq, outcome);
        }
    }
    spans
}
