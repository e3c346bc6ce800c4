//! Drafts become stored documents.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen_futures::JsFuture;

use super::text;
use crate::{
    control::{Page, storage::drafts},
    interop::documents,
    state::{Session, Trouble, copy_name},
    store::{Fault, Folded, fold},
};

/// What has become of a draft.
enum Outcome {
    /// It is stored.
    Stored,
    /// The stored document follows from it, and has changed.
    Newer(Box<Session>),
    /// Another tab has changed the document.
    Conflict,
}

impl Page {
    /// Stores drafts as documents. On failure they remain drafts.
    pub(crate) async fn try_to_fold(self) {
        let _ = self.fold_drafts().await;
    }

    /// Stores this tab's draft and the drafts of closed tabs as documents. On failure they remain drafts.
    pub(crate) async fn fold_drafts(self) -> Result<(), Fault> {
        let own = self.session();
        self.fold_own().await?;
        let open = documents::open_documents().await;
        let mut damaged = Vec::new();
        let mut left = Vec::new();
        for (writer, draft) in drafts().all() {
            match draft {
                _ if open.iter().any(|(_, other)| *other == writer) => {}
                Ok(draft) => left.push((writer, draft)),
                Err(damage) => damaged.push(damage),
            }
        }
        if !damaged.is_empty() {
            self.notices.raise(Trouble::damaged_documents(&damaged));
        }
        // Oldest first: later drafts build on earlier ones.
        left.sort_by_key(|(_, draft)| draft.changed);
        for (writer, draft) in left {
            // A draft from before a reload is already part of this tab's document.
            let is_own = draft.id == own.id && draft.history.last().is_some_and(|stamp| own.history.includes(stamp));
            if is_own {
                drafts().remove_known(&writer, &draft);
                continue;
            }
            if let Outcome::Conflict = fold_draft(draft.clone()).await? {
                let copy = Session { id: documents::new_id(), name: free_name(&draft.title()).await?, ..draft.clone() };
                fold_draft(copy).await?;
            }
            drafts().remove_known(&writer, &draft);
        }
        Ok(())
    }

    async fn fold_own(self) -> Result<(), Fault> {
        self.save_pending();
        let own = self.session();
        if own.id.is_empty() {
            return Ok(());
        }
        match fold_draft(own.clone()).await? {
            Outcome::Stored => {
                self.is_folded(&own);
                // Now there is something to lose. The browser decides, or asks the user once.
                if self.documents.asks_to_persist() {
                    let _ = JsFuture::from(documents::persist()).await;
                }
            }
            // Another tab changed the document while this one was reloaded.
            Outcome::Newer(stored) => {
                if self.session() == own {
                    self.put(*stored);
                    self.storage.take_previous();
                }
            }
            Outcome::Conflict => {
                let title = own.title();
                let name = free_name(&title).await?;
                // The user may have opened another document meanwhile: the next visit stores this draft.
                if self.session().id == own.id {
                    let text = text::became_copy(&title, &name);
                    self.become_copy(documents::new_id(), name);
                    self.notices.say(text.clone());
                    self.notices.show_info(text);
                }
            }
        }
        Ok(())
    }
}

async fn fold_draft(draft: Session) -> Result<Outcome, Fault> {
    let outcome = Rc::new(Cell::new(Outcome::Stored));
    let set = Rc::clone(&outcome);
    let id = draft.id.clone();
    documents::change(&id, move |stored, versions| match (fold(stored.as_ref(), versions, &draft), stored) {
        (Folded::Put(writes), _) => writes,
        (Folded::Known, Some(stored)) if stored.history != draft.history => {
            set.set(Outcome::Newer(Box::new(stored)));
            Vec::new()
        }
        (Folded::Known, _) => Vec::new(),
        (Folded::Conflict, _) => {
            set.set(Outcome::Conflict);
            Vec::new()
        }
    })
    .await?;
    Ok(outcome.replace(Outcome::Stored))
}

/// The name of a copy of a document.
pub(super) async fn free_name(title: &str) -> Result<String, Fault> {
    let (documents, _) = documents::documents().await?;
    Ok(copy_name(title, |name| documents.iter().any(|document| document.title() == name)))
}
