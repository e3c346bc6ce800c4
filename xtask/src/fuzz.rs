//! Fuzzing: properties that must hold for any bytes. The targets are in `tests/src/fuzz.rs`; `fuzz/` passes them to
//! libFuzzer.

use crate::command::Cmd;
use crate::project::Project;
use crate::setup::tools;
use crate::step::step;
use anyhow::Result;
use clap::ValueEnum;
use std::num::NonZero;
use std::thread;
use std::time::Duration;

/// The fuzz targets.
#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Target {
    /// Any text as a workflow file
    YamlToPlan,
    /// Edits and fixes of any text
    Edits,
    /// Any text as a lesson
    Lesson,
    /// Any plan, run
    PlanToRun,
    /// Any run, forked
    Forks,
    /// Any bytes as a trace
    TraceDecode,
    /// Any text as a share link
    ShareLink,
    /// Any text as a test of a workflow
    WorkflowTest,
    /// Any bytes as a recorded workflow
    Recording,
    /// Any bytes as a module, and strange modules of the core ABI
    Module,
    /// Any bytes as a component, and strange modules inside one
    Component,
    /// Strange WASI programs
    Wasi,
    /// Calls of WASI functions, and whether fuel pays for their work
    HostWork,
}

/// How long each target is fuzzed: until the first of these limits.
pub(crate) struct Bounds {
    /// Time.
    pub(crate) time: Duration,
    /// Executions.
    pub(crate) runs: Option<u64>,
}

impl Bounds {
    /// For the tests: enough to see that the targets work and that the properties hold around the corpus.
    pub(crate) const SHORT: Self = Self { time: Duration::from_secs(10), runs: Some(20_000) };
}

/// Fuzzes these targets, or all if none is chosen, one on each processor at a time. New inputs go to the target folder, not
/// to the corpus of the repository.
pub(crate) fn run(project: &Project, targets: &[Target], bounds: &Bounds) -> Result<()> {
    tools::ensure_cargo_fuzz(project)?;
    let targets = if targets.is_empty() { Target::value_variants() } else { targets };
    if targets.len() > 1 {
        step("building the fuzz targets (cargo fuzz build)", || cargo_fuzz(project, "build")?.run())?;
    }
    // Each runs on one processor.
    for some in targets.chunks(thread::available_parallelism().map_or(1, NonZero::get)) {
        thread::scope(|scope| {
            let running: Vec<_> =
                some.iter().map(|&target| scope.spawn(move || one(project, target, bounds))).collect();
            running.into_iter().try_for_each(|target| target.join().expect("a step does not panic"))
        })?;
    }
    Ok(())
}

/// `cargo fuzz` with the options that decide how targets are built.
fn cargo_fuzz(project: &Project, command: &str) -> Result<Cmd> {
    let cmd = Cmd::new("cargo")
        .args(["fuzz", command])
        // Rust checks memory itself, and there is no unsafe code: a sanitizer would only slow this down. The manifest's
        // profile has assertions. Traced comparisons and the entropic schedule would take nine tenths of the time
        // without finding more.
        .args(["--release", "--sanitizer", "none", "--no-trace-compares", "--fuzz-dir"])
        .arg(project.root.join("fuzz"))
        .env("PATH", project.path()?)
        .env("CARGO_TARGET_DIR", project.target.join("fuzz"))
        // The compiler counts coverage with options that are not stable yet.
        .env("RUSTC_BOOTSTRAP", "1");
    Ok(cmd)
}

fn one(project: &Project, target: Target, bounds: &Bounds) -> Result<()> {
    let value = target.to_possible_value().expect("no target is hidden from the command line");
    let name = value.get_name();
    let found = project.target.join("fuzz-corpus").join(name);
    std::fs::create_dir_all(&found)?;
    let folder = project.root.join("fuzz");
    let mut fuzz = cargo_fuzz(project, "run")?
        .arg(name)
        .arg(&found)
        .arg(folder.join("corpus").join(name))
        .args(["--", "-seed=1", "-max_len=1024", "-entropic=0", "-verbosity=0", "-print_final_stats=1"])
        .arg(format!("-max_total_time={}", bounds.time.as_secs()));
    if matches!(name, "yaml_to_plan" | "edits" | "lesson") {
        fuzz = fuzz.arg(format!("-dict={}", folder.join("yaml.dict").display()));
    }
    if let Some(runs) = bounds.runs {
        fuzz = fuzz.arg(format!("-runs={runs}"));
    }
    let fuzz = fuzz
        .hint("The input is in fuzz/artifacts/: add it to the target's folder in fuzz/corpus/ together with the fix.");
    step(&format!("fuzzing {name}"), || fuzz.run())
}
