//! Drafts: the documents of open tabs, in a storage that stores a text before the call returns. From there they become part
//! of the stored documents ([`super::fold`]).

use super::{Fault, Texts};
use crate::state::{Damage, Session};

/// Where drafts are, each under the name of its writer.
const DRAFT: &str = "dagwood-playground/draft/";
/// What older versions of the page stored. The workflow that was written last is still stored there too: the page shows it
/// before any program is loaded, and an older version would open it.
const OLDER: &str = "dagwood-playground/";
const WORKFLOW: &str = "dagwood-playground/workflow";
/// Keys that are not texts of documents: the settings, and the dismissed welcome view.
const NO_TEXTS: [&str; 2] = ["dagwood-playground/appearance", "dagwood-playground/welcome"];
/// Other texts that older versions stored.
const OLDER_PARTS: [&str; 3] = ["input", "choices", "breakpoints"];
/// In the storage of the tab: the id of its document, and the writer of its draft.
const TAB_DOCUMENT: &str = "dagwood-playground/document";
const TAB_DRAFT: &str = "dagwood-playground/draft";

/// The drafts of all tabs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Drafts<T> {
    /// What all tabs share.
    shared: T,
    /// What belongs to this tab. A reload, a restored and a duplicated tab have it too.
    tab: T,
}

/// What a tab has to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Its draft.
    Draft(Box<Session>),
    /// The stored document with this id.
    Document(String),
    /// The tab is new. These are the drafts, newest first. A draft from an older version of the page has no id.
    NewTab(Vec<Session>),
}

/// A draft, or why it cannot be read.
pub type Draft = (String, Result<Session, Damage>);

impl<T: Texts> Drafts<T> {
    /// The drafts in these storages.
    #[must_use]
    pub const fn new(shared: T, tab: T) -> Self {
        Self { shared, tab }
    }

    /// The storage that all tabs share.
    #[must_use]
    pub const fn shared(&self) -> &T {
        &self.shared
    }

    /// Whether nothing has been stored, by any version of the page.
    #[must_use]
    pub fn is_new_user(&self) -> bool {
        let is_text = |name: &String| name.starts_with(OLDER) && !NO_TEXTS.contains(&&**name);
        let has_none = |texts: &T| !texts.names().unwrap_or_default().iter().any(is_text);
        has_none(&self.shared) && has_none(&self.tab)
    }

