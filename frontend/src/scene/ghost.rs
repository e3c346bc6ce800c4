//! The run before, behind the timeline of a run.

use std::cmp::Ordering;

use dagwood_core::{Micros, trace::spans};

use super::since::difference;
use crate::{
    state::{Made, RunNumber},
    text::timeline as text,
};

/// The run before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ghost {
    /// Its number.
    pub number: RunNumber,
    /// The time of its last event.
    pub makespan: Micros,
    /// When its workers were busy: the worker, from, to. Empty if there are too many attempts to see.
    pub busy: Vec<(u32, Micros, Micros)>,
}

impl Ghost {
    /// The run before.
    #[must_use]
    pub fn new(before: &Made) -> Self {
        /// Of more attempts, nothing could be seen.
        const MOST: usize = 400;
        let trace = &before.recording.trace;
        let mut busy: Vec<_> = spans(trace).iter().map(|span| (span.worker, span.start, span.end)).collect();
        if busy.len() > MOST {
            busy.clear();
        }
        Self { number: before.number, makespan: trace.makespan(), busy }
    }

    /// The difference of a run of this duration, such as `-310 ms (-57 %) from run 1`.
    #[must_use]
    pub fn difference(&self, makespan: Micros) -> String {
        let (order, by, percent) = difference(makespan, self.makespan);
        let sign = match order {
            Ordering::Equal => return text::as_long(self.number),
            Ordering::Less => "\u{2212}",
            Ordering::Greater => "+",
        };
        text::difference(sign, &by.to_string(), percent, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn says_the_difference() {
        let ghost = Ghost::new(&Made { number: 3, parent: None, recording: recording(), cursor: 0 });
        assert_eq!((ghost.busy.len(), ghost.makespan), (3, Micros::from_millis(15)));
        for (ms, said) in [
            (15, "as long as run 3, in grey"),
            (12, "\u{2212}3 ms (\u{2212}20 %) from run 3, in grey"),
            (45, "+30 ms (+200 %) from run 3, in grey"),
        ] {
            assert_eq!(ghost.difference(Micros::from_millis(ms)), said);
        }
    }
}
