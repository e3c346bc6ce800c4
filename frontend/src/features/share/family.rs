//! The run on display and the runs of the history that are related to it, as a link carries them: a run and its forks.

use dagwood_proto::share::{LinkedFork, MAX_FORKS};

use crate::state::{Made, RunNumber, Runs};

/// A run of the history, the runs that it is a fork of, and their other forks, as recipes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Family {
    /// The forks, each after the run that it forks.
    pub forks: Vec<LinkedFork>,
    /// The runs of the history, and their places in the link.
    members: Vec<(RunNumber, usize)>,
}

impl Family {
    /// The family of a run. `None` if a link cannot have as many forks as the run alone.
    #[must_use]
    pub fn of(runs: &Runs, number: RunNumber) -> Option<Self> {
        let mut made = Some(runs.get(number)?);
        let own = made?.recording.trace.forks();
        if own.len() > MAX_FORKS {
            return None;
        }
        let forks = own.iter().cloned().enumerate().map(|(parent, fork)| LinkedFork { parent, fork });
        let mut family = Self { forks: forks.collect(), members: Vec::new() };
        while let Some(Made { number, parent, recording, .. }) = made {
            // A fork before its parent's forks does not contain them, so the parent is a separate fork in the link.
            if own.starts_with(recording.trace.forks()) {
                family.members.push((*number, recording.trace.forks().len()));
            }
            made = parent.and_then(|parent| runs.get(parent));
        }
        let mut tree: Vec<_> = runs.tree().into_iter().map(|(_, made)| made).collect();
        tree.sort_by_key(|made| made.number);
        for made in tree {
            let parent = made.parent.and_then(|parent| family.place(parent));
            if let (None, Some(parent), Some(fork)) =
                (family.place(made.number), parent, made.recording.trace.forks().last())
                && family.forks.len() < MAX_FORKS
            {
                family.forks.push(LinkedFork { parent, fork: fork.clone() });
                family.members.push((made.number, family.forks.len()));
            }
        }
        Some(family)
    }

    /// The place of a run in the link: 0 is the run of the workflow, n is the nth fork.
    #[must_use]
    pub fn place(&self, number: RunNumber) -> Option<usize> {
        self.members.iter().find(|(member, _)| *member == number).map(|&(_, place)| place)
    }

    /// The number of runs of the history.
    #[must_use]
    pub fn count(&self) -> usize {
        self.members.len()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use dagwood_core::{
        VirtualDriver, compile,
        run::{Change, Fork},
    };
    use dagwood_proto::trace::{encode, hash};

    use super::*;
    use crate::{
        scene::testing::{WORKFLOW, recording},
        state::Recording,
    };

    /// A fork of a run at this step.
    fn fork(of: &Recording, at: usize) -> Arc<Recording> {
        let plan = compile(WORKFLOW).plan.expect("it is valid");
        let fork = Fork { at, change: Change::Workers { workers: 1 } };
        let trace = VirtualDriver::fork(&plan, &of.trace, fork).expect("the run has this step").run_to_end();
        let encoded = encode(&trace);
        Arc::new(Recording { trace, hash: hash(&encoded), encoded, ..of.clone() })
    }

    #[test]
    fn a_link_has_the_run_on_display_its_parents_and_their_forks() {
        let mut runs = Runs::default();
        let first = recording();
        runs.add(first.clone(), None);
        runs.add(recording(), None);
        let (two, four) = (fork(&first, 2), fork(&first, 4));
        runs.add(two.clone(), Some(1));
        runs.add(four, Some(1));
        runs.add(fork(&two, 5), Some(3));
        let family = Family::of(&runs, 5).expect("there is room");
        let forks: Vec<_> = family.forks.iter().map(|linked| (linked.parent, linked.fork.at)).collect();
        assert_eq!(forks, [(0, 2), (1, 5), (0, 4)]);
        let places: Vec<_> = (1..7).map(|number| family.place(number)).collect();
        assert_eq!(places, [Some(0), None, Some(1), Some(3), Some(2), None]);
        let alone = Family::of(&runs, 2).expect("there is room");
        assert_eq!((alone.forks.len(), alone.place(2), alone.place(1)), (0, Some(0), None));
        assert_eq!(Family::of(&runs, 9), None);
    }

    #[test]
    fn a_fork_before_those_of_its_parent_does_not_have_them() {
        let mut runs = Runs::default();
        let first = recording();
        let five = fork(&first, 5);
        runs.add(first, None);
        runs.add(five.clone(), Some(1));
        runs.add(fork(&five, 2), Some(2));
        let family = Family::of(&runs, 3).expect("there is room");
        let forks: Vec<_> = family.forks.iter().map(|linked| (linked.parent, linked.fork.at)).collect();
        assert_eq!(forks, [(0, 2), (0, 5)]);
        assert_eq!((1..4).map(|number| family.place(number)).collect::<Vec<_>>(), [Some(0), Some(2), Some(1)]);
    }

    #[test]
    fn forks_whose_parents_are_forgotten_are_still_made() {
        let mut runs = Runs::default();
        let two = fork(&recording(), 2);
        runs.add(fork(&two, 5), Some(9));
        let family = Family::of(&runs, 1).expect("there is room");
        assert_eq!((family.forks.len(), family.place(1), family.count()), (2, Some(2), 1));
    }
}
