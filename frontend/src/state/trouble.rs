//! The troubles of the page itself. Unlike a notice, a trouble stays until it is resolved, or the user dismisses it.

use super::{Damage, Part};
use crate::store::Fault;

/// A trouble, in a sentence, and the remedies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Its subject.
    pub about: About,
    /// The problem and its consequence.
    pub text: String,
    /// The remedies.
    pub remedies: &'static [Remedy],
}

/// The subject of a trouble. There is at most one trouble for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Saving workflow, input and choices.
    Saving,
    /// Reading the user's documents.
    Documents,
    /// Reading the user's modules.
    StoredModules,
    /// Modules of the user that are damaged.
    DamagedModules,
    /// Storing a module.
    KeptModule,
    /// The list of the bundled modules.
    BundledModules,
    /// The list of examples.
    Examples,
    /// The link in the address.
    Link,
    /// The modules of the opened link.
    LinkedModules,
    /// A worker.
    Part(Part),
}

/// A remedy for a trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Repeats the action.
    TryAgain,
    /// Reloads the page.
    Reload,
    /// Copies the workflow to the clipboard.
    CopyText,
    /// Downloads the workflow as a file.
    DownloadText,
    /// Replaces the page's modules with the opened link's.
    UseLinkedModules,
}

impl Remedy {
    /// The label of its button.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::TryAgain => "Try again",
            Self::Reload => "Reload",
            Self::CopyText => "Copy my text",
            Self::DownloadText => "Download my text",
            Self::UseLinkedModules => "Use the link’s modules",
        }
    }
}

/// How a worker was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It could not be loaded.
    NotLoaded,
    /// It stopped because of an internal error.
    Stopped,
    /// It did not respond, and was ended.
    Silent,
}

impl Trouble {
    /// The user's work is not saved.
    #[must_use]
    pub fn not_saved(fault: &Fault) -> Self {
        let advice = match fault {
            Fault::Full => {
                "Copy or download your text before you close the page, or make the workflow or the input smaller"
            }
            _ => "Copy or download your text before you close the page",
        };
        Self {
            about: About::Saving,
            text: format!("Your changes are not saved: {}. {advice}.", fault.reason()),
            remedies: &[Remedy::CopyText, Remedy::DownloadText],
        }
    }

    /// The document of this tab cannot be read.
    #[must_use]
    pub fn document_not_read(why: &str) -> Self {
        Self {
            about: About::Documents,
            text: format!("The document of this tab cannot be read: {why}. Another one is shown."),
            remedies: &[Remedy::Reload],
        }
    }

    /// Some of the user's documents are damaged.
    #[must_use]
    pub fn damaged_documents(damaged: &[Damage]) -> Self {
        let (count, verb) = (damaged.len(), if damaged.len() == 1 { "record is" } else { "records are" });
        let why = damaged.first().map(ToString::to_string).unwrap_or_default();
        Self {
            about: About::Documents,
            text: format!("{count} stored {verb} damaged and cannot be shown: {why}. They stay where they are."),
            remedies: &[],
        }
    }

    /// The user's modules cannot be read.
    #[must_use]
    pub fn modules_not_read(fault: &Fault) -> Self {
        let advice = match fault {
            Fault::Newer => "Reload the page to get its newest version",
            Fault::Silent => "Close other tabs of this page, then reload it",
            _ => "Modules that you add are lost when you close the page",
        };
        Self {
            about: About::StoredModules,
            text: format!("Your own modules cannot be read: {}. {advice}.", fault.reason()),
            remedies: &[Remedy::Reload],
        }
    }

    /// Some of the user's modules are damaged.
    #[must_use]
    pub fn damaged_modules(names: &[String]) -> Self {
        Self {
            about: About::DamagedModules,
            text: format!("The stored copy of {} is damaged. Add it again.", listed(names)),
            remedies: &[],
        }
    }

    /// A module is not stored.
    #[must_use]
    pub fn module_not_kept(name: &str, fault: &Fault) -> Self {
        Self {
            about: About::KeptModule,
            text: format!("“{name}” will be lost when you close the page: {}.", fault.reason()),
            remedies: &[],
        }
    }

    /// The list of the bundled modules could not be loaded.
    #[must_use]
    pub fn no_bundled_modules() -> Self {
        Self {
            about: About::BundledModules,
            text: "The list of sample modules could not be loaded. Workflows that name one cannot run.".into(),
            remedies: &[Remedy::TryAgain],
        }
    }

    /// The list of examples could not be loaded.
    #[must_use]
    pub fn no_examples() -> Self {
        Self { about: About::Examples, text: "The examples could not be loaded.".into(), remedies: &[Remedy::TryAgain] }
    }

    /// The part of the page that opens links could not be loaded.
    #[must_use]
    pub fn link_not_opened() -> Self {
        Self {
            about: About::Link,
            text: "The link could not be opened: a part of the page could not be loaded. Nothing on the page has been changed.".into(),
            remedies: &[Remedy::TryAgain],
        }
    }

