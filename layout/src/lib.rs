//! A layered drawing of a directed acyclic graph: pure, deterministic, and linear except for sorting.
//!
//! The framework is that of Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
//! structures" (1981), in these steps: `graph` cleans the edges, `rank` finds the levels, `component` separates
//! unconnected parts, `layered` cuts long edges into segments, `order` reduces crossings (with `crossing` and `sift`),
//! `cells` folds very wide levels, `position` finds horizontal positions (with `relax`, `align` and `blocks`), `pack`
//! places the parts side by side, and `route` draws the edges.
//!
//! A level is exactly the set of nodes of one rank, from top to bottom; ties are in file order.

mod align;
mod blocks;
mod cells;
mod component;
mod crossing;
mod graph;
mod layered;
mod order;
mod pack;
mod position;
mod rank;
mod relax;
mod route;
mod sift;
#[cfg(test)]
mod tests;

use cells::Cells;
use layered::Layered;
use pack::Drawing;

/// What to draw: nodes `0..nodes` in file order, edges by index, and measures in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The number of nodes.
    pub nodes: usize,
    /// Edges from a dependency to its dependent. Duplicates share one path; a self-loop or a missing end has none.
    pub edges: &'a [(u32, u32)],
    /// The width of every node.
    pub node_width: f32,
    /// The height of every node.
    pub node_height: f32,
    /// The minimum distance between two nodes side by side.
    pub node_gap: f32,
    /// The minimum distance between two levels; it grows where edges would be too flat.
    pub level_gap: f32,
    /// The minimum distance from an edge to another edge or to a node next to it.
    pub edge_gap: f32,
    /// The aspect ratio (width by height) for drawings of many nodes.
    pub aspect: f32,
}

impl<'a> Request<'a> {
    /// A request with the measures of the page.
    pub fn new(nodes: usize, edges: &'a [(u32, u32)]) -> Self {
        Request {
            nodes,
            edges,
            node_width: 160.0,
            node_height: 48.0,
            node_gap: 24.0,
            level_gap: 56.0,
            edge_gap: 14.0,
            aspect: 1.6,
        }
    }

    /// A request for which [`Layout::turned`] gives a drawing with levels from left to right.
    #[must_use]
    pub fn turned(self) -> Self {
        Request { node_width: self.node_height, node_height: self.node_width, aspect: 1.0 / self.aspect, ..self }
    }

    /// From one row of a folded level to the next.
    fn row_pitch(&self) -> f32 {
        self.node_height + self.level_gap / 2.0
    }

    /// From the centre of a node in a folded level to the edges that run past it: a third of the gap beside it.
    fn channel(&self) -> f32 {
        self.node_width / 2.0 + self.node_gap / 3.0
    }
}

/// A position in the drawing, in CSS pixels from its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// The stripe of one level across the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The rank of the nodes in it.
    pub level: u32,
    /// Where its nodes begin.
    pub top: f32,
    /// Where its nodes end.
    pub bottom: f32,
}

/// A finished drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The centre of each node.
    pub positions: Vec<Point>,
    /// The points of all edges; [`Layout::edge`] finds those of one.
    pub points: Vec<Point>,
    /// For each requested edge the first of its points and the end of them.
    pub spans: Vec<(u32, u32)>,
    /// The levels from top to bottom. Many unconnected parts are on several rows, each of which counts from 0.
    pub bands: Vec<Band>,
    /// The width of the drawing.
    pub width: f32,
    /// The height of the drawing.
    pub height: f32,
}

impl Layout {
    /// The same with horizontal and vertical swapped, also for its levels.
    #[must_use]
    pub fn turned(mut self) -> Self {
        for point in self.positions.iter_mut().chain(&mut self.points) {
            *point = Point { x: point.y, y: point.x };
        }
        (self.width, self.height) = (self.height, self.width);
        self
    }

    /// The polyline of the requested edge `index`, from the bottom of its source to the top of its target.
    ///
    /// Pieces are vertical beside nodes and slanted between rows; a slanted piece from `a` to `b` may also be drawn
    /// as the cubic curve by way of `(a.x, m)` and `(b.x, m)`, where `m` is half-way between `a.y` and `b.y`.
    pub fn edge(&self, index: usize) -> &[Point] {
        let (start, end) = self.spans[index];
        &self.points[start as usize..end as usize]
    }
}

/// Draws the graph of `request`.
pub fn layout(request: &Request) -> Layout {
    let edges = graph::clean(request.nodes, request.edges);
    let ranks = rank::ranks(request.nodes, &edges.unique);
    let drawings: Vec<Drawing> =
        component::components(&ranks, &edges.unique).into_iter().map(|component| draw(request, component)).collect();
    let shelves = pack::pack(request, &drawings);

    let mut layout = Layout { positions: vec![Point::default(); request.nodes], ..Layout::default() };
    let mut spans = vec![(0, 0); edges.unique.len()];
    for shelf in shelves {
        route::route(request, &shelf, &drawings, &mut layout, &mut spans);
        for (drawing, left) in drawings[shelf.drawings].iter().zip(shelf.left) {
            layout.width = layout.width.max(left + drawing.width);
        }
        layout.height = shelf.bands.last().map_or(0.0, |band| band.bottom);
        layout.bands.extend(shelf.bands);
    }
    layout.spans = edges.index.iter().map(|index| index.map_or((0, 0), |index| spans[index as usize])).collect();
    layout
}

/// Draws one component, as if it were alone.
fn draw(request: &Request, component: component::Component) -> Drawing {
    let layered = Layered::new(&component);
    let order = order::order(&layered);
    let cells = Cells::new(request, &layered, &order);
    let (x, width) = position::positions(request, &cells);
    Drawing { component, layered, cells, x, width }
}
