//! The session: restored when the page opens, saved soon after each change and when the page is hidden.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::Page;
use crate::{
    interop::{clock, page, storage::BrowserTexts},
    state::{About, Event, Trouble},
    store::{Saver, Texts},
};

/// The saving of the session, and its next time.
#[derive(Clone, Copy)]
pub struct Storage {
    saver: StoredValue<Saver<BrowserTexts>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Storage {
    pub(super) fn new() -> Self {
        Self { saver: StoredValue::new(Saver::default()), timer: StoredValue::new_local(None) }
    }
}

impl Page {
    /// Restores the stored session. `false` if there is none.
    pub(super) fn restore(self) -> bool {
        let Some(session) = self.storage.saver.with_value(Saver::restore) else { return false };
        self.document.restore(session);
        true
    }

    /// Saves pending changes when the page is hidden or left.
    pub(super) fn save_when_hidden(self) {
        page::on_hide(move || {
            if self.storage.saver.with_value(Saver::is_unsaved) {
                self.save();
            }
        });
    }

    /// Saves soon after each change.
    pub(super) fn save_when_edited(self) {
        self.events.listen(move |event| {
            if *event == Event::Edited {
                self.save_soon();
            }
        });
    }

    fn save_soon(self) {
        match self.storage.saver.try_update_value(|saver| saver.changed(clock::now())).flatten() {
            Some(0) => self.save(),
            Some(after) => self.storage.timer.set_value(Some(Timeout::new(after, move || self.save()))),
            None => {}
        }
    }

    /// A text that the browser stores for this page; empty if there is none.
    pub(super) fn kept(self, name: &str) -> String {
        self.storage.saver.with_value(|saver| saver.texts().get(name)).ok().flatten().unwrap_or_default()
    }

    /// Stores a text of the page, besides the session.
    pub(super) fn keep(self, name: &str, text: &str) {
        if let Err(fault) = self.storage.saver.with_value(|saver| saver.texts().set(name, text)) {
            self.notices.raise(Trouble::not_saved(&fault));
        }
    }

    fn save(self) {
        self.storage.timer.set_value(None);
        let session = self.document.session();
        match self.storage.saver.try_update_value(|saver| saver.save(&session)) {
            Some(Ok(())) => self.notices.settle(About::Saving),
            Some(Err(fault)) => self.notices.raise(Trouble::not_saved(&fault)),
            None => {}
        }
    }
}
