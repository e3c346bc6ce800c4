//! The sample processors: builds `public/modules/` from the sources in `processors/`. The modules are committed, so
//! only those who change one need the compilers.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    command::Cmd,
    project::Project,
    setup::{
        target::{self, Target},
        zig,
    },
    step::step,
};

/// Where the sources are, and where the modules go.
const SOURCES: &str = "processors";
const MODULES: &str = "public/modules";

/// A sample.
struct Sample {
    /// The name of its folder, and with `.wasm` of its module.
    name: &'static str,
    abi: &'static str,
    /// Its language.
    language: &'static str,
    /// Its effect, in a sentence.
    help: &'static str,
    build: fn(&Build) -> Result<()>,
}

const SAMPLES: [Sample; 8] = [
    Sample {
        name: "append-suffix",
        abi: "core",
        language: "Rust",
        help: "Adds an exclamation mark to the input.",
        build: rust,
    },
    Sample {
        name: "markdown",
        abi: "wasi",
        language: "C",
        help: "Turns Markdown into HTML: cmark-gfm, an existing program, not written for DAGwood.",
        build: markdown,
    },
    Sample {
        name: "rle",
        abi: "core",
        language: "Rust",
        help: "Encodes runs of ASCII characters: aaabbc to 3a2b1c. Fails on anything else.",
        build: rust,
    },
    Sample {
        name: "rle-component",
        abi: "component",
        language: "Rust",
        help: "Encodes runs of ASCII characters, and says why if it cannot. At most 1 MiB.",
        build: component,
    },
    Sample { name: "rot13", abi: "core", language: "C", help: "Rotates every letter by 13 places.", build: core_c },
    Sample {
        name: "sort-lines",
        abi: "wasi",
        language: "Zig",
        help: "Sorts lines by their bytes; in reverse order with the argument -r.",
        build: wasi_zig,
    },
    Sample {
        name: "upper-ascii",
        abi: "core",
        language: "WebAssembly text",
        help: "Converts a to z to upper case.",
        build: wat,
    },
    Sample { name: "word-count", abi: "wasi", language: "C", help: "Counts lines, words and bytes.", build: wasi_c },
];

/// The entry of a module in `index.json`.
#[derive(Serialize, Deserialize)]
struct Entry {
    name: String,
    abi: String,
    language: String,
    help: String,
    /// Where its sources are.
    source: String,
    /// Bytes.
    size: usize,
    sha256: String,
    sources_sha256: String,
}

/// One sample being built.
struct Build<'p> {
    project: &'p Project,
    name: &'static str,
    folder: PathBuf,
    module: PathBuf,
}

/// Installs what is missing, builds the samples of these names, or all, and writes the index.
pub(crate) fn run(project: &Project, names: &[String]) -> Result<()> {
    if let Some(name) = names.iter().find(|&name| SAMPLES.iter().all(|sample| sample.name != name)) {
        bail!("there is no sample `{name}`");
    }
    fs::create_dir_all(MODULES)?;
    for sample in SAMPLES.iter().filter(|sample| names.is_empty() || names.iter().any(|name| name == sample.name)) {
        let (folder, module) = (Path::new(SOURCES).join(sample.name), module(sample.name));
        let build = Build { project, name: sample.name, folder, module };
        step(&format!("building {}", build.module.display()), || (sample.build)(&build))?;
    }
    let index = SAMPLES.iter().map(entry).collect::<Result<Vec<_>>>()?;
    fs::write(index_file(), serde_json::to_string_pretty(&index)? + "\n")?;
    Ok(())
}

fn module(name: &str) -> PathBuf {
    Path::new(MODULES).join(name).with_extension("wasm")
}

fn index_file() -> PathBuf {
    Path::new(MODULES).join("index.json")
}

fn entry(sample: &Sample) -> Result<Entry> {
    let module = module(sample.name);
    let bytes = fs::read(&module).with_context(|| format!("{}: build it first", module.display()))?;
    Ok(Entry {
        name: format!("{}.wasm", sample.name),
        abi: sample.abi.into(),
        language: sample.language.into(),
        help: sample.help.into(),
        source: format!("{SOURCES}/{}", sample.name),
        size: bytes.len(),
        sha256: hex(&Sha256::digest(&bytes)),
        sources_sha256: sources_sha256(&Path::new(SOURCES).join(sample.name))?,
    })
}

