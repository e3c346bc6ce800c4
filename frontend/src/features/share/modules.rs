//! The modules of the opened link. New modules are added; the user's modules are replaced only on request.

use dagwood_proto::share::LinkedModule;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    control::Page,
    state::{About, Trouble, Upload, command::Command},
};

/// The link's modules, compared with the modules of the page.
#[derive(Debug, Default)]
struct Comparison {
    /// Modules inside the link that are new to the page.
    new: Vec<Upload>,
    /// Names of modules that are neither on the page nor inside the link.
    missing: Vec<String>,
    /// Modules with other content on the page.
    different: Vec<LinkedModule>,
}

impl Page {
    /// Adds the link's new modules, and reports missing and different modules.
    pub(super) fn take_linked_modules(self, linked: Vec<LinkedModule>) {
        if linked.is_empty() {
            return;
        }
        self.share.set_linked_modules(linked);
        spawn_local(async move {
            // The page may still be opening.
            self.load_kept().await;
            self.load_bundled_list().await;
            let Comparison { new, .. } = self.compare_linked_modules().await;
            if !new.is_empty() {
                self.give(Command::AddModules(new));
            }
        });
    }

    /// Compares the link's modules again, after the page's modules may have changed.
    pub(in crate::control) fn check_linked_modules(self) {
        spawn_local(async move {
            self.compare_linked_modules().await;
        });
    }

    /// Replaces the page's modules with the link's. The user's modules are kept under new names.
    pub(in crate::control) fn use_linked_modules(self) {
        spawn_local(async move {
            let Comparison { new: mut added, different, .. } = self.compare_linked_modules().await;
            let list = self.modules.list().get_untracked();
            for module in &different {
                let (name, Some(bytes)) = (module.name(), module.bytes()) else { continue };
                if let Some(own) = list.get(name) {
                    added.push(Upload { name: list.copy_name(name), bytes: own.bytes.to_vec() });
                }
                added.push(Upload { name: name.into(), bytes: bytes.into() });
            }
            self.give(Command::AddModules(added));
        });
    }

    /// Compares the link's modules with the page's, and shows a notice while they differ.
    async fn compare_linked_modules(self) -> Comparison {
        let linked = self.share.linked_modules();
        let mut compared = Comparison::default();
        for module in &linked {
            let name = module.name().to_owned();
            // A module of the page that cannot be loaded is reported by the run.
            let Ok(present) = self.modules(std::slice::from_ref(&name)).await else { continue };
            match (present.first(), module.bytes()) {
                (Some(present), _) if module.is(&present.bytes) => {}
                (Some(_), _) => compared.different.push(module.clone()),
                (None, Some(bytes)) => compared.new.push(Upload { name, bytes: bytes.into() }),
                (None, None) => compared.missing.push(name),
            }
        }
        if self.share.linked_modules() != linked {
            // Another link or document has been opened.
            return Comparison::default();
        }
        if compared.missing.is_empty() && compared.different.is_empty() {
            self.notices.settle(About::LinkedModules);
        } else {
            let different: Vec<_> = compared.different.iter().map(|module| module.name().to_owned()).collect();
            let can_be_used = compared.different.iter().any(|module| module.bytes().is_some());
            self.notices.raise(Trouble::linked_modules(&compared.missing, &different, can_be_used));
        }
        compared
    }
}
