//! Saving the document of this tab: its draft soon after each change and when the page is hidden, and from there, when the
//! page is idle, as a stored document.

use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task::spawn_local};

use super::Page;
use crate::{
    interop::{clock, documents, page, storage::BrowserTexts},
    parts,
    state::{About, Event, History, Saved, Session, Trouble, command::Command, title},
    store::{Drafts, Fault, Saver, Texts},
};

/// The delay from saving a draft to storing it as a document, in milliseconds.
const FOLD_MS: u32 = 900;

/// The step of the shown run, in the storage of the tab: the hash of the run, and the step.
const STEP: &str = "dagwood-playground/step";

/// The document of this tab, as it is stored.
#[derive(Clone, Copy)]
pub struct Storage {
    id: ReadSignal<String>,
    set_id: WriteSignal<String>,
    name: ReadSignal<String>,
    set_name: WriteSignal<String>,
    saved: ReadSignal<Saved>,
    set_saved: WriteSignal<Saved>,
    stored: StoredValue<Stored>,
    saver: StoredValue<Saver>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
    fold_timer: StoredValue<Option<Timeout>, LocalStorage>,
}

/// What is stored with the document, and not shown.
#[derive(Clone, Debug, Default)]
struct Stored {
    /// The name of this tab among the writers of the document.
    writer: String,
    link: Option<String>,
    changed: u64,
    history: History,
    /// The workflow when the document was opened.
    opened: String,
    /// The document that was open before: undo leads to it from `opened`.
    previous: Option<Session>,
    /// Whether the tab opened other content of the same document, such as an earlier version.
    is_change: bool,
    /// Whether the last draft is stored as a document.
    is_folded: bool,
    /// The hash of the run that is stored with the document.
    run: String,
}

impl Storage {
    pub(super) fn new() -> Self {
        let (id, set_id) = signal(String::new());
        let (name, set_name) = signal(String::new());
        let (saved, set_saved) = signal(Saved::default());
        Self {
            id,
            set_id,
            name,
            set_name,
            saved,
            set_saved,
            stored: StoredValue::new(Stored::default()),
            saver: StoredValue::new(Saver::default()),
            timer: StoredValue::new_local(None),
            fold_timer: StoredValue::new_local(None),
        }
    }

    /// The id of the document; empty as long as there is nothing to save.
    #[must_use]
    pub fn id(self) -> ReadSignal<String> {
        self.id
    }

    /// The name that the user gave the document; empty if it is named after its text.
    #[must_use]
    pub fn name(self) -> ReadSignal<String> {
        self.name
    }

    /// Whether the document is saved.
    #[must_use]
    pub fn saved(self) -> ReadSignal<Saved> {
        self.saved
    }

    /// The writer of this tab.
    pub(in crate::control) fn writer(self) -> String {
        self.stored.with_value(|stored| stored.writer.clone())
    }

    /// Whether the document was opened from this link, and has not changed since.
    pub(super) fn is_of_link(self, link: &str) -> bool {
        self.stored.with_value(|stored| stored.link.as_deref() == Some(link))
    }

    /// The document that was open before this one. Undo no longer leads to it.
    pub(in crate::control) fn take_previous(self) -> Option<Session> {
        self.stored.try_update_value(|stored| stored.previous.take()).flatten()
    }

    /// The document to which an undo leads that changes the text `from` this `to` this.
    pub(super) fn previous_of(self, from: &str, to: &str) -> Option<Session> {
        let is_undo = |stored: &Stored| {
            stored.opened == from && stored.previous.as_ref().is_some_and(|previous| previous.workflow == to)
        };
        self.stored.with_value(is_undo).then(|| self.take_previous()).flatten()
    }

    /// Takes the parts of a document that are not in the editor.
    pub(super) fn take(self, session: &Session, previous: Option<Session>) {
        let Session { link, changed, history, workflow: opened, .. } = session.clone();
        self.stored.update_value(|stored| {
            // An earlier content of the same document changes it.
            let is_same = !session.id.is_empty() && session.id == *self.id.read_untracked();
            let is_change = is_same && stored.history.last().is_some_and(|stamp| !history.includes(stamp));
            let history = if is_change { std::mem::take(&mut stored.history) } else { history };
            *stored = Stored { link, changed, history, opened, previous, is_change, ..std::mem::take(stored) };
        });
        self.set_id.set(session.id.clone());
        self.set_name.set(session.name.clone());
    }
}

