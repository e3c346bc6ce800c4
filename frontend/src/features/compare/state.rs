//! Runs that are put side by side: what was chosen to be compared, and what came of it.

use std::sync::Arc;

use dagwood_core::{Overrides, Priority, Strategy};

use crate::state::{Recording, RunNumber};

/// The most runs that stand side by side.
pub const MOST_VARIANTS: usize = 4;

/// Something to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// The workflow, run like this.
    Options {
        /// Under this strategy.
        strategy: Strategy,
        /// With this priority, where the strategy has one.
        priority: Priority,
        /// With so many workers; none is as many as the page's next run has.
        workers: Option<u32>,
    },
    /// A run that has been made.
    Made(RunNumber),
}

impl Variant {
    /// What is chosen instead of what the file says, with what the page has chosen for its next run where this says nothing;
    /// nothing for a run that has been made.
    #[must_use]
    pub fn overrides(self, page: Overrides) -> Option<Overrides> {
        match self {
            Self::Options { strategy, priority, workers } => Some(Overrides {
                strategy: Some(strategy),
                priority: Some(priority),
                workers: workers.or(page.workers),
                ..page
            }),
            Self::Made(_) => None,
        }
    }
}

/// What is compared.
#[derive(Clone, Debug)]
pub struct CompareState {
    /// What is chosen.
    pub variants: Vec<Variant>,
    /// What came of each, once it has been run.
    pub results: Vec<Option<Arc<Recording>>>,
    /// How the rows of the picture are put side by side.
    pub rows: Rows,
}

/// What the rows of a comparison are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    /// The lanes of one run, then those of the next.
    #[default]
    ByWorker,
    /// A processor in all runs, then the next processor.
    ByProcessor,
}

/// All four strategies.
impl Default for CompareState {
    fn default() -> Self {
        let variant = |strategy| Variant::Options { strategy, priority: Priority::default(), workers: None };
        let variants = Strategy::ALL.map(variant).to_vec();
        Self { results: vec![None; variants.len()], variants, rows: Rows::default() }
    }
}

impl CompareState {
    /// Puts something else in a row; what it came to is forgotten.
    pub fn choose(&mut self, row: usize, variant: Variant) {
        if let (Some(chosen), Some(result)) = (self.variants.get_mut(row), self.results.get_mut(row)) {
            (*chosen, *result) = (variant, None);
        }
    }

    /// Adds a row, if there is room.
    pub fn add(&mut self, variant: Variant) {
        if self.variants.len() < MOST_VARIANTS {
            self.variants.push(variant);
            self.results.push(None);
        }
    }

    /// Takes a row out; two are left at least.
    pub fn remove(&mut self, row: usize) {
        if self.variants.len() > 2 && row < self.variants.len() {
            self.variants.remove(row);
            self.results.remove(row);
        }
    }

    /// Forgets what came of everything, to try again.
    pub fn begin(&mut self) {
        self.results = vec![None; self.variants.len()];
    }

    /// The first row that has not been run.
    #[must_use]
    pub fn next(&self) -> Option<usize> {
        self.results.iter().position(Option::is_none)
    }

    /// Every result, once there is one of each.
    #[must_use]
    pub fn complete(&self) -> Option<Vec<Arc<Recording>>> {
        self.results.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn rows_are_run_one_after_the_other() {
        let mut state = CompareState::default();
        assert_eq!((state.variants.len(), state.next()), (4, Some(0)));
        for row in 0..4 {
            assert!(state.complete().is_none());
            state.results[row] = Some(recording());
        }
        assert_eq!((state.next(), state.complete().map(|all| all.len())), (None, Some(4)));
        state.choose(2, Variant::Made(7));
        assert_eq!(state.next(), Some(2));
        state.begin();
        assert_eq!(state.next(), Some(0));
    }

    #[test]
    fn there_are_two_to_four_rows() {
        let mut state = CompareState::default();
        state.add(Variant::Made(1));
        assert_eq!(state.variants.len(), MOST_VARIANTS);
        for _ in 0..9 {
            state.remove(0);
        }
        assert_eq!(state.variants.len(), 2);
        state.remove(5);
        assert_eq!((state.variants.len(), state.results.len()), (2, 2));
        let page = Overrides { workers: Some(3), strategy: Some(Strategy::Level), ..Overrides::default() };
        assert_eq!(Variant::Made(1).overrides(page), None);
        let of = |workers| {
            Variant::Options { strategy: Strategy::Hybrid, priority: Priority::Fifo, workers }.overrides(page)
        };
        let (as_page, own) = (of(None), of(Some(9)));
        assert_eq!(as_page.map(|o| (o.strategy, o.workers)), Some((Some(Strategy::Hybrid), Some(3))));
        assert_eq!(own.and_then(|o| o.workers), Some(9));
    }
}
