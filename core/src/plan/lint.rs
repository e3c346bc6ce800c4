//! The lint `parallel-transforms`: finds where a shared payload would make the result depend on timing.

use alloc::{format, string::String, vec, vec::Vec};

use crate::{Diagnostic, Graph, Intent, ProcessorIdx, Workflow, text::Code};

/// Two Transforms, neither an ancestor of the other, and the first processor in file order that can see both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParallelTransforms {
    /// The first one in the file.
    pub first: ProcessorIdx,
    /// The other one.
    pub second: ProcessorIdx,
    /// A processor that depends on both, directly or indirectly.
    pub seen_by: ProcessorIdx,
}

/// How many words of sets are read at most to find all descendants: enough for some thousand processors.
const WORDS: usize = 5_000_000;
/// How many pairs of parallel Transforms are checked at most.
const PAIRS: u32 = 4_000_000;

/// Every pair of parallel Transforms, ordered by `first`, then `second`; `None` if the graph is too large to check.
/// O(edges · processors / 64 + pairs · processors / 64), usually far less.
#[must_use]
pub fn parallel_transforms(graph: &Graph) -> Option<Vec<ParallelTransforms>> {
    if (graph.len() + 2 * graph.edges()).saturating_mul(graph.len() / 64) > WORDS {
        return None;
    }
    let descendants = Sets::reached(graph, graph.by_rank().into_iter().rev(), |p| graph.dependents(p));
    let ancestors = Sets::reached(graph, graph.by_rank().into_iter(), |p| graph.dependencies(p));
    let mut transforms = Sets::new(graph.len(), 1);
    // A Transform without dependents is seen by no processor.
    let is_seen = |&p: &ProcessorIdx| graph.intent(p) == Intent::Transform && !graph.dependents(p).is_empty();
    graph.processors().filter(is_seen).for_each(|p| transforms.insert(0, p));

    // The Transforms later in the file that are neither descendants nor ancestors, word by word.
    let unordered = |first: ProcessorIdx| {
        let (after, before) = (descendants.set(first), ancestors.set(first));
        let own = first as usize / 64;
        transforms.set(0).iter().enumerate().skip(own).map(move |(i, &all)| {
            let behind = if i == own { (u64::MAX << (first % 64)) << 1 } else { u64::MAX };
            (i as u32 * 64, all & behind & !after[i] & !before[i])
        })
    };
    let count = |first| unordered(first).map(|(_, word)| word.count_ones()).sum::<u32>();
    if graph.processors().filter(is_seen).map(count).fold(0, u32::saturating_add) > PAIRS {
        return None;
    }
    let mut pairs = Vec::new();
    for first in graph.processors().filter(is_seen) {
        for (start, mut word) in unordered(first) {
            while word != 0 {
                let second = start + word.trailing_zeros();
                word &= word - 1;
                let seen_by = first_common(descendants.set(first), descendants.set(second));
                pairs.extend(seen_by.map(|seen_by| ParallelTransforms { first, second, seen_by }));
            }
        }
    }
    Some(pairs)
}

/// Sets of processors, a bit for each.
struct Sets {
    words: usize,
    bits: Vec<u64>,
}

impl Sets {
    fn new(processors: usize, sets: usize) -> Self {
        let words = processors.div_ceil(64);
        Self { words, bits: vec![0; words * sets] }
    }

    /// For each processor, the processors reachable in one step or more; in `order`, each comes after its successors.
    fn reached<'g>(
        graph: &Graph,
        order: impl Iterator<Item = ProcessorIdx>,
        next: impl Fn(ProcessorIdx) -> &'g [ProcessorIdx],
    ) -> Self {
        let mut sets = Self::new(graph.len(), graph.len());
        for p in order {
            for &q in next(p) {
                sets.insert(p, q);
                for i in 0..sets.words {
                    let reached_from_there = sets.bits[q as usize * sets.words + i];
                    sets.bits[p as usize * sets.words + i] |= reached_from_there;
                }
            }
        }
        sets
    }

    fn insert(&mut self, set: u32, p: ProcessorIdx) {
        self.bits[set as usize * self.words + p as usize / 64] |= 1 << (p % 64);
    }

    fn set(&self, set: u32) -> &[u64] {
        &self.bits[set as usize * self.words..][..self.words]
    }
}

/// The first processor, in file order, that is in both sets.
fn first_common(a: &[u64], b: &[u64]) -> Option<ProcessorIdx> {
    let (i, common) = a.iter().zip(b).map(|(a, b)| a & b).enumerate().find(|&(_, common)| common != 0)?;
    Some(i as u32 * 64 + common.trailing_zeros())
}

/// One note for each processor that is the second of some pair; it names the others.
pub(crate) fn diagnostics(graph: &Graph, workflow: &Workflow) -> Vec<Diagnostic> {
    const NAMED: usize = 5;
    let Some(mut pairs) = parallel_transforms(graph) else {
        let message = "the workflow has too many processors to check for Transforms that run in parallel";
        return [Diagnostic::info(Code::ParallelTransforms, workflow.processors_range, message)].into();
    };
    pairs.sort_by_key(|pair| (pair.second, pair.first));
    let note = |pairs: &[ParallelTransforms]| {
        let mut others = String::new();
        for (i, pair) in pairs.iter().take(NAMED).enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            others.push_str(&format!("{comma}`{}`", graph.id(pair.first)));
        }
        if pairs.len() > NAMED {
            others.push_str(&format!(" and {} more", pairs.len() - NAMED));
        }
        let (second, seer) = (graph.id(pairs[0].second), graph.id(pairs[0].seen_by));
        let message = format!(
            "`{second}` transforms in parallel with {others}, and `{seer}` sees both; \
             with a shared payload its input would depend on timing"
        );
        let spec = &workflow.processors[pairs[0].second as usize];
        let range = spec.id.as_ref().map_or(spec.range, |id| id.range);
        Diagnostic::info(Code::ParallelTransforms, range, message)
    };
    pairs.chunk_by(|a, b| a.second == b.second).map(note).collect()
}
