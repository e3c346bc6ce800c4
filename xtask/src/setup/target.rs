//! The WebAssembly targets. The usual way is `rustup target add`. Where its server can't be reached, as in many closed
//! networks, Debian's packages give the same: a current compiler and the source of its standard library, which is then
//! compiled for the target. That compiler is linked into rustup under its own name.

use crate::command::{Cmd, which};
use crate::project::Project;
use crate::setup::apt::{self, as_root};
use crate::setup::library::Library;
use crate::step::{already, note, step};
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name under which rustup knows the distribution's compiler.
const DISTRIBUTION: &str = "distro";
/// Where the distribution's compiler is installed.
const PREFIX: &str = "/usr";
/// The distribution's compiler, its Cargo and Clippy, the source of the standard library, and the linker's name for
/// rustc. The linker itself is the package that `rust-lld` points to.
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-clippy", "rust-web-src", "rust-web-llvm"];
/// How long to wait for rustup's server before falling back to the distribution.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

/// The programs compiled to WebAssembly, by their target.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The page and its workers, with a standard library.
    Page,
    /// The core crate, to prove that it needs none.
    Core,
}

impl Target {
    /// The target's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "wasm32-unknown-unknown",
            Self::Core => "wasm32v1-none",
        }
    }

    /// The smallest program that needs all of the target's libraries.
    fn probe(self) -> &'static str {
        match self {
            Self::Page => "pub fn probe() -> Vec<u8> { Vec::new() }",
            Self::Core => {
                "#![no_std] extern crate alloc; pub fn probe() -> alloc::vec::Vec<u8> { alloc::vec::Vec::new() }"
            }
        }
    }

    /// The folder of the standard library's source to build in, and the features to build with.
    fn library(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Page => ("sysroot", &[]),
            // Without a C library the memory functions must come from compiler-builtins.
            Self::Core => ("alloc", &["--features", "compiler-builtins-mem"]),
        }
    }
}

/// A compiler of the machine that builds for a target.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Toolchain {
    /// The active toolchain.
    Active,
    /// The distribution's.
    Distribution,
}

impl Toolchain {
    /// The environment that selects it.
    fn env(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Active => None,
            Self::Distribution => Some(("RUSTUP_TOOLCHAIN", DISTRIBUTION)),
        }
    }

    /// Whether it compiles for a target. A trial is more reliable than a look at the files: an upgrade of the compiler
    /// can leave old libraries behind.
    fn compiles(self, project: &Project, target: Target) -> Result<bool> {
        let scratch = project.target.join("xtask-probe");
        std::fs::create_dir_all(&scratch)?;
        let source = scratch.join(format!("{}.rs", target.name().replace('-', "_")));
        std::fs::write(&source, target.probe())?;
        Ok(Cmd::new("rustc")
            .envs(self.env())
            .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--target", target.name(), "--out-dir"])
            .arg(&scratch)
            .arg(&source)
            .succeeds())
    }

    /// Whether it compiles for any target.
    fn has_any(self, project: &Project) -> Result<bool> {
        Ok(self.compiles(project, Target::Page)? || self.compiles(project, Target::Core)?)
    }
}

/// The compiler for a target, if one is ready.
fn find(project: &Project, target: Target) -> Result<Option<Toolchain>> {
    for toolchain in [Toolchain::Active, Toolchain::Distribution] {
        if toolchain.compiles(project, target)? {
            return Ok(Some(toolchain));
        }
    }
    Ok(None)
}

/// Cargo with the compiler and the target folder for WebAssembly.
pub(crate) fn cargo(project: &Project, target: Target) -> Result<Cmd> {
    compiling("cargo", project, target)
}

/// A program that runs Cargo with the compiler and the target folder for WebAssembly.
fn compiling(program: &str, project: &Project, target: Target) -> Result<Cmd> {
    Ok(Cmd::new(program).env("CARGO_TARGET_DIR", project.web_target()).envs(toolchain(project, target)?.env()))
}

/// A program that runs Cargo to build the site: with the compiler and the [`Library`] for it.
pub(crate) fn building_site(program: &str, project: &Project) -> Result<Cmd> {
    Ok(compiling(program, project, Target::Page)?.envs(library(project)?.env()))
}

/// The standard library that the site is built with.
pub(crate) fn library(project: &Project) -> Result<Library> {
    Ok(Library::of(Path::new("rustc"), toolchain(project, Target::Page)?.env()))
}

/// The compiler for a target, which setup has made ready.
fn toolchain(project: &Project, target: Target) -> Result<Toolchain> {
    find(project, target)?
        .with_context(|| format!("no compiler here builds for {}: run `cargo xtask setup`", target.name()))
}

