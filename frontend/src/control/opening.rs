//! Opening the page, and opening links in it.

use leptos::prelude::*;

use super::{Page, document::as_in_editor};
use crate::{
    interop::address,
    state::{Moment, Session, Visits},
};

impl Page {
    /// Opens the page: what a link says, else what the browser has kept, else the first example.
    pub fn open(self) {
        address::restore_link();
        self.appear();
        self.listen_to_keys();
        self.explain();
        if !self.restore() {
            self.show_first_example();
        }
        let entry = address::entry().unwrap_or_else(address::number_entry);
        self.visits.set_value(Visits::begin(entry, self.document.session()));
        if address::has_link() {
            self.open_link();
        }
        self.check_now();
        self.load_gallery();
        self.load_shelf();
        self.keep_breakpoints();
        self.save_when_hidden();
        address::on_move(move || self.moved());
    }

    /// The page is at another entry of the browser's history: opens the link that leads there, or brings back what was there.
    fn moved(self) {
        address::restore_link();
        let known = address::entry();
        let entry = known.unwrap_or_else(address::number_entry);
        if self.visits.with_value(|visits| visits.entry() == entry) {
            return;
        }
        let left = self.document.session();
        let found = self.visits.try_update_value(|visits| visits.go(entry, left).clone());
        if address::has_link() {
            self.open_link();
        } else if let (Some(session), true) = (found, known.is_some()) {
            self.put(session);
            self.notices.clear();
            self.changed_by_person();
        }
    }

    /// Opens the link in the address. One that is damaged takes nothing away.
    fn open_link(self) {
        let moment = match Moment::open(&address::whole()) {
            Ok(moment) => Moment { workflow: as_in_editor(&moment.workflow), ..moment },
            Err(error) => {
                let text = format!("This link cannot be opened: {error}. Nothing on the page has been changed.");
                return self.notices.show_error(text);
            }
        };
        let Moment { workflow, input, overrides, .. } = moment.clone();
        self.put(Session { workflow, input, overrides, example: None });
        self.selection.set(moment.node.clone());
        self.workspace.show_below(moment.view);
        if moment.input_is_altered {
            self.notices.show_error(
                "Opened from a link whose input is not text: what the page cannot show has been replaced by �.",
            );
        } else if let Some(step) = moment.step {
            self.notices.show_info(format!("Opened from a link. Run goes to step {step}."));
        } else {
            self.notices.show_info("Opened from a link.");
        }
        self.opened.set(Some(moment));
    }

    /// A link to a moment of a run is at that moment when it opens, if the run needs nothing but what is built in. Code
    /// that came with a link waits for the person.
    pub(super) fn opened_was_checked(self, only_local: bool) {
        let opens_at_a_moment = self.opened.read_untracked().as_ref().is_some_and(|moment| moment.step.is_some());
        if only_local && opens_at_a_moment {
            self.run();
        }
    }

    /// What is on the page is no longer what the link in the address has opened: a reload must not bring that back.
    pub(super) fn leave_link(self) {
        self.opened.set(None);
        if address::has_link() {
            address::replace(&(address::page() + &Moment::query_without(&address::query())));
        }
    }
}
