//! When workers were busy.

use dagwood_core::{EventKind, Micros, ProcessorIdx, Trace};

/// One attempt of one processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Whose it is.
    pub(crate) processor: ProcessorIdx,
    /// When it started.
    pub(crate) start: Micros,
    /// When it ended.
    pub(crate) end: Micros,
}

/// Every attempt, in the order in which they ended.
pub(crate) fn spans(trace: &Trace) -> Vec<Span> {
    let mut started = vec![None; trace.graph().len()];
    let mut spans = Vec::new();
    for event in trace.events() {
        let Some(processor) = event.processor else { continue };
        match event.kind {
            EventKind::Started { .. } => started[processor as usize] = Some(event.at),
            EventKind::Completed { .. } | EventKind::Failed { .. } | EventKind::Cancelled { .. } => {
                if let Some(start) = started[processor as usize].take() {
                    spans.push(Span { processor, start, end: event.at });
                }
            }
            _ => {}
        }
    }
    spans
}

/// The time that all workers together were occupied.
pub(crate) fn busy(trace: &Trace) -> Micros {
    spans(trace).iter().fold(Micros::ZERO, |sum, span| sum + span.end.since(span.start))
}
