//! A row of the list of events, and a sentence for the cursor.

use dagwood_core::{Micros, ProcessorIdx, Trace, sentence};

use crate::text::events as text;

/// A row of the list of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventRow {
    /// Its step, from 1: the cursor just after it.
    pub step: usize,
    /// When it happened.
    pub at: Micros,
    /// The processor.
    pub processor: Option<ProcessorIdx>,
    /// The name of its kind.
    pub kind: &'static str,
    /// What happened, in a sentence.
    pub sentence: String,
}

impl EventRow {
    /// The row of the event at `seq`.
    ///
    /// # Panics
    /// If there is no such event.
    #[must_use]
    pub fn new(trace: &Trace, seq: usize) -> Self {
        let event = trace.event(seq);
        Self {
            step: seq + 1,
            at: event.at,
            processor: event.processor,
            kind: event.kind.name(),
            sentence: sentence(trace, seq),
        }
    }
}

/// The last event before the cursor, in a sentence.
#[must_use]
pub fn moment_sentence(trace: &Trace, cursor: usize) -> String {
    match cursor.checked_sub(1) {
        Some(seq) if seq < trace.len() => sentence(trace, seq),
        _ => text::NOT_STARTED.into(),
    }
}
