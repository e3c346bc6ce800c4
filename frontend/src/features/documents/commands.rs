//! The list of documents and its commands, and the versions of the document that is open.

use leptos::{prelude::*, task::spawn_local};

use super::{Entry, folding::free_name, text};
use crate::{
    control::{Page, storage::drafts},
    interop::{
        clock,
        documents::{self, KeptRun},
        files,
    },
    state::{
        Session, Trouble,
        command::{Command, NotNow},
    },
    store::{Fault, File, Import, VersionKey, Write, add_version},
};

/// The workflow of a new document.
const NEW: &str = "strategy: reactive\nprocessors:\n  - { id: first, type: local, processor: reverse_text }\n";

/// A version of the document, with its key.
pub type Version = (VersionKey, Session);

/// The list of stored documents, and the versions of the open document, once loaded.
#[derive(Clone, Copy)]
pub struct Documents {
    list: ReadSignal<Option<Vec<Entry>>>,
    set_list: WriteSignal<Option<Vec<Entry>>>,
    versions: ReadSignal<Option<Vec<Version>>>,
    set_versions: WriteSignal<Option<Vec<Version>>>,
    deleted: StoredValue<Option<Deleted>>,
    has_asked: StoredValue<bool>,
}

/// A deleted document, for undo.
#[derive(Clone, Debug)]
struct Deleted {
    session: Session,
    versions: Vec<(Session, VersionKey)>,
    run: Option<KeptRun>,
}

impl Documents {
    pub(in crate::control) fn new() -> Self {
        let (list, set_list) = signal(None);
        let (versions, set_versions) = signal(None);
        let (deleted, has_asked) = (StoredValue::new(None), StoredValue::new(false));
        Self { list, set_list, versions, set_versions, deleted, has_asked }
    }

    /// The documents, the newest first, once they have been read.
    #[must_use]
    pub fn list(self) -> ReadSignal<Option<Vec<Entry>>> {
        self.list
    }

    /// The versions of the document, the newest first, once they have been read.
    #[must_use]
    pub fn versions(self) -> ReadSignal<Option<Vec<Version>>> {
        self.versions
    }

    /// Whether to request persistent storage now. True once for each visit.
    pub(super) fn asks_to_persist(self) -> bool {
        self.has_asked.try_update_value(|has_asked| !std::mem::replace(has_asked, true)) == Some(true)
    }
}

impl Page {
    /// Says that a document has been opened, and offers to return to the previous one.
    pub(in crate::control) fn say_opened(self) {
        let text = crate::text::notice::opened(&self.title());
        self.notices.say(text.clone());
        self.notices.show_opened(text);
    }

    /// Tells the user if another tab has the document open too.
    pub(crate) async fn tell_if_open_elsewhere(self) {
        let (id, writer) = (self.storage.id().get_untracked(), self.storage.writer());
        let open = documents::open_documents().await;
        if open.iter().any(|(other, other_writer)| *other == id && *other_writer != writer) {
            let text = text::open_elsewhere(&self.title());
            self.notices.say(text.clone());
            self.notices.show_info(text);
        }
    }

    /// Reads the list of documents, and shows nothing until then.
    pub(crate) fn read_documents(self) {
        self.documents.set_list.set(None);
        self.list_documents();
    }

    /// Reads the list of documents again.
    fn list_documents(self) {
        self.try_to(async move {
            // What has just been typed is in the list too.
            let _ = self.fold_drafts().await;
            let (list, damaged) = documents::documents().await?;
            if !damaged.is_empty() {
                self.notices.raise(Trouble::damaged_documents(&damaged));
            }
            self.documents.set_list.set(Some(Entry::of(&list)));
            Ok(())
        });
    }

    /// Reads the versions of the document.
    pub(crate) fn list_versions(self) {
        self.documents.set_versions.set(None);
        self.try_to(async move {
            let _ = self.fold_drafts().await;
            let id = self.storage.id().get_untracked();
            let (versions, damaged) = documents::versions(Some(&id)).await?;
            if !damaged.is_empty() {
                self.notices.raise(Trouble::damaged_documents(&damaged));
            }
            let mut versions: Vec<_> = versions.into_iter().map(|(session, key)| (key, session)).collect();
            versions.sort_by(|(a, _), (b, _)| b.cmp(a));
            self.documents.set_versions.set(Some(versions));
            Ok(())
        });
    }

    /// Does something with the stored documents; says why if that is not possible.
    pub(in crate::control) fn try_to(self, work: impl Future<Output = Result<(), Fault>> + 'static) {
        spawn_local(async move {
            if let Err(fault) = work.await {
                self.notices.say_error(text::failed(&fault.reason()));
            }
        });
    }

    /// Opens a new document.
    pub(in crate::control) fn new_document(self) {
        self.workspace.close_dialog();
        self.put(Session { workflow: NEW.into(), ..Session::default() });
        self.say_opened();
    }

    /// Opens a stored document.
    pub(in crate::control) fn open_document(self, id: String) -> Result<(), NotNow> {
        self.workspace.close_dialog();
        if self.storage.id().get_untracked() == id {
            return Ok(());
        }
        self.try_to(async move {
            match documents::document(&id).await? {
                Some(Ok(session)) => {
                    self.put(session);
                    self.say_opened();
                }
                Some(Err(damage)) => self.notices.raise(Trouble::damaged_documents(&[damage])),
                // Another tab has deleted it.
                None => self.list_documents(),
            }
            Ok(())
        });
        Ok(())
    }

