//! Opening files and texts, and saving the document as a file.

use leptos::prelude::*;

use super::{Content, Refusal, Report, file_of, name_of_file, recognise, text};
use crate::{
    control::{Page, document::as_in_editor},
    interop::{address, documents, files},
    parts::{self, LaterPart, NotLoaded},
    state::{Session, Upload, command::Command, copy_name},
    store::{Fault, File, Write},
    text::notice::NOT_LOADED,
};
use dagwood_export::test::Test;

/// Files over the page.
#[derive(Clone, Copy)]
pub struct Files {
    dropping: ReadSignal<bool>,
    set_dropping: WriteSignal<bool>,
}

impl Files {
    pub(in crate::control) fn new() -> Self {
        let (dropping, set_dropping) = signal(false);
        Self { dropping, set_dropping }
    }

    /// Whether files are being dragged over the page.
    #[must_use]
    pub fn dropping(self) -> ReadSignal<bool> {
        self.dropping
    }
}

/// What opened files become.
#[derive(Default)]
struct Batch {
    documents: Vec<Session>,
    modules: Vec<Upload>,
    tests: Vec<(String, Test)>,
    report: Report,
}

impl Page {
    /// Opens what the user drops on the page, or pastes outside of text fields.
    pub(crate) fn accept_files(self) {
        files::on_given(
            move |is_over| self.files.set_dropping.set(is_over),
            move |given| self.give(Command::OpenFiles(given)),
        );
    }

    /// Opens files and texts: each as a new document, the last one on display, or as a module.
    pub(in crate::control) fn open_files(self, files: Vec<Upload>) {
        self.notices.clear();
        if files.is_empty() {
            return self.notices.say_error(text::no_file(File::MOST_BYTES >> 20));
        }
        self.try_to(async move {
            let mut batch = Batch::default();
            let is_one = files.len() == 1;
            for file in files {
                let name = file.name.clone();
                if let Err(why) = self.sort(&mut batch, &name, recognise(file)).await {
                    batch.report.refused.push((name, why));
                }
            }
            let Batch { documents, modules, tests, mut report } = batch;
            report.opened = documents.iter().map(Session::title).collect();
            let is_link = documents.last().is_some_and(|document| document.link.is_some());
            self.open_all(documents).await?;
            if !modules.is_empty() {
                self.give(Command::AddModules(modules));
            }
            let has_own_notice = is_one && is_link;
            if !report.is_empty() && !has_own_notice {
                self.say_report(&report);
            }
            self.verify(tests);
            Ok(())
        });
    }

    /// Adds a file to what is opened, or returns why not. The documents of an exported file are stored at once.
    async fn sort(self, batch: &mut Batch, name: &str, content: Result<Content, Refusal>) -> Result<(), String> {
        let document = |workflow: &str| Session {
            name: name_of_file(name),
            workflow: as_in_editor(workflow),
            ..Session::default()
        };
        match content.map_err(|refusal| refusal.to_string())? {
            Content::Workflow(workflow) => batch.documents.push(document(&workflow)),
            Content::Recording(imported) => {
                let document = document(&imported.workflow);
                batch.report.recordings.push((document.title(), imported.warnings));
                batch.documents.push(document);
            }
            Content::Link(link) => {
                let opened = parts::document_of_link(address::here(&link)).await;
                let (document, error) = opened.map_err(|NotLoaded| NOT_LOADED.to_owned())?;
                batch.documents.push(document);
                error.map_or(Ok(()), |error| Err(error.to_string()))?;
            }
            Content::Documents(bytes) => {
                let (new, known) = parts::import_documents(self, bytes).await?;
                let (new_before, known_before) = batch.report.imported.unwrap_or_default();
                batch.report.imported = Some((new_before + new, known_before + known));
            }
            Content::Test(test) => batch.tests.push((name_of_file(name), *test)),
            Content::Module(bytes) => {
                let name = if name.is_empty() { self.module_of_text() } else { name.to_owned() };
                batch.report.modules.push(name.clone());
                batch.modules.push(Upload { name, bytes });
            }
        }
        Ok(())
    }

    /// A free name for a module that was pasted as text.
    fn module_of_text(self) -> String {
        let list = self.modules.list().read_untracked();
        let is_taken = |stem: &str| list.has(&text::module_file(stem));
        text::module_file(&match is_taken(text::MODULE) {
            true => copy_name(text::MODULE, is_taken),
            false => text::MODULE.into(),
        })
    }

    /// Stores these documents, and shows the last one, so that one undo leads back.
    async fn open_all(self, mut all: Vec<Session>) -> Result<(), Fault> {
        let Some(last) = all.pop() else { return Ok(()) };
        if !all.is_empty() {
            let (id, changed) = (documents::new_id, documents::now());
            let put = |document| Write::Put(Session { id: id(), changed, ..document });
            documents::write(all.into_iter().map(put).collect()).await?;
        }
        self.workspace.close_dialog();
        match &last.link {
            // The link opens at its step, as from the address.
            Some(link) => {
                let _ = LaterPart::Link.load().await;
                address::visit(link);
                self.give(Command::FollowHistory);
            }
            None => self.put(last),
        }
        Ok(())
    }

    fn say_report(self, report: &Report) {
        let said = report.to_string();
        self.notices.say(said.clone());
        let way_back = (!report.opened.is_empty()).then_some(Command::ReturnToPrevious);
        match report.has_refused() {
            true => self.notices.show_failure(said, way_back),
            false => match way_back {
                Some(_) => self.notices.show_opened(said),
                None => self.notices.show_info(said),
            },
        }
    }

    /// Downloads the workflow of the document as a file.
    pub(in crate::control) fn save_document(self) {
        let file = file_of(&self.title(), "yaml");
        match files::download(&file, self.document.workflow().read_untracked().as_bytes()) {
            Ok(()) => self.notices.say(text::saved(&file)),
            Err(_) => self.notices.say_error(text::NO_DOWNLOADS.into()),
        }
    }
}
