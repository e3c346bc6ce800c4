//! What the engine costs, compared with the least that any scheduler must do and with other crates; and what its
//! sandbox costs, compared with the engines of browsers and with a compiler.

use crate::command::Cmd;
use crate::project::Project;
use crate::setup::target::{self, Target};
use crate::setup::{self, browsers, node};
use crate::step::step;
use anyhow::Result;
use std::path::Path;

/// The name of the benchmarks of the sandbox, among those of graphs.
const SANDBOX: &str = "sandbox";
/// The work of its guests.
const GUESTS: [&str; 4] = ["rle", "upper", "sha256", "xloop"];

/// Runs the benchmarks of `benches/`, each in its own workspace, so that nothing else builds the crates that they
/// compare with.
pub(crate) fn run(project: &Project, rounds: u32, names: &[String]) -> Result<()> {
    let graphs: Vec<_> = names.iter().filter(|name| *name != SANDBOX).collect();
    if names.is_empty() || !graphs.is_empty() {
        Cmd::new("cargo")
            .args(["run", "--release", "--manifest-path"])
            .arg(project.root.join("benches/Cargo.toml"))
            .args(["--", &rounds.to_string()])
            .args(graphs)
            .env("CARGO_TARGET_DIR", project.target.join("benches"))
            .run()?;
    }
    if names.is_empty() || names.iter().any(|name| name == SANDBOX) {
        sandbox(project, rounds)?;
    }
    Ok(())
}

fn sandbox(project: &Project, rounds: u32) -> Result<()> {
    let (target, folder) = (project.target.join("benches"), project.target.join("benches/sandbox"));
    std::fs::create_dir_all(&folder)?;
    setup::web(project)?;
    node::ensure(project)?;
    let web = |manifest: &str| -> Result<Cmd> {
        Ok(target::cargo(project, Target::Page)?
            .args(["build", "--quiet", "--target", Target::Page.name(), "--manifest-path"])
            .arg(project.root.join(manifest))
            .env("CARGO_TARGET_DIR", &target))
    };
    let built = |profile: &str, name: &str| target.join(Target::Page.name()).join(profile).join(name);
    step("building the guests", || {
        for guest in GUESTS {
            web("benches/guests/Cargo.toml")?.args(["--release", "--features", guest]).run()?;
            std::fs::copy(built("release", "guests.wasm"), folder.join(guest).with_extension("wasm"))?;
        }
        Ok(())
    })?;
    step("building the sandbox for the browser", || {
        web("benches/sandbox/Cargo.toml")?.args(["--profile", "web", "--lib"]).run()?;
        Cmd::new("wasm-bindgen")
            .args(["--target", "web", "--out-dir"])
            .arg(&folder)
            .arg(built("web", "dagwood_bench_sandbox.wasm"))
            .env("PATH", project.path()?)
            .run()?;
        let module = folder.join("dagwood_bench_sandbox_bg.wasm");
        Cmd::new("wasm-opt").arg("-Oz").arg(&module).arg("-o").arg(&module).env("PATH", project.path()?).run()
    })?;
    let chrome = browsers::CHROMIUM.ensure()?;
    Cmd::new("node").arg("benches/sandbox/web.mjs").arg(&folder).arg(rounds.to_string()).env("CHROME", chrome).run()?;
    native(&folder, &target, rounds)
}

fn native(folder: &Path, target: &Path, rounds: u32) -> Result<()> {
    Cmd::new("cargo")
        .args([
            "run",
            "--release",
            "--manifest-path",
            "benches/sandbox/Cargo.toml",
            "--features",
            "native",
            "--bin",
            "native",
        ])
        .arg("--")
        .arg(folder)
        .arg(rounds.to_string())
        .env("CARGO_TARGET_DIR", target)
        .run()
}
