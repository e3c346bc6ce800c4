//! Explores the shared payload: breadth first over distinguishable states.

use alloc::{vec, vec::Vec};

use hashbrown::{HashMap, hash_map::Entry};
use rustc_hash::FxBuildHasher;

use super::{
    Code, ExploreError, Orders, Possibility,
    orders::{Set, set_of},
};
use crate::{Graph, Intent, ProcessorIdx, trace::PayloadIdx};

/// All that can affect what happens next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    completed: Set,
    payload: PayloadIdx,
    /// What the running Transforms will write, in file order; `None` if they will fail.
    writes: Vec<(ProcessorIdx, Option<PayloadIdx>)>,
}

/// The best path to a state, and the number of paths.
#[derive(Clone, Copy, Debug)]
struct BestPath {
    orders: u128,
    /// The number of pairs whose later processor in the file completes first.
    inversions: u32,
    /// The index of the previous state among those with one completion fewer.
    parent: u32,
    /// The processor that completed last.
    last: ProcessorIdx,
}

/// The last completion on the best path to each state, and the index of the previous state, by number of completions.
type History = Vec<Vec<(u32, ProcessorIdx)>>;

/// The best path to a value: after how many completions, and which.
#[derive(Clone, Copy, Debug)]
struct Found {
    completions: usize,
    way: BestPath,
}

/// The possible values.
type Contents = HashMap<PayloadIdx, Found, FxBuildHasher>;

/// The possible final payloads, and what each processor can read.
pub(super) fn explore(
    graph: &Graph,
    code: &mut Code,
    input: PayloadIdx,
    orders: &Orders,
    limit: usize,
) -> Result<(Vec<Possibility>, Vec<Vec<Possibility>>), ExploreError> {
    let mut inputs = vec![Contents::default(); graph.len()];
    let mut start = State { completed: 0, payload: input, writes: Vec::new() };
    for p in orders.running(0) {
        start.starts(graph, code, p)?;
        let way = BestPath { orders: orders.count(), inversions: 0, parent: 0, last: 0 };
        inputs[p as usize].insert(input, Found { completions: 0, way });
    }
    // The states with one number of completions, in the lexicographic order of their best paths: of paths found one
    // after the other, the first with the fewest inversions is the best.
    let mut layer = vec![(start, BestPath { orders: 1, inversions: 0, parent: 0, last: 0 })];
    let mut history: History = vec![vec![(0, 0)]];
    let mut states = 1;
    for completions in 1..=graph.len() {
        let mut next: HashMap<State, BestPath, FxBuildHasher> = HashMap::default();
        for (parent, (before, way)) in layer.iter().enumerate() {
            for last in orders.running(before.completed) {
                let mut state = before.complete(last);
                // Every processor before it in the file that has not completed completes later.
                let overtaken = (!state.completed & (set_of(last) - 1)).count_ones();
                let way = BestPath { inversions: way.inversions + overtaken, parent: parent as u32, last, ..*way };
                for p in orders.running(state.completed).filter(|&p| orders.is_started_by(p, last)) {
                    state.starts(graph, code, p)?;
                    // For all orders of the rest.
                    let orders = way.orders.saturating_mul(orders.rest(state.completed));
                    let found = Found { completions, way: BestPath { orders, ..way } };
                    let known = inputs[p as usize].entry(state.payload);
                    known.and_modify(|known| known.add(found)).or_insert(found);
                }
                match next.entry(state) {
                    Entry::Occupied(mut entry) => entry.get_mut().merge(way),
                    Entry::Vacant(entry) => {
                        states += 1;
                        entry.insert(way);
                    }
                }
            }
            if states > limit {
                return Err(ExploreError::TooManyStates { limit });
            }
        }
        layer = next.into_iter().collect();
        layer.sort_unstable_by_key(|(_, way)| (way.parent, way.last));
        history.push(layer.iter().map(|(_, way)| (way.parent, way.last)).collect());
    }
    // After all have completed, states differ only in the payload.
    let found = |(state, way): (State, BestPath)| (state.payload, Found { completions: graph.len(), way });
    let outputs = layer.into_iter().map(found).collect();
    let possibilities = |contents: Contents| -> Vec<Possibility> {
        let mut contents: Vec<_> = contents.into_iter().collect();
        contents.sort_unstable_by_key(|(_, Found { completions, way })| {
            (*completions, way.inversions, way.parent, way.last)
        });
        contents.into_iter().map(|(payload, found)| found.possibility(code, payload, &history)).collect()
    };
    Ok((possibilities(outputs), inputs.into_iter().map(possibilities).collect()))
}

impl State {
    /// The state after a running processor has completed, before any other starts.
    fn complete(&self, last: ProcessorIdx) -> Self {
        let mut state = self.clone();
        state.completed |= set_of(last);
        if let Ok(at) = state.writes.binary_search_by_key(&last, |&(p, _)| p)
            && let (_, Some(payload)) = state.writes.remove(at)
        {
            state.payload = payload;
        }
        state
    }

    /// A processor starts, and reads the payload.
    fn starts(&mut self, graph: &Graph, code: &mut Code, p: ProcessorIdx) -> Result<(), ExploreError> {
        if graph.intent(p) == Intent::Transform {
            let at = self.writes.partition_point(|&(other, _)| other < p);
            self.writes.insert(at, (p, code.run(p, self.payload)?.ok()));
        }
        Ok(())
    }
}

impl BestPath {
    /// Adds another path to the same state, found later.
    fn merge(&mut self, other: Self) {
        let orders = self.orders.saturating_add(other.orders);
        if other.inversions < self.inversions {
            *self = other;
        }
        self.orders = orders;
    }
}

impl Found {
    /// Adds another path to the same value, found later and so with at least as many completions.
    fn add(&mut self, other: Self) {
        if other.completions == self.completions {
            self.way.merge(other.way);
        } else {
            self.way.orders = self.way.orders.saturating_add(other.way.orders);
        }
    }

    fn possibility(&self, code: &Code, payload: PayloadIdx, history: &History) -> Possibility {
        let mut witness = Vec::with_capacity(self.completions);
        let (mut parent, mut last) = (self.way.parent, self.way.last);
        for completions in (0..self.completions).rev() {
            witness.push(last);
            (parent, last) = history[completions][parent as usize];
        }
        witness.reverse();
        Possibility { content: code.payloads[payload as usize].clone(), orders: self.way.orders, witness }
    }
}