/// Installs a target if no compiler has it.
pub(crate) fn ensure(project: &Project, target: Target) -> Result<()> {
    let name = target.name();
    if let Some(toolchain) = find(project, target)? {
        already(&match toolchain {
            Toolchain::Active => format!("{name} (of the active toolchain)"),
            Toolchain::Distribution => format!("{name} (of the distribution's toolchain, `{DISTRIBUTION}`)"),
        });
        return Ok(());
    }
    // If the distribution's compiler has one target, it gets the other too, without waiting for rustup's server again.
    let distribution = Toolchain::Distribution.has_any(project)?;
    if which("rustup").is_some() && !distribution {
        let added = step(&format!("installing {name} (rustup target add {name})"), || {
            Cmd::new("rustup")
                .args(["target", "add", name])
                .env("RUSTUP_MAX_RETRIES", "1")
                .env("RUST_BACKTRACE", "0")
                .limit(RUSTUP_LIMIT)
                .run()
        });
        match added {
            Ok(()) if find(project, target)?.is_some() => return Ok(()),
            Ok(()) => note("rustup succeeded, but the compiler still does not have the target."),
            Err(error) => note(&format!("{error:#}")),
        }
        note("Using the distribution's compiler for WebAssembly instead.");
    }
    from_distribution(project, target).with_context(|| {
        format!(
            "{name} could not be installed. If the network reaches static.rust-lang.org, run `rustup target add {name}`; \
             if not, use Debian 12 with security updates among its package sources"
        )
    })?;
    match find(project, target)? {
        Some(_) => Ok(()),
        None => bail!("{name} was built with the distribution's compiler, which still doesn't compile for it"),
    }
}

/// Installs a target for the distribution's compiler.
fn from_distribution(project: &Project, target: Target) -> Result<()> {
    let rustc = Path::new(PREFIX).join("bin/rustc");
    let linker = Path::new(PREFIX).join("bin/rust-lld");
    if !(rustc.is_file() && linker.exists() && source_of(&rustc).is_ok()) {
        apt::install("the distribution's Rust", &PACKAGES)?;
        // The link points into the linker's own package, which the package of the link doesn't depend on.
        let package = std::fs::read_link(&linker).with_context(|| format!("{} is not a link", linker.display()))?;
        let package = package.file_name().and_then(OsStr::to_str).context("it has no name")?;
        apt::install("its linker", &[package])?;
    }
    step(&format!("compiling the standard library for {}", target.name()), || build_library(project, target, &rustc))?;
    if which("rustup").is_some() {
        step(&format!("registering it with rustup as `{DISTRIBUTION}`"), || {
            Cmd::new("rustup").args(["toolchain", "link", DISTRIBUTION, PREFIX]).run()
        })?;
    }
    Ok(())
}

/// The folder with the source of a compiler's own standard library.
fn source_of(rustc: &Path) -> Result<PathBuf> {
    let version = Cmd::new(rustc).arg("--version").read()?;
    let version = version.split(' ').nth(1).context("rustc did not print its version")?;
    let source = Path::new(PREFIX).join(format!("src/rustc-{version}/library"));
    if !source.is_dir() {
        bail!("{} is not there", source.display());
    }
    Ok(source)
}

/// Compiles the standard library for a target and puts it where the compiler looks for it.
fn build_library(project: &Project, target: Target, rustc: &Path) -> Result<()> {
    // Cargo writes next to the source, which belongs to the system.
    let scratch = project.target.join("std-build");
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch)?;
    }
    std::fs::create_dir_all(&scratch)?;
    Cmd::new("cp").arg("-r").arg(source_of(rustc)?).arg(&scratch).run()?;

    let (folder, features) = target.library();
    let output = scratch.join("target");
    Cmd::new(Path::new(PREFIX).join("bin/cargo"))
        .args(["build", "--release", "--target", target.name()])
        .args(features)
        .dir(scratch.join("library").join(folder))
        .env("CARGO_TARGET_DIR", &output)
        .env("RUSTC", rustc)
        // Rust's own build does the same: the library may use unstable features but must not expose them to its users,
        // and carries what link-time optimisation needs.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Zforce-unstable-if-unmarked -Cembed-bitcode=yes")
        .run()?;

    let built = output.join(target.name()).join("release/deps");
    let rlibs = std::fs::read_dir(&built)?
        .map(|entry| Ok(entry?.path()))
        .filter(|path| path.as_ref().is_ok_and(|path| path.extension().is_some_and(|end| end == "rlib")))
        .collect::<Result<Vec<_>>>()?;
    let place = format!("{PREFIX}/lib/rustlib/{}/lib", target.name());
    // Libraries of an earlier compiler would stay next to the new ones.
    as_root(&["rm", "-rf", &place])?.run()?;
    as_root(&["mkdir", "-p", &place])?.run()?;
    as_root(&["cp"])?.args(rlibs).arg(&place).run()?;
    std::fs::remove_dir_all(&scratch)?;
    Ok(())
}
