//! Numbers in attributes and styles.

use std::fmt;

/// A number that is printed with at most so many decimals, and no zeros at its end. The printer of the standard library takes
/// 5 KiB of the first download.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    number: f32,
    decimals: u8,
}

impl Decimal {
    /// A number with at most so many decimals.
    #[must_use]
    pub fn new(number: f32, decimals: u8) -> Self {
        Self { number, decimals }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, mut digits) = (10u64.pow(self.decimals.into()), usize::from(self.decimals));
        // This product is exact.
        let units = (f64::from(self.number) * unit as f64).round_ties_even();
        let size = units.abs() as u64;
        let (whole, mut fraction) = (size / unit, size % unit);
        if units < 0.0 {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        if fraction == 0 {
            return Ok(());
        }
        while fraction % 10 == 0 {
            (fraction, digits) = (fraction / 10, digits - 1);
        }
        write!(f, ".{fraction:0digits$}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The standard library's text, without zeros at the end and without a minus before zero.
    fn standard(number: f32, decimals: usize) -> String {
        let text = format!("{number:.decimals$}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if text == "-0" { "0".into() } else { text.into() }
    }

    #[test]
    fn numbers_are_short() {
        for (number, text) in [
            (Decimal::new(12.0, 2), "12"),
            (Decimal::new(-0.004, 2), "0"),
            (Decimal::new(-1.5, 2), "-1.5"),
            (Decimal::new(0.07, 2), "0.07"),
            (Decimal::new(30.04, 1), "30"),
            (Decimal::new(0.0001, 8), "0.0001"),
            (Decimal::new(f32::NAN, 2), "0"),
        ] {
            assert_eq!(number.to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn prints_the_same_as_the_standard_library(number in -1e6f32..1e6, eighths in -8_000i16..8_000) {
            for number in [number, number / 1e6, f32::from(eighths) / 8.0] {
                prop_assert_eq!(Decimal::new(number, 2).to_string(), standard(number, 2));
                prop_assert_eq!(Decimal::new(number, 1).to_string(), standard(number, 1));
                prop_assert_eq!(Decimal::new(number, 8).to_string(), standard(number, 8));
            }
        }
    }
}
