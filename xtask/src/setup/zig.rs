//! Zig, whose `zig cc` compiles C to WebAssembly with a library of its own: from a Python package, which carries it whole.

use crate::{
    command::{Cmd, which},
    project::Project,
    setup::apt,
    step::{already, step},
};
use anyhow::Result;
use std::path::PathBuf;

const VERSION: &str = "0.15.2";

/// Zig, installed if it is not there.
pub(crate) fn command(project: &Project) -> Result<Cmd> {
    let python = ensure(project)?.join("bin/python");
    Ok(Cmd::new(python).args(["-m", "ziglang"]))
}

/// The package installer of Python, which Zig came with.
pub(crate) fn pip(project: &Project) -> Result<Cmd> {
    Ok(Cmd::new(ensure(project)?.join("bin/pip")))
}

/// The Python environment that has Zig.
fn ensure(project: &Project) -> Result<PathBuf> {
    let folder = project.tools().join("zig");
    let python = folder.join("bin/python");
    if Cmd::new(&python).args(["-m", "ziglang", "version"]).read().is_ok_and(|version| version == VERSION) {
        already(&format!("zig {VERSION}"));
        return Ok(folder);
    }
    if which("python3").is_none() || !Cmd::new("python3").args(["-m", "ensurepip", "--version"]).succeeds() {
        apt::install("Python, which Zig is packaged for", &["python3-venv"])?;
    }
    step(&format!("installing zig {VERSION} into .tools/ (Python's package ziglang)"), || {
        Cmd::new("python3").args(["-m", "venv"]).arg(&folder).run()?;
        Cmd::new(folder.join("bin/pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", &format!("ziglang=={VERSION}")])
            .hint("If PyPI can't be reached, look at the network and at pip's configuration.")
            .run()
    })?;
    Ok(folder)
}
