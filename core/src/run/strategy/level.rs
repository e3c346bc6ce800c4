//! One level after another: the next starts only when every processor of the current one has ended. Within a level,
//! file order.

use alloc::{collections::BinaryHeap, vec, vec::Vec};
use core::{cmp::Reverse, ops::Range};

use super::Barrier;
use crate::{Graph, ProcessorIdx};

pub(crate) struct Level {
    /// The ready processors: lowest rank first, then file order.
    ready: BinaryHeap<Reverse<(u32, ProcessorIdx)>>,
    /// The number of processors of each level that have not ended, from `first` on.
    left: Vec<u32>,
    first: u32,
    level: u32,
    is_open: bool,
    /// Whether any processor has been ready yet: the barrier of a region does not move before that.
    is_reached: bool,
}

impl Level {
    /// For the processors of these levels that belong to the region.
    pub(super) fn new(graph: &Graph, levels: Range<u32>, is_part: impl Fn(ProcessorIdx) -> bool) -> Self {
        let mut left = vec![0; levels.len()];
        for p in graph.processors().filter(|&p| levels.contains(&graph.rank(p)) && is_part(p)) {
            left[(graph.rank(p) - levels.start) as usize] += 1;
        }
        let first = levels.start;
        Self { ready: BinaryHeap::new(), left, first, level: first, is_open: false, is_reached: false }
    }

    pub(super) fn ready(&mut self, graph: &Graph, processor: ProcessorIdx) {
        self.is_reached = true;
        self.ready.push(Reverse((graph.rank(processor), processor)));
    }

    pub(super) fn ended(&mut self, graph: &Graph, processor: ProcessorIdx) {
        self.left[(graph.rank(processor) - self.first) as usize] -= 1;
    }

    /// The number of processors of the current level that have not ended; `None` after the last level.
    fn left(&self) -> Option<u32> {
        self.left.get((self.level - self.first) as usize).copied()
    }

    pub(super) fn barrier(&mut self) -> Option<Barrier> {
        if !self.is_reached {
            return None;
        }
        if self.is_open {
            if self.left() > Some(0) {
                return None;
            }
            self.is_open = false;
            self.level += 1;
            return Some(Barrier::Ended(self.level - 1));
        }
        // A level whose processors were all skipped never starts.
        while self.left() == Some(0) {
            self.level += 1;
        }
        self.is_open = self.left().is_some();
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
