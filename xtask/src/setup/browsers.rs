//! The browsers for the tests.

use crate::command::which;
use crate::setup::apt;
use crate::step::already;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// A browser, and where systems install it.
pub(crate) struct Browser {
    /// Its usual name.
    pub(crate) name: &'static str,
    /// The environment variable that overrides the search.
    pub(crate) variable: &'static str,
    /// Names under which systems install it and its variants.
    programs: &'static [&'static str],
    /// Where macOS installs them.
    applications: &'static [&'static str],
    packages: &'static [&'static str],
    hint: &'static str,
}

/// The browser of most tests.
pub(crate) const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROME",
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    applications: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    // Without a font a page is laid out with empty boxes.
    packages: &["chromium", "fonts-dejavu-core"],
    hint: "install Chromium or Google Chrome, or set CHROME to the path of one",
};

/// The browser with the other engine.
pub(crate) const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    programs: &["firefox-esr", "firefox"],
    applications: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    packages: &["firefox-esr", "fonts-dejavu-core"],
    hint: "install Firefox, or set FIREFOX to the path of one",
};

impl Browser {
    /// The browser's program, installed if there is none.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        let Self { name, variable, hint, .. } = *self;
        if let Some(path) = std::env::var_os(variable).map(PathBuf::from) {
            if !path.is_file() {
                bail!("{variable} is {}, which is not a file", path.display());
            }
            already(&format!("{name} ({}, from {variable})", path.display()));
            return Ok(path);
        }
        if let Some(path) = self.find() {
            already(&format!("{name} ({})", path.display()));
            return Ok(path);
        }
        apt::install(name, self.packages).context(hint)?;
        self.find().context(hint)
    }

    fn find(&self) -> Option<PathBuf> {
        let application = self.applications.iter().map(Path::new).find(|path| path.is_file()).map(Path::to_owned);
        self.programs.iter().find_map(|name| which(name)).or(application)
    }
}