    /// What this tab has to open.
    #[must_use]
    pub fn found(&self) -> Found {
        let tab = |name| self.tab.get(name).ok().flatten();
        if let Some(Ok(draft)) = tab(TAB_DRAFT).and_then(|writer| self.get(&writer)) {
            return Found::Draft(Box::new(draft));
        }
        if let Some(id) = tab(TAB_DOCUMENT) {
            return Found::Document(id);
        }
        let mut drafts: Vec<_> = self.all().into_iter().filter_map(|(_, draft)| draft.ok()).collect();
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.changed));
        let get = |name: &str| self.shared.get(&format!("{OLDER}{name}")).ok().flatten();
        let older = Session::of_older_page(get);
        let older = older.filter(|older| drafts.iter().all(|draft| draft.workflow != older.workflow));
        Found::NewTab(older.into_iter().chain(drafts).collect())
    }

    /// All drafts, with their writers.
    #[must_use]
    pub fn all(&self) -> Vec<Draft> {
        let names = self.shared.names().unwrap_or_default();
        let writers = names.iter().filter_map(|name| name.strip_prefix(DRAFT));
        writers.filter_map(|writer| Some((writer.to_owned(), self.get(writer)?))).collect()
    }

    fn get(&self, writer: &str) -> Option<Result<Session, Damage>> {
        let draft = self.shared.get(&format!("{DRAFT}{writer}")).ok().flatten()?;
        Some(Session::of_draft(&draft))
    }

    /// Stores the draft of a document of this tab.
    ///
    /// # Errors
    /// [`Fault`] if the browser does not store it. The previous draft remains.
    pub fn put(&self, session: &Session, writer: &str) -> Result<(), Fault> {
        // Also if the draft has no room: then the document is stored, and a reload opens that.
        self.follow(&session.id, writer);
        self.shared.set(&format!("{DRAFT}{writer}"), &session.draft())?;
        if self.shared.set(WORKFLOW, &session.workflow).is_err() {
            // An older text there would be taken for one of an older version of the page.
            self.shared.remove(WORKFLOW);
        }
        for part in OLDER_PARTS {
            self.shared.remove(&format!("{OLDER}{part}"));
        }
        Ok(())
    }

    /// A reload of this tab opens this document, from the draft of this writer if there is one.
    fn follow(&self, id: &str, writer: &str) {
        // Without it, a reload opens the newest draft.
        let _ = self.tab.set(TAB_DOCUMENT, id);
        let _ = self.tab.set(TAB_DRAFT, writer);
    }

    /// Removes a draft that is stored as a document, unless it has changed since, or this tab opens it after a reload.
    pub fn remove_known(&self, writer: &str, known: &Session) {
        let is_own = self.tab.get(TAB_DRAFT).ok().flatten().is_some_and(|own| own == writer);
        if !is_own && self.get(writer).is_some_and(|draft| draft.as_ref() == Ok(known)) {
            self.shared.remove(&format!("{DRAFT}{writer}"));
        }
    }

    /// Removes all drafts of a document that the user has deleted.
    pub fn remove_of(&self, id: &str) {
        for (writer, draft) in self.all() {
            if draft.is_ok_and(|draft| draft.id == id) {
                self.shared.remove(&format!("{DRAFT}{writer}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::Faulty;

    fn session(id: &str, workflow: &str, changed: u64) -> Session {
        Session { id: id.into(), workflow: workflow.into(), changed, ..Session::default() }
    }

    /// What a new tab of the same browser finds.
    fn in_new_tab(drafts: &Drafts<Faulty>) -> Vec<Session> {
        let tab = Drafts { shared: drafts.shared.clone(), tab: Faulty::default() };
        match tab.found() {
            Found::NewTab(sessions) => sessions,
            found => panic!("{found:?}"),
        }
    }

    #[test]
    fn a_tab_finds_its_own_draft_again() {
        let (a, shared) = (Drafts::<Faulty>::default(), Faulty::default());
        let a = Drafts { shared: shared.clone(), ..a };
        let b = Drafts { shared, tab: Faulty::default() };
        let (of_a, of_b) = (session("d", "A", 1), session("d", "B", 2));
        assert_eq!(a.found(), Found::NewTab(Vec::new()));
        assert!(a.is_new_user());
        assert_eq!((a.put(&of_a, "wa"), b.put(&of_b, "wb")), (Ok(()), Ok(())));
        assert_eq!(
            (a.found(), b.found()),
            (Found::Draft(Box::new(of_a.clone())), Found::Draft(Box::new(of_b.clone())))
        );
        assert_eq!(in_new_tab(&a), [of_b.clone(), of_a.clone()], "the newest first");
        assert!(!a.is_new_user() && !Drafts { shared: a.shared.clone(), tab: Faulty::default() }.is_new_user());
        // A draft is removed only if it is stored as a document, and never the tab's own draft.
        a.remove_known("wb", &of_a);
        a.remove_known("wa", &of_a);
        assert_eq!(in_new_tab(&a).len(), 2);
        a.remove_known("wb", &of_b);
        assert_eq!((b.found(), a.found()), (Found::Document("d".into()), Found::Draft(Box::new(of_a))));
        a.remove_of("d");
        assert_eq!(a.found(), Found::Document("d".into()));
    }

    #[test]
    fn what_an_older_page_stored_is_found_once() {
        let drafts = Drafts::<Faulty>::default();
        for (name, text) in [("workflow", "old"), ("input", "of old"), ("breakpoints", "pa\n")] {
            assert_eq!(drafts.shared.set(&format!("{OLDER}{name}"), text), Ok(()));
        }
        let [older] = in_new_tab(&drafts).try_into().expect("there is one");
        assert_eq!((&*older.workflow, &*older.input, &*older.id), ("old", "of old", ""));
        assert!(older.breakpoints.is_on("a"));
        let kept = Session { id: "d".into(), ..older };
        assert_eq!(drafts.put(&kept, "w"), Ok(()));
        assert_eq!(in_new_tab(&drafts), std::slice::from_ref(&kept));
        // An older page that is still open in another tab stores another text.
        assert_eq!(drafts.shared.set(WORKFLOW, "newer"), Ok(()));
        assert_eq!(in_new_tab(&drafts), [Session { workflow: "newer".into(), ..Session::default() }, kept]);
    }

    #[test]
    fn a_damaged_draft_is_reported_and_stays() {
        let drafts = Drafts::<Faulty>::default();
        assert_eq!(drafts.put(&session("d", "text", 1), "w"), Ok(()));
        assert_eq!(drafts.shared.set("dagwood-playground/draft/w", "?id=d&length=9\ntext"), Ok(()));
        assert_eq!(drafts.all(), [("w".into(), Err(Damage::Truncated))]);
        assert_eq!(drafts.found(), Found::Document("d".into()));
        drafts.remove_known("w", &session("d", "text", 1));
        drafts.remove_of("d");
        assert_eq!(drafts.all().len(), 1);
    }

    #[test]
    fn storage_that_fails_keeps_the_draft_that_it_had() {
        let drafts = Drafts::new(Faulty::with_room(200), Faulty::default());
        let short = session("d", "short", 1);
        assert_eq!(drafts.put(&short, "w"), Ok(()));
        assert_eq!(drafts.put(&session("d", &"long".repeat(99), 2), "w"), Err(Fault::Full));
        assert_eq!(drafts.found(), Found::Draft(Box::new(short)));
        drafts.shared.fail(Some(Fault::Forbidden));
        assert_eq!(drafts.put(&session("d", "x", 3), "w"), Err(Fault::Forbidden));
        assert_eq!(drafts.found(), Found::Document("d".into()));
    }
}
