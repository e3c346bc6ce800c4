//! A run that has ended, and the cursor in it.

use std::sync::Arc;

use dagwood_core::{Micros, Snapshot, Trace};
use dagwood_proto::trace;

use super::Measures;

/// The inputs of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The workflow file.
    pub workflow: String,
    /// The input.
    pub input: String,
    /// Whether it ran in real time, on browser workers.
    pub live: bool,
    /// The modules that the workflow names.
    pub modules: Vec<String>,
}

/// A run that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// Its trace.
    pub trace: Trace,
    /// The encoded trace, which forks need.
    pub encoded: Vec<u8>,
    /// The SHA-256 of that, in hexadecimal.
    pub hash: String,
    /// Its measures.
    pub measures: Measures,
    /// Its inputs.
    pub source: Source,
}

impl Recording {
    /// Reads a stored trace. `None` if it is none.
    #[must_use]
    pub fn read(encoded: Vec<u8>, source: Source) -> Option<Self> {
        let trace = trace::decode(&encoded).ok()?;
        let (hash, measures) = (trace::hash(&encoded), Measures::of(&trace));
        Some(Self { trace, encoded, hash, measures, source })
    }
}

/// A recording and a cursor: the number of events that have happened, from 0 to the length of the trace.
#[derive(Clone, Debug)]
pub struct Replay {
    recording: Arc<Recording>,
    snapshot: Snapshot,
}

impl Replay {
    /// At the last step: users want to see the result of a run first.
    #[must_use]
    pub fn at_end(recording: Arc<Recording>) -> Self {
        let snapshot = Snapshot::at(&recording.trace, recording.trace.len());
        Self { recording, snapshot }
    }

    /// The recording.
    #[must_use]
    pub fn recording(&self) -> &Arc<Recording> {
        &self.recording
    }

    /// Its trace.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.recording.trace
    }

    /// The state at the cursor.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The number of events that have happened.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.snapshot.cursor()
    }

    /// The total number of events.
    #[must_use]
    pub fn len(&self) -> usize {
        self.trace().len()
    }

    /// Whether there are no events.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.trace().is_empty()
    }

    /// Goes to a cursor, or to the end if it is beyond the end.
    pub fn seek(&mut self, cursor: usize) {
        self.snapshot.seek(&self.recording.trace, cursor);
    }

    /// The cursor just after all events up to `time`. O(log events).
    #[must_use]
    pub fn cursor_at(&self, time: Micros) -> usize {
        let trace = self.trace();
        let (mut low, mut high) = (0, trace.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if trace.event(middle).at <= time { low = middle + 1 } else { high = middle }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn opens_at_the_end_and_goes_anywhere() {
        let mut replay = Replay::at_end(recording());
        let end = replay.len();
        assert_eq!(replay.cursor(), end);
        for (to, arrives) in [(0, 0), (3, 3), (1, 1), (end + 7, end)] {
            replay.seek(to);
            assert_eq!(replay.cursor(), arrives);
            assert_eq!(*replay.snapshot(), Snapshot::at(replay.trace(), arrives));
        }
    }

    #[test]
    fn finds_the_cursor_of_a_time() {
        let replay = Replay::at_end(recording());
        for at in [0, 1, 999, 10_000, u64::MAX] {
            let time = Micros::new(at);
            let expected = replay.trace().events().filter(|event| event.at <= time).count();
            assert_eq!(replay.cursor_at(time), expected, "{at} µs");
        }
    }
}
