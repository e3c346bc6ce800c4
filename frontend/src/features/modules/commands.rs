//! The commands for bundled modules, and for the user's modules, which the browser stores.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task::spawn_local};

use super::{ModuleList, Own, file_name, text};
use crate::{
    control::{Notice, Page, engine::WorkerKind},
    interop::{
        files,
        modules::{self, Kept},
    },
    state::{
        About, Inspected, Loss, Part, Trouble, Upload,
        command::{Command, NotNow},
    },
    store::Fault,
    wire::{Inspect, Module},
};

/// How long the browser's database may take to answer before that is reported, in milliseconds.
const SILENCE_MS: u32 = 3_000;

/// The modules that workflows can name.
#[derive(Clone, Copy)]
pub struct Modules {
    list: ReadSignal<ModuleList>,
    set_list: WriteSignal<ModuleList>,
    report: ReadSignal<Option<Report>>,
    set_report: WriteSignal<Option<Report>>,
    /// The files that wait because the inspector was lost.
    uninspected: StoredValue<Vec<Inspection>>,
}

/// A file to inspect.
#[derive(Clone, Debug)]
struct Inspection {
    /// The file name.
    name: String,
    /// Its content.
    bytes: Vec<u8>,
    /// Whether to add the file to the user's modules.
    is_new: bool,
}

/// The report about a module, with its name.
pub type Report = (String, Arc<Inspected>);

impl Modules {
    pub(in crate::control) fn new() -> Self {
        let (list, set_list) = signal(ModuleList::default());
        let (report, set_report) = signal(None);
        let uninspected = StoredValue::new(Vec::new());
        Self { list, set_list, report, set_report, uninspected }
    }

    /// The modules.
    #[must_use]
    pub fn list(self) -> ReadSignal<ModuleList> {
        self.list
    }

    /// The report on display.
    #[must_use]
    pub fn report(self) -> ReadSignal<Option<Report>> {
        self.report
    }

    /// Forgets the files that were not inspected.
    pub(in crate::control) fn give_up(self) {
        self.uninspected.set_value(Vec::new());
    }

    /// The error to show when the inspector is lost.
    pub(in crate::control) fn trouble(self, loss: Loss) -> Trouble {
        let names = self.uninspected.with_value(|waiting| {
            waiting.iter().filter(|file| file.is_new).map(|file| file.name.clone()).collect::<Vec<_>>()
        });
        match names.is_empty() {
            true => Trouble::lost(Part::Inspector, loss),
            false => Trouble::not_inspected(&names, loss),
        }
    }
}

impl Page {
    /// Loads all modules.
    pub(in crate::control) fn load_modules(self) {
        spawn_local(self.load_kept());
        self.load_bundled();
    }

    /// Loads the user's modules.
    pub(in crate::control) async fn load_kept(self) {
        match self.answered(modules::kept()).await {
            Ok(Kept { modules, damaged }) => {
                self.notices.settle(About::StoredModules);
                if !damaged.is_empty() {
                    self.notices.raise(Trouble::damaged_modules(&damaged));
                }
                self.modules.set_list.update(|list| {
                    for (name, own) in modules {
                        // A module added in the meantime is newer.
                        if list.get(&name).is_none() {
                            list.put(name, own);
                        }
                    }
                });
                self.list_changed();
            }
            Err(fault) => self.notices.raise(Trouble::modules_not_read(&fault)),
        }
    }

    /// Loads the list of bundled modules, without waiting for the browser's database.
    pub(in crate::control) fn load_bundled(self) {
        spawn_local(self.load_bundled_list());
    }

    /// Loads the list of bundled modules.
    pub(in crate::control) async fn load_bundled_list(self) {
        match files::bundled_modules().await {
            Ok(bundled) => {
                self.modules.set_list.update(|list| list.bundle(bundled));
                self.list_changed();
            }
            Err(_) => self.notices.raise(Trouble::no_bundled_modules()),
        }
    }

    /// Waits for the browser's database. The user is told while it has been silent for more than [`SILENCE_MS`].
    async fn answered<T>(self, work: impl Future<Output = T>) -> T {
        let patience = Timeout::new(SILENCE_MS, move || self.notices.raise(Trouble::modules_not_read(&Fault::Silent)));
        let answer = work.await;
        drop(patience);
        self.notices.settle_if(&Trouble::modules_not_read(&Fault::Silent));
        answer
    }

    /// Adds files.
    pub(in crate::control) fn add_modules(self, files: Vec<Upload>) {
        for Upload { name, bytes } in files {
            self.inspect(Inspection { name: file_name(&name), bytes, is_new: true });
        }
    }

    /// Adds a file under this name.
    pub(in crate::control) fn add_module_as(self, name: String, file: Upload) -> Result<(), NotNow> {
        // Text is assembled for any name of a module.
        if file.bytes.starts_with(b"\0asm") || !file.name.ends_with(".wat") || name.ends_with(".wat") {
            self.inspect(Inspection { name, bytes: file.bytes, is_new: true });
            return Ok(());
        }
        let Upload { name: file, .. } = file;
        self.notices.show_error(text::is_text(&file));
        Err(NotNow::Refused)
    }

    /// Shows or hides the report about a module.
    pub(in crate::control) fn inspect_module(self, name: String) {
        if self.modules.report.read_untracked().as_ref().is_some_and(|(shown, _)| *shown == name) {
            return self.modules.set_report.set(None);
        }
        spawn_local(async move {
            match self.bytes_of(&name).await {
                Ok(bytes) => self.inspect(Inspection { name, bytes, is_new: false }),
                Err(name) => self.notices.show_error(text::not_loaded(&name)),
            }
        });
    }

