//! Packages of Debian and related systems.

use crate::command::{Cmd, which};
use crate::step::step;
use anyhow::{Result, bail};

/// Installs packages. Skips installed ones; never removes another to make room.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    if which("apt-get").is_none() {
        bail!("there is no apt-get on this machine");
    }
    let line = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    let get = |args: &[&str]| -> Result<()> {
        as_root(&["apt-get"])?
            .args(["-qq", "-o", "Dpkg::Use-Pty=0"])
            .args(args)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .hint("The packages come from this machine's own sources: check /etc/apt/sources.list and the network.")
            .run()
    };
    step(&format!("installing {what} ({line})"), || {
        get(&["update"])?;
        let mut args = vec!["install", "--yes", "--no-install-recommends", "--no-remove"];
        args.extend(packages);
        get(&args)
    })
}

/// A command that runs as root: directly if we are root, else by a `sudo` that doesn't ask for a password.
pub(crate) fn as_root(words: &[&str]) -> Result<Cmd> {
    let [program, args @ ..] = words else { bail!("no command") };
    if Cmd::new("id").arg("-u").read()? == "0" {
        return Ok(Cmd::new(program).args(args));
    }
    if Cmd::new("sudo").args(["-n", "true"]).succeeds() {
        // sudo drops most of the environment; this variable keeps the packages from asking questions.
        return Ok(Cmd::new("sudo").args(["-n", "--preserve-env=DEBIAN_FRONTEND"]).args(words));
    }
    bail!("this needs root: run `sudo -v` first if sudo asks for a password here, or run the task as root")
}
