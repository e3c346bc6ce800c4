//! The modules that a workflow can name: the files of one folder, and the bundled ones.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use dagwood_core::{
    Processor, limits,
    plan::{ModuleError, Modules, WasmSpec},
    wasm::{Module, WasmProcessor},
};

use crate::exit::reason;

/// The sample processors, by file name.
const BUNDLED: [(&str, &[u8]); 8] = {
    macro_rules! bundled {
        ($($name:literal),*) => { [$(($name, include_bytes!(concat!("../../public/modules/", $name)))),*] };
    }
    bundled!(
        "append-suffix.wasm",
        "markdown.wasm",
        "rle-component.wasm",
        "rle.wasm",
        "rot13.wasm",
        "sort-lines.wasm",
        "upper-ascii.wasm",
        "word-count.wasm"
    )
};

/// The modules of a folder, each read and compiled on first use.
pub(crate) struct Folder {
    folder: PathBuf,
    compiled: RefCell<BTreeMap<String, Result<Module, ModuleError>>>,
}

impl Folder {
    /// The modules of `folder`, or by default those in the folder of the workflow `file`.
    pub(crate) fn new(folder: Option<&Path>, file: &Path) -> Self {
        let folder = folder.or_else(|| file.parent()).unwrap_or(Path::new(""));
        Self { folder: folder.into(), compiled: RefCell::default() }
    }

    /// The modules that compiled workflows name, except for the bundled ones.
    pub(crate) fn own(&self) -> Vec<(String, Vec<u8>)> {
        let compiled = self.compiled.borrow();
        let own = |name: &String| Some((name.clone(), self.read(name)?.ok()?));
        compiled.keys().filter_map(own).collect()
    }

    /// Reads a file of the folder.
    fn read(&self, name: &str) -> Option<io::Result<Vec<u8>>> {
        // A workflow names files, not paths: it must not reach other folders.
        let is_file_name = Path::new(name).file_name().is_some_and(|file| file == name);
        is_file_name.then(|| read(&self.folder.join(name)))
    }

    fn compile(&self, name: &str) -> Result<Module, ModuleError> {
        let own = self.read(name);
        let bytes = match &own {
            Some(Ok(bytes)) => bytes,
            Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => {
                return Err(ModuleError::Refused(format!("it cannot be read: {}", reason(error))));
            }
            _ => BUNDLED.iter().find(|(bundled, _)| *bundled == name).ok_or(ModuleError::Missing)?.1,
        };
        Module::new(bytes).map_err(|refusal| ModuleError::Refused(refusal.to_string()))
    }
}

impl Modules for Folder {
    fn processor(&self, spec: WasmSpec) -> Result<Box<dyn Processor>, ModuleError> {
        let mut compiled = self.compiled.borrow_mut();
        let module = match compiled.get(spec.module) {
            Some(module) => module,
            None => compiled.entry(spec.module.into()).or_insert(self.compile(spec.module)),
        };
        Ok(Box::new(WasmProcessor::new(module.as_ref().map_err(Clone::clone)?, spec)))
    }

    fn names(&self) -> Vec<String> {
        let entries = if self.folder.as_os_str().is_empty() { fs::read_dir(".") } else { fs::read_dir(&self.folder) };
        let names = entries.into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let own = names.filter(|name| name.ends_with(".wasm") || name.ends_with(".wat"));
        own.chain(BUNDLED.iter().map(|(name, _)| (*name).into())).collect()
    }
}

/// Reads a module; text is assembled.
///
/// # Errors
/// If the file cannot be read, or is text that cannot be assembled.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    // One byte more than the limit is enough to refuse it.
    File::open(path)?.take(limits::MODULE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    // Links contain assembled modules, also under names that end in `.wat`.
    if path.extension().is_some_and(|extension| extension == "wat") && !bytes.starts_with(b"\0asm") {
        let text = String::from_utf8_lossy(&bytes);
        return dagwood_wasm_text::assemble(&text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error));
    }
    Ok(bytes)
}
