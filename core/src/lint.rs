//! The lint `parallel-transforms`: where a payload that everybody shared would make the result depend on timing.

use alloc::{format, string::String, vec, vec::Vec};

use crate::{Code, Diagnostic, Graph, Intent, ProcessorIdx, Workflow};

/// Two Transforms, neither an ancestor of the other, and the first processor in file order that can see both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParallelTransforms {
    /// The one that comes first in the file.
    pub first: ProcessorIdx,
    /// The other one.
    pub second: ProcessorIdx,
    /// Depends on both, however far.
    pub seen_by: ProcessorIdx,
}

/// How many steps along edges the lint takes at most: enough for every pair of some thousand processors.
const STEPS: usize = 20_000_000;

/// Every pair of parallel Transforms, ordered by `first`, then `second`; `None` if the graph is too large to look at each.
/// O(Transforms · (processors + edges)).
#[must_use]
pub fn parallel_transforms(graph: &Graph) -> Option<Vec<ParallelTransforms>> {
    let is_transform = |&p: &ProcessorIdx| graph.intent(p) == Intent::Transform;
    let transforms = graph.processors().filter(is_transform).count();
    if transforms.saturating_mul(graph.len() + 2 * graph.edges()) > STEPS {
        return None;
    }
    let mut pairs = Vec::new();
    for first in graph.processors().filter(is_transform) {
        let descendants = reached(graph.len(), first, |p| graph.dependents(p));
        let ancestors = reached(graph.len(), first, |p| graph.dependencies(p));
        // Whoever is an ancestor of a descendant is seen together with `first` by that descendant.
        let mut seen_by = vec![None; graph.len()];
        for seer in graph.processors().filter(|&p| descendants[p as usize]) {
            let mut stack = vec![seer];
            while let Some(p) = stack.pop() {
                for &d in graph.dependencies(p) {
                    if seen_by[d as usize].is_none() {
                        seen_by[d as usize] = Some(seer);
                        stack.push(d);
                    }
                }
            }
        }
        pairs.extend((first + 1..graph.len() as u32).filter(is_transform).filter_map(|second| {
            let i = second as usize;
            let seen_by = seen_by[i].filter(|_| !descendants[i] && !ancestors[i])?;
            Some(ParallelTransforms { first, second, seen_by })
        }));
    }
    Some(pairs)
}

/// What can be reached from `start` in one step or more.
fn reached<'g>(processors: usize, start: ProcessorIdx, next: impl Fn(ProcessorIdx) -> &'g [ProcessorIdx]) -> Vec<bool> {
    let mut reached = vec![false; processors];
    let mut stack = vec![start];
    while let Some(p) = stack.pop() {
        for &q in next(p) {
            if !reached[q as usize] {
                reached[q as usize] = true;
                stack.push(q);
            }
        }
    }
    reached
}

/// One note for each processor that is the later one of some pair; it names the others.
pub(crate) fn diagnostics(graph: &Graph, workflow: &Workflow) -> Vec<Diagnostic> {
    const NAMED: usize = 5;
    let Some(mut pairs) = parallel_transforms(graph) else {
        let message = "too many processors to look for Transforms that run in parallel";
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
