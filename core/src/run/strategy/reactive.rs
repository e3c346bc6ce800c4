//! A queue: processors start in the order in which they became ready.

use alloc::collections::VecDeque;

use crate::ProcessorIdx;

#[derive(Default)]
pub(crate) struct Reactive(VecDeque<ProcessorIdx>);

impl Reactive {
    pub(super) fn ready(&mut self, processor: ProcessorIdx) {
        self.0.push_back(processor);
    }

    pub(super) fn next(&mut self) -> Option<ProcessorIdx> {
        self.0.pop_front()
    }
}
