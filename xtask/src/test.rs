//! Every test of the project, the quickest first, until one fails.

use crate::command::Cmd;
use crate::dist;
use crate::fuzz;
use crate::project::Project;
use crate::setup::browsers::{self, Browser};
use crate::setup::target::{self, Target};
use crate::setup::{node, tools};
use crate::size;
use crate::step::{print_times, step};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::time::Instant;

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
    /// Clippy on the page and its workers, for the web
    Web,
    /// The site built, and tested in Chromium
    Browser,
    /// The site's main journeys in Firefox
    Firefox,
}

/// Where the tests in Chromium are.
const CHROMIUM_TESTS: [&str; 2] = ["tests/browser", "tests/browser/journeys"];
/// Where the tests in Firefox are.
const FIREFOX_TESTS: [&str; 1] = ["tests/browser/firefox"];
/// Tests that measure times, and must have the machine for themselves.
const ALONE: [&str; 3] = ["large.test.mjs", "tasks.test.mjs", "visit.test.mjs"];
/// Tests with repetitions: a soak repeats them ten times as often.
const SOAKED: [&str; 4] = ["kills.test.mjs", "moments.test.mjs", "running.test.mjs", "sessions.test.mjs"];

/// Runs the chosen steps, or all if none is chosen, in the order in which they are declared. Says at the end how long each took.
pub(crate) fn run(project: &Project, only: &[Step]) -> Result<()> {
    let start = Instant::now();
    let outcome = steps(project, only);
    print_times(start);
    outcome?;
    println!("\nAll tests passed.");
    Ok(())
}

fn steps(project: &Project, only: &[Step]) -> Result<()> {
    let is_chosen = |step: &Step| only.is_empty() || only.contains(step);
    for each in Step::value_variants().iter().filter(|step| is_chosen(step)) {
        // The site is built once, for all browsers.
        if *each == Step::Browser || (*each == Step::Firefox && !is_chosen(&Step::Browser)) {
            site(project)?;
        }
        each.run(project)?;
    }
    Ok(())
}

/// Runs the tests with repetitions often enough to see failures that happen once in a hundred runs.
pub(crate) fn soak(project: &Project) -> Result<()> {
    step("soaking links and checks (cargo test)", || {
        let tests = ["--test", "links", "--test", "checks"];
        let links = Cmd::new("cargo").args(["test", "--package", "dagwood-tests"]).args(tests);
        links.env("DAGWOOD_SOAK", "1").run()
    })?;
    site(project)?;
    let program = browsers::CHROMIUM.ensure()?;
    node::ensure(project)?;
    let soaked = |path: &PathBuf| SOAKED.iter().any(|name| path.ends_with(name));
    let files = node_tests(project, &CHROMIUM_TESTS)?.into_iter().filter(soaked);
    step("soaking the site in Chromium (node --test)", || {
        in_browser(project, &browsers::CHROMIUM, &program, "1", files).env("DAGWOOD_SOAK", "1").run()
    })
}

impl Step {
    fn run(self, project: &Project) -> Result<()> {
        match self {
            Self::Fmt => fmt(project),
            Self::Clippy => clippy(),
            Self::Native => native(),
            Self::Fuzz => fuzz::run(project, &[], &fuzz::Bounds::SHORT),
            Self::NoStd => no_std(project),
            Self::Web => web(project),
            Self::Browser => {
                editor(project)?;
                step("measuring the size of the site", || size::run(project))?;
                browser(project, &browsers::CHROMIUM, &CHROMIUM_TESTS)
            }
            Self::Firefox => browser(project, &browsers::FIREFOX, &FIREFOX_TESTS),
        }
    }
}

