//! The replay of one completion order with a shared payload.

use dagwood_core::{Graph, ProcessorState};

use crate::state::{Explored, SharedOutcome, SharedStepKind};

/// A step of the example order of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderStep {
    /// The index of the outcome.
    pub outcome: usize,
    /// The number of steps that have happened.
    pub step: usize,
}

impl OrderStep {
    /// The outcome, if it exists.
    #[must_use]
    pub fn of(self, explored: &Explored) -> Option<&SharedOutcome> {
        explored.outcomes.get(self.outcome)
    }

    /// The states of a graph's processors after these steps. After an edit the graph may differ from the explored graph,
    /// so ids are compared.
    #[must_use]
    pub fn states(self, explored: &Explored, graph: &Graph) -> Vec<ProcessorState> {
        let mut states = vec![ProcessorState::default(); graph.len()];
        let steps = self.of(explored).map_or(&[][..], |outcome| &outcome.steps);
        for happened in steps.iter().take(self.step) {
            let state = match &happened.kind {
                SharedStepKind::Reads => ProcessorState::Executing,
                SharedStepKind::Writes(_) | SharedStepKind::Leaves => ProcessorState::Completed,
                SharedStepKind::Fails(_) => ProcessorState::Failed,
            };
            let id = explored.ids.get(happened.processor as usize);
            if let Some(shown) = id.and_then(|id| graph.find(id)) {
                states[shown as usize] = state;
            }
        }
        states
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{scene::testing::picture_of, state::SharedStep};

    #[test]
    fn states_follow_the_steps() {
        use ProcessorState::{Completed, Executing, Failed, Waiting};
        let step = |processor, kind| SharedStep { processor, kind };
        let steps = vec![
            step(0, SharedStepKind::Reads),
            step(1, SharedStepKind::Reads),
            step(1, SharedStepKind::Writes(b"x".to_vec())),
            step(0, SharedStepKind::Fails("no".into())),
            step(9, SharedStepKind::Leaves),
        ];
        let ids = vec!["a".into(), "b".into()];
        let explored = Explored {
            outcomes: vec![SharedOutcome { steps, ..SharedOutcome::default() }],
            ids,
            ..Explored::default()
        };
        let graph = |ids: &[&str]| {
            let processor = |id: &&str| format!("- {{ id: {id}, type: local, processor: token_counter }}\n");
            picture_of(&format!("strategy: level\nprocessors:\n{}", ids.iter().map(processor).collect::<String>()))
                .graph
        };
        let explored_graph = graph(&["a", "b"]);
        let states = |step| OrderStep { outcome: 0, step }.states(&explored, &explored_graph);
        assert_eq!(states(0), [Waiting, Waiting]);
        assert_eq!(states(2), [Executing, Executing]);
        assert_eq!(states(3), [Executing, Completed]);
        assert_eq!(states(99), [Failed, Completed]);
        assert_eq!(OrderStep { outcome: 3, step: 1 }.states(&explored, &graph(&["a"])), [Waiting]);
        let edited = OrderStep { outcome: 0, step: 99 }.states(&explored, &graph(&["new", "b"]));
        assert_eq!(edited, [Waiting, Completed], "`a` is gone, and `b` is where it was");
    }
}
