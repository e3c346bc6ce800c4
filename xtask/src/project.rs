//! Where things live: the project's folders, and the environment of everything built for the web.

use crate::command::path_with;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The project's folders.
pub(crate) struct Project {
    /// The folder of the workspace.
    pub(crate) root: PathBuf,
    /// Cargo's target folder; all scratch folders are in it.
    pub(crate) target: PathBuf,
}

impl Project {
    /// The checkout that this program was built from.
    pub(crate) fn locate() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask/ has no parent folder")?.to_owned();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => std::path::absolute(dir)?,
            None => root.join("target"),
        };
        // Every later command can then name files from the root.
        std::env::set_current_dir(&root).with_context(|| format!("{} is gone", root.display()))?;
        Ok(Self { root, target })
    }

    /// Programs that `cargo install` put into the project.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// Cargo's target folder for WebAssembly. It is not the native one: the two may use different toolchains, and
    /// neither has to wait for the other's lock.
    pub(crate) fn web_target(&self) -> PathBuf {
        self.target.join("web")
    }

    /// The built site.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folders of the project's own programs.
    fn programs(&self) -> [PathBuf; 2] {
        [self.tools().join("bin"), self.root.join("node_modules/.bin")]
    }

    /// `PATH` with the project's own programs first.
    pub(crate) fn path(&self) -> Result<OsString> {
        path_with(&self.programs())
    }

    /// `PATH` for trunk: before the installed `wasm-bindgen`, it has the wrapper in `frontend/tools`.
    pub(crate) fn site_path(&self) -> Result<OsString> {
        let [tools, node] = self.programs();
        path_with(&[self.root.join("frontend/tools"), tools, node])
    }
}