/// The drafts of this browser.
pub(super) fn drafts() -> Drafts<BrowserTexts> {
    Drafts::new(BrowserTexts::Shared, BrowserTexts::Tab)
}

impl Page {
    /// The document of this tab, as it would be stored now.
    pub(in crate::control) fn session(self) -> Session {
        let Stored { link, changed, history, .. } = self.storage.stored.get_value();
        let breakpoints = self.player.breakpoints().get_untracked();
        let (id, name) = (self.storage.id.get_untracked(), self.storage.name.get_untracked());
        Session { id, name, link, breakpoints, changed, history, ..self.document.session() }
    }

    /// The name of the document for the user.
    pub(in crate::control) fn title(self) -> String {
        title(&self.storage.name.read_untracked(), &self.document.workflow().read_untracked())
    }

    /// Saves soon after each change, and immediately when a document is opened.
    pub(super) fn save_when_changed(self) {
        self.events.listen(move |event| match event {
            Event::Edited => {
                self.notices.withdraw(&Command::ReturnToPrevious);
                self.storage.stored.update_value(|stored| stored.link = None);
                self.save_soon();
            }
            // A user who works with the opened document does not need to undo the opening.
            Event::RunEnded { .. } | Event::Selected(Some(_)) => self.notices.withdraw(&Command::ReturnToPrevious),
            Event::Opened => self.save_opened(),
            Event::CursorMoved(_) => self.run_moved(),
            _ => {}
        });
    }

    /// Saves pending changes when the page is hidden or left.
    pub(super) fn save_when_hidden(self) {
        page::on_hide(move || {
            self.save_pending();
            self.keep_step();
            if !self.storage.stored.with_value(|stored| stored.is_folded) {
                self.fold();
            }
        });
    }

    /// Saves pending changes now.
    pub(super) fn save_pending(self) {
        if self.storage.saver.with_value(Saver::is_unsaved) {
            self.save();
        }
    }

    fn save_soon(self) {
        self.storage.set_saved.maybe_update(|saved| {
            let is_new = *saved == Saved::Yes || *saved == Saved::Unchanged;
            if is_new {
                *saved = Saved::Soon;
            }
            is_new
        });
        match self.storage.saver.try_update_value(|saver| saver.changed(clock::now())).flatten() {
            Some(0) => self.save(),
            Some(after) => self.storage.timer.set_value(Some(Timeout::new(after, move || self.save()))),
            None => {}
        }
    }

    /// Saves the document as changed.
    pub(super) fn save(self) {
        if self.storage.id.read_untracked().is_empty() {
            self.storage.set_id.set(documents::new_id());
            self.hold_open();
        }
        self.storage.stored.update_value(|stored| {
            stored.changed = documents::now();
            stored.history.advance(&stored.writer);
        });
        self.save_draft();
    }

    /// Saves a document after it was opened or reloaded. Only a new document gets a new state.
    fn save_opened(self) {
        let is_change = self.storage.stored.try_update_value(|stored| {
            stored.run.clear();
            if !stored.is_change {
                stored.writer = documents::new_id();
            }
            stored.is_change
        });
        if is_change == Some(true) || self.storage.id.read_untracked().is_empty() {
            return self.save();
        }
        self.hold_open();
        spawn_local(parts::tell_if_open_elsewhere(self));
        self.save_draft();
        self.show_kept_run();
    }

    /// Tells other tabs which document this tab has open.
    fn hold_open(self) {
        documents::hold_open(&self.storage.id.read_untracked(), &self.storage.writer());
    }

    /// The page begins with this document. One without an id is stored only when it changes.
    pub(super) fn begin_with(self, session: &Session) {
        self.storage.take(session, None);
        self.player.set_all_breakpoints(session.breakpoints.clone());
        match session.id.is_empty() {
            true => self.storage.stored.update_value(|stored| stored.writer = documents::new_id()),
            false => self.save_opened(),
        }
    }

