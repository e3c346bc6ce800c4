//! Rust programs: trunk, wasm-bindgen and the splitter of programs, compiled at exact versions into a folder of the project, and the components of
//! the active toolchain that the tests use.

use crate::command::{Cmd, which};
use crate::project::Project;
use crate::step::{already, note, step};
use anyhow::{Context, Result, bail};

/// The newest trunk that compiles with the oldest Rust the project supports.
const TRUNK: &str = "0.21.14";

/// What splits a program into parts that are loaded later. Its runtime is the crate `wasm_split_helpers`.
const SPLITTER: &str = "0.2.4";

/// The formatter of `view!`, which rustfmt does not see.
const LEPTOSFMT: &str = "0.1.33";

/// The tool that runs the fuzz targets with libFuzzer.
const CARGO_FUZZ: &str = "0.13.1";

/// Installs cargo-fuzz if it is missing.
pub(crate) fn ensure_cargo_fuzz(project: &Project) -> Result<()> {
    ensure_tool(project, "cargo-fuzz", "cargo-fuzz", CARGO_FUZZ)
}

/// Installs leptosfmt if it is missing.
pub(crate) fn ensure_leptosfmt(project: &Project) -> Result<()> {
    ensure_tool(project, "leptosfmt", "leptosfmt", LEPTOSFMT)
}

/// Installs trunk, the splitter and wasm-bindgen unless `PATH` has exactly these versions.
pub(crate) fn ensure(project: &Project) -> Result<()> {
    ensure_tool(project, "trunk", "trunk", TRUNK)?;
    ensure_splitter(project)?;
    // The program and the crate exchange data in a private format, so their versions must match.
    ensure_tool(project, "wasm-bindgen-cli", "wasm-bindgen", &locked(project, "wasm-bindgen")?)
}

fn ensure_tool(project: &Project, package: &str, program: &str, version: &str) -> Result<()> {
    let found = Cmd::new(program).arg("--version").env("PATH", project.path()?).read().unwrap_or_default();
    if found.split(' ').nth(1) == Some(version) {
        already(&format!("{package} {version}"));
        return Ok(());
    }
    compile(project, package, version, &[])
}

/// Installs the splitter, whose program does not say its version: Cargo's list of what it installed does.
fn ensure_splitter(project: &Project) -> Result<()> {
    let package = "wasm_split_cli_support";
    let list = std::fs::read_to_string(project.tools().join(".crates.toml")).unwrap_or_default();
    if list.contains(&format!("\"{package} {SPLITTER} ")) {
        already(&format!("{package} {SPLITTER}"));
        return Ok(());
    }
    compile(project, package, SPLITTER, &["--features", "build-binary"])
}

/// Compiles a package into the folder of tools.
fn compile(project: &Project, package: &str, version: &str, features: &[&str]) -> Result<()> {
    step(&format!("compiling {package} {version} into .tools/ (some minutes, once)"), || {
        // The published lock file of a package may name crates that a mirror of the registry does not have yet.
        install(project, package, version, &[features, &["--locked"]].concat()).or_else(|error| {
            note(&format!("{error:#}"));
            note("Trying again without its published lock file.");
            install(project, package, version, features)
        })
    })
}

fn install(project: &Project, package: &str, version: &str, options: &[&str]) -> Result<()> {
    Cmd::new("cargo")
        // Without default features, neither can use the network, which neither needs, and no TLS library with C code is
        // compiled.
        .args(["install", package, "--version", version, "--no-default-features", "--root"])
        .arg(project.tools())
        .args(options)
        // One folder for both, because they share many crates.
        .env("CARGO_TARGET_DIR", project.target.join("tools-build"))
        // They run for seconds, so quick compilation matters more than quick programs. Halves the time.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        // Without a lock file: nothing that needs a newer compiler.
        .env("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback")
        .hint("If crates.io can't be reached, check the network and the registry in Cargo's configuration.")
        .run()
}

/// The version of a crate in Cargo.lock.
fn locked(project: &Project, package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(project.root.join("Cargo.lock")).context("Cargo.lock can't be read")?;
    version_in(&lock, package).with_context(|| format!("Cargo.lock has no package {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

/// Adds a component to the active toolchain if its command doesn't run.
pub(crate) fn ensure_component(component: &str, try_with: &[&str]) -> Result<()> {
    if Cmd::new("cargo").args(try_with).succeeds() {
        already(component);
        return Ok(());
    }
    if which("rustup").is_none() {
        bail!("{component} is missing: install it as you installed Rust (Debian's packages: rust-clippy, rustfmt)");
    }
    step(&format!("installing {component} (rustup component add {component})"), || {
        Cmd::new("rustup").args(["component", "add", component]).run()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "trunk"), None);
    }
}
