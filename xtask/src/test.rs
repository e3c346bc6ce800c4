//! Every test of the project, the quickest first, up to the first that fails.

use crate::command::Cmd;
use crate::dist;
use crate::fuzz;
use crate::project::Project;
use crate::setup::target::{self, Target};
use crate::setup::{chromium, node, tools};
use crate::step::step;
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::path::PathBuf;

/// A step of the tests. Each installs what it needs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// The formatting of the Rust code
    Fmt,
    /// Clippy on all crates, natively
    Clippy,
    /// The tests of all crates, natively
    Native,
    /// The fuzz targets, for some seconds each
    Fuzz,
    /// The core crate compiled without a standard library
    NoStd,
    /// Clippy on the page and its worker, for the web
    Web,
    /// The site built, and tested in a browser
    Browser,
}

/// Runs the chosen steps, or all if none is chosen, in the order in which they are declared.
pub(crate) fn run(project: &Project, only: &[Step]) -> Result<()> {
    for each in Step::value_variants() {
        if only.is_empty() || only.contains(each) {
            each.run(project)?;
        }
    }
    println!("\nAll tests passed.");
    Ok(())
}

impl Step {
    fn run(self, project: &Project) -> Result<()> {
        match self {
            Self::Fmt => fmt(),
            Self::Clippy => clippy(),
            Self::Native => native(),
            Self::Fuzz => fuzz::run(project, &[], &fuzz::Bounds::SHORT),
            Self::NoStd => no_std(project),
            Self::Web => web(project),
            Self::Browser => browser(project),
        }
    }
}

fn fmt() -> Result<()> {
    tools::ensure_component("rustfmt", &["fmt", "--version"])?;
    step("checking the formatting (cargo fmt)", || {
        Cmd::new("cargo").args(["fmt", "--all", "--check"]).hint("`cargo fmt --all` puts it right.").run()
    })
}

fn clippy() -> Result<()> {
    tools::ensure_component("clippy", &["clippy", "--version"])?;
    step("linting all crates (cargo clippy)", || {
        Cmd::new("cargo").args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()
    })
}

fn native() -> Result<()> {
    step("running the native tests (cargo test)", || Cmd::new("cargo").args(["test", "--workspace"]).run())
}

fn no_std(project: &Project) -> Result<()> {
    target::ensure(project, Target::Core)?;
    step("compiling the core without a standard library", || {
        web_cargo(project, Target::Core)?
            .args(["build", "--package", "dagwood-core", "--features", "wasm", "--target", Target::Core.name()])
            .run()
    })
}

fn web(project: &Project) -> Result<()> {
    target::ensure(project, Target::Page)?;
    if !web_cargo(project, Target::Page)?.args(["clippy", "--version"]).succeeds() {
        bail!(
            "the toolchain that builds for the web has no Clippy: install its component or package (clippy, rust-web-clippy)"
        );
    }
    step("linting the page for the web (cargo clippy)", || {
        web_cargo(project, Target::Page)?
            .args([
                "clippy",
                "--package",
                "dagwood-playground",
                "--target",
                Target::Page.name(),
                "--features",
                "inspect",
                "--",
                "-D",
                "warnings",
            ])
            .run()
    })
}

fn browser(project: &Project) -> Result<()> {
    let chrome = chromium::ensure()?;
    node::ensure(project)?;
    dist::run(project)?;
    step("building the command-line program (cargo build)", || {
        Cmd::new("cargo").args(["build", "--package", "dagwood"]).run()
    })?;
    let hostile = project.target.join("hostile");
    step("writing the hostile modules (cargo run)", || {
        Cmd::new("cargo")
            .args(["run", "--quiet", "--package", "dagwood-tests", "--bin", "hostile", "--"])
            .arg(&hostile)
            .run()
    })?;
    let tests = browser_tests(project)?;
    step("testing the site in the browser (node --test)", || {
        Cmd::new("node")
            .args(["--test", "--test-reporter=spec"])
            .args(tests)
            .env("DAGWOOD_DIST", project.dist())
            .env("DAGWOOD_CLI", project.target.join("debug/dagwood"))
            .env("DAGWOOD_HOSTILE", &hostile)
            .env("CHROME", chrome)
            .run()
    })
}

/// The files `tests/browser/*.test.js` and `.mjs`, named one by one: what Node does with a folder differs between versions.
fn browser_tests(project: &Project) -> Result<Vec<PathBuf>> {
    let folder = project.root.join("tests/browser");
    let mut files = std::fs::read_dir(&folder)
        .with_context(|| format!("{} can't be read", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.retain(|path| path.to_str().is_some_and(|path| path.ends_with(".test.js") || path.ends_with(".test.mjs")));
    files.sort();
    if files.is_empty() {
        bail!("{} has no file named *.test.js", folder.display());
    }
    Ok(files)
}

/// Cargo with the compiler and the target folder of what is compiled to WebAssembly.
fn web_cargo(project: &Project, target: Target) -> Result<Cmd> {
    Ok(Cmd::new("cargo").env("CARGO_TARGET_DIR", project.web_target()).envs(target::toolchain(project, target)?.env()))
}
