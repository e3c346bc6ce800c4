//! The graph as a table: a row for each processor, in file order.

use dagwood_core::{Graph, ProcessorIdx};

use crate::state::Replay;

/// A processor as a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// The id.
    pub id: String,
    /// Its level, from 0.
    pub level: u32,
    /// The ids of its dependencies.
    pub depends_on: String,
    /// The ids of its dependents.
    pub unblocks: String,
}

/// The last attempt of a processor up to the cursor; empty fields are unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableAttempt {
    /// The worker.
    pub worker: String,
    /// When it started.
    pub start: String,
    /// When it ended.
    pub end: String,
}

impl TableRow {
    /// The row of a processor.
    #[must_use]
    pub fn new(graph: &Graph, idx: ProcessorIdx) -> Self {
        Self {
            id: graph.id(idx).into(),
            level: graph.rank(idx),
            depends_on: listed(graph, graph.dependencies(idx)),
            unblocks: listed(graph, graph.dependents(idx)),
        }
    }
}

impl TableAttempt {
    /// The last attempt of a processor of the run.
    #[must_use]
    pub fn new(replay: &Replay, idx: ProcessorIdx) -> Self {
        let processor = replay.snapshot().processor(replay.trace(), idx);
        Self {
            worker: processor.worker.map(|worker| worker.to_string()).unwrap_or_default(),
            start: processor.started_at.map(|at| at.to_string()).unwrap_or_default(),
            end: processor.finished_at.map(|at| at.to_string()).unwrap_or_default(),
        }
    }
}

/// Some ids, and how many more there are.
fn listed(graph: &Graph, all: &[ProcessorIdx]) -> String {
    const SHOWN: usize = 10;
    let mut text = all.iter().take(SHOWN).map(|&p| graph.id(p)).collect::<Vec<_>>().join(", ");
    if all.len() > SHOWN {
        text += &format!(" and {} more", all.len() - SHOWN);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::{picture_of, recording};

    #[test]
    fn rows_follow_the_graph_and_the_cursor() {
        let mut replay = Replay::at_end(recording());
        let graph = replay.trace().graph().clone();
        let count = graph.find("count").expect("it is there");
        let row = TableRow::new(&graph, count);
        assert_eq!((row.level, row.depends_on.as_str(), row.unblocks.as_str()), (1, "shout", ""));
        let attempt = TableAttempt::new(&replay, count);
        assert_eq!((attempt.worker.as_str(), attempt.start.as_str(), attempt.end.as_str()), ("0", "10 ms", "15 ms"));
        replay.seek(0);
        assert_eq!(TableAttempt::new(&replay, count), TableAttempt::default());
    }

    #[test]
    fn many_ids_are_counted() {
        let mut workflow =
            String::from("strategy: level\nprocessors:\n- { id: a, type: local, processor: token_counter }\n");
        for i in 0..12 {
            workflow += &format!("- {{ id: b{i}, type: local, processor: token_counter, depends_on: [a] }}\n");
        }
        let unblocks = TableRow::new(&picture_of(&workflow).graph, 0).unblocks;
        assert!(unblocks.starts_with("b0, b1, ") && unblocks.ends_with("b9 and 2 more"), "{unblocks}");
    }
}
