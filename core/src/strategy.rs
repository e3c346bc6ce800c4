//! Strategies: which ready processor starts next. Each is a policy over the same ready set, and knows nothing of workers,
//! failures, payloads or time, which are the run's.

mod level;
mod reactive;
mod work_queue;

use crate::{Graph, ProcessorIdx, Strategy};

/// The ready set in the order of a strategy.
pub(crate) enum Policy {
    WorkQueue(work_queue::WorkQueue),
    Level(level::Level),
    Reactive(reactive::Reactive),
}

/// A level that opened or ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Barrier {
    Started(u32),
    Ended(u32),
}

impl Policy {
    pub(crate) fn new(strategy: Strategy, graph: &Graph) -> Self {
        match strategy {
            Strategy::WorkQueue => Self::WorkQueue(work_queue::WorkQueue::default()),
            Strategy::Level => Self::Level(level::Level::new(graph)),
            Strategy::Reactive => Self::Reactive(reactive::Reactive::default()),
        }
    }

    /// `processor` may start from now on.
    pub(crate) fn ready(&mut self, graph: &Graph, processor: ProcessorIdx) {
        match self {
            Self::WorkQueue(policy) => policy.ready(graph, processor),
            Self::Level(policy) => policy.ready(graph, processor),
            Self::Reactive(policy) => policy.ready(processor),
        }
    }

    /// `processor` has completed, failed or been skipped: it will not be ready again.
    pub(crate) fn ended(&mut self, graph: &Graph, processor: ProcessorIdx) {
        if let Self::Level(policy) = self {
            policy.ended(graph, processor);
        }
    }

    /// The next thing that a barrier does at this instant, once everything due has been dealt with.
    pub(crate) fn barrier(&mut self) -> Option<Barrier> {
        match self {
            Self::Level(policy) => policy.barrier(),
            Self::WorkQueue(_) | Self::Reactive(_) => None,
        }
    }

    /// Takes the processor to start next.
    pub(crate) fn next(&mut self) -> Option<ProcessorIdx> {
        match self {
            Self::WorkQueue(policy) => policy.next(),
            Self::Level(policy) => policy.next(),
            Self::Reactive(policy) => policy.next(),
        }
    }
}
