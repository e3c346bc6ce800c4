//! One policy per region of an analysis. A free worker goes to the first region with a processor to start.

use alloc::{collections::BTreeSet, sync::Arc, vec::Vec};

use super::{Barrier, Policy};
use crate::{
    Graph, Micros, ProcessorIdx,
    run::{Analysis, Cut},
};

pub(crate) struct Regions {
    region_of: Vec<u32>,
    policies: Vec<Part>,
    /// The regions that hold ready processors.
    with_ready: BTreeSet<u32>,
    /// The regions whose barriers have been reached and have not ended.
    with_barrier: BTreeSet<u32>,
}

struct Part {
    policy: Policy,
    ready: usize,
    /// The number of its processors that have not ended.
    left: usize,
}

impl Regions {
    pub(super) fn new(analysis: &Analysis, graph: &Graph, upward_ranks: &Arc<[Micros]>) -> Self {
        let region_of = analysis.region_of(graph);
        let policies = analysis.regions.iter().zip(0..).map(|(region, number)| {
            let levels = match region.cut {
                Cut::Levels(first, last) => first..last + 1,
                Cut::Whole | Cut::Component(_) => 0..graph.levels() as u32,
            };
            let policy =
                Policy::of_levels(region.choice, graph, upward_ranks, levels, |p| region_of[p as usize] == number);
            Part { policy, ready: 0, left: region.processors as usize }
        });
        let policies = policies.collect();
        Self { region_of, policies, with_ready: BTreeSet::new(), with_barrier: BTreeSet::new() }
    }

    pub(super) fn ready(&mut self, graph: &Graph, processor: ProcessorIdx) {
        let region = self.region_of[processor as usize];
        let part = &mut self.policies[region as usize];
        part.policy.ready(graph, processor);
        part.ready += 1;
        self.with_ready.insert(region);
        if matches!(part.policy, Policy::Level(_)) {
            self.with_barrier.insert(region);
        }
    }

    pub(super) fn ended(&mut self, graph: &Graph, processor: ProcessorIdx) {
        let part = &mut self.policies[self.region_of[processor as usize] as usize];
        part.policy.ended(graph, processor);
        part.left -= 1;
    }

    pub(super) fn barrier(&mut self) -> Option<(u32, Barrier)> {
        let policies = &mut self.policies;
        let moved = self.with_barrier.iter().find_map(|&region| {
            let (_, barrier) = policies[region as usize].policy.barrier()?;
            Some((region, barrier))
        })?;
        // Its last level has ended: this region is done.
        if policies[moved.0 as usize].left == 0 {
            self.with_barrier.remove(&moved.0);
        }
        Some(moved)
    }

    pub(super) fn next(&mut self) -> Option<ProcessorIdx> {
        let policies = &mut self.policies;
        let (region, processor) =
            self.with_ready.iter().find_map(|&region| Some((region, policies[region as usize].policy.next()?)))?;
        let part = &mut policies[region as usize];
        part.ready -= 1;
        if part.ready == 0 {
            self.with_ready.remove(&region);
        }
        Some(processor)
    }
}
