//! The graph of a workflow and its layout, as received from the worker.

use std::sync::Arc;

use dagwood_core::{Graph, ProcessorIdx};

use super::Point;

/// A graph with its layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The graph.
    pub graph: Arc<Graph>,
    /// The centre of each processor.
    pub centres: Vec<Point>,
    /// The width of the drawing.
    pub width: f32,
    /// The height of the drawing.
    pub height: f32,
    /// The width of each processor's box.
    pub node_width: f32,
    /// The height of each processor's box.
    pub node_height: f32,
    /// Whether its levels go from left to right.
    pub across: bool,
    /// The number of this picture, counted by its worker.
    pub number: u32,
    /// The lines of its dependencies.
    pub routes: Routes,
}

/// A processor in a drawing that others depend on, and that does not exist.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// Its id.
    pub id: String,
    /// The centre of its box.
    pub centre: Point,
    /// The lines to its dependents.
    pub lines: Vec<Vec<Point>>,
    /// Where the workflow file first names it, in UTF-16 units.
    pub place: (u32, u32),
}

/// The lines of a drawing, one for each dependency of its graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Routes {
    points: Vec<Point>,
    /// The end of each dependency's line in `points`.
    line_ends: Vec<u32>,
    /// The first dependency of each processor.
    first_lines: Vec<u32>,
}

impl Picture {
    /// Every dependency with its line: from the dependency to its dependent, in the order of the dependents and of their
    /// `depends_on`.
    pub fn lines(&self) -> impl Iterator<Item = (ProcessorIdx, ProcessorIdx, &[Point])> {
        self.graph.processors().flat_map(|to| self.lines_to(to).map(move |(from, line)| (from, to, line)))
    }

    /// The dependencies of a processor, with their lines.
    pub fn lines_to(&self, to: ProcessorIdx) -> impl Iterator<Item = (ProcessorIdx, &[Point])> {
        let Routes { points, line_ends, first_lines } = &self.routes;
        let lines = first_lines[to as usize] as usize..;
        self.graph.dependencies(to).iter().zip(lines).map(move |(&from, line)| {
            let start = line.checked_sub(1).map_or(0, |before| line_ends[before]);
            (from, &points[start as usize..line_ends[line] as usize])
        })
    }
}

impl Routes {
    /// The lines of a graph: of each dependency how many points its line has, and all points. `None` if these are not as many
    /// as the graph and the counts say.
    #[must_use]
    pub fn new(graph: &Graph, point_counts: &[u32], points: Vec<Point>) -> Option<Self> {
        let line_ends: Vec<u32> = point_counts
            .iter()
            .scan(0u32, |end, &count| {
                *end = end.saturating_add(count);
                Some(*end)
            })
            .collect();
        let fits = line_ends.len() == graph.edges() && line_ends.last().map_or(0, |&end| end as usize) == points.len();
        let first_lines = graph.processors().scan(0, |next, p| {
            let first = *next;
            *next += graph.dependencies(p).len() as u32;
            Some(first)
        });
        fits.then(|| Self { points, line_ends, first_lines: first_lines.collect() })
    }
}
