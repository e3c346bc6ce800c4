//! The visible part of a drawing, and its scale.

use super::Point;

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

/// A part of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Its right edge.
    pub right: f32,
    /// Its lower edge.
    pub bottom: f32,
}

impl Area {
    /// The points at most `reach` away from `place`, across and down.
    #[must_use]
    pub fn around(place: Point, reach: f32) -> Self {
        Self { left: place.x - reach, top: place.y - reach, right: place.x + reach, bottom: place.y + reach }
    }

    /// The smallest area with both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A point `p` of the drawing is shown at `p * scale + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The scale, relative to the drawn size.
    pub scale: f32,
    /// The position of the drawing's corner.
    pub offset: Point,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { scale: 1.0, offset: Point { x: 0.0, y: 0.0 } }
    }
}

const MARGIN: f32 = 24.0;
/// Below this scale, the names of processors are not readable.
const FAR: f32 = 0.4;

impl Viewport {
    /// The smallest and the largest scale.
    pub const SCALES: (f32, f32) = (0.0001, 4.0);

    /// The whole drawing, centred, at most at its drawn size.
    #[must_use]
    pub fn fit(drawing: Size, window: Size) -> Self {
        Self::whole(drawing, window, MARGIN)
    }

    /// The same with a margin of this many pixels.
    #[must_use]
    pub fn whole(drawing: Size, window: Size, margin: f32) -> Self {
        let across = (window.width - 2.0 * margin) / drawing.width.max(1.0);
        let down = (window.height - 2.0 * margin) / drawing.height.max(1.0);
        let scale = across.min(down).clamp(Self::SCALES.0, 1.0);
        let middle = |window: f32, drawing: f32| (window - drawing * scale) / 2.0;
        Self {
            scale,
            offset: Point { x: middle(window.width, drawing.width), y: middle(window.height, drawing.height) },
        }
    }

    /// Whether the scale is too small to read.
    #[must_use]
    pub fn is_far(self) -> bool {
        self.scale < FAR
    }

    /// The position in the window of a point of the drawing.
    #[must_use]
    pub fn seen(self, place: Point) -> Point {
        Point { x: place.x * self.scale + self.offset.x, y: place.y * self.scale + self.offset.y }
    }

    /// The point of the drawing at a position in the window.
    #[must_use]
    pub fn place(self, seen: Point) -> Point {
        Point { x: (seen.x - self.offset.x) / self.scale, y: (seen.y - self.offset.y) / self.scale }
    }

    /// The part of the drawing that is visible in a window.
    #[must_use]
    pub fn area(self, window: Size) -> Area {
        let (first, last) =
            (self.place(Point { x: 0.0, y: 0.0 }), self.place(Point { x: window.width, y: window.height }));
        Area { left: first.x, top: first.y, right: last.x, bottom: last.y }
    }

    /// Whether the whole drawing is in the window.
    #[must_use]
    pub fn shows_all(self, drawing: Size, window: Size) -> bool {
        let Area { left, top, right, bottom } = self.area(window);
        left <= 0.0 && top <= 0.0 && right >= drawing.width && bottom >= drawing.height
    }

    /// The same scale, centred on this point.
    #[must_use]
    pub fn centred(self, place: Point, window: Size) -> Self {
        let offset = |place: f32, window: f32| window / 2.0 - place * self.scale;
        Self { offset: Point { x: offset(place.x, window.width), y: offset(place.y, window.height) }, ..self }
    }

    /// Scaled by `factor` around `fixed`.
    #[must_use]
    pub fn zoom(self, factor: f32, fixed: Point) -> Self {
        let scale = (self.scale * factor).clamp(Self::SCALES.0, Self::SCALES.1);
        let keep = |offset: f32, fixed: f32| fixed - (fixed - offset) * scale / self.scale;
        Self { scale, offset: Point { x: keep(self.offset.x, fixed.x), y: keep(self.offset.y, fixed.y) } }
    }

    /// Moved by this many pixels.
    #[must_use]
    pub fn pan(self, x: f32, y: f32) -> Self {
        Self { offset: Point { x: self.offset.x + x, y: self.offset.y + y }, ..self }
    }

    /// Moved by the shortest distance that makes the box of this size around `centre` visible.
    #[must_use]
    pub fn reveal(self, centre: Point, size: Size, window: Size) -> Self {
        let shift = |offset: f32, centre: f32, size: f32, window: f32| {
            let low = (centre - size / 2.0) * self.scale + offset - MARGIN;
            let high = (centre + size / 2.0) * self.scale + offset + MARGIN - window;
            if low < 0.0 {
                -low
            } else if high > 0.0 {
                -high
            } else {
                0.0
            }
        };
        self.pan(
            shift(self.offset.x, centre.x, size.width, window.width),
            shift(self.offset.y, centre.y, size.height, window.height),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Size = Size { width: 400.0, height: 300.0 };

    fn point(x: f32, y: f32) -> Point {
        Point { x, y }
    }

    #[test]
    fn fits_in_the_middle() {
        let small = Viewport::fit(Size { width: 100.0, height: 100.0 }, WINDOW);
        assert_eq!(small, Viewport { scale: 1.0, offset: point(150.0, 100.0) });
        let large = Viewport::fit(Size { width: 704.0, height: 100.0 }, WINDOW);
        assert_eq!(large, Viewport { scale: 0.5, offset: point(24.0, 125.0) });
    }

    #[test]
    fn knows_what_is_in_the_window() {
        let drawing = Size { width: 100.0, height: 2_000.0 };
        let fitted = Viewport::fit(drawing, WINDOW);
        assert!(fitted.shows_all(drawing, WINDOW) && fitted.is_far());
        let near = Viewport { scale: 2.0, ..fitted }.centred(point(50.0, 900.0), WINDOW);
        assert!(!near.shows_all(drawing, WINDOW));
        assert_eq!(near.area(WINDOW), Area { left: -50.0, top: 825.0, right: 150.0, bottom: 975.0 });
        assert_eq!(near.place(near.seen(point(3.0, 4.0))), point(3.0, 4.0));
    }

    #[test]
    fn zooms_about_a_fixed_place() {
        let before = Viewport { scale: 1.0, offset: point(10.0, 20.0) };
        let after = before.zoom(2.0, point(110.0, 120.0));
        assert_eq!(after, Viewport { scale: 2.0, offset: point(-90.0, -80.0) });
        assert_eq!(after.zoom(0.5, point(110.0, 120.0)), before);
        assert_eq!(before.zoom(1e9, point(0.0, 0.0)).scale, Viewport::SCALES.1);
    }

    #[test]
    fn reveals_by_the_least_movement() {
        let size = Size { width: 100.0, height: 40.0 };
        let viewport = Viewport::default();
        for (centre, offset) in [
            (point(200.0, 150.0), point(0.0, 0.0)),
            (point(0.0, 150.0), point(74.0, 0.0)),
            (point(200.0, 400.0), point(0.0, -144.0)),
        ] {
            assert_eq!(viewport.reveal(centre, size, WINDOW).offset, offset);
        }
    }
}
