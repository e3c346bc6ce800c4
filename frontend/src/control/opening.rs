//! Opening the page.

use leptos::prelude::*;

use super::{Page, WORKFLOW_TEXT, features::examples::first_example, storage::drafts};
use crate::{
    interop::{address, documents, shell},
    state::{Session, Trouble, command::Command},
    store::{Fault, Found},
};

/// What the page begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The document of this tab. `None`: the first example.
    session: Option<Session>,
    /// Why that is not the one that the tab had open.
    trouble: Option<Trouble>,
}

impl Beginning {
    /// Finds the document of this tab: the one that it had open; in a new tab, the last one that no other tab has open. It
    /// waits for the browser's database only if the tab has no draft.
    pub async fn find() -> Self {
        match drafts().found() {
            Found::Draft(session) => (*session).into(),
            Found::Document(id) => match documents::document(&id).await {
                Ok(Some(Ok(session))) => session.into(),
                // It has been deleted in another tab.
                Ok(None) => Self::default(),
                Ok(Some(Err(damage))) => Trouble::document_not_read(&damage.to_string()).into(),
                Err(fault) => Trouble::document_not_read(&fault.reason()).into(),
            },
            Found::NewTab(drafts) => Self { session: closed(drafts).await, trouble: None },
        }
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

/// The newest document that no tab has open; `drafts` are sorted.
async fn closed(drafts: Vec<Session>) -> Option<Session> {
    // What an older version of the page stored has no id, and is open nowhere.
    if drafts.first().is_none_or(|draft| draft.id.is_empty()) {
        return drafts.into_iter().next();
    }
    let open = documents::open_documents().await;
    let is_closed = |session: &Session| open.iter().all(|(id, _)| *id != session.id);
    if let Some(draft) = drafts.into_iter().find(is_closed) {
        return Some(draft);
    }
    let stored: Result<_, Fault> = documents::documents().await;
    let (stored, _) = stored.unwrap_or_default();
    stored.into_iter().filter(is_closed).max_by_key(|session| session.changed)
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
        if address::has_link() {
            // The link will be run.
            self.prefetch_results();
        }
        self.load_examples();
        self.load_modules();
        self.save_when_hidden();
        address::on_move(move || self.moved());
    }

    /// Shows the page instead of the shell, with what was typed there.
    pub fn leave_shell(self) {
        if let Some((before, workflow)) = shell::typed() {
            // In a new tab, the shell may have shown a document that another tab has open.
            match before.trim_end() == self.document.workflow().read_untracked().trim_end() {
                true => self.edit(workflow),
                false => self.put(Session { workflow, ..Session::default() }),
            }
        }
        shell::leave(WORKFLOW_TEXT);
    }
}