    fn save_draft(self) {
        self.storage.timer.set_value(None);
        self.storage.saver.update_value(Saver::saves);
        self.storage.stored.update_value(|stored| stored.is_folded = false);
        // It must not wait for anything: the page may be about to end.
        let session = self.session();
        match drafts().put(&session, &self.storage.writer()) {
            Ok(()) => {
                self.is_saved();
                self.fold_soon();
            }
            // There may be room in the database.
            Err(fault) => spawn_local(async move {
                self.fold_soon();
                parts::fold(self).await;
                let is_lost = |stored: &Stored| !stored.is_folded && stored.history == session.history;
                if self.storage.stored.with_value(is_lost) {
                    self.is_not_saved(fault);
                }
            }),
        }
    }

    fn is_saved(self) {
        self.storage.set_saved.set(Saved::Yes);
        self.notices.settle(About::Saving);
    }

    fn is_not_saved(self, fault: Fault) {
        self.notices.raise(Trouble::not_saved(&fault));
        self.storage.set_saved.set(Saved::No(fault));
    }

    fn fold_soon(self) {
        if self.storage.fold_timer.with_value(Option::is_none) {
            self.storage.fold_timer.set_value(Some(Timeout::new(FOLD_MS, move || self.fold())));
        }
    }

    /// Stores drafts as documents. If that fails, they remain drafts.
    fn fold(self) {
        self.storage.fold_timer.set_value(None);
        if self.share.opening().get_untracked() {
            // First the page loads what it needs to show the link.
            return self.fold_soon();
        }
        spawn_local(parts::fold(self));
    }

    /// This state of the document is stored.
    pub(super) fn is_folded(self, session: &Session) {
        let is_last = self.storage.stored.with_value(|stored| stored.history == session.history);
        if is_last && !self.storage.saver.with_value(Saver::is_unsaved) {
            self.storage.stored.update_value(|stored| stored.is_folded = true);
            self.is_saved();
        }
    }

    /// The tab continues with a copy of its document, under this id and name.
    pub(super) fn become_copy(self, id: String, name: String) {
        self.storage.set_id.set(id);
        self.storage.set_name.set(name);
        self.hold_open();
        // The draft stays under the same writer: it must not become another copy.
        self.save();
    }

    /// The link in the address is one to this document: a reload opens the document.
    pub(in crate::control) fn is_linked(self, link: String) {
        self.storage.stored.update_value(|stored| stored.link = Some(link));
        if self.storage.id.read_untracked().is_empty() {
            self.save();
        } else {
            self.save_draft();
        }
    }

    /// Gives the document a name, or none.
    pub(in crate::control) fn rename(self, name: String) {
        self.storage.set_name.set(name);
        self.save();
    }

    /// The shown run is another one, or at another step: a reload of this tab returns to it.
    fn run_moved(self) {
        self.keep_step();
        let hash = self.player.recording().read_untracked().as_ref().map(|recording| recording.hash.clone());
        let Some(hash) = hash else { return };
        let is_new = self.storage.stored.try_update_value(|stored| {
            let before = std::mem::replace(&mut stored.run, hash);
            before != stored.run
        });
        if is_new == Some(true) {
            if self.storage.id.read_untracked().is_empty() {
                self.save();
            }
            spawn_local(parts::keep_run(self));
        }
    }

    /// Shows the stored run of the document, if there is one.
    fn show_kept_run(self) {
        spawn_local(parts::show_kept_run(self));
    }

    /// Stores the step of the shown run for a reload of this tab.
    pub(super) fn keep_step(self) {
        let replay = self.player.replay().read_untracked();
        let Some(replay) = replay.as_ref() else { return };
        let _ = BrowserTexts::Tab.set(STEP, &format!("{} {}", replay.recording().hash, replay.cursor()));
    }

    /// The step of the run with this hash, if this tab has stored one.
    pub(super) fn kept_step(self, hash: &str) -> Option<usize> {
        let kept = BrowserTexts::Tab.get(STEP).ok().flatten()?;
        let (kept_hash, step) = kept.split_once(' ')?;
        (kept_hash == hash).then(|| step.parse().ok()).flatten()
    }

    /// A text that the browser stores for this page; empty if there is none.
    pub(super) fn kept(self, name: &str) -> String {
        BrowserTexts::Shared.get(name).ok().flatten().unwrap_or_default()
    }

    /// Stores a text of the page, besides the documents.
    pub(super) fn keep(self, name: &str, text: &str) {
        if let Err(fault) = BrowserTexts::Shared.set(name, text) {
            self.notices.raise(Trouble::not_saved(&fault));
        }
    }
}
