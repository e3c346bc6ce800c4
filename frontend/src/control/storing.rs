//! The session: restored when the page opens, stored soon after each change and when the page is left.

use leptos::prelude::*;

use super::{Page, rest::Rest};
use crate::{
    interop::{page, storage},
    state::{Breakpoints, Options, Session},
};

/// How long a change rests before it is stored, in milliseconds.
const REST_MS: u32 = 300;

impl Page {
    /// Restores what the browser has kept. `false` if there is nothing.
    pub(super) fn restore(self) -> bool {
        let Some(session) = Session::restore(storage::get) else { return false };
        self.workflow.set(session.workflow);
        self.input.set(session.input);
        self.options.set(Options::new(session.overrides));
        self.example.set(session.example);
        true
    }

    /// Restores the breakpoints, and keeps whatever changes about them.
    pub(super) fn keep_breakpoints(self) {
        self.breakpoints.set(Breakpoints::restore(&storage::get(Breakpoints::NAME).unwrap_or_default()));
        Effect::new(move |before: Option<()>| {
            let breakpoints = self.breakpoints.read();
            if before.is_some() {
                storage::set(Breakpoints::NAME, &breakpoints.store());
            }
        });
    }

    /// Stores whatever waits to be stored when the page is left.
    pub(super) fn store_on_leave(self) {
        page::on_leave(move || {
            if self.store_rest.with_value(Rest::is_pending) {
                self.store();
            }
        });
    }

    /// Notes that the person has changed something: it is stored soon, and it is no longer what a link has opened.
    pub(super) fn changed_by_person(self) {
        self.leave_link();
        self.store_rest.update_value(|rest| rest.then(REST_MS, move || self.store()));
    }

    fn store(self) {
        self.store_rest.update_value(Rest::cancel);
        let session = Session {
            workflow: self.workflow.get_untracked(),
            input: self.input.get_untracked(),
            overrides: self.options.read_untracked().overrides(),
            example: self.example.get_untracked(),
        };
        for (name, value) in session.store() {
            storage::set(name, &value);
        }
    }
}
