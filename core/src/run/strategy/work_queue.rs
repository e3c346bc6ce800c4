//! A priority queue. Ties go to the first processor in the file.

use alloc::{collections::BinaryHeap, sync::Arc};
use core::cmp::Reverse;

use crate::{Graph, Intent, Micros, ProcessorIdx};

pub(crate) struct WorkQueue {
    /// The priority, then the index in the file: the greatest starts first.
    ready: BinaryHeap<(u64, Reverse<ProcessorIdx>)>,
    /// The upward rank of every processor; empty if the priority is `rank`.
    upward_ranks: Arc<[Micros]>,
}

impl WorkQueue {
    /// Greater rank first, then Transform before Analyze.
    pub(super) fn by_rank() -> Self {
        Self { ready: BinaryHeap::new(), upward_ranks: Arc::from([]) }
    }

    /// Greater upward rank first.
    pub(super) fn by_critical_path(upward_ranks: Arc<[Micros]>) -> Self {
        Self { ready: BinaryHeap::new(), upward_ranks }
    }

    pub(super) fn ready(&mut self, graph: &Graph, processor: ProcessorIdx) {
        let priority = match self.upward_ranks.get(processor as usize) {
            Some(upward_rank) => upward_rank.get(),
            None => priority_by_rank(graph, processor),
        };
        self.ready.push((priority, Reverse(processor)));
    }

    pub(super) fn next(&mut self) -> Option<ProcessorIdx> {
        self.ready.pop().map(|(_, Reverse(processor))| processor)
    }
}

/// The rank; the lowest bit is set for a Transform.
pub(crate) fn priority_by_rank(graph: &Graph, processor: ProcessorIdx) -> u64 {
    u64::from(graph.rank(processor)) << 1 | u64::from(graph.intent(processor) == Intent::Transform)
}
