//! The rows of a long list to draw.

use std::ops::Range;

/// A list of rows of equal height in a scroller.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    /// The scroll position, in pixels.
    pub top: f64,
    /// The visible height, in pixels.
    pub height: f64,
}

impl Window {
    /// The rows to draw: the visible ones, and some more on either side.
    #[must_use]
    pub fn rows(&self, row_height: f64, count: usize) -> Range<usize> {
        const MORE: f64 = 4.0;
        let first = (self.top / row_height - MORE).max(0.0) as usize;
        let end = ((self.top + self.height) / row_height + MORE).max(0.0) as usize;
        first.min(count)..end.min(count)
    }

    /// The scroll position at which `row` and its neighbours are visible; `None` if they are.
    #[must_use]
    pub fn reveal(&self, row: usize, row_height: f64) -> Option<f64> {
        let top = (row as f64 - 1.0).max(0.0) * row_height;
        let bottom = (row as f64 + 2.0) * row_height;
        if top < self.top {
            Some(top)
        } else if bottom > self.top + self.height {
            Some(bottom - self.height)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn draws_what_is_seen_and_a_little_more() {
        for (top, height, count, rows) in [
            (0.0, 100.0, 1_000, 0..14),
            (5_000.0, 100.0, 1_000, 496..514),
            (9_900.0, 100.0, 1_000, 986..1_000),
            (0.0, 100.0, 3, 0..3),
            (500.0, 100.0, 3, 3..3),
        ] {
            assert_eq!(Window { top, height }.rows(10.0, count), rows);
        }
    }

    #[test]
    fn scrolls_no_further_than_it_must() {
        let window = Window { top: 100.0, height: 50.0 };
        for (row, to) in [(0, Some(0.0)), (10, Some(90.0)), (11, None), (13, None), (14, Some(110.0))] {
            assert_eq!(window.reveal(row, 10.0), to, "row {row}");
        }
    }
}