    /// Modules of the opened link are missing or different. The different ones may be inside the link.
    #[must_use]
    pub fn linked_modules(missing: &[String], different: &[String], can_be_used: bool) -> Self {
        let mut sentences = Vec::new();
        if let Some(verb) = verb(missing) {
            let names = listed(missing);
            sentences.push(format!(
                "{names} {verb} missing here and inside the link: ask its sender for each file, and add it to your modules."
            ));
        }
        if let Some(verb) = verb(different) {
            let names = listed(different);
            sentences.push(format!(
                "{names} {verb} not the same here as in the link: a run may differ from the shared one."
            ));
        }
        if can_be_used {
            sentences.push("If you use the link’s modules, yours stay under other names.".into());
        }
        let remedies: &[Remedy] = if can_be_used { &[Remedy::UseLinkedModules] } else { &[] };
        Self { about: About::LinkedModules, text: sentences.join(" "), remedies }
    }

    /// A worker was lost.
    #[must_use]
    pub fn lost(part: Part, loss: Loss) -> Self {
        let name = part.name();
        let what = match loss {
            Loss::NotLoaded => format!("{name} could not be loaded"),
            Loss::Stopped => format!("{name} has stopped because of an internal error"),
            Loss::Silent => format!("{name} did not respond and was stopped"),
        };
        let follows = match (part, loss) {
            (Part::Engine, Loss::NotLoaded) => "Nothing can be checked or run without it; your text is not affected",
            (Part::Engine, _) => "Your text is not affected; the next run restarts it",
            (Part::Sandbox, Loss::NotLoaded) => "Workflows that name a module cannot run without it",
            (Part::Sandbox, _) => "Your text is not affected; the next run restarts it",
            (Part::Inspector, _) => "Files that you add cannot be checked without it",
            (Part::Explorer, _) => "Explore again to restart it",
        };
        let remedies: &[Remedy] = match part {
            Part::Engine => &[Remedy::TryAgain, Remedy::Reload, Remedy::CopyText],
            Part::Sandbox | Part::Explorer => &[Remedy::Reload, Remedy::CopyText],
            Part::Inspector => &[Remedy::TryAgain],
        };
        Self { about: About::Part(part), text: format!("{what}. {follows}."), remedies }
    }

    /// The inspector was lost while it had files to check.
    #[must_use]
    pub fn not_inspected(names: &[String], loss: Loss) -> Self {
        let trouble = Self::lost(Part::Inspector, loss);
        let verb = verb(names).unwrap_or_default();
        Self { text: format!("{} not added yet: {} {verb} waiting.", trouble.text, listed(names)), ..trouble }
    }
}

/// All troubles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Troubles(Vec<Trouble>);

impl Troubles {
    /// Adds a trouble, and replaces an older one with the same subject.
    pub fn raise(&mut self, trouble: Trouble) {
        match self.0.iter_mut().find(|other| other.about == trouble.about) {
            Some(other) => *other = trouble,
            None => self.0.push(trouble),
        }
    }

    /// Removes the trouble of a subject. Returns whether there was one.
    pub fn settle(&mut self, about: About) -> bool {
        let before = self.0.len();
        self.0.retain(|trouble| trouble.about != about);
        self.0.len() < before
    }

    /// The trouble of a subject.
    #[must_use]
    pub fn about(&self, about: About) -> Option<&Trouble> {
        self.0.iter().find(|trouble| trouble.about == about)
    }

    /// All troubles, in the order in which they first appeared.
    pub fn iter(&self) -> impl Iterator<Item = &Trouble> {
        self.0.iter()
    }
}

/// The verb for some names; none for no names.
fn verb(names: &[String]) -> Option<&'static str> {
    match names.len() {
        0 => None,
        1 => Some("is"),
        _ => Some("are"),
    }
}

