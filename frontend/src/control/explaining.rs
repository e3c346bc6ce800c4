//! Why things stand as they stand at the cursor.

use leptos::prelude::*;

use super::{Page, rest::Rest};
use crate::scene::{Agenda, Reason, reason};

/// A trace of up to so many events is explained at once; a longer one only when the cursor rests, for each explanation
/// looks at all of it.
const AT_ONCE: usize = 20_000;
/// How long it rests before that, in milliseconds.
const REST_MS: u32 = 150;

/// What there is to say of the cursor beside what happened there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Of the processor that is selected.
    Processor(Reason),
    /// Of the run as a whole, if none is.
    Moment(Agenda),
}

impl Page {
    /// Keeps [`Page::why`] about the cursor and the selection.
    pub(super) fn explain(self) {
        Effect::new(move |_| {
            self.cursor.track();
            self.selected.track();
            let len = self.recording.read().as_ref().map_or(0, |recording| recording.trace.len());
            let explain = move || self.why.set(self.why_now());
            if len <= AT_ONCE {
                self.why_rest.update_value(Rest::cancel);
                explain();
            } else {
                self.why.set(None);
                self.why_rest.update_value(|rest| rest.then(REST_MS, explain));
            }
        });
    }

    fn why_now(self) -> Option<Why> {
        let (replay, selected) = (self.replay.read_untracked(), self.selected.read_untracked());
        let replay = replay.as_ref()?;
        match selected.as_deref() {
            Some(id) => reason(id, replay).map(Why::Processor),
            None => Some(Why::Moment(Agenda::new(replay))),
        }
    }
}
