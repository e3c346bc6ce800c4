//! Marks over the slider of steps: failures and breakpoints.

use dagwood_core::Trace;

use crate::state::{Breakpoints, Stop};

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Its position, in thousandths of the slider.
    pub place: u32,
    /// Whether it marks a breakpoint instead of a failure.
    pub is_breakpoint: bool,
}

/// The number of positions for marks: more cannot be distinguished.
const PLACES: usize = 200;

/// The marks of a run, each position once per kind. O(events).
#[must_use]
pub fn marks(trace: &Trace, breakpoints: &Breakpoints) -> Vec<Mark> {
    let stops = breakpoints.test(trace);
    let len = trace.len().max(1);
    let mut marks: Vec<Mark> = Vec::new();
    for event in trace.events() {
        let place = (((event.seq + 1) * PLACES + len / 2) / len * 1_000 / PLACES) as u32;
        let fails = Stop::of(&event.kind) == Some(Stop::Failed);
        let stops = stops.as_ref().is_some_and(|stops| stops(&event));
        for (is_breakpoint, is_there) in [(false, fails), (true, stops)] {
            let mark = Mark { place, is_breakpoint };
            // Positions only grow: an existing mark is among the last two.
            if is_there && !marks.iter().rev().take(2).any(|&other| other == mark) {
                marks.push(mark);
            }
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;
    use dagwood_core::EventKind;

    #[test]
    fn marks_failures_and_breakpoints() {
        let recording = recording();
        let trace = &recording.trace;
        let failed = trace.events().position(|event| matches!(event.kind, EventKind::Failed { .. }));
        let place = |seq: usize| ((seq + 1) as f64 / trace.len() as f64 * 200.0).round() as u32 * 5;
        let failure = Mark { place: place(failed.expect("mark fails")), is_breakpoint: false };
        let mut breakpoints = Breakpoints::default();
        assert_eq!(marks(trace, &breakpoints), [failure]);
        breakpoints.toggle("shout");
        let start = trace.events().position(|event| matches!(event.kind, EventKind::Started { .. }));
        let stop = Mark { place: place(start.expect("shout starts")), is_breakpoint: true };
        assert_eq!(marks(trace, &breakpoints), [stop, failure]);
    }
}
