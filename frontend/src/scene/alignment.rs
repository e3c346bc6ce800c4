//! Where each processor of the graph stands at the cursor.

use std::{collections::HashMap, sync::Arc};

use dagwood_core::{Graph, ProcessorIdx, ProcessorState, Snapshot};

/// Which processor of a run each processor of the graph is. They differ once the text has been edited after the run; ids
/// then tell who is who.
#[derive(Clone, Debug, PartialEq)]
pub enum Alignment {
    /// It is the graph that was run.
    Same,
    /// For each processor of the graph the one of the run that has its id.
    ById(Vec<Option<ProcessorIdx>>),
}

impl Alignment {
    /// Aligns the graph that is shown with the one that was run.
    #[must_use]
    pub fn new(shown: &Arc<Graph>, run: &Arc<Graph>) -> Self {
        if shown == run {
            return Self::Same;
        }
        let by_id: HashMap<_, _> = run.processors().map(|p| (run.id(p), p)).collect();
        Self::ById(shown.processors().map(|p| by_id.get(shown.id(p)).copied()).collect())
    }

    /// Which processor of the graph that is shown each of these of the run is; those that it does not have are left out.
    #[must_use]
    pub fn shown(&self, run: &[ProcessorIdx]) -> Vec<ProcessorIdx> {
        match self {
            Self::Same => run.to_vec(),
            Self::ById(of_run) => {
                let shown: HashMap<_, _> =
                    of_run.iter().zip(0..).filter_map(|(run, shown)| Some(((*run)?, shown))).collect();
                run.iter().filter_map(|run| shown.get(run).copied()).collect()
            }
        }
    }

    /// The processor of the run that a processor of the graph that is shown is.
    #[must_use]
    pub fn of_run(&self, shown: ProcessorIdx) -> Option<ProcessorIdx> {
        match self {
            Self::Same => Some(shown),
            Self::ById(run) => run[shown as usize],
        }
    }
}

/// Where the processors of `graph` stand.
#[must_use]
pub fn states(graph: &Graph, alignment: &Alignment, snapshot: &Snapshot) -> Vec<ProcessorState> {
    let state = |run| snapshot.state(run);
    graph.processors().map(|shown| alignment.of_run(shown).map(state).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;
    use dagwood_core::compile;

    #[test]
    fn an_edited_graph_keeps_the_states_of_the_processors_it_kept() {
        let recording = recording();
        let snapshot = Snapshot::at(&recording.trace, recording.trace.len());
        let edited = compile(
            "strategy: level\nprocessors:\n\
             - { id: new, type: local, processor: token_counter }\n\
             - { id: mark, type: local, processor: token_counter, depends_on: [new] }\n",
        );
        let edited = edited.plan.expect("it is valid").graph().clone();
        let states = |graph: &Arc<Graph>| states(graph, &Alignment::new(graph, recording.trace.graph()), &snapshot);
        use ProcessorState::{Completed, Failed, Skipped, Waiting};
        assert_eq!(states(recording.trace.graph()), [Completed, Completed, Failed, Skipped]);
        assert_eq!(states(&edited), [Waiting, Failed]);
        let run = recording.trace.graph();
        assert_eq!(Alignment::new(&edited, run).shown(&[0, 2]), [1], "only `mark` is still there");
        assert_eq!(Alignment::new(run, run).shown(&[0, 2]), [0, 2]);
    }
}
