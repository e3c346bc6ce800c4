//! The shape of a workflow: ids, intents and dependencies.

use alloc::{string::String, vec, vec::Vec};

use crate::Intent;

/// A processor, by its index in the file, from 0.
pub type ProcessorIdx = u32;

/// Rows of indices in one allocation: compressed sparse rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    /// Row `i` is `targets[offsets[i]..offsets[i + 1]]`.
    offsets: Vec<u32>,
    targets: Vec<ProcessorIdx>,
}

impl Rows {
    fn from_lists<'a>(lists: impl Iterator<Item = &'a [ProcessorIdx]>) -> Self {
        let mut rows = Self { offsets: vec![0], targets: Vec::new() };
        for list in lists {
            rows.targets.extend_from_slice(list);
            rows.offsets.push(rows.targets.len() as u32);
        }
        rows
    }

    /// The rows with every edge reversed; each row of the result is in ascending order.
    fn transposed(&self) -> Self {
        let n = self.offsets.len() - 1;
        let mut offsets = vec![0u32; n + 1];
        for &target in &self.targets {
            offsets[target as usize + 1] += 1;
        }
        for i in 0..n {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut targets = vec![0; self.targets.len()];
        for from in 0..n {
            for &to in self.row(from as u32) {
                targets[next[to as usize] as usize] = from as u32;
                next[to as usize] += 1;
            }
        }
        Self { offsets, targets }
    }

    fn row(&self, of: ProcessorIdx) -> &[ProcessorIdx] {
        let of = of as usize;
        &self.targets[self.offsets[of] as usize..self.offsets[of + 1] as usize]
    }
}

/// Why a graph is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GraphError {
    /// A dependency is not the index of a processor.
    OutOfRange,
    /// Processors depend on each other in cycles. Each cycle is listed once, in the direction in which data would flow,
    /// from its first processor in file order.
    Cycles(Vec<Vec<ProcessorIdx>>),
}

/// A directed acyclic graph of processors. Indices follow the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    names: String,
    name_ends: Vec<u32>,
    intents: Vec<Intent>,
    dependencies: Rows,
    dependents: Rows,
    ranks: Vec<u32>,
    sinks: Vec<ProcessorIdx>,
}

impl Graph {
    /// The graph of these processors, each with its id, its intent and its dependencies, in the order of the file.
    /// O(processors + edges).
    ///
    /// # Errors
    /// [`GraphError`] if a dependency is not a processor or the graph has a cycle.
    pub fn new<'a>(
        processors: impl Iterator<Item = (&'a str, Intent)>,
        dependencies: impl Iterator<Item = &'a [ProcessorIdx]>,
    ) -> Result<Self, GraphError> {
        let mut names = String::new();
        let (mut name_ends, mut intents) = (Vec::new(), Vec::new());
        for (id, intent) in processors {
            names.push_str(id);
            name_ends.push(names.len() as u32);
            intents.push(intent);
        }
        let dependencies = Rows::from_lists(dependencies.take(intents.len()));
        let in_range = |&target: &ProcessorIdx| (target as usize) < intents.len();
        if dependencies.offsets.len() != intents.len() + 1 || !dependencies.targets.iter().all(in_range) {
            return Err(GraphError::OutOfRange);
        }
        let dependents = dependencies.transposed();
        let ranks = ranks(&dependencies, &dependents)?;
        let sinks = (0..intents.len() as u32).filter(|&p| dependents.row(p).is_empty()).collect();
        Ok(Self { names, name_ends, intents, dependencies, dependents, ranks, sinks })
    }

    /// The number of processors.
    #[must_use]
    pub fn len(&self) -> usize {
        self.intents.len()
    }

    /// Whether there are no processors.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.intents.is_empty()
    }

    /// Every processor, in file order.
    pub fn processors(&self) -> core::ops::Range<ProcessorIdx> {
        0..self.len() as u32
    }

    /// The id.
    #[must_use]
    pub fn id(&self, of: ProcessorIdx) -> &str {
        let of = of as usize;
        let start = if of == 0 { 0 } else { self.name_ends[of - 1] as usize };
        &self.names[start..self.name_ends[of] as usize]
    }

    /// The processor with this id. O(processors).
    #[must_use]
    pub fn find(&self, id: &str) -> Option<ProcessorIdx> {
        self.processors().find(|&p| self.id(p) == id)
    }

    /// Transform or Analyze.
    #[must_use]
    pub fn intent(&self, of: ProcessorIdx) -> Intent {
        self.intents[of as usize]
    }

    /// Its dependencies, in the order of `depends_on`.
    #[must_use]
    pub fn dependencies(&self, of: ProcessorIdx) -> &[ProcessorIdx] {
        self.dependencies.row(of)
    }

    /// Its dependents, in file order.
    #[must_use]
    pub fn dependents(&self, of: ProcessorIdx) -> &[ProcessorIdx] {
        self.dependents.row(of)
    }

    /// The number of all dependencies.
    #[must_use]
    pub fn edges(&self) -> usize {
        self.dependencies.targets.len()
    }

    /// The rank: 0 without dependencies, else 1 more than the greatest rank among them.
    #[must_use]
    pub fn rank(&self, of: ProcessorIdx) -> u32 {
        self.ranks[of as usize]
    }

    /// The number of levels: 1 more than the greatest rank.
    #[must_use]
    pub fn levels(&self) -> usize {
        self.ranks.iter().max().map_or(0, |&rank| rank as usize + 1)
    }

    /// Which of these processors passes on the payload that a processor depending on all of them receives: the one
    /// whose payload's origin has the greatest rank; among equals, the first. `origin` returns the Transform that
    /// produced the payload leaving a processor, `Some(None)` for the run's input, or `None` if no payload leaves it.
    pub fn passes_on(
        &self,
        from: &[ProcessorIdx],
        origin: impl Fn(ProcessorIdx) -> Option<Option<ProcessorIdx>>,
    ) -> Option<ProcessorIdx> {
        let mut best: Option<(u32, ProcessorIdx)> = None;
        for &p in from {
            let Some(origin) = origin(p) else { continue };
            // The run's input ranks below everything.
            let rank = origin.map_or(0, |origin| self.rank(origin) + 1);
            if best.is_none_or(|(greatest, _)| rank > greatest) {
                best = Some((rank, p));
            }
        }
        best.map(|(_, p)| p)
    }

    /// The number of processors of each level.
    #[must_use]
    pub fn level_sizes(&self) -> Vec<u32> {
        let mut sizes = vec![0; self.levels()];
        for &rank in &self.ranks {
            sizes[rank as usize] += 1;
        }
        sizes
    }

    /// All processors, each after its dependencies: level by level, and in file order within a level. O(processors).
    #[must_use]
    pub fn by_rank(&self) -> Vec<ProcessorIdx> {
        let mut next = self.level_sizes();
        let mut start = 0;
        for level in &mut next {
            start += core::mem::replace(level, start);
        }
        let mut order = vec![0; self.len()];
        for p in self.processors() {
            let place = &mut next[self.rank(p) as usize];
            order[*place as usize] = p;
            *place += 1;
        }
        order
    }

    /// The processors without dependents, in file order.
    #[must_use]
    pub fn sinks(&self) -> &[ProcessorIdx] {
        &self.sinks
    }
}

