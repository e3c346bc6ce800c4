//! The history of runs, as a tree: each is a root, or a fork of another. The user can return to any of them.

use std::sync::Arc;

use dagwood_core::{Micros, Trace};

use super::Recording;

/// The maximum number of runs: the oldest run without forks is removed first.
const MOST: usize = 24;

/// The number of a run, from 1, in order of creation.
pub type RunNumber = u32;

/// An existing run.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its number.
    pub number: RunNumber,
    /// Its parent.
    pub parent: Option<RunNumber>,
    /// The run.
    pub recording: Arc<Recording>,
    /// Its last cursor.
    pub cursor: usize,
}

/// The runs, as a tree.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    made: Vec<Made>,
    last: RunNumber,
    shown: Option<RunNumber>,
}

impl Runs {
    /// Adds a run, which is then on display. Returns its number.
    pub fn add(&mut self, recording: Arc<Recording>, parent: Option<RunNumber>) -> RunNumber {
        if self.made.len() >= MOST {
            let is_leaf = |made: &Made| self.made.iter().all(|other| other.parent != Some(made.number));
            let is_needed = |made: &Made| Some(made.number) == self.shown || Some(made.number) == parent;
            if let Some(oldest) = self.made.iter().position(|made| is_leaf(made) && !is_needed(made)) {
                self.made.remove(oldest);
            }
        }
        self.last += 1;
        let cursor = recording.trace.len();
        // A run whose parent has been removed becomes a root.
        let parent = parent.filter(|&parent| self.get(parent).is_some());
        self.made.push(Made { number: self.last, parent, recording, cursor });
        self.shown = Some(self.last);
        self.last
    }

    /// The run with this number.
    #[must_use]
    pub fn get(&self, number: RunNumber) -> Option<&Made> {
        self.made.iter().find(|made| made.number == number)
    }

    /// The number of the run on display.
    #[must_use]
    pub fn shown(&self) -> Option<RunNumber> {
        self.shown
    }

    /// Shows no run, and records the cursor of the previous one.
    pub fn leave(&mut self, cursor: usize) {
        let before = self.shown.take();
        if let Some(made) = self.made.iter_mut().find(|made| Some(made.number) == before) {
            made.cursor = cursor;
        }
    }

    /// Shows another run, and records the cursor of the previous one. Returns the run, if it exists.
    pub fn show(&mut self, number: RunNumber, cursor: usize) -> Option<&Made> {
        let before = self.shown;
        self.leave(cursor);
        self.shown = before;
        self.get(number)?;
        self.shown = Some(number);
        self.get(number)
    }

    /// The run with which a run is compared: its parent, or else the last earlier run of the same graph.
    #[must_use]
    pub fn before(&self, number: RunNumber) -> Option<&Made> {
        let own = self.get(number)?;
        if let Some(parent) = own.parent {
            return self.get(parent);
        }
        let is_comparable = |made: &&Made| {
            made.number < number && made.parent.is_none() && made.recording.trace.graph() == own.recording.trace.graph()
        };
        self.made.iter().rev().find(is_comparable)
    }

    /// The time of the longest run of this run's graph.
    #[must_use]
    pub fn longest(&self, run: &Trace) -> Micros {
        let of_graph = self.made.iter().map(|made| &made.recording.trace).filter(|trace| trace.graph() == run.graph());
        of_graph.map(Trace::makespan).max().unwrap_or_default().max(run.makespan())
    }

    /// Every run with its depth, each after its parent.
    #[must_use]
    pub fn tree(&self) -> Vec<(usize, &Made)> {
        let mut tree = Vec::with_capacity(self.made.len());
        self.put_below(None, 0, &mut tree);
        tree
    }

    fn put_below<'r>(&'r self, parent: Option<RunNumber>, depth: usize, tree: &mut Vec<(usize, &'r Made)>) {
        for made in self.made.iter().filter(|made| made.parent == parent) {
            tree.push((depth, made));
            self.put_below(Some(made.number), depth + 1, tree);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    fn tree(runs: &Runs) -> Vec<(usize, RunNumber)> {
        runs.tree().into_iter().map(|(depth, made)| (depth, made.number)).collect()
    }

    #[test]
    fn forks_stand_behind_what_they_were_forked_from() {
        let mut runs = Runs::default();
        for parent in [None, Some(1), None, Some(2), Some(1), Some(99)] {
            runs.add(recording(), parent);
        }
        assert_eq!(tree(&runs), [(0, 1), (1, 2), (2, 4), (1, 5), (0, 3), (0, 6)]);
        assert_eq!(runs.shown(), Some(6));
        assert!(runs.show(4, 3).is_some() && runs.show(77, 0).is_none());
        assert_eq!((runs.shown(), runs.get(6).map(|made| made.cursor)), (Some(4), Some(3)));
    }

    #[test]
    fn only_so_many_are_kept_and_never_the_one_that_is_needed() {
        let mut runs = Runs::default();
        runs.add(recording(), None);
        for _ in 0..MOST * 2 {
            runs.add(recording(), Some(1));
        }
        let tree = tree(&runs);
        assert_eq!(tree.len(), MOST);
        assert_eq!((tree[0], tree.last()), ((0, 1), Some(&(1, MOST as u32 * 2 + 1))));
    }
}