fn fmt(project: &Project) -> Result<()> {
    tools::ensure_component("rustfmt", &["fmt", "--version"])?;
    tools::ensure_leptosfmt(project)?;
    step("checking the formatting (cargo fmt)", || {
        Cmd::new("cargo").args(["fmt", "--all", "--check"]).hint("`cargo fmt --all` fixes it.").run()
    })?;
    step("checking the formatting of views (leptosfmt)", || {
        Cmd::new("leptosfmt")
            .args(["--quiet", "--check", "frontend/src"])
            .env("PATH", project.path()?)
            .hint("`.tools/bin/leptosfmt frontend/src`, then `cargo fmt --all`, fixes it.")
            .run()
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
    step("checking the core without a standard library", || {
        target::cargo(project, Target::Core)?
            .args(["check", "--package", "dagwood-core", "--features", "wasm", "--target", Target::Core.name()])
            .run()
    })
}

fn web(project: &Project) -> Result<()> {
    target::ensure(project, Target::Page)?;
    if !target::cargo(project, Target::Page)?.args(["clippy", "--version"]).succeeds() {
        bail!(
            "the toolchain that builds for the web has no Clippy: install its component or package (clippy, rust-web-clippy)"
        );
    }
    step("linting the page and its workers for the web (cargo clippy)", || {
        target::cargo(project, Target::Page)?
            .args([
                "clippy",
                "--package",
                "dagwood-playground",
                "--package",
                "dagwood-worker",
                "--package",
                "dagwood-inspector",
                "--package",
                "dagwood-channel",
                "--package",
                "dagwood-interpreter",
                "--target",
                Target::Page.name(),
                "--",
                "-D",
                "warnings",
            ])
            .run()
    })
}

/// Builds the site, and the programs that the browser tests compare it with.
fn site(project: &Project) -> Result<()> {
    dist::run(project)?;
    // The same packages as for the native tests: for fewer, Cargo would build their shared crates a second time.
    step("building the command-line program (cargo test --no-run)", || {
        Cmd::new("cargo").args(["test", "--workspace", "--no-run"]).run()
    })?;
    step("writing the hostile modules", || Cmd::new(project.target.join("debug/hostile")).arg(hostile(project)).run())
}

fn hostile(project: &Project) -> PathBuf {
    project.target.join("hostile")
}

/// Runs the tests of the editor that need no browser.
fn editor(project: &Project) -> Result<()> {
    node::ensure(project)?;
    let files = node_tests(project, &["frontend/editor/test"])?;
    step("testing the editor (node --test)", || {
        Cmd::new("node").args(["--test", "--test-reporter=dot"]).args(files).run()
    })
}

/// Runs the tests of some folders in a browser.
fn browser(project: &Project, browser: &Browser, folders: &[&str]) -> Result<()> {
    let program = browser.ensure()?;
    node::ensure(project)?;
    let (alone, together): (Vec<_>, Vec<_>) =
        node_tests(project, folders)?.into_iter().partition(|path| ALONE.iter().any(|name| path.ends_with(name)));
    for (files, at_once) in [(alone, "1"), (together, "2")] {
        if files.is_empty() {
            continue;
        }
        step(&format!("testing the site in {} (node --test)", browser.name), || {
            in_browser(project, browser, &program, at_once, files).run()
        })?;
    }
    Ok(())
}

/// Node's test runner on some files, `at_once` at a time, with the variables that they need.
fn in_browser(
    project: &Project,
    browser: &Browser,
    program: &Path,
    at_once: &str,
    files: impl IntoIterator<Item = PathBuf>,
) -> Cmd {
    Cmd::new("node")
        .args(["--test", "--test-concurrency", at_once, "--test-reporter"])
        .arg(project.root.join("tests/browser/reporter.mjs"))
        .args(files)
        .env("DAGWOOD_DIST", project.dist())
        .env("DAGWOOD_CLI", project.target.join("debug/dagwood"))
        .env("DAGWOOD_HOSTILE", hostile(project))
        .env("DAGWOOD_MOMENTS", project.target.join("debug/moments"))
        .env(browser.variable, program.as_os_str())
}

/// The files `*.test.mjs` of some folders, one by one: versions of Node treat folders differently.
fn node_tests(project: &Project, folders: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in folders {
        let folder = project.root.join(folder);
        for entry in std::fs::read_dir(&folder).with_context(|| format!("{} can't be read", folder.display()))? {
            files.push(entry?.path());
        }
    }
    files.retain(|path| path.to_str().is_some_and(|path| path.ends_with(".test.mjs")));
    files.sort();
    if files.is_empty() {
        bail!("{} has no file named *.test.mjs", folders.join(" or "));
    }
    Ok(files)
}
