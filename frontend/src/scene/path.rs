//! The `d` of SVG paths.

use std::fmt::Write;

use crate::layout::Point;

/// A line through these points, each slanted piece a curve that leaves and arrives vertically.
#[must_use]
pub fn curve(points: &[Point]) -> String {
    let mut d = String::new();
    let Some(first) = points.first() else { return d };
    // Writing to a string does not fail.
    let _ = write!(d, "M{} {}", short(first.x), short(first.y));
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let middle = short(f32::midpoint(a.y, b.y));
        let _ = if a.x == b.x {
            write!(d, "V{}", short(b.y))
        } else {
            write!(d, "C{} {middle} {} {middle} {} {}", short(a.x), short(b.x), short(b.x), short(b.y))
        };
    }
    d
}

/// Straight lines through each of these lists of points: quicker to paint than curves.
pub fn polyline<'a>(lines: impl Iterator<Item = &'a [Point]>) -> String {
    let mut d = String::new();
    for line in lines {
        for (i, point) in line.iter().enumerate() {
            let _ = write!(d, "{}{} {}", if i == 0 { 'M' } else { 'L' }, short(point.x), short(point.y));
        }
    }
    d
}

/// Boxes of one size around these centres.
pub fn boxes(centres: impl Iterator<Item = Point>, width: f32, height: f32) -> String {
    let mut d = String::new();
    let (width, height) = (short(width), short(height));
    for centre in centres {
        let (left, top) = (short(centre.x - width / 2.0), short(centre.y - height / 2.0));
        let _ = write!(d, "M{left} {top}h{width}v{height}h-{width}z");
    }
    d
}

/// A tenth of a pixel is as exact as anyone can see, and makes a path a third as long.
fn short(number: f32) -> f32 {
    (number * 10.0).round() / 10.0
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
        assert_eq!(curve(&line), "M10 0V20C10 30 30 30 30 40");
        assert_eq!(curve(&[]), "");
        assert_eq!(polyline([&line[..], &line[1..]].into_iter()), "M10 0L10 20L30 40M10 20L30 40");
        assert_eq!(boxes(line.into_iter().take(1), 4.0, 2.0), "M8 -1h4v2h-4z");
    }
}
