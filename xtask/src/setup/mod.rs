//! Prepares a machine. Each module looks for one kind of thing, installs it if the wanted version is missing, and says
//! which of the two it did.

mod apt;
pub(crate) mod browsers;
pub(crate) mod library;
pub(crate) mod node;
pub(crate) mod target;
pub(crate) mod tools;
pub(crate) mod zig;

use crate::project::Project;
use crate::setup::target::Target;
use anyhow::Result;
use clap::ValueEnum;

/// What the machine is prepared for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Purpose {
    /// Build and serve the page
    Web,
    /// Build it and test it in a browser
    Browser,
    /// Everything, as the tests need it
    All,
}

/// Installs what is missing for a purpose.
pub(crate) fn run(project: &Project, purpose: Purpose) -> Result<()> {
    web(project)?;
    if purpose != Purpose::Web {
        browsers::CHROMIUM.ensure()?;
    }
    if purpose == Purpose::All {
        browsers::FIREFOX.ensure()?;
        target::ensure(project, Target::Core)?;
        tools::ensure_component("clippy", &["clippy", "--version"])?;
        tools::ensure_component("rustfmt", &["fmt", "--version"])?;
    }
    Ok(())
}

/// Installs what is missing to build the page.
pub(crate) fn web(project: &Project) -> Result<()> {
    target::ensure(project, Target::Page)?;
    library::ensure_source();
    node::ensure(project)?;
    tools::ensure(project)
}
