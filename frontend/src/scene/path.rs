//! The `d` of SVG paths.

use std::fmt::Write;

use crate::state::{Decimal, Point};

/// A line through these points; each slanted piece is a curve that leaves and arrives vertically, or horizontally with
/// `across`.
#[must_use]
pub fn curve(points: &[Point], across: bool) -> String {
    let mut d = String::new();
    let Some(first) = points.first() else { return d };
    // Writing to a string does not fail.
    let _ = write!(d, "M{} {}", short(first.x), short(first.y));
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let middle = short(if across { f32::midpoint(a.x, b.x) } else { f32::midpoint(a.y, b.y) });
        let _ = if across && a.y == b.y {
            write!(d, "H{}", short(b.x))
        } else if across {
            write!(d, "C{middle} {} {middle} {} {} {}", short(a.y), short(b.y), short(b.x), short(b.y))
        } else if a.x == b.x {
            write!(d, "V{}", short(b.y))
        } else {
            write!(d, "C{} {middle} {} {middle} {} {}", short(a.x), short(b.x), short(b.x), short(b.y))
        };
    }
    d
}

/// A straight line.
#[must_use]
pub(super) fn straight(from: Point, to: Point) -> String {
    format!("M{} {}L{} {}", short(from.x), short(from.y), short(to.x), short(to.y))
}

/// A tenth of a pixel is precise enough, and makes a path a third as long.
fn short(number: f32) -> Decimal {
    Decimal::new(number, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(all: &[(f32, f32)]) -> Vec<Point> {
        all.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    #[test]
    fn writes_paths() {
        let line = points(&[(10.0, 0.0), (10.0, 20.0), (30.04, 40.0)]);
        assert_eq!(curve(&line, false), "M10 0V20C10 30 30 30 30 40");
        let turned: Vec<_> = line.iter().map(|point| Point { x: point.y, y: point.x }).collect();
        assert_eq!(curve(&turned, true), "M0 10H20C30 10 30 30 40 30");
        assert_eq!(curve(&[], false), "");
    }
}
