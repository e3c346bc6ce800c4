//! What assistive technology says: at once what a person has just done, and what changes quickly only once it rests.

use leptos::prelude::*;

use super::{Notice, Page, rest::Rest};

/// How long something rests before it is said, in milliseconds.
const REST_MS: u32 = 400;

impl Page {
    /// Says something, in place of whatever was still to be said.
    pub(super) fn say(self, text: impl Into<String>) {
        self.say_rest.update_value(Rest::cancel);
        self.announcement.set(text.into());
    }

    /// Says that something did not work, and shows it until it is put away.
    pub(super) fn say_error(self, text: String) {
        self.say(text.clone());
        self.notice.set(Some(Notice::error(text)));
    }

    /// Says something once nothing else has been to be said for a while.
    pub(super) fn say_at_rest(self, text: impl Into<String>) {
        let text = text.into();
        self.say_rest.update_value(|rest| rest.then(REST_MS, move || self.announcement.set(text)));
    }
}
