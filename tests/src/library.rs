//! Modules for tests: those in `tests/modules`, assembled from text.

use std::{collections::BTreeMap, fs, path::Path};

use dagwood_core::{
    Environment, Processor,
    plan::{ModuleError, Modules, WasmSpec},
    wasm::{Module, WasmProcessor},
};

use crate::{decompose, path};

/// Modules by file name.
#[derive(Default)]
pub struct Library(BTreeMap<String, Result<Module, String>>);

impl Library {
    /// The modules of `tests/modules`.
    ///
    /// # Panics
    /// If one cannot be read or is not a module.
    #[must_use]
    pub fn of_tests() -> Self {
        Self::of(&path("modules"))
    }

    /// The bundled modules.
    ///
    /// # Panics
    /// If one cannot be read.
    #[must_use]
    pub fn bundled() -> Self {
        Self::of(&path("../public/modules"))
    }

    fn of(folder: &Path) -> Self {
        let mut library = Self::default();
        for (name, bytes) in modules(folder) {
            library.put(&name, &bytes);
        }
        library
    }

    /// Adds a module.
    pub fn put(&mut self, name: &str, bytes: &[u8]) {
        self.0.insert(name.into(), Module::new(bytes).map_err(|refusal| refusal.to_string()));
    }

    /// The environment with these modules.
    #[must_use]
    pub fn environment(&self) -> Environment<'_> {
        Environment { modules: self, decompose, ..Environment::default() }
    }
}

impl Modules for Library {
    fn processor(&self, spec: WasmSpec) -> Result<Box<dyn Processor>, ModuleError> {
        match self.0.get(spec.module) {
            Some(Ok(module)) => Ok(Box::new(WasmProcessor::new(module, spec))),
            Some(Err(reason)) => Err(ModuleError::Refused(reason.clone())),
            None => Err(ModuleError::Missing),
        }
    }

    fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// The modules of a folder, by file name; text is assembled.
///
/// # Panics
/// If one cannot be read or is not a module.
#[must_use]
pub fn modules(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut modules = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().into_string().expect("its name is text");
        let bytes = fs::read(entry.path()).expect("it can be read");
        if name.ends_with(".wat") {
            modules.push((name.clone(), wat::parse_bytes(&bytes).unwrap_or_else(|e| panic!("{name}: {e}")).into()));
        } else if name.ends_with(".wasm") {
            modules.push((name, bytes));
        }
    }
    modules.sort();
    modules
}
