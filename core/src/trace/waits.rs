//! What processors wait for, and when: all times in which none of their attempts runs, assembled from the events.

use alloc::{vec, vec::Vec};

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::{EventKind, Micros, ProcessorIdx, Strategy, Trace};

/// The cause of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitCause {
    /// A dependency has not ended.
    Dependency,
    /// It is ready, but its level has not started.
    Barrier,
    /// It is ready, and its level, if any, has started: no worker is free.
    Worker,
    /// It waits for the backoff of a retry.
    Backoff,
}

impl WaitCause {
    /// Every cause.
    pub const ALL: [Self; 4] = [Self::Dependency, Self::Barrier, Self::Worker, Self::Backoff];

    /// `dependency`, `barrier`, `worker` or `backoff`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dependency => "dependency",
            Self::Barrier => "barrier",
            Self::Worker => "worker",
            Self::Backoff => "backoff",
        }
    }
}

/// A time in which a processor waits for one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The processor.
    pub processor: ProcessorIdx,
    /// The cause.
    pub cause: WaitCause,
    /// Its start.
    pub start: Micros,
    /// Its end; the time of the last event if the trace stops before that.
    pub end: Micros,
}

impl Wait {
    /// How long it takes.
    #[must_use]
    pub fn duration(&self) -> Micros {
        self.end.since(self.start)
    }
}

/// The phase of a processor, and its start.
#[derive(Clone, Copy)]
enum Phase {
    Dependency,
    Ready(Micros),
    Backoff(Micros),
    /// It runs, or it has ended.
    Over,
}

/// Every wait that takes time, in the order of their ends. Waits of one processor do not overlap. O(events +
/// processors).
#[must_use]
pub fn waits(trace: &Trace) -> Vec<Wait> {
    let graph = trace.graph();
    let mut phases = vec![Phase::Dependency; graph.len()];
    // When each level of each region started.
    let mut levels: HashMap<(u32, u32), Micros, FxBuildHasher> = HashMap::default();
    let mut waits = Vec::new();
    let mut close = |phase, processor, until: Micros, levels: &HashMap<_, Micros, _>| {
        let mut wait = |cause, start, end| {
            if start < end {
                waits.push(Wait { processor, cause, start, end });
            }
        };
        match phase {
            Phase::Dependency => wait(WaitCause::Dependency, Micros::ZERO, until),
            Phase::Ready(since) => {
                let opened = match level_of(trace, processor) {
                    Some(level) => levels.get(&level).map_or(until, |&started| started.max(since).min(until)),
                    None => since,
                };
                wait(WaitCause::Barrier, since, opened);
                wait(WaitCause::Worker, opened, until);
            }
            Phase::Backoff(since) => wait(WaitCause::Backoff, since, until),
            Phase::Over => {}
        }
    };
    for event in trace.events() {
        let next = match event.kind {
            EventKind::LevelStarted { level, region } => {
                levels.insert((region, level), event.at);
                continue;
            }
            EventKind::Ready { .. } => Phase::Ready(event.at),
            EventKind::RetryScheduled { .. } => Phase::Backoff(event.at),
            EventKind::Started { .. } | EventKind::Skipped { .. } => Phase::Over,
            EventKind::RunStarted { .. }
            | EventKind::StrategyChosen { .. }
            | EventKind::LevelEnded { .. }
            | EventKind::Completed { .. }
            | EventKind::Failed { .. }
            | EventKind::Cancelled { .. }
            | EventKind::PayloadAdvanced { .. }
            | EventKind::RunEnded { .. } => continue,
        };
        let Some(p) = event.processor else { continue };
        let phase = core::mem::replace(&mut phases[p as usize], next);
        close(phase, p, event.at, &levels);
    }
    for (p, phase) in graph.processors().zip(phases) {
        close(phase, p, trace.makespan(), &levels);
    }
    waits
}

/// The region and level whose start a processor waits for, if its strategy has levels.
fn level_of(trace: &Trace, p: ProcessorIdx) -> Option<(u32, u32)> {
    let (strategy, region) = match (trace.analysis(), trace.regions()) {
        (Some(analysis), Some(regions)) => {
            let region = regions[p as usize];
            (analysis.regions.get(region as usize)?.choice.strategy, region)
        }
        _ => (trace.options().strategy, 0),
    };
    (strategy == Strategy::Level).then(|| (region, trace.graph().rank(p)))
}
