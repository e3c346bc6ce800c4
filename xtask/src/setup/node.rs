//! Node's packages: wasm-opt, the editor's bundler and sources, the browser tests' driver.

use crate::command::Cmd;
use crate::project::Project;
use crate::step::{already, step};
use anyhow::{Context, Result, bail};

/// The oldest Node that runs the packages and the tests.
const OLDEST: u32 = 20;

/// The files that determine the packages: the lock file, and the manifests it must agree with.
const DECIDING: [&str; 4] =
    ["package-lock.json", "package.json", "frontend/editor/package.json", "tests/browser/package.json"];

/// Installs the packages of package-lock.json unless node_modules/ was installed from exactly these files.
pub(crate) fn ensure(project: &Project) -> Result<()> {
    let version = Cmd::new("node")
        .arg("--version")
        .hint("Install Node.js 20 or newer, with npm: https://nodejs.org, or your distribution's packages nodejs and npm.")
        .read()?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        bail!("Node.js {version} is too old: install version {OLDEST} or newer (https://nodejs.org)");
    }

    let mut wanted = Vec::new();
    for file in DECIDING {
        wanted.extend(std::fs::read(project.root.join(file)).with_context(|| format!("{file} can't be read"))?);
    }
    // What node_modules/ was installed from. npm's own record leaves out packages of other systems.
    let record = project.root.join("node_modules/.installed-from");
    if std::fs::read(&record).is_ok_and(|installed| installed == wanted) {
        already("Node's packages");
        return Ok(());
    }
    step("installing Node's packages (npm ci)", || {
        // No package here needs its scripts: esbuild and binaryen ship their programs as files.
        Cmd::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .hint(
                "If it says that package.json and package-lock.json differ, `npm install --ignore-scripts` brings the \
                 lock file up to date; otherwise check the network and `npm config get registry`.",
            )
            .run()?;
        std::fs::write(&record, &wanted)?;
        Ok(())
    })
}
