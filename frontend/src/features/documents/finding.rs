//! Which document a tab begins with.

use crate::{
    control::{Beginning, storage::drafts},
    interop::documents,
    state::{Session, Trouble},
    store::{Fault, Found},
};

/// Finds the document of this tab: its previous document, or in a new tab the most recent document that is not open elsewhere.
/// Reads the browser's database only if the tab has no draft.
pub(crate) async fn find() -> Beginning {
    match drafts().found() {
        Found::Draft(session) => (*session).into(),
        Found::Document(id) => match documents::document(&id).await {
            Ok(Some(Ok(session))) => session.into(),
            // It has been deleted in another tab.
            Ok(None) => Beginning::default(),
            Ok(Some(Err(damage))) => Trouble::document_not_read(&damage.to_string()).into(),
            Err(fault) => Trouble::document_not_read(&fault.reason()).into(),
        },
        Found::NewTab(drafts) => closed(drafts).await.map(Into::into).unwrap_or_default(),
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
