//! Walking through a run, and looking at its processors.

use dagwood_core::Micros;
use leptos::prelude::*;

use super::Page;
use crate::{
    interop::clock::{self, Frames},
    scene::moment_sentence,
    state::{Playback, Replay},
};

/// A step of the transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before the first event.
    First,
    /// One event back.
    Previous,
    /// One event on.
    Next,
    /// After the last event.
    Last,
    /// Ten events back.
    LeapBack,
    /// Ten events on.
    LeapOn,
}

/// How many events a leap is.
const LEAP: usize = 10;

impl Page {
    /// Takes a step, and stops playing.
    pub fn step(self, step: Step) {
        let Some((cursor, len)) = self.place() else { return };
        self.pause();
        self.seek(match step {
            Step::First => 0,
            Step::Previous => cursor.saturating_sub(1),
            Step::Next => cursor + 1,
            Step::Last => len,
            Step::LeapBack => cursor.saturating_sub(LEAP),
            Step::LeapOn => cursor + LEAP,
        });
    }

    /// Goes to a cursor and says so.
    pub fn seek(self, cursor: usize) {
        if self.go(cursor) {
            self.say(self.sentence());
        }
    }

    /// Goes to a cursor on the way to another one: says so only if it rests there.
    pub fn scrub(self, cursor: usize) {
        if self.go(cursor) {
            self.say_at_rest(self.sentence());
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
            let steps = playback.due(now, self.speed.get_untracked());
            let Some((cursor, len)) = self.place().filter(|_| steps > 0) else { return };
            self.scrub(cursor + steps);
            if cursor + steps >= len {
                self.pause();
            }
        })));
    }

    /// Stops playing.
    pub fn pause(self) {
        self.playing.set(false);
        self.frames.set_value(None);
    }

    /// Plays at another speed, given in steps per second.
    pub fn set_speed(self, speed: &str) {
        if let Ok(speed) = speed.parse() {
            self.speed.set(speed);
        }
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