    /// Renames one of the user's modules.
    pub(in crate::control) fn rename_module(self, from: String, to: &str) -> Result<(), NotNow> {
        let mut result = Ok(());
        self.modules.set_list.update(|list| result = list.rename(&from, to));
        if let Err(why) = result {
            self.notices.show_error(why);
            return Err(NotNow::Refused);
        }
        let to = file_name(to);
        self.notices.say(text::renamed(&from, &to));
        if let Some(own) = self.modules.list.read_untracked().get(&to).cloned() {
            spawn_local(async move {
                // The old name stays until the new name is stored.
                match self.answered(modules::keep(&to, &own)).await {
                    Ok(()) if from != to => drop(modules::forget(&from, None).await),
                    Ok(()) => {}
                    Err(fault) => self.notices.raise(Trouble::module_not_kept(&to, &fault)),
                }
            });
        }
        self.modules.set_report.set(None);
        self.list_changed();
        Ok(())
    }

    /// Removes one of the user's modules.
    pub(in crate::control) fn remove_module(self, name: String) -> Result<(), NotNow> {
        let mut removed = None;
        self.modules.set_list.update(|list| removed = list.remove(&name));
        let Own { sha256, .. } = removed.ok_or(NotNow::NotThere)?;
        self.modules.set_report.update(|report| *report = report.take().filter(|(shown, _)| *shown != name));
        self.list_changed();
        let is_last = !self.modules.list.read_untracked().keeps(&sha256);
        spawn_local(async move {
            let _ = modules::forget(&name, is_last.then_some(&*sha256)).await;
            self.notices.say(text::removed(&name));
        });
        Ok(())
    }

    /// Downloads a module.
    pub(in crate::control) fn download_module(self, name: String) {
        spawn_local(async move {
            let given = match self.bytes_of(&name).await {
                // Text has been assembled.
                Ok(bytes) => files::download(&name.replace(".wat", ".wasm"), &bytes).is_ok(),
                Err(_) => false,
            };
            if !given {
                self.notices.show_error(text::not_downloaded(&name));
            }
        });
    }

    /// The existing modules with these names. Missing modules are reported as problems of the workflow.
    ///
    /// # Errors
    /// The name of a bundled module that cannot be loaded.
    pub(in crate::control) async fn modules(self, names: &[String]) -> Result<Vec<Module>, String> {
        let mut modules = Vec::new();
        for name in names {
            if self.modules.list.read_untracked().has(name) {
                modules.push(Module { name: name.clone(), bytes: self.bytes_of(name).await? });
            }
        }
        Ok(modules)
    }

    async fn bytes_of(self, name: &str) -> Result<Vec<u8>, String> {
        if let Some(own) = self.modules.list.read_untracked().get(name) {
            return Ok(own.bytes.to_vec());
        }
        files::bundled_module(name).await.map_err(|_| name.into())
    }

    /// Inspects the waiting files.
    pub(crate) fn inspect_again(self) {
        for file in self.modules.uninspected.try_update_value(std::mem::take).unwrap_or_default() {
            self.inspect(file);
        }
    }

    /// Inspects a file.
    fn inspect(self, file: Inspection) {
        let Inspection { name, bytes, .. } = file.clone();
        self.ask(WorkerKind::Inspector, Inspect(Module { name, bytes }), move |answer| match answer {
            Ok(inspected) => self.inspected(file, inspected),
            // It waits until the inspector is started again.
            Err(_) => self.modules.uninspected.update_value(|waiting| waiting.push(file)),
        });
    }

    /// Handles the report about a file.
    fn inspected(self, Inspection { name, is_new, .. }: Inspection, inspected: Inspected) {
        if is_new {
            if let (true, Err(why)) = (inspected.bytes.is_empty(), &inspected.verdict) {
                return self.notices.say_error(text::not_added(&name, why));
            }
            let own = Own::new(&inspected);
            self.say_added(&name, &own);
            self.modules.set_list.update(|list| list.put(name.clone(), own.clone()));
            self.list_changed();
            let kept = name.clone();
            spawn_local(async move {
                match self.answered(modules::keep(&kept, &own)).await {
                    Ok(()) => self.notices.settle(About::KeptModule),
                    Err(fault) => self.notices.raise(Trouble::module_not_kept(&kept, &fault)),
                }
            });
        }
        self.modules.set_report.set(Some((name, Arc::new(inspected))));
    }

    /// Says that a module has been added, and offers to use it.
    fn say_added(self, name: &str, own: &Own) {
        let said = match &own.verdict {
            Ok(abi) => text::was_added(name, abi),
            Err(why) => return self.notices.say(text::cannot_run(name, why)),
        };
        self.notices.say(said.clone());
        let is_offer = |notice: &Notice| matches!(notice.offer, Some((Command::AddProcessorOf(_), _)));
        // Another notice stays: it may have the only way back to a document. The list of modules has the same button.
        if self.notices.notice().read_untracked().as_ref().is_none_or(is_offer) {
            self.notices.show_offer(said, Command::AddProcessorOf(name.into()), text::ADD_PROCESSOR);
        }
    }

    /// Checks the workflow again after the list of modules has changed.
    fn list_changed(self) {
        self.document.offer_modules(&self.modules.list.read_untracked().names());
        self.check_now();
    }
}
