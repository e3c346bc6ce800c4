//! What a visitor downloads: each file of dist/, as it is and compressed with brotli as a static host would, and whether
//! each part of a visit keeps to its budget.

use crate::command::Cmd;
use crate::project::Project;
use crate::setup::library::Library;
use crate::setup::target::{self, Target};
use anyhow::{Result, bail};
use clap::ValueEnum;

/// What the bytes of programs are grouped by.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// The crate, and in the project's own crates the feature or folder
    Group,
}

/// Prints the tables; an error if a part is over its budget. Node does the compression, because brotli is built in.
pub(crate) fn run(project: &Project) -> Result<()> {
    let dist = project.dist();
    if !dist.join("index.html").is_file() {
        bail!("there is no dist/ to measure: run `cargo xtask dist` first");
    }
    let library = match target::library(project)? {
        Library::Compiled => "compiled",
        Library::Shipped => "shipped",
    };
    node(include_str!("size.mjs")).arg(&dist).arg(library).run()
}

/// Prints how many bytes of code each group of functions has, in each part of the page and of the engine.
pub(crate) fn by_group(project: &Project, names: &[String]) -> Result<()> {
    let programs = project.web_target().join(Target::Page.name()).join("web");
    if !programs.join("page.wasm").is_file() {
        bail!("there are no programs to measure: run `cargo xtask dist` first");
    }
    let tools = project.root.join("frontend/tools");
    node(include_str!("groups.mjs")).arg(&programs).arg(&tools).args(names).env("PATH", project.path()?).run()
}

/// Node on a script of this folder; its arguments come next.
pub(crate) fn node(script: &str) -> Cmd {
    Cmd::new("node").args(["--input-type=module", "--eval", script, "--"])
}
