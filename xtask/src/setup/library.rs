//! The standard library of the page and its workers. Compiled together with them, for size and without messages of
//! panics, it makes them a tenth smaller. This needs its source and flags that a stable compiler accepts only with
//! `RUSTC_BOOTSTRAP`; where either is missing, the library of the toolchain does.

use crate::command::{Cmd, which};
use crate::step::{already, note, step};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long rustup may take to download the source.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);
/// The flags of the page's crates when the library is compiled with them: a panic is a trap without a message.
const FLAGS: &str = "-Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort";
/// The environment that makes Cargo compile the library.
const BUILD: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];
/// The flags from `.cargo/config.toml`, which the variable replaces.
const CONFIGURED: &str = "--cfg=erase_components";

/// Where the standard library of the page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Library {
    /// It is compiled with the page.
    Compiled,
    /// It is part of the toolchain.
    Shipped,
}

impl Library {
    /// Chooses for a compiler: `rustc` is its command, `toolchain` the environment that selects it.
    pub(crate) fn of(rustc: &Path, toolchain: Option<(&'static str, &'static str)>) -> Self {
        let run = || Cmd::new(rustc).envs(toolchain);
        let has_source = source(run()).is_some_and(|source| source.join("Cargo.lock").is_file());
        let accepts_flags = || {
            let trial = ["--print", "cfg", "--target", "wasm32-unknown-unknown"];
            run().env("RUSTC_BOOTSTRAP", "1").args(trial).args(FLAGS.split(' ')).succeeds()
        };
        if has_source && accepts_flags() { Self::Compiled } else { Self::Shipped }
    }

    /// The environment of Cargo and trunk.
    pub(crate) fn env(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Shipped => Vec::new(),
            Self::Compiled => {
                let variables = BUILD.map(|(name, value)| (name, value.to_owned()));
                variables.into_iter().chain([("RUSTFLAGS", format!("{CONFIGURED} {FLAGS}"))]).collect()
            }
        }
    }

    /// The description that tasks print.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Compiled => "compiled with the page, for size",
            Self::Shipped => "that of the toolchain",
        }
    }
}

/// The folder with the source of a compiler's own standard library.
fn source(rustc: Cmd) -> Option<PathBuf> {
    let root = rustc.args(["--print", "sysroot"]).read().ok()?;
    Some(Path::new(&root).join("lib/rustlib/src/rust/library"))
}

/// Installs the source of the active toolchain's standard library, which has the version of the compiler. If that fails, the
/// page is larger, but complete.
pub(crate) fn ensure_source() {
    if source(Cmd::new("rustc")).is_some_and(|source| source.is_dir()) {
        return already("the source of the standard library");
    }
    if which("rustup").is_some() {
        let added = step("installing the source of the standard library (rustup component add rust-src)", || {
            Cmd::new("rustup").args(["component", "add", "rust-src"]).limit(RUSTUP_LIMIT).run()
        });
        if added.is_ok() {
            return;
        }
    }
    note("The source of the standard library is missing: the page will be larger than it could be.");
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// A compiler that says where its files are, and accepts flags or does not.
    fn compiler(name: &str, has_source: bool, accepts_flags: bool) -> PathBuf {
        let root = std::env::temp_dir().join(format!("dagwood-library-{name}-{}", std::process::id()));
        let library = root.join("lib/rustlib/src/rust/library");
        std::fs::create_dir_all(&library).expect("a folder");
        if has_source {
            std::fs::write(library.join("Cargo.lock"), "").expect("a file");
        }
        let path = root.join("rustc");
        let root = root.display();
        let script = format!(
            "#!/bin/sh\ncase \"$*\" in\n*sysroot*) echo '{root}' ;;\n*immediate-abort*) {accepts_flags} ;;\n*) exit 2 ;;\nesac\n"
        );
        std::fs::write(&path, script).expect("a script");
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("permissions");
        path
    }

    #[test]
    fn the_library_is_compiled_where_that_is_possible() {
        let cases = [
            ("both", true, true, Library::Compiled),
            ("no-source", false, true, Library::Shipped),
            ("no-flags", true, false, Library::Shipped),
        ];
        for (name, has_source, accepts_flags, expected) in cases {
            let rustc = compiler(name, has_source, accepts_flags);
            let found = Library::of(&rustc, None);
            std::fs::remove_dir_all(rustc.parent().expect("its folder")).expect("it is removed");
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(Library::of(Path::new("/no/such/rustc"), None), Library::Shipped);
    }

    #[test]
    fn flags_of_the_configuration_stay() {
        let configuration = include_str!("../../../.cargo/config.toml");
        assert!(configuration.contains(&format!("rustflags = [\"{CONFIGURED}\"]")), "{configuration}");
        assert!(Library::Compiled.env().contains(&("RUSTC_BOOTSTRAP", "1".to_owned())));
        assert!(Library::Shipped.env().is_empty());
    }
}
