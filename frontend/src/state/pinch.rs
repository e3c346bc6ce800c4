//! Two fingers on a drawing.

use super::Point;

/// The fingers that touch a drawing. Two of them move and zoom it; one, or more than two, do other things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pinch {
    fingers: Vec<(i32, Point)>,
}

/// The effect of two fingers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pinched {
    /// The factor by which their distance has grown.
    pub factor: f32,
    /// The point between them.
    pub middle: Point,
    /// The distance that this point has moved.
    pub moved: (f32, f32),
}

impl Pinch {
    /// A finger touches the drawing.
    pub fn touch(&mut self, finger: i32, at: Point) {
        self.lift(finger);
        self.fingers.push((finger, at));
    }

    /// A finger is lifted.
    pub fn lift(&mut self, finger: i32) {
        self.fingers.retain(|&(other, _)| other != finger);
    }

    /// Whether two fingers touch it.
    #[must_use]
    pub fn is_pinched(&self) -> bool {
        self.fingers.len() == 2
    }

    /// A finger has moved here: the effect, if it is one of two.
    pub fn go_on(&mut self, finger: i32, to: Point) -> Option<Pinched> {
        let before = self.span();
        self.fingers.iter_mut().find(|(other, _)| *other == finger)?.1 = to;
        let ((middle_before, apart_before), (middle, apart)) = (before?, self.span()?);
        Some(Pinched {
            factor: apart / apart_before,
            middle,
            moved: (middle.x - middle_before.x, middle.y - middle_before.y),
        })
    }

    /// The point between the two fingers, and their distance.
    fn span(&self) -> Option<(Point, f32)> {
        let [(_, a), (_, b)] = self.fingers[..] else { return None };
        let middle = Point { x: f32::midpoint(a.x, b.x), y: f32::midpoint(a.y, b.y) };
        // Fingers are not exact.
        Some((middle, (a.x - b.x).hypot(a.y - b.y).max(1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(x: f32, y: f32) -> Point {
        Point { x, y }
    }

    #[test]
    fn two_fingers_stretch_and_move() {
        let mut pinch = Pinch::default();
        pinch.touch(1, point(0.0, 0.0));
        assert_eq!((pinch.go_on(1, point(10.0, 0.0)), pinch.is_pinched()), (None, false), "one finger is for others");
        pinch.touch(2, point(20.0, 0.0));
        let stretched = Pinched { factor: 2.0, middle: point(20.0, 0.0), moved: (5.0, 0.0) };
        assert_eq!(pinch.go_on(2, point(30.0, 0.0)), Some(stretched));
        assert_eq!(pinch.go_on(3, point(0.0, 0.0)), None, "it never touched");
        pinch.touch(3, point(0.0, 0.0));
        assert_eq!(pinch.go_on(2, point(40.0, 0.0)), None, "nor are three a pinch");
        pinch.lift(3);
        assert!(pinch.go_on(1, point(0.0, 0.0)).is_some_and(|pinched| pinched.factor == 40.0 / 30.0));
    }
}
