//! The measures that checks can use, and the event that decides each.

use alloc::{collections::BTreeSet, format, string::String};

use super::{
    Bounds,
    number::{Number, Unit},
};
use crate::{
    EventKind, Micros, Trace,
    trace::{Metrics, Span, spans},
};

macro_rules! measures {
    ($(#[doc = $doc:literal] $variant:ident = $name:literal, $phrase:literal, $unit:expr;)*) => {
        /// A measure of a run.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Measure {
            $(#[doc = $doc] $variant,)*
        }

        impl Measure {
            /// Every measure.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name, such as `makespan_ms`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The words before the number in a sentence.
            const fn phrase(self) -> &'static str {
                match self {
                    $(Self::$variant => $phrase,)*
                }
            }

            pub(super) const fn unit(self) -> Unit {
                match self {
                    $(Self::$variant => $unit,)*
                }
            }
        }
    };
}

measures! {
    /// The time of the last event.
    Makespan = "makespan_ms", "The run ends at", Unit::END;
    /// The total duration of all attempts.
    Work = "work_ms", "The work is", Unit::DURATION;
    /// The total idle time of all workers.
    Idle = "idle_ms", "Workers are idle for", Unit::DURATION;
    /// The work as a share of the workers' time.
    Utilisation = "utilisation", "The utilisation is", Unit::Plain;
    /// The largest number of processors that were ready at the same time.
    PeakReady = "peak_ready", "The most processors ready at the same time are", Unit::Plain;
    /// The average number of ready processors.
    MeanReady = "mean_ready", "The mean number of ready processors is", Unit::Plain;
    /// The largest number of attempts that ran at the same time.
    PeakRunning = "peak_running", "The most attempts that run at the same time are", Unit::Plain;
    /// The longest path through the graph.
    CriticalPath = "critical_path_ms", "The critical path takes", Unit::DURATION;
    /// No schedule is shorter.
    LowerBound = "lower_bound_ms", "The lower bound is", Unit::DURATION;
    /// The makespan divided by the lower bound.
    OverLowerBound = "over_lower_bound", "The makespan divided by the lower bound is", Unit::Plain;
    /// The Graham bound: no greedy schedule is longer.
    GrahamBound = "graham_bound_ms", "Graham's bound is", Unit::DURATION;
    /// How many workers run an attempt.
    WorkersUsed = "workers_used", "The number of workers that run anything is", Unit::Plain;
    /// The number of processors.
    Processors = "processors", "The number of processors is", Unit::Plain;
    /// The number of dependencies.
    Edges = "edges", "The number of dependencies is", Unit::Plain;
    /// The number of levels.
    Levels = "levels", "The number of levels is", Unit::Plain;
}

impl Measure {
    /// Its value in a run.
    pub(super) fn of(self, trace: &Trace) -> Number {
        let metrics = || Metrics::new(trace);
        let graph = trace.graph();
        match self {
            Self::Makespan => trace.makespan().into(),
            Self::Work => metrics().work().into(),
            Self::Idle => metrics().idle().into(),
            Self::Utilisation => Number::ratio(metrics().utilisation()),
            Self::PeakReady => metrics().peak_ready.into(),
            Self::MeanReady => Number::ratio(metrics().mean_ready()),
            Self::PeakRunning => peak_running(trace, None).0.into(),
            Self::CriticalPath => metrics().critical_path.into(),
            Self::LowerBound => metrics().lower_bound.into(),
            Self::OverLowerBound => Number::ratio(metrics().over_lower_bound()),
            Self::GrahamBound => metrics().graham_bound.into(),
            Self::WorkersUsed => spans(trace).iter().map(|span| span.worker).collect::<BTreeSet<_>>().len().into(),
            Self::Processors => graph.len().into(),
            Self::Edges => graph.edges().into(),
            Self::Levels => graph.levels().into(),
        }
    }

    /// The sentence about its value, without the full stop.
    pub(super) fn sentence(self, value: Number) -> String {
        format!("{} {}", self.phrase(), self.unit().write(value))
    }

    /// The event that decides whether it is within the bounds: the first late event, the first event with too many running
    /// attempts, or the start of the longest idle time. Otherwise the last event.
    pub(super) fn decided_at(self, trace: &Trace, bounds: &Bounds) -> usize {
        let last = trace.len().saturating_sub(1);
        match self {
            Self::Makespan => {
                let is_late = |at: Micros| bounds.top().is_some_and(|top| Number::from(at) > top);
                trace.events().find(|event| is_late(event.at)).map_or(last, |event| event.seq)
            }
            Self::PeakRunning => peak_running(trace, bounds.top()).1,
            Self::Idle | Self::Utilisation | Self::WorkersUsed => longest_idle(trace).unwrap_or(last),
            _ => last,
        }
    }
}

/// The largest number of attempts that run at the same time, and the event that reaches it, or that first exceeds `top`.
fn peak_running(trace: &Trace, top: Option<Number>) -> (usize, usize) {
    let (mut running, mut peak, mut at) = (0usize, 0, 0);
    let mut exceeds = false;
    for event in trace.events() {
        match event.kind {
            EventKind::Started { .. } => running += 1,
            EventKind::Completed { .. } | EventKind::Failed { .. } | EventKind::Cancelled { .. } => {
                running = running.saturating_sub(1);
            }
            _ => {}
        }
        if running > peak {
            peak = running;
            if !exceeds {
                at = event.seq;
            }
            exceeds |= top.is_some_and(|top| Number::from(peak) > top);
        }
    }
    (peak, at)
}

/// The event at which the longest idle time of a worker starts.
fn longest_idle(trace: &Trace) -> Option<usize> {
    let mut until: alloc::vec::Vec<(Micros, usize)> = alloc::vec![(Micros::ZERO, 0); trace.most_workers() as usize];
    let mut longest: Option<(Micros, usize)> = None;
    let mut gap = |since: (Micros, usize), to: Micros| {
        let time = to.since(since.0);
        if time > Micros::ZERO && longest.is_none_or(|(most, _)| time > most) {
            longest = Some((time, since.1));
        }
    };
    for Span { worker, start, end, end_seq, .. } in spans(trace) {
        let Some(known) = until.get_mut(worker as usize) else { continue };
        gap(*known, start);
        *known = (end, end_seq.min(trace.len().saturating_sub(1)));
    }
    for known in until {
        gap(known, trace.makespan());
    }
    longest.map(|(_, seq)| seq)
}
