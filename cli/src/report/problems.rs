//! The problems of several files, in each format.

use std::io::{self, IsTerminal as _, Write};

use super::{json, sarif, snippet::Snippets};
use crate::{args::CheckFormat, problem::Problem};

/// Writes problems, file by file.
pub(crate) struct Problems {
    format: CheckFormat,
    snippets: Snippets,
    /// Problems that are written together at the end: JSON and SARIF are one document.
    all: Vec<Problem>,
}

impl Problems {
    pub(crate) fn new(format: CheckFormat) -> Self {
        Self { format, snippets: Snippets::new(is_coloured()), all: Vec::new() }
    }

    /// Writes the problems of a file with this text.
    pub(crate) fn write(&mut self, text: &str, problems: Vec<Problem>, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            CheckFormat::Pretty => {
                for problem in &problems {
                    writeln!(out, "{problem}")?;
                    write!(out, "{}", self.snippets.of(text, problem))?;
                }
            }
            CheckFormat::Short => {
                for problem in &problems {
                    writeln!(out, "{problem}")?;
                }
            }
            CheckFormat::Json | CheckFormat::Sarif => self.all.extend(problems),
        }
        Ok(())
    }

    /// Ends the output. The rules are codes of problems besides those of workflow files, each with its description.
    pub(crate) fn finish(
        self,
        rules: impl IntoIterator<Item = (&'static str, &'static str)>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        match self.format {
            CheckFormat::Json => json::write(out, &json::problems(&self.all)),
            CheckFormat::Sarif => json::write(out, &sarif::log(&self.all, rules)),
            CheckFormat::Pretty | CheckFormat::Short => Ok(()),
        }
    }
}

/// Whether colours are wanted and supported: <https://no-color.org> and <https://bixense.com/clicolors>.
fn is_coloured() -> bool {
    if anstyle_query::no_color() {
        return false;
    }
    let are_seen = || io::stdout().is_terminal() && anstyle_query::term_supports_color();
    anstyle_query::clicolor_force() || anstyle_query::clicolor() != Some(false) && are_seen()
}
