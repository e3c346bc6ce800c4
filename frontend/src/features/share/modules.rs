//! The modules of the opened link: those that the page does not have are added, and no module of the user is replaced unless
//! the user wants that.

use dagwood_proto::share::LinkedModule;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    control::Page,
    state::{About, Trouble, Upload, command::Command},
};

/// How the modules of a link compare with those of the page.
#[derive(Debug, Default)]
struct Comparison {
    /// Those inside the link that the page does not have.
    new: Vec<Upload>,
    /// The names of those that neither the page nor the link has.
    missing: Vec<String>,
    /// Those that are others on the page.
    different: Vec<LinkedModule>,
}

impl Page {
    /// Adds the new modules of the opened link, and reports the others.
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

    /// Compares the modules of the link again, after those of the page may have changed.
    pub(in crate::control) fn check_linked_modules(self) {
        spawn_local(async move {
            self.compare_linked_modules().await;
        });
    }

    /// Replaces modules of the page by those of the link. Modules of the user stay under other names.
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

    /// Compares the modules of the link with those of the page, and says so as long as they are not the same.
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
