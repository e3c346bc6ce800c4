//! Child processes: a thin layer over [`std::process::Command`] whose failures name the command and what to do about it.

use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often a process with a time limit is checked.
const POLL: Duration = Duration::from_millis(50);

/// A command to run, and advice for the user if it fails.
pub(crate) struct Cmd {
    command: Command,
    hint: &'static str,
    limit: Option<Duration>,
}

impl Cmd {
    /// A command by name or path. It inherits the environment, except what `cargo run` added for this program.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(is_from_cargo_run) {
                command.env_remove(name);
            }
        }
        Self { command, hint: "", limit: None }
    }

    /// Adds an argument.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Adds arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args);
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets several environment variables.
    pub(crate) fn envs<V: AsRef<OsStr>>(mut self, vars: impl IntoIterator<Item = (&'static str, V)>) -> Self {
        self.command.envs(vars);
        self
    }

    /// Sets the folder to run in.
    pub(crate) fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Advice for the user if the command fails.
    pub(crate) fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// Kills the process, as a failure, after this time.
    pub(crate) fn limit(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Runs to the end with the output on the terminal.
    pub(crate) fn run(mut self) -> Result<()> {
        let child = self.command.spawn();
        let mut child = self.spawned(child)?;
        let status = match self.limit {
            None => child.wait().with_context(|| format!("waiting for `{}`", self.line()))?,
            Some(limit) => {
                let start = Instant::now();
                loop {
                    if let Some(status) = child.try_wait()? {
                        break status;
                    }
                    if start.elapsed() > limit {
                        child.kill()?;
                        child.wait()?;
                        bail!("`{}` was stopped after {} s.{}", self.line(), limit.as_secs(), self.advice());
                    }
                    std::thread::sleep(POLL);
                }
            }
        };
        if !status.success() {
            bail!("`{}` ended with {status}.{}", self.line(), self.advice());
        }
        Ok(())
    }

    /// Replaces this program, so that ending this program ends the command.
    #[cfg(unix)]
    pub(crate) fn replace(mut self) -> Result<()> {
        use std::os::unix::process::CommandExt;
        let error = self.command.exec();
        self.spawned(Err(error)).map(drop)
    }

    /// Runs to the end: only Unix can replace one program with another.
    #[cfg(not(unix))]
    pub(crate) fn replace(self) -> Result<()> {
        self.run()
    }

    /// Runs to the end and returns what it printed, without surrounding white space.
    pub(crate) fn read(mut self) -> Result<String> {
        self.command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = self.command.spawn();
        let output = self.spawned(child)?.wait_with_output()?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            bail!("`{}` ended with {}: {}{}", self.line(), output.status, errors.trim(), self.advice());
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Whether it can be started and succeeds; nothing is printed.
    pub(crate) fn succeeds(mut self) -> bool {
        self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.command.status().is_ok_and(|status| status.success())
    }

    fn spawned(&self, child: std::io::Result<Child>) -> Result<Child> {
        match child {
            Ok(child) => Ok(child),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                bail!("`{}` was not found.{}", self.command.get_program().display(), self.advice())
            }
            Err(error) => Err(error).with_context(|| format!("`{}` did not start.{}", self.line(), self.advice())),
        }
    }

    fn advice(&self) -> String {
        if self.hint.is_empty() { String::new() } else { format!("\n{}", self.hint) }
    }

    /// The command as typed on a terminal. Long arguments (scripts) are shortened.
    fn line(&self) -> String {
        std::iter::once(self.command.get_program())
            .chain(self.command.get_args())
            .map(|word| {
                let word = word.to_string_lossy();
                if word.len() > 200 || word.contains('\n') {
                    "...".to_owned()
                } else if word.contains(' ') {
                    format!("'{word}'")
                } else {
                    word.into_owned()
                }
            })
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Whether `cargo run` set this variable for the program it runs. Crates whose build scripts watch such variables would
/// be rebuilt at each switch between `cargo xtask` and plain `cargo`.
fn is_from_cargo_run(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// The full path of a program, found as the shell finds it.
pub(crate) fn which(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// `PATH` with folders put before it.
pub(crate) fn path_with(first: &[std::path::PathBuf]) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(first.iter().cloned().chain(std::env::split_paths(&path)))
        .context("a folder of the project has a character that PATH can't hold (a colon)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_names_the_command_and_the_way_out() {
        let error =
            Cmd::new("cargo").arg("no-such-task").hint("Try another.").read().expect_err("it fails").to_string();
        assert!(error.starts_with("`cargo no-such-task` ended with exit status: 101: "), "{error}");
        assert!(error.ends_with("\nTry another."), "{error}");
    }

    #[test]
    fn missing_program_is_said_to_be_missing() {
        let error = Cmd::new("dagwood-no-such-program").hint("Install it.").run().expect_err("it fails").to_string();
        assert_eq!(error, "`dagwood-no-such-program` was not found.\nInstall it.");
    }

    #[cfg(unix)]
    #[test]
    fn slow_command_is_stopped_at_its_limit() {
        let start = Instant::now();
        let error = Cmd::new("sleep").arg("60").limit(Duration::from_millis(100)).run().expect_err("it is stopped");
        assert!(error.to_string().contains("was stopped after"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
