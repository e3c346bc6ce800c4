//! Navigating to more distant events.

use dagwood_core::{Micros, ProcessorIdx, Strategy, Trace};

use super::{Breakpoints, Replay, Stop};

/// The target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// The previous event of the selected processor.
    PreviousOfSelected,
    /// Its next event.
    NextOfSelected,
    /// The start of the previous level or, in a run without levels, of the previous instant.
    PreviousStage,
    /// The start of the next level or, in a run without levels, the end of the next instant.
    NextStage,
    /// The previous breakpoint.
    PreviousBreakpoint,
    /// The next breakpoint.
    NextBreakpoint,
    /// The next failure.
    NextFailure,
}

impl Jump {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::PreviousOfSelected,
        Self::NextOfSelected,
        Self::PreviousStage,
        Self::NextStage,
        Self::PreviousBreakpoint,
        Self::NextBreakpoint,
        Self::NextFailure,
    ];

    /// Its label.
    #[must_use]
    pub const fn title(self, by_level: bool) -> &'static str {
        match self {
            Self::PreviousOfSelected => "Previous event of the selected processor",
            Self::NextOfSelected => "Next event of the selected processor",
            Self::PreviousStage if by_level => "Previous level",
            Self::PreviousStage => "Previous instant",
            Self::NextStage if by_level => "Next level",
            Self::NextStage => "Next instant",
            Self::NextFailure => "Next failure",
            Self::PreviousBreakpoint => "Previous breakpoint",
            Self::NextBreakpoint => "Next breakpoint",
        }
    }

    /// The cursor of the target, if there is one.
    #[must_use]
    pub fn target(self, replay: &Replay, selected: Option<ProcessorIdx>, breakpoints: &Breakpoints) -> Option<usize> {
        let (trace, cursor) = (replay.trace(), replay.cursor());
        let next = |is: &dyn Fn(usize) -> bool| (cursor..trace.len()).find(|&seq| is(seq)).map(|seq| seq + 1);
        let previous =
            |is: &dyn Fn(usize) -> bool| (0..cursor.saturating_sub(1)).rev().find(|&seq| is(seq)).map(|seq| seq + 1);
        let is_of_selected = |seq: usize| selected.is_some() && trace.event(seq).processor == selected;
        let is_level = |seq: usize| Stop::of(&trace.event(seq).kind) == Some(Stop::LevelStarted);
        let is_failure = |seq: usize| Stop::of(&trace.event(seq).kind) == Some(Stop::Failed);
        match self {
            Self::PreviousOfSelected => previous(&is_of_selected),
            Self::NextOfSelected => next(&is_of_selected),
            Self::PreviousStage if by_level(trace) => previous(&is_level),
            Self::NextStage if by_level(trace) => next(&is_level),
            Self::PreviousStage => {
                let now = replay.snapshot().now().get();
                let before = now.checked_sub(1).map_or(0, |before| replay.cursor_at(Micros::new(before)));
                (cursor > 0).then_some(before)
            }
            Self::NextStage => (cursor < trace.len()).then(|| replay.cursor_at(trace.event(cursor).at)),
            Self::NextFailure => next(&is_failure),
            Self::PreviousBreakpoint => breakpoints.last_before(trace, cursor),
            Self::NextBreakpoint => breakpoints.first_within(trace, cursor, trace.len()),
        }
    }
}

/// Whether any region of a run goes level by level.
#[must_use]
pub fn by_level(trace: &Trace) -> bool {
    let mut regions = trace.analysis().into_iter().flat_map(|analysis| &analysis.regions);
    trace.options().strategy == Strategy::Level || regions.any(|region| region.choice.strategy == Strategy::Level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::{WORKFLOW, recording, recording_of};
    use dagwood_core::sentence;

    /// All targets from one end of the run, one after the other.
    fn walk(jump: Jump, replay: &mut Replay, from: usize, selected: Option<&str>) -> Vec<String> {
        replay.seek(from);
        let selected = selected.and_then(|id| replay.trace().graph().find(id));
        let mut said = Vec::new();
        while let Some(cursor) = jump.target(replay, selected, &Breakpoints::default()) {
            assert_ne!(cursor, replay.cursor(), "it leads elsewhere");
            replay.seek(cursor);
            said.push(cursor.checked_sub(1).map_or_else(String::new, |seq| sentence(replay.trace(), seq)));
        }
        said
    }

    #[test]
    fn follows_a_processor_in_both_directions() {
        let mut replay = Replay::at_end(recording());
        let end = replay.len();
        let there = walk(Jump::NextOfSelected, &mut replay, 0, Some("mark"));
        assert_eq!(there.len(), 3, "ready, starts, fails");
        let mut back = walk(Jump::PreviousOfSelected, &mut replay, end, Some("mark"));
        back.reverse();
        assert_eq!(there, back);
        assert!(walk(Jump::NextOfSelected, &mut replay, 0, None).is_empty());
        assert_eq!(
            walk(Jump::NextFailure, &mut replay, 0, None),
            ["mark fails in attempt 1: simulated failure (error 500)."]
        );
    }

    #[test]
    fn goes_by_instants_or_by_levels() {
        let mut replay = Replay::at_end(recording());
        let end = replay.len();
        walk(Jump::NextStage, &mut replay, 0, None);
        assert_eq!(replay.cursor(), end);
        // 0 ms, 10 ms and 15 ms, each before its events.
        assert_eq!(walk(Jump::PreviousStage, &mut replay, end, None).len(), 3);
        assert_eq!(replay.cursor(), 0);
        let mut replay = Replay::at_end(recording_of(WORKFLOW, Some(Strategy::Level)));
        assert_eq!(walk(Jump::NextStage, &mut replay, 0, None), ["Level 0 starts.", "Level 1 starts."]);
    }
}
