//! The runs to compare, and their results.

use std::sync::Arc;

use dagwood_core::{Overrides, Priority, Strategy};
use dagwood_proto::share::MAX_COMPARED;

use crate::state::{Recording, RunNumber};

/// The maximum number of runs in a comparison, as in a link.
pub const MOST_VARIANTS: usize = MAX_COMPARED;

/// The minimum number of runs in a comparison.
pub const FEWEST_VARIANTS: usize = 2;

/// A row of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// A run of the workflow with these options.
    Options {
        /// The strategy.
        strategy: Strategy,
        /// The priority, if the strategy has one.
        priority: Priority,
        /// The number of workers; if `None`, that of the page's next run.
        workers: Option<u32>,
    },
    /// A run of the run history.
    Made(RunNumber),
}

impl Variant {
    /// The options that override those of the file; the page's options fill the gaps. `None` for a run of the run
    /// history.
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

/// The comparison.
#[derive(Clone, Debug)]
pub struct CompareState {
    /// The rows.
    pub variants: Vec<Variant>,
    /// The result of each row, once it has run.
    pub results: Vec<Option<Arc<Recording>>>,
    /// The grouping of the chart.
    pub rows: Rows,
}

/// The grouping of the rows of the chart.
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
    /// Replaces a row and clears its result.
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

    /// Removes a row; at least two remain.
    pub fn remove(&mut self, row: usize) {
        if self.variants.len() > FEWEST_VARIANTS && row < self.variants.len() {
            self.variants.remove(row);
            self.results.remove(row);
        }
    }

    /// Clears all results.
    pub fn begin(&mut self) {
        self.results = vec![None; self.variants.len()];
    }

    /// The first row without a result.
    #[must_use]
    pub fn next(&self) -> Option<usize> {
        self.results.iter().position(Option::is_none)
    }

    /// All results, once every row has one.
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
