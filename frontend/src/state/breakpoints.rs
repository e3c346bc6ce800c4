//! Breakpoints: where playing a run stops.

use std::collections::BTreeSet;

use dagwood_core::{Event, EventKind, ProcessorIdx, Trace};

/// A kind of event at which playing stops, for any processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// An attempt fails.
    Failed,
    /// A processor will be retried.
    Retried,
    /// A processor is skipped.
    Skipped,
    /// A running attempt is cancelled.
    Cancelled,
    /// A level starts.
    LevelStarted,
}

impl Stop {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Failed, Self::Retried, Self::Skipped, Self::Cancelled, Self::LevelStarted];

    /// Its label.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Retried => "to be retried",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
            Self::LevelStarted => "level started",
        }
    }

    /// Its name, as in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Retried => "retry",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
            Self::LevelStarted => "level_started",
        }
    }

    /// The kind of an event; `None` if it has none.
    pub(crate) const fn of(kind: &EventKind) -> Option<Self> {
        match kind {
            EventKind::Failed { .. } => Some(Self::Failed),
            EventKind::RetryScheduled { .. } => Some(Self::Retried),
            EventKind::Skipped { .. } => Some(Self::Skipped),
            EventKind::Cancelled { .. } => Some(Self::Cancelled),
            EventKind::LevelStarted { .. } => Some(Self::LevelStarted),
            EventKind::RunStarted { .. }
            | EventKind::StrategyChosen { .. }
            | EventKind::LevelEnded { .. }
            | EventKind::Ready { .. }
            | EventKind::Started { .. }
            | EventKind::Completed { .. }
            | EventKind::PayloadAdvanced { .. }
            | EventKind::RunEnded { .. } => None,
        }
    }
}

/// The breakpoints. They refer to ids, so that they stay when the workflow is edited or run again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breakpoints {
    processors: BTreeSet<String>,
    stops: BTreeSet<Stop>,
}

impl Breakpoints {
    /// Breakpoints of these processors and kinds of events, by their names in links. Unknown names are ignored.
    #[must_use]
    pub fn of_link(processors: BTreeSet<String>, stops: &[String]) -> Self {
        let stops = Stop::ALL.into_iter().filter(|stop| stops.iter().any(|name| name == stop.name())).collect();
        Self { processors, stops }
    }

    /// The ids of the processors with breakpoints.
    #[must_use]
    pub fn processors(&self) -> &BTreeSet<String> {
        &self.processors
    }

    /// The kinds of events at which playing stops.
    pub fn stops(&self) -> impl Iterator<Item = Stop> {
        self.stops.iter().copied()
    }

    /// The stored text: one line each, with a letter in front for its kind.
    #[must_use]
    pub fn store(&self) -> String {
        let stops = self.stops.iter().map(|stop| format!("s{}\n", stop.title()));
        let processors = self.processors.iter().map(|id| format!("p{id}\n"));
        stops.chain(processors).collect()
    }

    /// Reads a stored text. Invalid lines are ignored.
    #[must_use]
    pub fn restore(stored: &str) -> Self {
        let mut breakpoints = Self::default();
        for line in stored.lines() {
            if let Some(id) = line.strip_prefix('p') {
                breakpoints.processors.insert(id.into());
            } else if let Some(stop) = line.strip_prefix('s') {
                breakpoints.stops.extend(Stop::ALL.into_iter().find(|known| known.title() == stop));
            }
        }
        breakpoints
    }

    /// Whether playing stops where this processor starts or is skipped.
    #[must_use]
    pub fn is_on(&self, id: &str) -> bool {
        self.processors.contains(id)
    }

    /// Sets or removes the breakpoint of a processor. Returns whether it is set now.
    pub fn toggle(&mut self, id: &str) -> bool {
        let is_new = !self.processors.remove(id);
        if is_new {
            self.processors.insert(id.into());
        }
        is_new
    }

    /// Whether playing stops at this kind of event, for any processor.
    #[must_use]
    pub fn stops_at(&self, stop: Stop) -> bool {
        self.stops.contains(&stop)
    }

    /// Sets or removes this kind.
    pub fn set_stop(&mut self, stop: Stop, stops: bool) {
        if stops {
            self.stops.insert(stop);
        } else {
            self.stops.remove(&stop);
        }
    }