    /// Renames a document; without a name, it is named after its text.
    pub(in crate::control) fn rename_document(self, id: String, name: &str) {
        let name = name.trim().to_owned();
        let said = text::renamed(&name);
        if self.storage.id().get_untracked() == id {
            self.rename(name);
            self.notices.say(said);
            return self.list_documents();
        }
        self.try_to(async move {
            documents::change(&id, move |session, _| {
                session.map(|session| Write::Put(Session { name, ..session })).into_iter().collect()
            })
            .await?;
            self.notices.say(said);
            self.list_documents();
            Ok(())
        });
    }

    /// Stores a copy of a document.
    pub(in crate::control) fn duplicate_document(self, id: String) {
        self.try_to(async move {
            let Some(Ok(session)) = documents::document(&id).await? else { return Ok(()) };
            let name = free_name(&session.title()).await?;
            let changed = documents::now();
            documents::write(vec![Write::Put(Session {
                id: documents::new_id(),
                name: name.clone(),
                changed,
                ..session
            })])
            .await?;
            self.notices.say(text::duplicated(&name));
            self.list_documents();
            Ok(())
        });
    }

    /// Deletes a document, and offers to undo that.
    pub(in crate::control) fn delete_document(self, id: String) {
        self.try_to(async move {
            self.save_pending();
            let _ = self.fold_drafts().await;
            let Some(Ok(session)) = documents::document(&id).await? else { return Ok(()) };
            let (versions, _) = documents::versions(Some(&id)).await?;
            let run = documents::run(&id).await?;
            let old = versions.iter().map(|(_, key)| Write::RemoveVersion(id.clone(), key.clone()));
            let writes = [Write::Remove(id.clone()), Write::RemoveRun(id.clone())];
            documents::write(writes.into_iter().chain(old).collect()).await?;
            drafts().remove_of(&id);
            if self.storage.id().get_untracked() == id {
                let (mut others, _) = documents::documents().await?;
                others.sort_by_key(|other| other.changed);
                let next = others.pop().unwrap_or_else(|| Session { workflow: NEW.into(), ..Session::default() });
                self.put(next);
                // Undo in the editor would restore only the text of the deleted document.
                self.storage.take_previous();
            }
            let said = text::deleted(&session.title());
            self.documents.deleted.set_value(Some(Deleted { session, versions, run }));
            self.notices.say(said.clone());
            self.notices.show_undoable(said, Command::RestoreDocument);
            self.list_documents();
            Ok(())
        });
    }

    /// Restores the document that was deleted last.
    pub(in crate::control) fn restore_document(self) -> Result<(), NotNow> {
        let deleted = self.documents.deleted.try_update_value(Option::take).flatten();
        let Deleted { session, versions, run } = deleted.ok_or(NotNow::NotThere)?;
        self.notices.clear();
        self.try_to(async move {
            let (id, title) = (session.id.clone(), session.title());
            let versions = versions.into_iter().map(|(session, key)| Write::PutVersion(session, key));
            documents::write([Write::Put(session)].into_iter().chain(versions).collect()).await?;
            if let Some(run) = run {
                documents::keep_run(&id, &run).await?;
            }
            self.notices.say(text::restored(&title));
            self.list_documents();
            Ok(())
        });
        Ok(())
    }

    /// Keeps the present content as a version with this name.
    pub(in crate::control) fn name_version(self, label: &str) {
        let label = label.trim().to_owned();
        self.save();
        let session = self.session();
        self.try_to(async move {
            let said = text::kept_version(&label);
            documents::change(&session.id.clone(), move |_, versions| add_version(&session, label, versions)).await?;
            self.notices.say(said);
            self.list_versions();
            Ok(())
        });
    }

    /// Restores a version of the document. The present content becomes a version.
    pub(in crate::control) fn restore_version(self, key: &VersionKey) -> Result<(), NotNow> {
        let found =
            self.documents.versions.read_untracked().as_ref().and_then(|versions| {
                versions.iter().find(|(other, _)| other == key).map(|(_, session)| session.clone())
            });
        let version = found.ok_or(NotNow::NotThere)?;
        let when = clock::date(key.at);
        self.workspace.close_dialog();
        self.try_to(async move {
            self.save_pending();
            let present = self.session();
            let kept = present.clone();
            documents::change(&kept.id.clone(), move |_, versions| add_version(&kept, String::new(), versions)).await?;
            let Session { id, name, .. } = present;
            self.put(Session { id, name, link: None, ..version });
            let said = text::restored_version(&when);
            self.notices.say(said.clone());
            self.notices.show_opened(said);
            Ok(())
        });
        Ok(())
    }

    /// Downloads all documents and their versions as one file.
    pub(in crate::control) fn export_documents(self) {
        self.try_to(async move {
            let _ = self.fold_drafts().await;
            let (all, _) = documents::documents().await?;
            let (versions, _) = documents::versions(None).await?;
            let json = documents::to_json(&File::of(&all, &versions));
            if files::download(text::EXPORT_NAME, json.as_bytes()).is_err() {
                self.notices.say_error(crate::features::files::text::NO_DOWNLOADS.into());
            }
            Ok(())
        });
    }

    /// Adds the documents of an exported file: the numbers of new and of known ones. A damaged file changes nothing.
    ///
    /// # Errors
    /// Why they are not added.
    pub(crate) async fn import_documents(self, bytes: Vec<u8>) -> Result<(usize, usize), String> {
        let reason = |fault: Fault| fault.reason();
        let (stored, _) = documents::documents().await.map_err(reason)?;
        let import = documents::of_json(&bytes).and_then(|file| file.import(&stored, documents::new_id));
        let Import { writes, new, known } = import.map_err(|refusal| refusal.to_string())?;
        documents::write(writes).await.map_err(reason)?;
        self.list_documents();
        Ok((new, known))
    }
}