/// Kahn's algorithm (Communications of the ACM 5, 1962), level by level.
fn ranks(dependencies: &Rows, dependents: &Rows) -> Result<Vec<u32>, GraphError> {
    let n = dependencies.offsets.len() - 1;
    let mut waiting_for: Vec<u32> = (0..n).map(|p| dependencies.row(p as u32).len() as u32).collect();
    let mut ranks = vec![0; n];
    let mut order: Vec<ProcessorIdx> = (0..n as u32).filter(|&p| waiting_for[p as usize] == 0).collect();
    let mut done = 0;
    while let Some(&p) = order.get(done) {
        done += 1;
        for &next in dependents.row(p) {
            ranks[next as usize] = ranks[next as usize].max(ranks[p as usize] + 1);
            waiting_for[next as usize] -= 1;
            if waiting_for[next as usize] == 0 {
                order.push(next);
            }
        }
    }
    if done == n { Ok(ranks) } else { Err(GraphError::Cycles(cycles(dependencies, &waiting_for))) }
}

/// Cycles among the processors that Kahn's algorithm did not reach. Each has a dependency that was not reached either,
/// so a walk along such dependencies must return to a visited one. O(processors + edges).
fn cycles(dependencies: &Rows, waiting_for: &[u32]) -> Vec<Vec<ProcessorIdx>> {
    const UNSEEN: u32 = u32::MAX;
    let mut walk_of = vec![UNSEEN; waiting_for.len()];
    let mut cycles = Vec::new();
    for start in (0..waiting_for.len() as u32).filter(|&p| waiting_for[p as usize] > 0) {
        let mut walk = Vec::new();
        let mut at = start;
        while walk_of[at as usize] == UNSEEN {
            walk_of[at as usize] = start;
            walk.push(at);
            let stuck = dependencies.row(at).iter().find(|&&d| waiting_for[d as usize] > 0);
            at = *stuck.expect("a processor that was not reached waits for another such");
        }
        if walk_of[at as usize] == start
            && let Some(entry) = walk.iter().position(|&p| p == at)
        {
            // The walk goes against the flow of data.
            let mut cycle: Vec<_> = walk[entry..].iter().rev().copied().collect();
            let first = (0..cycle.len()).min_by_key(|&i| cycle[i]).unwrap_or(0);
            cycle.rotate_left(first);
            cycles.push(cycle);
        }
    }
    cycles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(dependencies: &[&[u32]]) -> Result<Graph, GraphError> {
        Graph::new(dependencies.iter().map(|_| ("x", Intent::Transform)), dependencies.iter().copied())
    }

    #[test]
    fn ranks_are_longest_paths_from_the_sources() {
        let graph = graph(&[&[], &[0], &[1, 0], &[0], &[3, 2], &[]]).expect("acyclic");
        assert_eq!(graph.processors().map(|p| graph.rank(p)).collect::<Vec<_>>(), [0, 1, 2, 1, 3, 0]);
        assert_eq!(graph.dependencies(2), [1, 0]);
        assert_eq!(graph.dependents(0), [1, 2, 3]);
        assert_eq!(graph.sinks(), [4, 5]);
        assert_eq!((graph.levels(), graph.edges()), (4, 6));
    }

    #[test]
    fn names_every_cycle_in_the_direction_of_the_data() {
        for (dependencies, cycles) in [
            (&[&[0][..]][..], &[&[0][..]][..]),
            (&[&[1], &[0]], &[&[0, 1]]),
            // 0 depends on 1, 1 on 2, 2 on 0: data would flow 0 -> 2 -> 1 -> 0. 3 depends on the cycle but is not part
            // of it.
            (&[&[1], &[2], &[0], &[0]], &[&[0, 2, 1]]),
            (&[&[3], &[2], &[1], &[3]], &[&[3], &[1, 2]]),
        ] {
            let cycles = cycles.iter().map(|cycle| cycle.to_vec()).collect();
            assert_eq!(graph(dependencies), Err(GraphError::Cycles(cycles)));
        }
    }

    #[test]
    fn refuses_a_dependency_that_is_no_processor() {
        assert_eq!(graph(&[&[1]]), Err(GraphError::OutOfRange));
    }
}
