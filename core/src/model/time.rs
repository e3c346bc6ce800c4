//! Instants and durations of a run.

use core::{fmt, ops::Add};

/// Microseconds: an instant, counted from the start of the run, or a duration. Sums saturate at [`Micros::MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(u64);

impl Micros {
    /// The start of a run, or a duration of zero.
    pub const ZERO: Self = Self(0);
    /// The latest instant, 2,283 years after the start: 56 bits, so that the time and kind of an event share a word.
    pub const MAX: Self = Self((1 << 56) - 1);

    /// `micros` microseconds, at most [`Micros::MAX`].
    #[must_use]
    pub const fn new(micros: u64) -> Self {
        if micros > Self::MAX.0 { Self::MAX } else { Self(micros) }
    }

    /// `millis` milliseconds, at most [`Micros::MAX`].
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self::new(millis.saturating_mul(1_000))
    }

    /// The number of microseconds.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// This duration, doubled `times` times.
    #[must_use]
    pub fn doubled(self, times: u32) -> Self {
        if self.0 == 0 {
            return self;
        }
        Self::new(1u64.checked_shl(times).map_or(u64::MAX, |factor| self.0.saturating_mul(factor)))
    }

    /// The time from `earlier` to this instant, or zero if it is not earlier.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }
}

impl Add for Micros {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.0.saturating_add(other.0))
    }
}

/// As people say it, and exactly: `3 h 53 min 3.5 s`, `1.5 s`, `40 ms`, `17 µs`.
impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MINUTE: u64 = 60_000_000;
        if self.0 >= MINUTE {
            let (hours, minutes, rest) = (self.0 / MINUTE / 60, self.0 / MINUTE % 60, self.0 % MINUTE);
            if hours > 0 {
                write!(f, "{hours} h")?;
            }
            if minutes > 0 {
                write!(f, "{}{minutes} min", if hours > 0 { " " } else { "" })?;
            }
            return if rest > 0 { write!(f, " {}", Self(rest)) } else { Ok(()) };
        }
        let (unit, name, places) = match self.0 {
            0 => return f.write_str("0 ms"),
            n if n >= 1_000_000 => (1_000_000, "s", 6),
            n if n >= 1_000 => (1_000, "ms", 3),
            n => return write!(f, "{n} µs"),
        };
        write!(f, "{}", self.0 / unit)?;
        let mut rest = self.0 % unit;
        let mut places = places;
        if rest > 0 {
            while rest.is_multiple_of(10) {
                rest /= 10;
                places -= 1;
            }
            write!(f, ".{rest:0places$}")?;
        }
        write!(f, " {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::Micros;
    use alloc::string::ToString;

    #[test]
    fn displays_in_the_largest_fitting_unit() {
        for (micros, expected) in [
            (0, "0 ms"),
            (17, "17 µs"),
            (1_000, "1 ms"),
            (1_005, "1.005 ms"),
            (40_500, "40.5 ms"),
            (1_500_000, "1.5 s"),
            (59_999_000, "59.999 s"),
            (60_000_000, "1 min"),
            (60_000_001, "1 min 1 µs"),
            (3_600_000_000, "1 h"),
            (3_605_500_000, "1 h 5.5 s"),
            (13_983_544_000, "3 h 53 min 3.544 s"),
        ] {
            assert_eq!(Micros::new(micros).to_string(), expected);
        }
    }

    #[test]
    fn saturates() {
        assert_eq!(Micros::MAX + Micros::new(1), Micros::MAX);
        assert_eq!(Micros::new(3).doubled(2), Micros::new(12));
        assert_eq!(Micros::new(3).doubled(64), Micros::MAX);
        assert_eq!(Micros::ZERO.doubled(64), Micros::ZERO);
        assert_eq!(Micros::from_millis(u64::MAX), Micros::MAX);
        assert_eq!(Micros::new(3).since(Micros::new(5)), Micros::ZERO);
    }
}
