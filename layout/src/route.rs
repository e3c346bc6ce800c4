//! Routes: the points of every edge, so that it bends only between rows and never runs through a node.

use super::pack::{Drawing, Shelf};
use super::{Layout, Point, Request};

/// Writes the positions and edge points of the drawings of `shelf` into `layout`. `spans` is by distinct edge.
pub(super) fn route(
    request: &Request,
    shelf: &Shelf,
    drawings: &[Drawing],
    layout: &mut Layout,
    spans: &mut [(u32, u32)],
) {
    for (drawing, &left) in drawings[shelf.drawings.clone()].iter().zip(&shelf.left) {
        let router = Router { request, shelf, drawing, left };
        for (item, &node) in drawing.component.nodes.iter().enumerate() {
            layout.positions[node as usize] = router.centre(item as u32);
        }
        for (edge, dummies) in drawing.component.edges.iter().zip(&drawing.layered.dummies) {
            let start = layout.points.len();
            router.edge(edge.0, edge.1, dummies.clone(), &mut layout.points);
            spans[edge.2 as usize] = (start as u32, layout.points.len() as u32);
        }
    }
}

struct Router<'a> {
    request: &'a Request<'a>,
    shelf: &'a Shelf,
    drawing: &'a Drawing,
    left: f32,
}

impl Router<'_> {
    fn x(&self, item: u32) -> f32 {
        self.left + self.drawing.x[self.drawing.cells.cell[item as usize] as usize]
    }

    fn level(&self, item: u32) -> usize {
        self.drawing.layered.level[item as usize] as usize
    }

    fn centre(&self, item: u32) -> Point {
        let row = self.drawing.cells.row[item as usize] as f32;
        Point {
            x: self.x(item),
            y: self.shelf.bands[self.level(item)].top + row * self.request.row_pitch() + self.request.node_height / 2.0,
        }
    }

    fn edge(&self, from: u32, to: u32, dummies: std::ops::Range<u32>, points: &mut Vec<Point>) {
        let start = points.len();
        let mut add = |x: f32, y: f32| {
            let point = Point { x, y };
            // A straight piece needs only its ends.
            if let [.., before, last] = points[start..]
                && before.x == last.x
                && last.x == x
            {
                points.pop();
            }
            if points[start..].last() != Some(&point) {
                points.push(point);
            }
        };
        let half = self.request.node_height / 2.0;
        let below = self.request.row_pitch() - self.request.node_height;
        let source = self.centre(from);
        let target = self.centre(to);
        let whole = dummies.is_empty() && self.level(to) > self.level(from) + 1;

        add(source.x, source.y + half);
        if !whole {
            let cells = &self.drawing.cells;
            let last_row = cells.rows[cells.cell[from as usize] as usize] - 1;
            let bottom = self.shelf.bands[self.level(from)].bottom;
            let mut x = source.x;
            if cells.row[from as usize] < last_row {
                x += self.request.channel();
                add(x, source.y + half + below);
            }
            add(x, bottom);
            for dummy in dummies {
                let band = self.shelf.bands[self.level(dummy)];
                add(self.x(dummy), band.top);
                add(self.x(dummy), band.bottom);
            }
            if cells.row[to as usize] > 0 {
                let x = target.x - self.request.channel();
                add(x, self.shelf.bands[self.level(to)].top);
                add(x, target.y - half - below);
            }
        }
        add(target.x, target.y - half);
    }
}
