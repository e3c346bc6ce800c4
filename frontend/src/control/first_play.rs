//! Plays a new run once, from its first step, so that users see what happens before they see the result.

use dagwood_core::Status;
use leptos::prelude::*;

use super::Page;
use crate::{
    interop::{
        clock::{self, Frames},
        page,
    },
    state::{Breakpoints, Jump, Pace, Playback, Replay, command::Command},
};

/// How long that takes, in milliseconds.
const WHOLE_MS: f64 = 3_000.0;
/// The greatest number of events of a run that is played: of more, nothing could be seen.
const MOST_EVENTS: usize = 500;

impl Page {
    /// Plays the run on display from its first step, up to the first failure of a failed run. Any key or click goes to the end.
    pub(super) fn play_new(self) {
        let replay = self.player.replay().get_untracked();
        let Some(replay) = replay else { return };
        if replay.len() > MOST_EVENTS || page::prefers_reduced_motion() {
            return;
        }
        let end = end(&replay, &self.player.breakpoints().read_untracked());
        self.player.begin_first_play();
        if !self.player.listens() {
            page::before_input(".play", move || {
                let plays = self.player.is_first_play();
                if plays {
                    self.player.pause();
                    self.player.go(usize::MAX);
                }
                plays
            });
        }
        let pace = Pace::within(replay.trace().makespan(), WHOLE_MS);
        let mut playback = Playback::start(clock::now());
        self.player.play_with(Frames::start(move |now| {
            let to = match self.player.replay().read_untracked().as_ref() {
                Some(replay) => playback.cursor(now, pace, replay).min(end),
                None => return,
            };
            self.player.go(to);
            if to == end {
                self.player.pause();
                self.select_failed(to);
            }
        }));
    }

    /// Selects the processor whose event ended the first play, and says what has happened.
    fn select_failed(self, end: usize) {
        let processor =
            self.player.replay().read_untracked().as_ref().filter(|replay| end < replay.len()).and_then(|replay| {
                let processor = replay.trace().event(end.checked_sub(1)?).processor?;
                Some(replay.trace().graph().id(processor).to_owned())
            });
        if let Some(processor) = processor {
            self.give(Command::Select(processor));
            self.notices.say(self.player.sentence());
        }
    }
}

/// Where the first play ends: at the first breakpoint, at the first failure of a failed run, or at the end.
fn end(replay: &Replay, breakpoints: &Breakpoints) -> usize {
    let (trace, mut start) = (replay.trace(), replay.clone());
    start.seek(0);
    let failure = || Jump::NextFailure.target(&start, None, breakpoints);
    let failure = if trace.status() == Some(Status::Failed) { failure() } else { None };
    let stop = breakpoints.first_within(trace, 0, trace.len());
    [failure, stop].into_iter().flatten().min().unwrap_or(trace.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        scene::testing::{WORKFLOW, recording, recording_of},
        state::Stop,
    };

    #[test]
    fn ends_at_a_breakpoint_or_a_failure_or_the_end() {
        let none = Breakpoints::default();
        let partial = Replay::at_end(recording());
        assert_eq!(end(&partial, &none), partial.len());
        let failed = Replay::at_end(recording_of(&WORKFLOW.replace("continue_on_error", "fail_fast"), None));
        let at = end(&failed, &none);
        let said = crate::scene::moment_sentence(failed.trace(), at);
        assert!(said.contains("mark") && said.contains("fail"), "{said}");
        let mut stops = Breakpoints::default();
        stops.set_stop(Stop::ALL[0], true);
        let first = end(&failed, &stops);
        assert!(first <= at, "{first}");
    }
}
