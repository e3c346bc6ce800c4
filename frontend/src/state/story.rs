//! What happens in one order of completion, under the rule of a shared payload, and where one is in it.

use dagwood_core::ProcessorState;
use dagwood_proto::v1::worker_response::{Explored, Outcome, step};

/// An outcome of an exploration whose story is told, and how many of its steps have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Story {
    /// The place of the outcome.
    pub outcome: usize,
    /// How many steps have happened.
    pub step: usize,
}

impl Story {
    /// The outcome, if it is one of these.
    #[must_use]
    pub fn of(self, explored: &Explored) -> Option<&Outcome> {
        explored.outcomes.get(self.outcome)
    }

    /// Where so many processors stand after these steps.
    #[must_use]
    pub fn states(self, explored: &Explored, processors: usize) -> Vec<ProcessorState> {
        let mut states = vec![ProcessorState::default(); processors];
        let steps = self.of(explored).map_or(&[][..], |outcome| &outcome.steps);
        for happened in steps.iter().take(self.step) {
            let state = match happened.kind {
                Some(step::Kind::Reads(_)) | None => ProcessorState::Executing,
                Some(step::Kind::Writes(_) | step::Kind::Leaves(_)) => ProcessorState::Completed,
                Some(step::Kind::Fails(_)) => ProcessorState::Failed,
            };
            if let Some(of_it) = states.get_mut(happened.processor as usize) {
                *of_it = state;
            }
        }
        states
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_proto::v1::worker_response::Step;

    #[test]
    fn states_follow_the_steps() {
        use ProcessorState::{Completed, Executing, Failed, Waiting};
        let step = |processor, kind| Step { processor, kind: Some(kind) };
        let steps = vec![
            step(0, step::Kind::Reads(true)),
            step(1, step::Kind::Reads(true)),
            step(1, step::Kind::Writes(b"x".to_vec())),
            step(0, step::Kind::Fails("no".into())),
            step(9, step::Kind::Leaves(true)),
        ];
        let explored = Explored { outcomes: vec![Outcome { steps, ..Outcome::default() }], ..Explored::default() };
        let states = |step| Story { outcome: 0, step }.states(&explored, 2);
        assert_eq!(states(0), [Waiting, Waiting]);
        assert_eq!(states(2), [Executing, Executing]);
        assert_eq!(states(3), [Executing, Completed]);
        assert_eq!(states(99), [Failed, Completed]);
        assert_eq!(Story { outcome: 3, step: 1 }.states(&explored, 1), [Waiting]);
    }
}
