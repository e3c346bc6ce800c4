//! Explanations of the states at the cursor.

use leptos::prelude::*;

use super::{Page, rest::Rest};
use crate::{
    interop::clock,
    scene::{Agenda, Reason, reason},
};

/// The number of events up to which a trace is explained immediately; a longer trace is explained only when the cursor
/// rests, because each explanation reads all of it.
const AT_ONCE: usize = 20_000;
/// The time that the cursor must rest first, in milliseconds.
const REST_MS: u32 = 150;
/// The minimum time for which the overview of the run stays, in milliseconds. While the cursor moves quickly, no user
/// reads as much, and updating it takes the browser as long as everything else together.
const MOMENT_MS: f64 = 100.0;

/// The explanation at the cursor, besides the events there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// For the selected processor.
    Processor(Reason),
    /// For the whole run, if no processor is selected.
    Moment(Agenda),
}

/// The explanation of the states at the cursor, at most a tenth of a second late; for a long run, only after the cursor
/// rests.
#[derive(Clone, Copy)]
pub struct Explanation {
    why: ReadSignal<Option<Why>>,
    set_why: WriteSignal<Option<Why>>,
    rest: StoredValue<Rest, LocalStorage>,
}

impl Explanation {
    pub(super) fn new() -> Self {
        let (why, set_why) = signal(None);
        Self { why, set_why, rest: StoredValue::new_local(Rest::default()) }
    }

    /// The explanation.
    #[must_use]
    pub fn why(self) -> ReadSignal<Option<Why>> {
        self.why
    }
}

impl Page {
    /// Keeps [`Explanation::why`] up to date with the cursor and the selection.
    pub(super) fn explain(self) {
        let explained = StoredValue::new(f64::NEG_INFINITY);
        Effect::new(move |_| {
            self.player.cursor().track();
            let is_of_all = self.selection.id().read().is_none();
            let len = self.player.recording().read().as_ref().map_or(0, |recording| recording.trace.len());
            let explain = move || {
                explained.set_value(clock::now());
                self.explanation.set_why.set(self.why_now());
            };
            let rest = if len > AT_ONCE {
                self.explanation.set_why.set(None);
                REST_MS
            } else if is_of_all && matches!(*self.explanation.why.read_untracked(), Some(Why::Moment(_))) {
                (explained.get_value() + MOMENT_MS - clock::now()).ceil() as u32
            } else {
                0
            };
            if rest == 0 {
                self.explanation.rest.update_value(Rest::cancel);
                explain();
            } else {
                self.explanation.rest.update_value(|pending| pending.then(rest, explain));
            }
        });
    }

    fn why_now(self) -> Option<Why> {
        let (replay, selected) = (self.player.replay().read_untracked(), self.selection.id().read_untracked());
        let replay = replay.as_ref()?;
        match selected.as_deref() {
            Some(id) => reason(id, replay).map(Why::Processor),
            None => Some(Why::Moment(Agenda::new(replay))),
        }
    }
}
