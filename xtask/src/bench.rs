//! What the engine costs, beside the least that any scheduler must do and beside other crates.

use crate::command::Cmd;
use crate::project::Project;
use anyhow::Result;

/// Runs the benchmarks of `benches/`, a workspace of its own: nothing else builds the crates that it compares with.
pub(crate) fn run(project: &Project, rounds: u32, shapes: &[String]) -> Result<()> {
    Cmd::new("cargo")
        .args(["run", "--release", "--manifest-path"])
        .arg(project.root.join("benches/Cargo.toml"))
        .args(["--", &rounds.to_string()])
        .args(shapes)
        .env("CARGO_TARGET_DIR", project.target.join("benches"))
        .run()
}
