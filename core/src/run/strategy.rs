//! Strategies: which ready processor starts next. Each is a policy over the same ready set. Workers, failures, payloads
//! and time belong to the run; strategies know nothing about them.

mod level;
mod reactive;
mod regions;
mod work_queue;

pub(crate) use work_queue::priority_by_rank;

use alloc::sync::Arc;
use core::ops::Range;

use crate::{
    Graph, Micros, Priority, ProcessorIdx, Strategy,
    run::{Analysis, Choice},
};

/// The ready set in the order of a strategy.
pub(crate) enum Policy {
    WorkQueue(work_queue::WorkQueue),
    Level(level::Level),
    Reactive(reactive::Reactive),
    Regions(regions::Regions),
}

/// A level of a region that opened or ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Barrier {
    Started(u32),
    Ended(u32),
}

impl Policy {
    /// The policy of one choice for the whole graph. Upward ranks are needed only for the critical-path priority.
    pub(crate) fn new(choice: Choice, graph: &Graph, upward_ranks: &Arc<[Micros]>) -> Self {
        Self::of_levels(choice, graph, upward_ranks, 0..graph.levels() as u32, |_| true)
    }

    /// The policy of an analysis: one for each of its regions.
    pub(crate) fn hybrid(analysis: &Analysis, graph: &Graph, upward_ranks: &Arc<[Micros]>) -> Self {
        match &analysis.regions[..] {
            [whole] => Self::new(whole.choice, graph, upward_ranks),
            _ => Self::Regions(regions::Regions::new(analysis, graph, upward_ranks)),
        }
    }

    /// The policy of one choice for some processors, all of these levels.
    fn of_levels(
        choice: Choice,
        graph: &Graph,
        upward_ranks: &Arc<[Micros]>,
        levels: Range<u32>,
        is_part: impl Fn(ProcessorIdx) -> bool,
    ) -> Self {
        match (choice.strategy, choice.priority) {
            (Strategy::WorkQueue, Priority::Rank) => Self::WorkQueue(work_queue::WorkQueue::by_rank()),
            (Strategy::WorkQueue, Priority::CriticalPath) => {
                Self::WorkQueue(work_queue::WorkQueue::by_critical_path(Arc::clone(upward_ranks)))
            }
            (Strategy::Level, _) => Self::Level(level::Level::new(graph, levels, is_part)),
            (Strategy::WorkQueue, Priority::Fifo) | (Strategy::Reactive | Strategy::Hybrid, _) => {
                Self::Reactive(reactive::Reactive::default())
            }
        }
    }

    /// `processor` may start from now on.
    pub(crate) fn ready(&mut self, graph: &Graph, processor: ProcessorIdx) {
        match self {
            Self::WorkQueue(policy) => policy.ready(graph, processor),
            Self::Level(policy) => policy.ready(graph, processor),
            Self::Reactive(policy) => policy.ready(processor),
            Self::Regions(policy) => policy.ready(graph, processor),
        }
    }

    /// `processor` has completed, failed or been skipped: it will not become ready again.
    pub(crate) fn ended(&mut self, graph: &Graph, processor: ProcessorIdx) {
        match self {
            Self::Level(policy) => policy.ended(graph, processor),
            Self::Regions(policy) => policy.ended(graph, processor),
            Self::WorkQueue(_) | Self::Reactive(_) => {}
        }
    }

    /// The next barrier event at this instant, after everything due has been handled, and its region.
    pub(crate) fn barrier(&mut self) -> Option<(u32, Barrier)> {
        match self {
            Self::Level(policy) => policy.barrier().map(|barrier| (0, barrier)),
            Self::Regions(policy) => policy.barrier(),
            Self::WorkQueue(_) | Self::Reactive(_) => None,
        }
    }

    /// Takes the processor to start next.
    pub(crate) fn next(&mut self) -> Option<ProcessorIdx> {
        match self {
            Self::WorkQueue(policy) => policy.next(),
            Self::Level(policy) => policy.next(),
            Self::Reactive(policy) => policy.next(),
            Self::Regions(policy) => policy.next(),
        }
    }
}
