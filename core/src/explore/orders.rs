//! Completion orders: their number, and the n-th order. By dynamic programming over down-sets: sets that contain the
//! dependencies of all their processors, so that they can have completed.

use alloc::{vec, vec::Vec};

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::ExploreError;
use crate::{Graph, ProcessorIdx, limits};

/// A set of processors, one bit for each.
pub(super) type Set = u64;

/// The completion orders of a graph.
pub(super) struct Orders {
    /// The dependencies of each processor.
    dependencies: Vec<Set>,
    /// For each down-set, in how many orders the rest can complete.
    rest: HashMap<Set, u128, FxBuildHasher>,
}

/// The set of one processor.
pub(super) fn set_of(p: ProcessorIdx) -> Set {
    1 << p
}

impl Orders {
    /// Counts the orders; the count stops at [`u128::MAX`]. O(down-sets · processors).
    ///
    /// # Errors
    /// [`ExploreError`] if there are too many processors, or more down-sets than `limit`.
    pub(super) fn new(graph: &Graph, limit: usize) -> Result<Self, ExploreError> {
        if graph.len() > limits::EXPLORED_PROCESSORS {
            return Err(ExploreError::TooManyProcessors { processors: graph.len() });
        }
        let set = |of: &[ProcessorIdx]| of.iter().fold(0, |set, &p| set | set_of(p));
        let dependencies = graph.processors().map(|p| set(graph.dependencies(p))).collect();
        let mut rest = HashMap::default();
        let mut orders = Self { dependencies, rest: HashMap::default() };
        // Smaller sets first.
        let mut sets: Vec<Set> = vec![0];
        rest.insert(0, 0);
        let mut at = 0;
        while let Some(&completed) = sets.get(at) {
            at += 1;
            for p in orders.running(completed) {
                let next = completed | set_of(p);
                if rest.insert(next, 0).is_none() {
                    sets.push(next);
                }
            }
            if sets.len() > limit {
                return Err(ExploreError::TooManyStates { limit });
            }
        }
        orders.rest = rest;
        let full = sets.pop().expect("the empty set is there");
        orders.rest.insert(full, 1);
        for completed in sets.into_iter().rev() {
            let ways = orders.running(completed).map(|p| orders.rest[&(completed | set_of(p))]);
            let ways = ways.fold(0, u128::saturating_add);
            orders.rest.insert(completed, ways);
        }
        Ok(orders)
    }

    /// The number of orders.
    pub(super) fn count(&self) -> u128 {
        self.rest(0)
    }

    /// In how many orders the rest can complete after these.
    pub(super) fn rest(&self, completed: Set) -> u128 {
        self.rest[&completed]
    }

