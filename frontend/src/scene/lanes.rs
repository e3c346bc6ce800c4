//! The timeline: a lane for each worker, a bar for each attempt.

use std::{fmt::Write, sync::Arc};

use dagwood_core::{
    Graph, Micros, ProcessorState, Trace,
    trace::{Span, spans},
};

use super::{Scale, WaitRows};

/// Up to this many bars, each is an element; beyond it they are drawn in bulk.
const DENSE: usize = 400;
/// The maximum number of lanes that includes idle workers.
const IDLE_LANES: u32 = 64;

/// The timeline of a whole run, independent of the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Lanes {
    /// The graph that was run, to which the processors of bars and waits belong.
    pub graph: Arc<Graph>,
    /// The attempts, in the order of their starts.
    pub bars: Vec<Span>,
    /// The number of lanes.
    pub lanes: u32,
    /// The number of workers, including idle workers without a lane.
    pub workers: u32,
    /// The time of the last event.
    pub makespan: Micros,
    /// The waits of processors; empty if there are too many bars.
    pub waiting: WaitRows,
    /// Whether there are too many bars to make each an element.
    pub dense: bool,
}

/// The phase of a bar at the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It has not started.
    Future,
    /// It has started and not ended.
    Running,
    /// It has ended.
    Past,
}

impl Lanes {
    /// The width of the box in which [`Lanes::boxes`] draws.
    pub const ACROSS: u32 = 100_000;

    /// The timeline of a run. O(events).
    #[must_use]
    pub fn new(trace: &Trace) -> Self {
        let (bars, makespan) = (spans(trace), trace.makespan());
        let used = bars.iter().map(|bar| bar.worker + 1).max().unwrap_or(0);
        let lanes = trace.options().workers.min(IDLE_LANES).max(used);
        let dense = bars.len() > DENSE;
        let waiting = if dense { WaitRows::default() } else { WaitRows::new(trace) };
        Self { graph: trace.graph().clone(), bars, lanes, workers: trace.most_workers(), makespan, waiting, dense }
    }

    /// The nearest start or end of an attempt within `reach` of an instant.
    #[must_use]
    pub fn near(&self, instant: Micros, reach: Micros) -> Option<Micros> {
        let away = |edge: &Micros| edge.since(instant).max(instant.since(*edge));
        let edges = self.bars.iter().flat_map(|bar| [bar.start, bar.end]);
        edges.min_by_key(away).filter(|edge| away(edge) <= reach)
    }

    /// The bars of these outcomes as one path, in a box that is [`Lanes::ACROSS`] wide.
    #[must_use]
    pub fn boxes(&self, scale: &Scale, outcomes: &[ProcessorState], lane: u32, height: u32) -> String {
        // A bar is never too short to be visible.
        const SHORTEST: u32 = Lanes::ACROSS / 2_000;
        // Whole numbers are written several times as fast as others.
        let place = |at: Micros| (scale.percent(at) / 100.0 * f64::from(Self::ACROSS)).round() as u32;
        let mut d = String::new();
        for bar in self.bars.iter().filter(|bar| outcomes.contains(&bar.outcome)) {
            let left = place(bar.start);
            let width = place(bar.end).saturating_sub(left).max(SHORTEST);
            let top = bar.worker * lane + (lane - height) / 2;
            // Writing to a string does not fail.
            let _ = write!(d, "M{left} {top}h{width}v{height}h-{width}z");
        }
        d
    }
}

impl Phase {
    /// The phase of a bar after the first `cursor` events.
    #[must_use]
    pub fn of(bar: &Span, cursor: usize) -> Self {
        if bar.start_seq >= cursor {
            Self::Future
        } else if bar.end_seq >= cursor {
            Self::Running
        } else {
            Self::Past
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn each_attempt_is_a_bar() {
        let recording = recording();
        let lanes = Lanes::new(&recording.trace);
        let graph = recording.trace.graph();
        let bars: Vec<_> = lanes
            .bars
            .iter()
            .map(|bar| (graph.id(bar.processor), bar.worker, bar.start.get(), bar.end.get(), bar.outcome.name()))
            .collect();
        assert_eq!(
            bars,
            [
                ("shout", 0, 0, 10_000, "completed"),
                ("count", 0, 10_000, 15_000, "completed"),
                ("mark", 1, 10_000, 15_000, "failed"),
            ]
        );
        assert_eq!((lanes.lanes, lanes.workers), (2, 2));
        let ms = Micros::from_millis;
        assert_eq!([ms(9), ms(12), ms(15)].map(|at| lanes.near(at, ms(1))), [Some(ms(10)), None, Some(ms(15))]);
        let phases = |cursor: usize| lanes.bars.iter().map(|bar| Phase::of(bar, cursor)).collect::<Vec<_>>();
        let (future, running, past) = (Phase::Future, Phase::Running, Phase::Past);
        assert_eq!(phases(0), [future, future, future]);
        assert_eq!(phases(lanes.bars[0].start_seq + 1), [running, future, future]);
        assert_eq!(phases(lanes.bars[0].end_seq + 1), [past, future, future]);
        assert_eq!(phases(recording.trace.len()), [past, past, past]);
    }
}
