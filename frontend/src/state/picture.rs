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
    points: Vec<Point>,
    /// Where the line of each dependency ends in `points`.
    line_ends: Vec<u32>,
}

/// A message whose parts do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureError;

impl Picture {
    /// Every dependency with its line: from the dependency to its dependent, in the order of the dependents and of their
    /// `depends_on`.
    pub fn lines(&self) -> impl Iterator<Item = (ProcessorIdx, ProcessorIdx, &[Point])> {
        let ends =
            self.graph.processors().flat_map(|to| self.graph.dependencies(to).iter().map(move |&from| (from, to)));
        ends.enumerate().map(|(i, (from, to))| {
            let start = if i == 0 { 0 } else { self.line_ends[i - 1] };
            (from, to, &self.points[start as usize..self.line_ends[i] as usize])
        })
    }
}

impl TryFrom<Message> for Picture {
    type Error = PictureError;

    fn try_from(message: Message) -> Result<Self, PictureError> {
        let Message { graph, centres, point_counts, points, width, height, node_width, node_height } = message;
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
        let graph = Arc::new(built);
        Ok(Self { graph, centres, width, height, node_width, node_height, points, line_ends })
    }
}

fn pairs(numbers: &[f32]) -> Vec<Point> {
    numbers.chunks_exact(2).map(|pair| Point { x: pair[0], y: pair[1] }).collect()
}
