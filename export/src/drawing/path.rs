//! The `d` of SVG paths.

use std::fmt::Write;

use super::Decimal;

/// A line through these points; each slanted piece is a curve that leaves and arrives vertically, or horizontally with
/// `across`.
#[must_use]
pub fn curve(points: impl IntoIterator<Item = (f32, f32)>, across: bool) -> String {
    let mut d = String::new();
    let mut points = points.into_iter();
    let Some(mut a) = points.next() else { return d };
    // Writing to a string does not fail.
    let _ = write!(d, "M{} {}", printed(a.0), printed(a.1));
    for b in points {
        let middle = printed(if across { f32::midpoint(a.0, b.0) } else { f32::midpoint(a.1, b.1) });
        let (x, y) = (printed(b.0), printed(b.1));
        let _ = if across && a.1 == b.1 {
            write!(d, "H{x}")
        } else if across {
            write!(d, "C{middle} {} {middle} {y} {x} {y}", printed(a.1))
        } else if a.0 == b.0 {
            write!(d, "V{y}")
        } else {
            write!(d, "C{} {middle} {x} {middle} {x} {y}", printed(a.0))
        };
        a = b;
    }
    d
}

/// A tenth of a pixel is precise enough, and makes a path a third as long.
fn printed(number: f32) -> Decimal {
    Decimal::new(number, 1)
}

/// The nearest tenth.
#[must_use]
pub fn short(number: f32) -> f32 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_paths() {
        let line = [(10.0, 0.0), (10.0, 20.0), (30.04, 40.0)];
        assert_eq!(curve(line, false), "M10 0V20C10 30 30 30 30 40");
        assert_eq!(curve(line.map(|(x, y)| (y, x)), true), "M0 10H20C30 10 30 30 40 30");
        assert_eq!(curve([], false), "");
    }
}