/// The hash of all files in a folder, with the path and contents of each, in the order of the paths.
fn sources_sha256(folder: &Path) -> Result<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if !path.is_dir() {
                files.push(path);
            } else if !path.ends_with("target") {
                folders.push(path);
            }
        }
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        // The same on every system.
        hash.update(file.to_string_lossy().replace('\\', "/"));
        hash.update([0]);
        hash.update(fs::read(&file)?);
    }
    Ok(hex(&hash.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Compiles a Rust library and returns its path.
fn compiled(build: &Build) -> Result<PathBuf> {
    let target = Target::Page;
    target::ensure(build.project, target)?;
    let folder = build.project.target.join("processors");
    target::cargo(build.project, target)?
        .args(["build", "--quiet", "--release", "--locked", "--target", target.name(), "--manifest-path"])
        .arg(build.folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", &folder)
        .run()?;
    Ok(folder.join(target.name()).join("release").join(build.name.replace('-', "_")).with_extension("wasm"))
}

fn rust(build: &Build) -> Result<()> {
    fs::copy(compiled(build)?, &build.module)?;
    Ok(())
}

fn component(build: &Build) -> Result<()> {
    assemble(build, "component", &compiled(build)?)
}

fn wat(build: &Build) -> Result<()> {
    assemble(build, "wat", &build.folder.join(build.name).with_extension("wat"))
}

fn assemble(build: &Build, what: &str, from: &Path) -> Result<()> {
    Cmd::new("cargo")
        .args([
            "run",
            "--quiet",
            "--release",
            "--locked",
            "--manifest-path",
            "processors/assemble/Cargo.toml",
            "--",
            what,
        ])
        .arg(from)
        .arg(&build.module)
        .env("CARGO_TARGET_DIR", build.project.target.join("processors"))
        .run()
}

/// C without a library.
fn core_c(build: &Build) -> Result<()> {
    zig::command(build.project)?
        .args(["cc", "-target", "wasm32-freestanding", "-nostdlib", "-Wl,--no-entry", "-Wl,--export-memory"])
        .args(["-Wall", "-Wextra", "-Werror", "-Oz", "-s", "-o"])
        .arg(&build.module)
        .arg(build.folder.join(build.name).with_extension("c"))
        .run()
}

fn wasi_c(build: &Build) -> Result<()> {
    zig::command(build.project)?
        .args(["cc", "-target", "wasm32-wasi", "-Wall", "-Wextra", "-Werror", "-Oz", "-s", "-o"])
        .arg(&build.module)
        .arg(build.folder.join(build.name).with_extension("c"))
        .run()
}

fn wasi_zig(build: &Build) -> Result<()> {
    zig::command(build.project)?
        .args(["build-exe", "-target", "wasm32-wasi", "-O", "ReleaseSmall"])
        .arg(build.folder.join(build.name).with_extension("zig"))
        .arg(format!("-femit-bin={}", build.module.display()))
        .run()
}

/// `cmark-gfm` from the source distribution of a Python package, with every file unchanged.
fn markdown(build: &Build) -> Result<()> {
    const PACKAGE: &str = "cmarkgfm";
    const VERSION: &str = "2025.10.22";
    let scratch = build.project.target.join("processors").join(PACKAGE);
    let root = scratch.join(format!("{PACKAGE}-{VERSION}"));
    fs::create_dir_all(&scratch)?;
    zig::pip(build.project)?
        .args(["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest"])
        .arg(&scratch)
        .arg(format!("{PACKAGE}=={VERSION}"))
        .run()?;
    Cmd::new("tar")
        .arg("-xzf")
        .arg(scratch.join(format!("{PACKAGE}-{VERSION}.tar.gz")))
        .arg("-C")
        .arg(&scratch)
        .run()?;
    let (source, extensions) = (root.join("third_party/cmark/src"), root.join("third_party/cmark/extensions"));
    let mut files = Vec::new();
    for folder in [&source, &extensions] {
        for entry in fs::read_dir(folder)? {
            files.extend(Some(entry?.path()).filter(|path| path.extension().is_some_and(|extension| extension == "c")));
        }
    }
    files.sort();
    let include = |folder: &Path| format!("-I{}", folder.display());
    zig::command(build.project)?
        .args(["cc", "-target", "wasm32-wasi", "-Oz", "-s"])
        .args(["-DCMARK_GFM_STATIC_DEFINE", "-DCMARK_GFM_EXTENSIONS_STATIC_DEFINE"])
        .args([include(&root.join("generated/unix")), include(&source), include(&extensions)])
        .arg("-o")
        .arg(&build.module)
        .args(files)
        .run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_built_from_the_sources_beside_them() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ has a parent folder");
        std::env::set_current_dir(root).expect("it is there");
        let index = fs::read_to_string(index_file()).expect("it is there");
        let index: Vec<Entry> = serde_json::from_str(&index).expect("it is an index");
        assert_eq!(index.len(), SAMPLES.len());
        for (sample, known) in SAMPLES.iter().zip(index) {
            let now = entry(sample).expect("its files are there");
            let is_current = (now.name, now.abi, now.language, now.help, now.sha256, now.sources_sha256)
                == (known.name, known.abi, known.language, known.help, known.sha256, known.sources_sha256);
            assert!(is_current, "{} has changed: run `cargo xtask processors {0}`", sample.name);
        }
    }
}
