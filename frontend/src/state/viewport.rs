//! Which part of a drawing is seen, and how large.

use crate::layout::Point;

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

/// A place of the drawing `p` is seen at `p * scale + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// How much larger than drawn.
    pub scale: f32,
    /// Where the drawing's corner is seen.
    pub offset: Point,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { scale: 1.0, offset: Point { x: 0.0, y: 0.0 } }
    }
}

const MARGIN: f32 = 24.0;

impl Viewport {
    /// The smallest and the largest scale.
    pub const SCALES: (f32, f32) = (0.01, 4.0);

    /// All of a drawing, in the middle, never larger than drawn.
    #[must_use]
    pub fn fit(drawing: Size, window: Size) -> Self {
        let across = (window.width - 2.0 * MARGIN) / drawing.width.max(1.0);
        let down = (window.height - 2.0 * MARGIN) / drawing.height.max(1.0);
        let scale = across.min(down).clamp(Self::SCALES.0, 1.0);
        let middle = |window: f32, drawing: f32| (window - drawing * scale) / 2.0;
        Self {
            scale,
            offset: Point { x: middle(window.width, drawing.width), y: middle(window.height, drawing.height) },
        }
    }

    /// Larger or smaller by `factor`, with what is seen at `fixed` staying there.
    #[must_use]
    pub fn zoom(self, factor: f32, fixed: Point) -> Self {
        let scale = (self.scale * factor).clamp(Self::SCALES.0, Self::SCALES.1);
        let keep = |offset: f32, fixed: f32| fixed - (fixed - offset) * scale / self.scale;
        Self { scale, offset: Point { x: keep(self.offset.x, fixed.x), y: keep(self.offset.y, fixed.y) } }
    }

    /// Moved by so many pixels.
    #[must_use]
    pub fn pan(self, x: f32, y: f32) -> Self {
        Self { offset: Point { x: self.offset.x + x, y: self.offset.y + y }, ..self }
    }

    /// Moved as little as it takes to see the box of this size around `centre`.
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