    /// The number of breakpoints.
    #[must_use]
    pub fn len(&self) -> usize {
        self.processors.len() + self.stops.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first cursor in `from + 1..=to` at which playing stops: just after the event.
    #[must_use]
    pub fn first_within(&self, trace: &Trace, from: usize, to: usize) -> Option<usize> {
        let stops = self.test(trace)?;
        (from..to.min(trace.len())).find(|&seq| stops(&trace.event(seq))).map(|seq| seq + 1)
    }

    /// The last cursor before this one at which playing stops.
    #[must_use]
    pub fn last_before(&self, trace: &Trace, cursor: usize) -> Option<usize> {
        let stops = self.test(trace)?;
        (0..cursor.saturating_sub(1)).rev().find(|&seq| stops(&trace.event(seq))).map(|seq| seq + 1)
    }

    /// Whether playing stops at an event; `None` if at none.
    pub(crate) fn test<'a>(&'a self, trace: &Trace) -> Option<impl Fn(&Event) -> bool + use<'a>> {
        let processors: Vec<ProcessorIdx> = self.processors.iter().filter_map(|id| trace.graph().find(id)).collect();
        (!self.is_empty()).then_some(move |event: &Event| {
            Stop::of(&event.kind).is_some_and(|stop| self.stops.contains(&stop))
                || is_breakpoint(&event.kind) && event.processor.is_some_and(|p| processors.contains(&p))
        })
    }
}

/// Whether the breakpoint of a processor stops at this event of it.
const fn is_breakpoint(kind: &EventKind) -> bool {
    match kind {
        EventKind::Started { .. } | EventKind::Skipped { .. } => true,
        EventKind::RunStarted { .. }
        | EventKind::StrategyChosen { .. }
        | EventKind::LevelStarted { .. }
        | EventKind::LevelEnded { .. }
        | EventKind::Ready { .. }
        | EventKind::Completed { .. }
        | EventKind::Failed { .. }
        | EventKind::RetryScheduled { .. }
        | EventKind::Cancelled { .. }
        | EventKind::PayloadAdvanced { .. }
        | EventKind::RunEnded { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn stops_at_processors_and_at_what_happens() {
        let recording = recording();
        let trace = &recording.trace;
        let mut breakpoints = Breakpoints::default();
        let all = |breakpoints: &Breakpoints| {
            let mut found = Vec::new();
            while let Some(next) = breakpoints.first_within(trace, found.last().copied().unwrap_or(0), trace.len()) {
                found.push(next);
            }
            let back = breakpoints.last_before(trace, trace.len() + 1);
            assert_eq!(back, found.last().copied());
            found.into_iter().map(|step| dagwood_core::sentence(trace, step - 1)).collect::<Vec<_>>()
        };
        assert!(all(&breakpoints).is_empty());
        assert!(breakpoints.toggle("mark") && breakpoints.toggle("turn") && breakpoints.toggle("nobody"));
        let (starts, skipped) =
            ("mark starts on worker 1 with the output of shout.", "turn is skipped because mark failed.");
        assert_eq!(all(&breakpoints), [starts, skipped]);
        assert!(!breakpoints.toggle("turn"));
        breakpoints.set_stop(Stop::Failed, true);
        assert_eq!(all(&breakpoints), [starts, "mark fails in attempt 1: simulated failure (error 500)."]);
        breakpoints.set_stop(Stop::Failed, false);
        assert_eq!(all(&breakpoints), [starts]);
        assert_eq!(breakpoints.len(), 2);
    }

    #[test]
    fn a_link_has_all_breakpoints() {
        let mut breakpoints = Breakpoints::restore("pa\npb\n");
        for stop in Stop::ALL {
            breakpoints.set_stop(stop, true);
        }
        let mut stops: Vec<_> = breakpoints.stops().map(|stop| stop.name().to_owned()).collect();
        stops.push("unknown".into());
        assert_eq!(Breakpoints::of_link(breakpoints.processors().clone(), &stops), breakpoints);
    }

    #[test]
    fn restores_what_it_stores() {
        let mut breakpoints = Breakpoints::default();
        assert_eq!(Breakpoints::restore(&breakpoints.store()), breakpoints);
        breakpoints.toggle("a");
        breakpoints.toggle("stop");
        breakpoints.set_stop(Stop::Retried, true);
        breakpoints.set_stop(Stop::LevelStarted, true);
        assert_eq!(Breakpoints::restore(&breakpoints.store()), breakpoints);
        assert_eq!(Breakpoints::restore("\u{0}\nsnothing\n\nx\npa"), Breakpoints::restore("pa\n"));
    }
}
