//! The modules that workflows can name: bundled modules, and the user's modules.

use std::{collections::BTreeMap, sync::Arc};

use super::text;
use crate::state::{Inspected, copy_name};

/// A bundled module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// Its file name.
    pub name: String,
    /// Its ABI.
    pub abi: String,
    /// Its source language.
    pub language: String,
    /// A description.
    pub help: String,
    /// Its length in bytes.
    pub size: usize,
}

/// A module of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The module.
    pub bytes: Arc<[u8]>,
    /// Its SHA-256, in hexadecimal: its key in the browser's database.
    pub sha256: String,
    /// Its ABI, or why it cannot run.
    pub verdict: Result<String, String>,
}

impl Own {
    /// The module of a report.
    #[must_use]
    pub fn new(inspected: &Inspected) -> Self {
        let Inspected { bytes, sha256, verdict, .. } = inspected;
        Self { bytes: bytes.as_slice().into(), sha256: sha256.clone(), verdict: verdict.clone() }
    }
}

/// A module that a workflow can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its file name.
    pub name: String,
    /// Why it cannot run, if it cannot.
    pub refusal: Option<String>,
}

/// All modules, by file name. The user's modules hide bundled modules with the same name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModuleList {
    own: BTreeMap<String, Own>,
    bundled: Vec<Bundled>,
}

impl ModuleList {
    /// The user's modules, by name.
    pub fn own(&self) -> impl Iterator<Item = (&String, &Own)> {
        self.own.iter()
    }

    /// The bundled modules that no module of the user hides.
    pub fn bundled(&self) -> impl Iterator<Item = &Bundled> {
        self.bundled.iter().filter(|bundled| !self.own.contains_key(&bundled.name))
    }

    /// A module of the user.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Own> {
        self.own.get(name)
    }

    /// Whether there is a module with this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.own.contains_key(name) || self.bundled.iter().any(|bundled| bundled.name == name)
    }

    /// Whether another module of the user has the same content.
    #[must_use]
    pub fn keeps(&self, sha256: &str) -> bool {
        self.own.values().any(|own| own.sha256 == sha256)
    }

    /// The data of every module that a check needs.
    #[must_use]
    pub fn known(&self) -> Vec<Known> {
        let own = self.own().map(|(name, own)| Known { name: name.clone(), refusal: own.verdict.clone().err() });
        own.chain(self.bundled().map(|bundled| Known { name: bundled.name.clone(), refusal: None })).collect()
    }

    /// The file names of all modules.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.known().into_iter().map(|known| known.name).collect()
    }

    /// A name for a copy of a module, which no other module has.
    #[must_use]
    pub fn copy_name(&self, name: &str) -> String {
        let (stem, extension) = name.split_at(name.rfind('.').unwrap_or(name.len()));
        copy_name(stem, |copy| self.has(&format!("{copy}{extension}"))) + extension
    }

    /// Sets the bundled modules.
    pub fn bundle(&mut self, bundled: Vec<Bundled>) {
        self.bundled = bundled;
    }

    /// Adds a module, and replaces a module with the same name.
    pub fn put(&mut self, name: String, own: Own) {
        self.own.insert(name, own);
    }

    /// Removes a module of the user.
    pub fn remove(&mut self, name: &str) -> Option<Own> {
        self.own.remove(name)
    }

    /// Renames a module of the user.
    ///
    /// # Errors
    /// A sentence, if the name is not possible.
    pub fn rename(&mut self, from: &str, to: &str) -> Result<(), String> {
        let to = file_name(to);
        if to.is_empty() {
            return Err(text::NEEDS_NAME.into());
        }
        if to != from && self.own.contains_key(&to) {
            return Err(text::exists(&to));
        }
        if let Some(own) = self.own.remove(from) {
            self.own.insert(to, own);
        }
        Ok(())
    }
}

/// A name that a workflow can use: the file name without folders.
#[must_use]
pub fn file_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().trim().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(verdict: Result<&str, &str>) -> Own {
        let verdict = verdict.map(Into::into).map_err(Into::into);
        Own { bytes: Arc::from(*b"x"), sha256: "2d".into(), verdict }
    }

    fn list() -> ModuleList {
        let bundled = |name: &str| Bundled {
            name: name.into(),
            abi: "core".into(),
            language: "Rust".into(),
            help: String::new(),
            size: 3,
        };
        let mut list = ModuleList::default();
        list.bundle(vec![bundled("rle.wasm"), bundled("rot13.wasm")]);
        list.put("mine.wasm".into(), own(Ok("wasi")));
        list
    }

    #[test]
    fn own_modules_cover_those_of_the_page() {
        let mut list = list();
        list.put("rle.wasm".into(), own(Err("it is of no use")));
        let known = list.known();
        let known: Vec<_> = known.iter().map(|known| (known.name.as_str(), known.refusal.as_deref())).collect();
        assert_eq!(known, [("mine.wasm", None), ("rle.wasm", Some("it is of no use")), ("rot13.wasm", None)]);
        assert!(list.remove("rle.wasm").is_some());
        assert!(list.has("rle.wasm") && list.get("rle.wasm").is_none());
    }

    #[test]
    fn names_are_those_of_files() {
        let mut list = list();
        assert_eq!(list.rename("mine.wasm", "a folder/yours.wasm "), Ok(()));
        assert!(list.has("yours.wasm") && !list.has("mine.wasm"));
        assert_eq!(list.rename("yours.wasm", "yours.wasm"), Ok(()));
        assert_eq!(list.rename("yours.wasm", " "), Err("A module needs a name.".into()));
        list.put("other.wasm".into(), own(Ok("core")));
        assert_eq!(list.rename("other.wasm", "yours.wasm"), Err("There is already a module “yours.wasm”.".into()));
        assert!(list.keeps("2d") && !list.keeps("2e"));
        assert_eq!((list.copy_name("yours.wasm"), list.copy_name("a")), ("yours (2).wasm".into(), "a (2)".into()));
        list.put("yours (2).wasm".into(), own(Ok("core")));
        assert_eq!(list.copy_name("yours.wasm"), "yours (3).wasm");
    }
}
