//! The state of each processor of the graph at the cursor.

use std::{collections::HashMap, sync::Arc};

use dagwood_core::{Graph, ProcessorIdx, ProcessorState, Snapshot};

/// The processor of a run for each processor of the graph. They differ after the text has been edited after the run;
/// then ids match them.
///
/// An index has no meaning without its graph. While the page changes from one graph to another, a view of the old one
/// may still ask: it names its graph, and gets no answer about another.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    shown: Arc<Graph>,
    of_run: OfRun,
}

#[derive(Clone, Debug, PartialEq)]
enum OfRun {
    /// The displayed graph is the graph of the run.
    Same,
    /// For each processor of the graph, the processor of the run that has its id.
    ById(Vec<Option<ProcessorIdx>>),
}

impl Alignment {
    /// Aligns the displayed graph with the graph of the run.
    #[must_use]
    pub fn new(shown: &Arc<Graph>, run: &Arc<Graph>) -> Self {
        let of_run = if shown == run {
            OfRun::Same
        } else {
            let by_id: HashMap<_, _> = run.processors().map(|p| (run.id(p), p)).collect();
            OfRun::ById(shown.processors().map(|p| by_id.get(shown.id(p)).copied()).collect())
        };
        Self { shown: shown.clone(), of_run }
    }

    /// The processors of `shown` that match these processors of the run, by id. A processor without a match is left out.
    #[must_use]
    pub fn shown(&self, shown: &Arc<Graph>, run: &[ProcessorIdx]) -> Vec<ProcessorIdx> {
        match &self.of_run {
            _ if !self.is_of(shown) => Vec::new(),
            OfRun::Same => run.to_vec(),
            OfRun::ById(of_run) => {
                let shown: HashMap<_, _> =
                    of_run.iter().zip(0..).filter_map(|(run, shown)| Some(((*run)?, shown))).collect();
                run.iter().filter_map(|run| shown.get(run).copied()).collect()
            }
        }
    }

    /// The processor of the run for a processor of `shown`.
    #[must_use]
    pub fn of_run(&self, shown: &Arc<Graph>, idx: ProcessorIdx) -> Option<ProcessorIdx> {
        match &self.of_run {
            _ if !self.is_of(shown) => None,
            OfRun::Same => Some(idx),
            OfRun::ById(run) => run.get(idx as usize).copied().flatten(),
        }
    }

    fn is_of(&self, shown: &Arc<Graph>) -> bool {
        Arc::ptr_eq(&self.shown, shown)
    }
}

/// The states of the processors of `graph`.
#[must_use]
pub fn states(graph: &Arc<Graph>, alignment: &Alignment, snapshot: &Snapshot) -> Vec<ProcessorState> {
    let state = |run| snapshot.state(run);
    graph.processors().map(|shown| alignment.of_run(graph, shown).map(state).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;
    use dagwood_core::compile;

    /// A graph with a new processor, and one of the four of the recording.
    fn edited() -> Arc<Graph> {
        let edited = compile(
            "strategy: level\nprocessors:\n\
             - { id: new, type: local, processor: token_counter }\n\
             - { id: mark, type: local, processor: token_counter, depends_on: [new] }\n",
        );
        edited.plan.expect("it is valid").graph().clone()
    }

    #[test]
    fn an_edited_graph_keeps_the_states_of_the_processors_it_kept() {
        let recording = recording();
        let snapshot = Snapshot::at(&recording.trace, recording.trace.len());
        let edited = edited();
        let states = |graph: &Arc<Graph>| states(graph, &Alignment::new(graph, recording.trace.graph()), &snapshot);
        use ProcessorState::{Completed, Failed, Skipped, Waiting};
        assert_eq!(states(recording.trace.graph()), [Completed, Completed, Failed, Skipped]);
        assert_eq!(states(&edited), [Waiting, Failed]);
        let run = recording.trace.graph();
        assert_eq!(Alignment::new(&edited, run).shown(&edited, &[0, 2]), [1], "only `mark` is still there");
        assert_eq!(Alignment::new(run, run).shown(run, &[0, 2]), [0, 2]);
    }

    #[test]
    fn an_index_of_another_graph_has_no_answer() {
        let (recording, edited) = (recording(), edited());
        let (run, last) = (recording.trace.graph(), 3);
        for (now, before) in [(&edited, run), (run, &edited)] {
            let alignment = Alignment::new(now, run);
            for idx in 0..=last {
                assert_eq!(alignment.of_run(before, idx), None);
            }
            assert!(alignment.shown(before, &[0, last]).is_empty());
        }
        assert_eq!(Alignment::new(&edited, run).of_run(&edited, last), None, "it has two processors");
    }
}
