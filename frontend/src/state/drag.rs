//! A pressed pointer.

/// A pressed pointer, which may become a drag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drag {
    at: (f32, f32),
    is_moving: bool,
}

/// A hand that presses a button moves a little.
const STILL: f32 = 4.0;

impl Drag {
    /// Pressed here.
    #[must_use]
    pub fn start(x: f32, y: f32) -> Self {
        Self { at: (x, y), is_moving: false }
    }

    /// Whether it has moved far enough to be a drag instead of a click.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.is_moving
    }

    /// Moves here: the distance since the last move, if it is a drag.
    pub fn go_on(&mut self, x: f32, y: f32) -> Option<(f32, f32)> {
        let moved = (x - self.at.0, y - self.at.1);
        self.is_moving |= moved.0.hypot(moved.1) >= STILL;
        if !self.is_moving {
            return None;
        }
        self.at = (x, y);
        Some(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::Drag;

    #[test]
    fn a_press_is_no_drag_until_it_moves() {
        let mut drag = Drag::start(10.0, 10.0);
        assert_eq!(drag.go_on(12.0, 11.0), None);
        assert!(!drag.is_moving());
        assert_eq!(drag.go_on(20.0, 10.0), Some((10.0, 0.0)));
        assert_eq!(drag.go_on(21.0, 12.0), Some((1.0, 2.0)));
    }
}
