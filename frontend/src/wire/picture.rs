//! Drawings, from the message.

use std::sync::Arc;

use dagwood_core::Graph;
use dagwood_proto::worker::{self, worker_response};

use crate::state::{Missing, Picture, Point, Routes};

/// A drawing that has not been read: to read a large one takes about as long as to show it.
#[derive(Debug)]
pub struct UnreadPicture(pub(super) worker::Picture);

impl UnreadPicture {
    /// Reads it. `None` if its parts do not fit together.
    #[must_use]
    pub fn read(self) -> Option<Picture> {
        let worker::Picture {
            graph,
            centres,
            point_counts,
            points,
            width,
            height,
            node_width,
            node_height,
            across,
            number,
        } = self.0;
        let graph = Graph::try_from(&graph?).ok()?;
        let centres = pairs(&centres);
        let routes = Routes::new(&graph, &point_counts, pairs(&points)).filter(|_| centres.len() == graph.len())?;
        Some(Picture {
            graph: Arc::new(graph),
            centres,
            width,
            height,
            node_width,
            node_height,
            across,
            number,
            routes,
        })
    }
}

/// A missing processor.
pub(super) fn missing(message: worker_response::Missing) -> Missing {
    let worker_response::Missing { id, x, y, point_counts, points, from, to } = message;
    let mut points = pairs(&points).into_iter();
    let lines = point_counts.iter().map(|&count| points.by_ref().take(count as usize).collect()).collect();
    Missing { id, centre: Point { x, y }, lines, place: (from, to) }
}

fn pairs(numbers: &[f32]) -> Vec<Point> {
    numbers.chunks_exact(2).map(|pair| Point { x: pair[0], y: pair[1] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_worker::Checker;

    #[test]
    fn a_picture_is_refused_if_its_parts_do_not_fit() {
        let workflow = "strategy: level\nprocessors:\n- { id: a, type: local, processor: token_counter }\n\
                        - { id: b, type: local, processor: token_counter, depends_on: [a] }\n";
        let check = worker::worker_request::Check { workflow: workflow.into(), ..Default::default() };
        let sound = Checker::default().check(&check).picture.expect("it is valid");
        let picture = UnreadPicture(sound.clone()).read().expect("it fits together");
        let lines: Vec<_> = picture.lines().map(|(from, to, line)| (from, to, line.len())).collect();
        assert_eq!(lines, [(0, 1, sound.points.len() / 2)]);
        let broken: [fn(&mut worker::Picture); 5] = [
            |picture| picture.graph = None,
            |picture| picture.centres.truncate(2),
            |picture| picture.point_counts.push(0),
            |picture| picture.point_counts[0] = u32::MAX,
            |picture| picture.points.truncate(2),
        ];
        for (i, break_it) in broken.into_iter().enumerate() {
            let mut message = sound.clone();
            break_it(&mut message);
            assert!(UnreadPicture(message).read().is_none(), "case {i}");
        }
    }
}