    /// The processors that run after these have completed, in file order: all whose dependencies have completed.
    pub(super) fn running(&self, completed: Set) -> impl Iterator<Item = ProcessorIdx> + use<'_> {
        let is_running =
            move |&p: &ProcessorIdx| completed & set_of(p) == 0 && self.dependencies[p as usize] & !completed == 0;
        (0..self.dependencies.len() as ProcessorIdx).filter(is_running)
    }

    /// Whether `p` starts when `last` completes, as the last one of this set.
    pub(super) fn is_started_by(&self, p: ProcessorIdx, last: ProcessorIdx) -> bool {
        self.dependencies[p as usize] & set_of(last) != 0
    }

    /// The order with this number, from 0, in lexicographic order.
    pub(super) fn nth(&self, mut number: u128) -> Vec<ProcessorIdx> {
        let mut order = Vec::with_capacity(self.dependencies.len());
        let mut completed = 0;
        while order.len() < self.dependencies.len() {
            for p in self.running(completed) {
                let ways = self.rest(completed | set_of(p));
                if number < ways {
                    order.push(p);
                    completed |= set_of(p);
                    break;
                }
                number -= ways;
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Intent;

    fn orders(dependencies: &[Vec<ProcessorIdx>], limit: usize) -> Result<Orders, ExploreError> {
        let named = dependencies.iter().map(|_| ("x", Intent::Transform));
        let graph = Graph::new(named, dependencies.iter().map(|row| &row[..])).expect("acyclic");
        Orders::new(&graph, limit)
    }

    /// The product of two chains.
    fn grid(rows: u32, columns: u32) -> Vec<Vec<u32>> {
        let at = |row: u32, column: u32| row * columns + column;
        let cell = |i: u32| {
            let (row, column) = (i / columns, i % columns);
            let above = (row > 0).then(|| at(row - 1, column));
            let left = (column > 0).then(|| at(row, column - 1));
            above.into_iter().chain(left).collect()
        };
        (0..rows * columns).map(cell).collect()
    }

    /// n sources and n sinks, each sink on every source but the one below it.
    fn crown(n: u32) -> Vec<Vec<u32>> {
        let sink = |i: u32| (0..n).filter(|&j| j != i).collect();
        (0..n).map(|_| vec![]).chain((0..n).map(sink)).collect()
    }

    /// A zigzag: the odd processors depend on their two neighbours.
    fn fence(n: u32) -> Vec<Vec<u32>> {
        (0..n)
            .map(|i| if i % 2 == 0 { vec![] } else { [i - 1, i + 1].into_iter().filter(|&j| j < n).collect() })
            .collect()
    }

    #[test]
    fn counts_known_posets() {
        let chain = |n: u32| (0..n).map(|i| i.checked_sub(1).into_iter().collect()).collect::<Vec<Vec<u32>>>();
        let apart = |n: usize| vec![vec![]; n];
        for (name, dependencies, count) in [
            ("nothing", vec![], 1),
            ("a chain", chain(64), 1),
            ("one", apart(1), 1),
            ("12 apart", apart(12), 479_001_600),
            ("a diamond", vec![vec![], vec![0], vec![0], vec![1, 2]], 2),
            // Standard Young tableaux by the hook length formula (Frame, Robinson, Thrall, 1954): Catalan numbers for 2 rows.
            ("2 by 2", grid(2, 2), 2),
            ("2 by 5", grid(2, 5), 42),
            ("3 by 3", grid(3, 3), 42),
            ("4 by 4", grid(4, 4), 24_024),
            // Alternating permutations: Euler's zigzag numbers (OEIS A000111).
            ("a fence of 3", fence(3), 2),
            ("a fence of 4", fence(4), 5),
            ("a fence of 7", fence(7), 272),
            ("a fence of 10", fence(10), 50_521),
            // All three sources before the sinks, 36 ways, or one sink before the source that it does not need, 12.
            ("a crown of 3", crown(3), 48),
            // Two chains of 20: 40 over 20.
            (
                "two chains",
                (0..40u32).map(|i| if i % 20 == 0 { vec![] } else { vec![i - 1] }).collect(),
                137_846_528_820,
            ),
        ] {
            assert_eq!(orders(&dependencies, 10_000).map(|orders| orders.count()).ok(), Some(count), "{name}");
        }
    }

    #[test]
    fn a_count_stops_at_the_greatest_number() {
        // Levels of 12, each on all of the level before: 12! orders for each.
        let levels = |count: u32| -> Vec<Vec<u32>> {
            (0..count * 12)
                .map(|i| (i / 12 * 12).checked_sub(12).map_or(vec![], |at| (at..at + 12).collect()))
                .collect()
        };
        let four = orders(&levels(4), 4 << 12).expect("some 2^12 down-sets for each level");
        assert_eq!(four.count(), 479_001_600u128.pow(4));
        let five = orders(&levels(5), 5 << 12).expect("some 2^12 down-sets for each level");
        assert_eq!((479_001_600u128.checked_pow(5), five.count()), (None, u128::MAX));
        // Numbers up to there still denote orders.
        let mut order = five.nth(u128::MAX - 1);
        assert!(order.is_sorted_by_key(|p| p / 12), "{order:?}");
        order.sort_unstable();
        assert_eq!(order, (0..60).collect::<Vec<_>>());
    }

    #[test]
    fn refuses_what_would_take_for_ever() {
        let apart = |n: usize| vec![vec![]; n];
        assert_eq!(orders(&apart(64), 1_000).err(), Some(ExploreError::TooManyStates { limit: 1_000 }));
        assert_eq!(orders(&apart(65), 1_000).err(), Some(ExploreError::TooManyProcessors { processors: 65 }));
        // There are 2^4 sets, and no more are visited.
        assert!(orders(&apart(4), 16).is_ok());
        assert_eq!(orders(&apart(4), 15).err(), Some(ExploreError::TooManyStates { limit: 15 }));
    }

    #[test]
    fn numbers_orders_lexicographically() {
        let orders = orders(&fence(5), 100).expect("small");
        let all: Vec<_> = (0..orders.count()).map(|number| orders.nth(number)).collect();
        assert_eq!(all.len(), 16);
        assert!(all.is_sorted() && all.windows(2).all(|pair| pair[0] != pair[1]), "{all:?}");
        assert_eq!((&all[0][..], &all[15][..]), (&[0, 2, 1, 4, 3][..], &[4, 2, 3, 0, 1][..]));
    }
}