/// Some names, in quotation marks.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let mut shown: Vec<_> = names.iter().take(SHOWN).map(|name| format!("“{name}”")).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => {}
        more => shown.push(format!("{more} more")),
    }
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn every_trouble_says_what_is_wrong_and_what_follows() {
        let names = |names: &[&str]| names.iter().map(|&name| name.into()).collect::<Vec<String>>();
        let mut all = vec![
            Trouble::not_saved(&Fault::Full),
            Trouble::not_saved(&Fault::Forbidden),
            Trouble::document_not_read(&Fault::Silent.reason()),
            Trouble::damaged_documents(&[Damage::Truncated]),
            Trouble::damaged_documents(&[Damage::Missing("workflow"), Damage::Truncated]),
            Trouble::modules_not_read(&Fault::Newer),
            Trouble::modules_not_read(&Fault::Silent),
            Trouble::modules_not_read(&Fault::Forbidden),
            Trouble::damaged_modules(&names(&["a.wasm"])),
            Trouble::damaged_modules(&names(&["a.wasm", "b.wasm", "c.wasm", "d.wasm", "e.wasm"])),
            Trouble::module_not_kept("a.wasm", &Fault::Full),
            Trouble::no_bundled_modules(),
            Trouble::no_examples(),
            Trouble::link_not_opened(),
            Trouble::linked_modules(&names(&["a.wasm"]), &names(&["b.wasm", "c.wasm"]), true),
            Trouble::linked_modules(&names(&["a.wasm", "b.wasm"]), &[], false),
            Trouble::linked_modules(&[], &names(&["a.wasm"]), false),
            Trouble::not_inspected(&names(&["a.wasm"]), Loss::NotLoaded),
            Trouble::not_inspected(&names(&["a.wasm", "b.wat"]), Loss::Stopped),
        ];
        for part in [Part::Engine, Part::Sandbox, Part::Explorer] {
            all.extend([Loss::NotLoaded, Loss::Stopped, Loss::Silent].map(|loss| Trouble::lost(part, loss)));
        }
        let line = |trouble: &Trouble| {
            let titles: Vec<_> = trouble.remedies.iter().map(|remedy| remedy.title()).collect();
            format!("{} [{}]\n", trouble.text, titles.join(", "))
        };
        expect![[r#"
            Your changes are not saved: the browser’s storage for this page is full. Copy or download your text before you close the page, or make the workflow or the input smaller. [Copy my text, Download my text]
            Your changes are not saved: the browser does not allow this page to store anything. Copy or download your text before you close the page. [Copy my text, Download my text]
            The document of this tab cannot be read: the browser’s storage does not respond. Another one is shown. [Reload]
            1 stored record is damaged and cannot be shown: a document ends too early. They stay where they are. []
            2 stored records are damaged and cannot be shown: a document has no workflow. They stay where they are. []
            Your own modules cannot be read: a newer version of this page has stored it. Reload the page to get its newest version. [Reload]
            Your own modules cannot be read: the browser’s storage does not respond. Close other tabs of this page, then reload it. [Reload]
            Your own modules cannot be read: the browser does not allow this page to store anything. Modules that you add are lost when you close the page. [Reload]
            The stored copy of “a.wasm” is damaged. Add it again. []
            The stored copy of “a.wasm”, “b.wasm”, “c.wasm” and 2 more is damaged. Add it again. []
            “a.wasm” will be lost when you close the page: the browser’s storage for this page is full. []
            The list of sample modules could not be loaded. Workflows that name one cannot run. [Try again]
            The examples could not be loaded. [Try again]
            The link could not be opened: a part of the page could not be loaded. Nothing on the page has been changed. [Try again]
            “a.wasm” is missing here and inside the link: ask its sender for each file, and add it to your modules. “b.wasm” and “c.wasm” are not the same here as in the link: a run may differ from the shared one. If you use the link’s modules, yours stay under other names. [Use the link’s modules]
            “a.wasm” and “b.wasm” are missing here and inside the link: ask its sender for each file, and add it to your modules. []
            “a.wasm” is not the same here as in the link: a run may differ from the shared one. []
            The module inspector could not be loaded. Files that you add cannot be checked without it. not added yet: “a.wasm” is waiting. [Try again]
            The module inspector has stopped because of an internal error. Files that you add cannot be checked without it. not added yet: “a.wasm” and “b.wat” are waiting. [Try again]
            The engine could not be loaded. Nothing can be checked or run without it; your text is not affected. [Try again, Reload, Copy my text]
            The engine has stopped because of an internal error. Your text is not affected; the next run restarts it. [Try again, Reload, Copy my text]
            The engine did not respond and was stopped. Your text is not affected; the next run restarts it. [Try again, Reload, Copy my text]
            The engine for modules could not be loaded. Workflows that name a module cannot run without it. [Reload, Copy my text]
            The engine for modules has stopped because of an internal error. Your text is not affected; the next run restarts it. [Reload, Copy my text]
            The engine for modules did not respond and was stopped. Your text is not affected; the next run restarts it. [Reload, Copy my text]
            The exploration could not be loaded. Explore again to restart it. [Reload, Copy my text]
            The exploration has stopped because of an internal error. Explore again to restart it. [Reload, Copy my text]
            The exploration did not respond and was stopped. Explore again to restart it. [Reload, Copy my text]
        "#]].assert_eq(&all.iter().map(line).collect::<String>());
    }

    #[test]
    fn there_is_one_trouble_about_each_thing() {
        let mut troubles = Troubles::default();
        troubles.raise(Trouble::no_examples());
        troubles.raise(Trouble::not_saved(&Fault::Full));
        troubles.raise(Trouble::not_saved(&Fault::Forbidden));
        assert_eq!(troubles.iter().count(), 2);
        assert_eq!(troubles.about(About::Saving), Some(&Trouble::not_saved(&Fault::Forbidden)));
        assert!(troubles.settle(About::Saving) && !troubles.settle(About::Saving));
        assert_eq!(troubles.iter().map(|trouble| trouble.about).collect::<Vec<_>>(), [About::Examples]);
    }
}
