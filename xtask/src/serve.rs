//! Serves the playground for development.

use crate::dist;
use crate::project::Project;
use crate::setup;
use crate::step::note;
use anyhow::{Result, bail};
use std::net::{Ipv4Addr, TcpListener};

/// Installs what is missing, builds the page and serves it, rebuilding it when a source file changes.
pub(crate) fn run(project: &Project, port: u16) -> Result<()> {
    // Fail now rather than after minutes of building.
    if let Err(error) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        bail!("port {port} can't be used ({error}): choose another with --port");
    }
    setup::web(project)?;
    dist::prepare(project)?;
    println!("=> building the page, then serving it at http://127.0.0.1:{port}/ (trunk serve); Ctrl-C ends it");
    note("The first build takes minutes, later ones seconds. Changes in frontend/editor/ need a restart.");
    // The page that reloads itself is kept apart from dist/, which is for publishing.
    dist::trunk(project)?
        .args(["serve", "--address", "127.0.0.1", "--port", &port.to_string(), "--dist"])
        .arg(project.target.join("serve"))
        .replace()
}
