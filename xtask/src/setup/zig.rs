//! Zig, whose `zig cc` compiles C to WebAssembly with its own C library. It is installed from a Python package that
//! contains all of it.

use crate::{
    command::{Cmd, which},
    project::Project,
    setup::apt,
    step::{already, step},
};
use anyhow::Result;
use std::path::PathBuf;

const VERSION: &str = "0.15.2";

/// Zig, installed if it is missing.
pub(crate) fn command(project: &Project) -> Result<Cmd> {
    let python = ensure(project)?.join("bin/python");
    Ok(Cmd::new(python).args(["-m", "ziglang"]))
}

/// Python's package installer in the environment of Zig.
pub(crate) fn pip(project: &Project) -> Result<Cmd> {
    Ok(Cmd::new(ensure(project)?.join("bin/pip")))
}

/// The Python environment that contains Zig.
fn ensure(project: &Project) -> Result<PathBuf> {
    let folder = project.tools().join("zig");
    let python = folder.join("bin/python");
    if Cmd::new(&python).args(["-m", "ziglang", "version"]).read().is_ok_and(|version| version == VERSION) {
        already(&format!("zig {VERSION}"));
        return Ok(folder);
    }
    if which("python3").is_none() || !Cmd::new("python3").args(["-m", "ensurepip", "--version"]).succeeds() {
        apt::install("Python, for the package of Zig", &["python3-venv"])?;
    }
    step(&format!("installing zig {VERSION} into .tools/ (Python's package ziglang)"), || {
        Cmd::new("python3").args(["-m", "venv"]).arg(&folder).run()?;
        Cmd::new(folder.join("bin/pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", &format!("ziglang=={VERSION}")])
            .hint("If PyPI can't be reached, check the network and pip's configuration.")
            .run()
    })?;
    Ok(folder)
}
