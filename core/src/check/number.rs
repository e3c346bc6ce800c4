//! Exact decimal numbers and their bounds.

use alloc::{format, string::String};
use core::fmt;

use crate::Micros;

/// A decimal number with up to six digits after the point, exact. Times are in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i128);

/// One, in millionths.
const ONE: i128 = 1_000_000;

impl Number {
    /// The number of these millionths.
    #[must_use]
    pub const fn from_millionths(millionths: i128) -> Self {
        Self(millionths)
    }

    /// The number in millionths.
    #[must_use]
    pub const fn millionths(self) -> i128 {
        self.0
    }

    /// Reads decimal digits with an optional sign and point. None for anything else, more than six digits after the point, or
    /// more than 20 before it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (digits, sign) = match text.strip_prefix('-') {
            Some(digits) => (digits, -1),
            None => (text.strip_prefix('+').unwrap_or(text), 1),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || whole.len() > 20 || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let places = u32::try_from(fraction.len()).ok().filter(|&places| places <= 6)?;
        let value = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<i128>().ok() };
        Some(Self(sign * (value(whole)? * ONE + value(fraction)? * 10i128.pow(6 - places))))
    }

    /// A ratio, rounded to millionths.
    pub(super) fn ratio(ratio: f64) -> Self {
        // The conversion saturates, and ratios are not negative.
        Self((ratio * ONE as f64 + 0.5) as i128)
    }

    fn distance(self, other: Self) -> Self {
        Self((self.0 - other.0).abs())
    }

    /// A number of milliseconds as a time.
    fn as_time(self) -> Micros {
        Micros::new(u64::try_from(self.0 / 1_000).unwrap_or(u64::MAX))
    }
}

impl From<usize> for Number {
    fn from(count: usize) -> Self {
        Self(count as i128 * ONE)
    }
}

impl From<u32> for Number {
    fn from(count: u32) -> Self {
        Self(i128::from(count) * ONE)
    }
}

/// In milliseconds.
impl From<Micros> for Number {
    fn from(time: Micros) -> Self {
        Self(i128::from(time.get()) * 1_000)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / ONE as u128, self.0.unsigned_abs() % ONE as u128);
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let rest = format!("{rest:06}");
        write!(f, "{sign}{whole}.{}", rest.trim_end_matches('0'))
    }
}

/// The bounds of a number: all that are set must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Equal to this.
    pub exactly: Option<Number>,
    /// Not less than this.
    pub at_least: Option<Number>,
    /// Not more than this.
    pub at_most: Option<Number>,
    /// More than this.
    pub more_than: Option<Number>,
    /// Less than this.
    pub less_than: Option<Number>,
}

/// The unit of a number, for sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A count or a ratio.
    Plain,
    /// A time in milliseconds, with the words for too much and too little.
    Time(&'static str, &'static str),
}

impl Unit {
    /// A time at which something happens.
    pub(super) const INSTANT: Self = Self::Time("late", "early");
    /// The time at which the run ends.
    pub(super) const END: Self = Self::Time("too late", "too early");
    /// How long something takes.
    pub(super) const DURATION: Self = Self::Time("too long", "too short");

    /// A number of this unit.
    pub(super) fn write(self, number: Number) -> String {
        match self {
            Self::Plain => format!("{number}"),
            Self::Time(..) => format!("{}", number.as_time()),
        }
    }
}

impl Bounds {
    /// Exactly this number.
    #[must_use]
    pub fn exactly(number: Number) -> Self {
        Self { exactly: Some(number), ..Self::default() }
    }

    /// Each bound, with its words and whether the number is within it.
    fn all(&self, number: Number) -> [(Option<Number>, &'static str, bool); 5] {
        let keeps =
            |bound: Option<Number>, test: fn(&Number, &Number) -> bool| bound.is_none_or(|bound| test(&number, &bound));
        [
            (self.exactly, "", keeps(self.exactly, Number::eq)),
            (self.at_least, "at least ", keeps(self.at_least, Number::ge)),
            (self.at_most, "at most ", keeps(self.at_most, Number::le)),
            (self.more_than, "more than ", keeps(self.more_than, Number::gt)),
            (self.less_than, "less than ", keeps(self.less_than, Number::lt)),
        ]
    }

    /// The smallest upper bound.
    pub(super) fn top(&self) -> Option<Number> {
        [self.exactly, self.at_most, self.less_than].into_iter().flatten().min()
    }

    /// How a number misses the bounds, as the end of a sentence: `, 60 ms late`, `, not 3`. Empty if it is within them.
    pub(super) fn miss(&self, number: Number, unit: Unit) -> String {
        let missed = self.all(number).into_iter().find(|(_, _, keeps)| !keeps);
        let Some((Some(bound), words, _)) = missed else { return String::new() };
        match unit {
            Unit::Time(over, _) if number > bound => format!(", {} {over}", unit.write(number.distance(bound))),
            Unit::Time(_, under) if number < bound => format!(", {} {under}", unit.write(number.distance(bound))),
            _ => format!(", not {words}{}", unit.write(bound)),
        }
    }

    /// Whether a number is within all bounds.
    #[must_use]
    pub fn hold(&self, number: Number) -> bool {
        self.all(number).into_iter().all(|(_, _, keeps)| keeps)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;

    #[test]
    fn reads_and_writes_decimals_exactly() {
        for (text, millionths, written) in [
            ("0", 0, "0"),
            ("0.8", 800_000, "0.8"),
            ("-.5", -500_000, "-0.5"),
            ("12.000001", 12_000_001, "12.000001"),
            ("+3.", 3_000_000, "3"),
            ("1.50000000", 1_500_000, "1.5"),
        ] {
            let number = Number::read(text).expect(text);
            assert_eq!((number.millionths(), &*number.to_string()), (millionths, written), "{text}");
        }
        for text in ["", ".", "-", "1e3", "0x1", "1.0000001", "1_000", "999999999999999999999", "é"] {
            assert_eq!(Number::read(text), None, "{text}");
        }
        assert_eq!(Number::ratio(0.625).to_string(), "0.625");
    }

    #[test]
    fn says_by_how_much_a_bound_is_missed() {
        let ms = |ms: u64| Number::from(Micros::from_millis(ms));
        let most = |number| Bounds { at_most: Some(number), ..Bounds::default() };
        let least = |number| Bounds { at_least: Some(number), ..Bounds::default() };
        let less = |number| Bounds { less_than: Some(number), ..Bounds::default() };
        for (bounds, number, unit, expected) in [
            (most(ms(100)), ms(160), Unit::INSTANT, ", 60 ms late"),
            (least(ms(100)), ms(40), Unit::INSTANT, ", 60 ms early"),
            (less(ms(100)), ms(100), Unit::END, ", not less than 100 ms"),
            (Bounds::exactly(3u32.into()), 2u32.into(), Unit::Plain, ", not 3"),
            (least(3u32.into()), 2u32.into(), Unit::Plain, ", not at least 3"),
            (least(3u32.into()), 3u32.into(), Unit::Plain, ""),
        ] {
            assert_eq!(bounds.miss(number, unit), expected);
            assert_eq!(bounds.hold(number), expected.is_empty());
        }
    }
}
