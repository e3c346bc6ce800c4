//! The shape of a workflow and how to draw it, as it came from the worker.

use std::sync::Arc;

use dagwood_core::{Graph, ProcessorIdx};
use dagwood_proto::v1::Picture as Message;

use crate::layout::Point;

/// A graph with its drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The shape.
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
    /// Which of the pictures of its worker it is.
    pub number: u32,
    points: Vec<Point>,
    /// Where the line of each dependency ends in `points`.
    line_ends: Vec<u32>,
    /// The first dependency of each processor.
    first_lines: Vec<u32>,
}

/// A message whose parts do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureError;

impl Picture {
    /// Every dependency with its line: from the dependency to its dependent, in the order of the dependents and of their
    /// `depends_on`.
    pub fn lines(&self) -> impl Iterator<Item = (ProcessorIdx, ProcessorIdx, &[Point])> {
        self.graph.processors().flat_map(|to| self.lines_to(to).map(move |(from, line)| (from, to, line)))
    }

    /// The dependencies of a processor, with their lines.
    pub fn lines_to(&self, to: ProcessorIdx) -> impl Iterator<Item = (ProcessorIdx, &[Point])> {
        let lines = self.first_lines[to as usize] as usize..;
        self.graph.dependencies(to).iter().zip(lines).map(|(&from, line)| {
            let start = line.checked_sub(1).map_or(0, |before| self.line_ends[before]);
            (from, &self.points[start as usize..self.line_ends[line] as usize])
        })
    }
}

impl TryFrom<Message> for Picture {
    type Error = PictureError;

    fn try_from(message: Message) -> Result<Self, PictureError> {
        let Message { graph, centres, point_counts, points, width, height, node_width, node_height, across, number } =
            message;
        let graph = graph.ok_or(PictureError)?;
        let built = Graph::try_from(&graph).map_err(|_| PictureError)?;
        let (centres, points) = (pairs(&centres), pairs(&points));
        let line_ends: Vec<u32> = point_counts
            .iter()
            .scan(0u32, |end, &count| {
                *end = end.saturating_add(count);
                Some(*end)
            })
            .collect();
        let fits = centres.len() == built.len()
            && line_ends.len() == built.edges()
            && line_ends.last().map_or(0, |&end| end as usize) == points.len();
        if !fits {
            return Err(PictureError);
        }
        let first_lines = built.processors().scan(0, |next, p| {
            let first = *next;
            *next += built.dependencies(p).len() as u32;
            Some(first)
        });
        let first_lines = first_lines.collect();
        let graph = Arc::new(built);
        Ok(Self {
            graph,
            centres,
            width,
            height,
            node_width,
            node_height,
            across,
            number,
            points,
            line_ends,
            first_lines,
        })
    }
}

fn pairs(numbers: &[f32]) -> Vec<Point> {
    numbers.chunks_exact(2).map(|pair| Point { x: pair[0], y: pair[1] }).collect()
}
