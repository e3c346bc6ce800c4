//! A marked range of the time axis, and what happened in it.

use dagwood_core::{Micros, counted};

use super::Lanes;
use crate::text::timeline as text;

/// A range of the time axis. It is marked from its fixed end to its free end, which may be earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    fixed: Micros,
    free: Micros,
}

impl Range {
    /// The empty range at an instant.
    #[must_use]
    pub fn at(instant: Micros) -> Self {
        Self { fixed: instant, free: instant }
    }

    /// The range with its free end at another instant.
    #[must_use]
    pub fn to(self, free: Micros) -> Self {
        Self { free, ..self }
    }

    /// The range with its free end at the next or the previous instant at which an attempt starts or ends.
    #[must_use]
    pub fn step(self, lanes: &Lanes, is_later: bool) -> Self {
        let instants = lanes.bars.iter().flat_map(|bar| [bar.start, bar.end]);
        let next = if is_later {
            instants.filter(|&instant| instant > self.free).min()
        } else {
            instants.filter(|&instant| instant < self.free).max()
        };
        self.to(next.unwrap_or(self.free))
    }

    /// Its start.
    #[must_use]
    pub fn start(self) -> Micros {
        self.fixed.min(self.free)
    }

    /// Its end.
    #[must_use]
    pub fn end(self) -> Micros {
        self.fixed.max(self.free)
    }

    /// Whether it takes no time.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.fixed == self.free
    }

    /// Its length, the processors that ran in it, and the utilisation of the workers, in a sentence.
    #[must_use]
    pub fn in_words(self, lanes: &Lanes) -> String {
        let (start, end) = (self.start(), self.end());
        let duration = end.since(start);
        let within = lanes.bars.iter().filter(|bar| bar.start < end && bar.end > start);
        let (mut ran, mut busy) = (Vec::new(), 0);
        for bar in within {
            ran.push(bar.processor);
            busy += u128::from(bar.end.min(end).since(bar.start.max(start)).get());
        }
        ran.sort_unstable();
        ran.dedup();
        let whole = u128::from(duration.get()) * u128::from(lanes.workers);
        let percent = (busy * 200 + whole) / (2 * whole).max(1);
        text::range(duration, start, end, &counted(ran.len(), "processor"), percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    /// `shout` runs from 0 to 10 ms on one of two workers, `count` and `mark` from 10 to 15 ms.
    #[test]
    fn says_what_happened_in_a_range() {
        let lanes = Lanes::new(&recording().trace);
        let ms = Micros::from_millis;
        for (from, to, said) in [
            (0, 15, "15 ms marked, from 0 ms to 15 ms: 3 processors ran, workers 67 % busy."),
            (5, 10, "5 ms marked, from 5 ms to 10 ms: 1 processor ran, workers 50 % busy."),
            (12, 8, "4 ms marked, from 8 ms to 12 ms: 3 processors ran, workers 75 % busy."),
            (10, 15, "5 ms marked, from 10 ms to 15 ms: 2 processors ran, workers 100 % busy."),
        ] {
            assert_eq!(Range::at(ms(from)).to(ms(to)).in_words(&lanes), said);
        }
    }

    #[test]
    fn steps_from_one_start_or_end_to_the_next() {
        let lanes = Lanes::new(&recording().trace);
        let ms = Micros::from_millis;
        let mut range = Range::at(ms(3));
        for (is_later, start, end) in
            [(true, 3, 10), (true, 3, 15), (true, 3, 15), (false, 3, 10), (false, 0, 3), (false, 0, 3), (true, 3, 10)]
        {
            range = range.step(&lanes, is_later);
            assert_eq!((range.start(), range.end()), (ms(start), ms(end)));
            assert!(!range.is_empty());
        }
        assert!(Range::at(ms(3)).is_empty());
    }
}
