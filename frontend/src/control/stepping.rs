//! Walking through a run, and looking at its processors.

use dagwood_core::Micros;
use leptos::prelude::*;

use super::Page;
use crate::{
    interop::clock::{self, Frames},
    scene::moment_sentence,
    state::{Jump, Pace, Playback, Replay, Step},
};

impl Page {
    /// Takes a step, and stops playing.
    pub fn step(self, step: Step) {
        let Some((cursor, len)) = self.place() else { return };
        self.pause();
        self.seek(step.from(cursor, len));
    }

    /// Goes to a cursor and says so.
    pub fn seek(self, cursor: usize) {
        if self.go(cursor) {
            self.notices.say(self.sentence());
        }
    }

    /// Goes to a cursor on the way to another one: says so only if it rests there.
    pub fn scrub(self, cursor: usize) {
        if self.go(cursor) {
            self.notices.say_at_rest(self.sentence());
        }
    }

    /// Goes to an instant, as [`Page::scrub`].
    pub fn scrub_to(self, instant: Micros) {
        let cursor = self.replay.read_untracked().as_ref().map(|replay| replay.cursor_at(instant));
        if let Some(cursor) = cursor {
            self.pause();
            self.scrub(cursor);
        }
    }

    /// Plays, from the start if it stands at the end; or stops playing.
    pub fn toggle_play(self) {
        if self.playing.get_untracked() {
            return self.pause();
        }
        let Some((cursor, len)) = self.place() else { return };
        if cursor == len {
            self.go(0);
        }
        let mut playback = Playback::start(clock::now());
        self.playing.set(true);
        self.frames.set_value(Some(Frames::start(move |now| {
            let (to, stop) = {
                let replay = self.replay.read_untracked();
                let Some(replay) = replay.as_ref() else { return };
                let to = playback.cursor(now, self.pace.get_untracked(), replay);
                (to, self.breakpoints.read_untracked().first_within(replay.trace(), replay.cursor(), to))
            };
            if let Some(stop) = stop {
                self.pause();
                self.go(stop);
                self.notices.say(format!("Stopped at a breakpoint. {}", self.sentence()));
            } else {
                self.scrub(to);
                if self.place().is_none_or(|(cursor, len)| cursor == len) {
                    self.pause();
                }
            }
        })));
    }

    /// Stops playing.
    pub fn pause(self) {
        self.playing.set(false);
        self.frames.set_value(None);
    }

    /// Plays at another pace, given by its name.
    pub fn set_pace(self, name: &str) {
        if let Some(pace) = Pace::from_name(name) {
            self.pace.set(pace);
        }
    }

    /// Goes further than to the next event, and stops playing; or says that there is nowhere to go.
    pub fn jump(self, jump: Jump) {
        let target = {
            let replay = self.replay.read_untracked();
            let Some(replay) = replay.as_ref() else { return };
            let selected = self.selected.read_untracked();
            let selected = selected.as_deref().and_then(|id| replay.trace().graph().find(id));
            jump.target(replay, selected, &self.breakpoints.read_untracked())
        };
        self.pause();
        match target {
            Some(cursor) => self.seek(cursor),
            None => self.notices.say("There is nothing of that kind from here on."),
        }
    }

    /// Sets the breakpoint of the selected processor, or takes it away.
    pub fn toggle_breakpoint(self) {
        let Some(id) = self.selected.get_untracked() else { return self.notices.say("Select a processor first.") };
        let is_set = self.breakpoints.try_update(|breakpoints| breakpoints.toggle(&id)) == Some(true);
        self.notices.say(if is_set {
            format!("Playing stops where {id} starts.")
        } else {
            format!("Playing does not stop at {id}.")
        });
    }

    /// Selects a processor.
    pub fn select(self, id: impl Into<String>) {
        self.selected.set(Some(id.into()));
    }

    /// Selects nothing.
    pub fn deselect(self) {
        self.selected.set(None);
    }

    fn place(self) -> Option<(usize, usize)> {
        self.replay.read_untracked().as_ref().map(|replay| (replay.cursor(), replay.len()))
    }

    /// `true` if it was not there already.
    fn go(self, cursor: usize) -> bool {
        let Some((before, len)) = self.place() else { return false };
        if before == cursor.min(len) {
            return false;
        }
        self.replay.update(|replay| {
            if let Some(replay) = replay {
                replay.seek(cursor);
            }
        });
        true
    }

    fn sentence(self) -> String {
        let replay = self.replay.read_untracked();
        replay.as_ref().map_or_else(String::new, |replay: &Replay| moment_sentence(replay.trace(), replay.cursor()))
    }
}
