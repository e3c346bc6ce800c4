//! Opening the page.

use leptos::prelude::*;

use super::{Page, WORKFLOW_TEXT, features::examples::first_example, storage::drafts};
use crate::{
    interop::{address, page, shell},
    parts,
    state::{Session, Trouble, command::Command},
    text::notice as text,
};

/// What the page begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The document of this tab. `None`: the first example.
    session: Option<Session>,
    /// Why the tab's previous document could not be opened.
    trouble: Option<Trouble>,
}

impl Beginning {
    /// Finds the document of this tab. Only if something has been stored, the part `documents` is loaded for that.
    pub async fn find() -> Self {
        if drafts().is_new_user() {
            return Self::default();
        }
        let found = parts::find_document().await;
        found.unwrap_or_else(|_| Trouble::document_not_read(text::NOT_LOADED).into())
    }
}

impl From<Session> for Beginning {
    fn from(session: Session) -> Self {
        Self { session: Some(session), trouble: None }
    }
}

impl From<Trouble> for Beginning {
    fn from(trouble: Trouble) -> Self {
        Self { session: None, trouble: Some(trouble) }
    }
}

impl Page {
    /// Opens the page with the document of this tab, then with the contents of the link in the address.
    pub fn open(self, beginning: Beginning) {
        address::restore_link();
        self.appear();
        self.listen_to_keys();
        self.load_when_idle();
        self.run_when_checked();
        self.show_runs();
        self.follow_links();
        self.save_when_changed();
        self.mark_selected();
        let Beginning { session, trouble } = beginning;
        let is_older = session.as_ref().is_some_and(|session| session.id.is_empty());
        let session = session.unwrap_or_else(first_example);
        self.document.restore(session.clone());
        self.begin_with(&session);
        if is_older {
            self.save();
        }
        if let Some(trouble) = trouble {
            self.notices.raise(trouble);
        }
        let entry = address::entry().unwrap_or_else(address::number_entry);
        self.share.begin_at(entry, self.session());
        if address::has_link() && !self.storage.is_of_link(&address::whole()) {
            self.share.begin_opening();
            self.give(Command::OpenLink);
        }
        self.check_now();
        self.leave_welcome();
        self.load_examples();
        self.load_modules();
        self.save_when_hidden();
        address::on_move(move || {
            self.give(Command::FollowHistory);
            self.follow_example();
        });
    }

    /// Shows the page instead of the shell, with what was typed there.
    pub fn leave_shell(self) {
        if let Some((before, workflow)) = shell::typed() {
            // In a new tab, the shell may have shown a document that another tab has open.
            let is_own = before.trim_end() == self.document.workflow().read_untracked().trim_end();
            if is_own {
                self.edit(workflow);
            } else {
                self.put(Session { workflow, ..Session::default() });
            }
        }
        shell::leave(WORKFLOW_TEXT, move |choice| self.go_on_with(choice));
        if let Some(choice) = page::marked("choice") {
            self.go_on_with(&choice);
        }
    }
}
