//! One level after another: the next starts only when every processor of this one has ended. Within a level, file order.

use alloc::{collections::BinaryHeap, vec, vec::Vec};
use core::cmp::Reverse;

use super::Barrier;
use crate::{Graph, ProcessorIdx};

pub(crate) struct Level {
    /// Ready processors, least rank first, then file order.
    ready: BinaryHeap<Reverse<(u32, ProcessorIdx)>>,
    /// How many processors of each level have not ended.
    left: Vec<u32>,
    level: u32,
    is_open: bool,
}

impl Level {
    pub(super) fn new(graph: &Graph) -> Self {
        let mut left = vec![0; graph.levels()];
        for p in graph.processors() {
            left[graph.rank(p) as usize] += 1;
        }
        Self { ready: BinaryHeap::new(), left, level: 0, is_open: false }
    }

    pub(super) fn ready(&mut self, graph: &Graph, processor: ProcessorIdx) {
        self.ready.push(Reverse((graph.rank(processor), processor)));
    }

    pub(super) fn ended(&mut self, graph: &Graph, processor: ProcessorIdx) {
        self.left[graph.rank(processor) as usize] -= 1;
    }

    pub(super) fn barrier(&mut self) -> Option<Barrier> {
        if self.is_open {
            if self.left[self.level as usize] > 0 {
                return None;
            }
            self.is_open = false;
            self.level += 1;
            return Some(Barrier::Ended(self.level - 1));
        }
        // A level of which everything was skipped never starts.
        while self.left.get(self.level as usize) == Some(&0) {
            self.level += 1;
        }
        self.is_open = (self.level as usize) < self.left.len();
        self.is_open.then_some(Barrier::Started(self.level))
    }

    pub(super) fn next(&mut self) -> Option<ProcessorIdx> {
        let &Reverse((rank, processor)) = self.ready.peek()?;
        (self.is_open && rank == self.level).then(|| {
            self.ready.pop();
            processor
        })
    }
}
