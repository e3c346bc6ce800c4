//! A priority queue: greater rank first, then Transform before Analyze, then file order.

use alloc::collections::BinaryHeap;
use core::cmp::Reverse;

use crate::{Graph, Intent, ProcessorIdx};

/// Rank, whether it is a Transform, place in the file: the greatest starts first.
type Priority = (u32, bool, Reverse<ProcessorIdx>);

#[derive(Default)]
pub(crate) struct WorkQueue(BinaryHeap<Priority>);

impl WorkQueue {
    pub(super) fn ready(&mut self, graph: &Graph, processor: ProcessorIdx) {
        let is_transform = graph.intent(processor) == Intent::Transform;
        self.0.push((graph.rank(processor), is_transform, Reverse(processor)));
    }

    pub(super) fn next(&mut self) -> Option<ProcessorIdx> {
        self.0.pop().map(|(_, _, Reverse(processor))| processor)
    }
}
