//! Decimal numbers as floating-point numbers. Rust's own function gives the same results and is faster, but brings tables
//! of ten kibibytes into the page for the few numbers of a workflow file.

use alloc::{vec, vec::Vec};
use core::cmp::Ordering;

/// The maximum number of significant digits that are used. The midpoint of two numbers has at most 767.
const DIGITS: usize = 800;
/// The number of mantissa bits that are stored, without the implicit first bit.
const MANTISSA: i64 = 52;
/// The smallest exponent of a normal number.
const SMALLEST: i64 = -1022;
/// The difference between the largest exponent and [`SMALLEST`].
const LARGEST: u64 = 2045;

/// The number nearest to a decimal; of two equally near ones, the even one (IEEE 754, `roundTiesToEven`). Infinity if it is
/// too large. None if the text is no decimal number: a sign, digits with at most one point, and an exponent, as
/// `str::parse` accepts them.
pub(super) fn parse(text: &str) -> Option<f64> {
    let (is_negative, text) = sign(text);
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, integer(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    if digits().next().is_none() || digits().any(|digit| !digit.is_ascii_digit()) {
        return None;
    }
    let significant = || digits().skip_while(|&digit| digit == b'0');
    let kept = significant().take(DIGITS).map(|digit| u32::from(digit - b'0'));
    let len = significant().count() as i64;
    let dropped = significant().skip(DIGITS).any(|digit| digit != b'0');
    let exponent = exponent.saturating_add((len - DIGITS as i64).max(0) - fraction.len() as i64);
    let value = nearest(&kept.collect::<Vec<_>>(), exponent, dropped);
    Some(if is_negative { -value } else { value })
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// A whole number as an exponent. It saturates far beyond the range of `f64`.
fn integer(text: &str) -> Option<i64> {
    let (is_negative, digits) = sign(text);
    if digits.is_empty() || digits.bytes().any(|digit| !digit.is_ascii_digit()) {
        return None;
    }
    let value = digits.bytes().fold(0, |value: i64, digit| (value * 10 + i64::from(digit - b'0')).min(1 << 40));
    Some(if is_negative { -value } else { value })
}

/// The number nearest to these digits times ten to the power of `exponent`; `more` if something positive follows that is
/// smaller than one in the last digit.
fn nearest(digits: &[u32], exponent: i64, more: bool) -> f64 {
    let magnitude = digits.len() as i64 + exponent;
    if digits.is_empty() || magnitude < -330 {
        return 0.0;
    }
    if magnitude > 310 {
        return f64::INFINITY;
    }
    // The value is top / bottom. Both are at most ten to the power of 1,200.
    let (mut top, mut bottom) = (Natural(Vec::new()), Natural(vec![1]));
    digits.iter().for_each(|&digit| top.multiply_add(10, digit));
    let scaled = if exponent < 0 { &mut bottom } else { &mut top };
    (0..exponent.unsigned_abs()).for_each(|_| scaled.multiply_add(10, 0));

    // The exponent of the first bit. The estimate by bit lengths can be one too large.
    let mut first = top.bits() - bottom.bits();
    let is_smaller = if first < 0 { top.shifted(-first).compare(&bottom) } else { top.compare(&bottom.shifted(first)) }
        == Ordering::Less;
    first -= i64::from(is_smaller);

    // In units of the last place of the mantissa, the value is a whole number and a remainder.
    let unit = first.max(SMALLEST) - MANTISSA;
    let (top, bottom) = if unit < 0 { (top.shifted(-unit), bottom) } else { (top, bottom.shifted(unit)) };
    let (mut rest, mut whole) = (top, 0_u64);
    for bit in (0..=MANTISSA).rev() {
        let part = bottom.shifted(bit);
        if rest.compare(&part) != Ordering::Less {
            rest.subtract(&part);
            whole |= 1 << bit;
        }
    }
    let rounds_up = match rest.shifted(1).compare(&bottom) {
        Ordering::Less => false,
        Ordering::Equal => more || whole & 1 == 1,
        Ordering::Greater => true,
    };
    whole += u64::from(rounds_up);
    // If the mantissa overflows, the exponent grows by one, as it should; also from a subnormal to a normal number.
    let exponent = (unit + MANTISSA - SMALLEST) as u64;
    if exponent > LARGEST { f64::INFINITY } else { f64::from_bits((exponent << MANTISSA) + whole) }
}

/// A natural number: digits to the base of 2 to the power of 32, the least significant first, without leading zeros.
struct Natural(Vec<u32>);

impl Natural {
    fn multiply_add(&mut self, factor: u32, addend: u32) {
        let mut carry = u64::from(addend);
        for digit in &mut self.0 {
            let value = u64::from(*digit) * u64::from(factor) + carry;
            *digit = value as u32;
            carry = value >> 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// The number of bits.
    fn bits(&self) -> i64 {
        self.0.last().map_or(0, |last| 32 * self.0.len() as i64 - i64::from(last.leading_zeros()))
    }

    /// The number times two to the power of `bits`.
    fn shifted(&self, bits: i64) -> Self {
        let mut shifted = Self(self.0.clone());
        shifted.multiply_add(1 << (bits % 32), 0);
        shifted.0.splice(..0, vec![0; (bits / 32) as usize]);
        shifted
    }

    fn compare(&self, other: &Self) -> Ordering {
        let by_len = self.0.len().cmp(&other.0.len());
        by_len.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Subtracts a number that is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrows = false;
        for (i, digit) in self.0.iter_mut().enumerate() {
            let (value, first) = digit.overflowing_sub(other.0.get(i).copied().unwrap_or(0));
            let (value, second) = value.overflowing_sub(u32::from(borrows));
            (*digit, borrows) = (value, first || second);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::{format, string::String};

    use proptest::prelude::*;

    use super::*;

    /// The same as the standard library, bit for bit.
    fn check(text: &str) {
        let expected = text.parse::<f64>().ok().map(f64::to_bits);
        assert_eq!(parse(text).map(f64::to_bits), expected, "{text:?}");
    }

    #[test]
    fn is_what_the_standard_library_says() {
        let long = |digit: &str, count| digit.repeat(count);
        for text in [
            "0",
            "-0",
            "+0",
            "0e999999999999999999999",
            "1",
            "-1.5",
            ".5",
            "5.",
            "1e3",
            "1E+3",
            "1e-3",
            "",
            ".",
            "+",
            "-",
            "e5",
            "1e",
            "1e+",
            "1.2.3",
            "1_0",
            " 1",
            "1 ",
            "--1",
            "+-1",
            "1e5e5",
            "1e5.0",
            "0x1",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e99999999999999999999",
            "4.9e-324",
            "2.5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1e-400",
            "1e-99999999999999999999",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "9007199254740993",
            "9007199254740992.999",
            "0.1",
            "123456789012345678901234567890",
        ] {
            check(text);
        }
        check(&format!("9007199254740993.{}1", long("0", 900)));
        check(&format!("9007199254740993.{}0", long("0", 900)));
        check(&format!("0.{}1", long("0", 400)));
        check(&format!("{}e-1000", long("9", 1_200)));
        check(&format!("1{}e-5000", long("0", 5_000)));
        // The midpoint between the smallest number and zero, exactly, below and above.
        let midpoint = "24703282292062327208051355182491018";
        for end in ["", "0", "1"] {
            check(&format!("{midpoint}{end}e-{}", 358 + end.len()));
        }
    }

    proptest! {
        #[test]
        fn random_texts(text in "[+-]?[0-9]{0,25}(\\.[0-9]{0,25})?([eE][+-]?[0-9]{0,3})?") {
            check(&text);
        }

        #[test]
        fn every_number_and_what_is_next_to_it(bits: u64, digit in 0..10_u32) {
            let number = f64::from_bits(bits);
            prop_assume!(number.is_finite());
            check(&format!("{number}"));
            check(&format!("{number:e}"));
            // All digits of the midpoint to the next number, and a little more.
            let next = f64::from_bits(bits + 1);
            let midpoint: String = format!("{:.1080}", number / 2.0 + next / 2.0);
            check(&format!("{midpoint}{digit}"));
        }
    }
}
