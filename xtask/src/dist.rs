//! Building the site. `dist/` is one folder that works from any path of any static host. Each script, style sheet and program has
//! a hash in its name (`frontend/finish.mjs`), left out here:
//!
//! ```text
//! index.html               from index.html at the root
//! page.js, page_bg.wasm    the page (frontend/src/bin/page.rs); the script includes its imports
//! page-split_*.wasm        its parts, loaded when they are first needed (frontend/src/parts.rs)
//! page-chunk_*.wasm        what several parts use
//! start.js                 starts the page: what trunk writes into it, moved out
//! engine.js, ...           the engine's worker (worker/) and its parts, in the same way
//! interpreter.js, ...      the interpreter of modules (interpreter/), loaded by the workers below
//! inspector.js, ...        describes modules (inspector/)
//! workers/                 engine.js starts the engine; sandbox.js the engine with the interpreter, when a workflow names a
//!                          module; inspector.js the inspector, when the user adds one
//! rescue.js                tells the user if the page does not start or has stopped, and saves the text
//! editor.js                frontend/editor/, loaded by a dynamic import when the page has been painted
//! everything else          public/, file by file
//! *.br, *.gz               the files beside them, compressed
//! ```

use crate::command::Cmd;
use crate::pictures;
use crate::project::Project;
use crate::setup;
use crate::setup::target::{self, Target};
use crate::size;
use crate::step::step;
use anyhow::Result;

/// Installs what is missing and builds the site into dist/.
pub(crate) fn run(project: &Project) -> Result<()> {
    setup::web(project)?;
    prepare(project)?;
    step("building the page into dist/ (trunk build)", || {
        trunk(project)?.arg("build").arg("--dist").arg(project.dist()).run()
    })?;
    step("compressing the files of dist/", || size::node(include_str!("compress.mjs")).arg(project.dist()).run())
}

/// Does what must come before trunk: bundles the editor, draws the examples, fetches the crates (trunk keeps Cargo off the network), and
/// compiles the workers' programs in parallel (trunk compiles them one after the other). The page is not compiled with
/// them: it needs other features of their common crates, so trunk would compile those again.
pub(crate) fn prepare(project: &Project) -> Result<()> {
    step("bundling the editor (npm run build, in frontend/editor)", || {
        Cmd::new("npm").args(["run", "--silent", "build", "--workspace", "frontend/editor"]).run()
    })?;
    step("drawing the examples", || pictures::draw(project))?;
    step("fetching missing crates (cargo fetch)", || {
        Cmd::new("cargo")
            // For every platform: for the web's alone, the crates of build scripts and macros would be missing.
            .arg("fetch")
            .hint("If crates.io can't be reached, check the network and the registry in Cargo's configuration.")
            .run()
    })?;
    let library = target::library(project)?.name();
    step(&format!("compiling the workers' programs in parallel (cargo build; standard library: {library})"), || {
        target::building_site("cargo", project)?
            .args([
                "build",
                "--package",
                "dagwood-worker",
                "--bins",
                "--profile",
                "web",
                "--target",
                Target::Page.name(),
            ])
            .run()
    })
}

/// Trunk with the project's tools and the compiler for the web. Its other settings are in Trunk.toml.
pub(crate) fn trunk(project: &Project) -> Result<Cmd> {
    Ok(target::building_site("trunk", project)?.env("PATH", project.site_path()?))
}
