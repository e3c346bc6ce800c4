//! The browser for the tests.

use crate::command::which;
use crate::setup::apt;
use crate::step::already;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Names under which systems install Chromium and its siblings.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
/// Where macOS keeps them.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The browser, installed if there is none. The environment variable `CHROME` overrides the search.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(chrome) = std::env::var_os("CHROME").map(PathBuf::from) {
        if !chrome.is_file() {
            bail!("CHROME is {}, which is not a file", chrome.display());
        }
        already(&format!("Chromium ({}, from CHROME)", chrome.display()));
        return Ok(chrome);
    }
    if let Some(chrome) = find() {
        already(&format!("Chromium ({})", chrome.display()));
        return Ok(chrome);
    }
    const HINT: &str = "install Chromium or Google Chrome, or set CHROME to the path of one";
    // Without a font a page is laid out with empty boxes.
    apt::install("Chromium", &["chromium", "fonts-dejavu-core"]).context(HINT)?;
    find().context(HINT)
}

fn find() -> Option<PathBuf> {
    let applications = APPLICATIONS.iter().map(Path::new).find(|path| path.is_file()).map(Path::to_owned);
    NAMES.iter().find_map(|name| which(name)).or(applications)
}
