//! A problem of a file, independent of the output format.

use std::{fmt, ops::Range, path::Path};

use dagwood_core::{
    Diagnostic, Severity,
    text::{LineIndex, Position, TextRange},
};

use crate::{console::printable, exit::Failure};

/// One problem of a file.
pub(crate) struct Problem {
    /// The name of the file, safe for a terminal.
    pub(crate) file: String,
    pub(crate) severity: Severity,
    /// A code of the engine's diagnostics, or of this program, such as `cannot-read`.
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// Its position; `None` if it concerns the whole file.
    pub(crate) place: Option<Place>,
    /// A replacement for the text there.
    pub(crate) suggestion: Option<String>,
}

/// A range of a file.
pub(crate) struct Place {
    pub(crate) start: Position,
    pub(crate) end: Position,
    pub(crate) bytes: Range<usize>,
}

impl Problem {
    /// An error that concerns a whole file.
    pub(crate) fn of_file(file: &Path, code: &'static str, message: impl fmt::Display) -> Self {
        Self {
            file: name(file),
            severity: Severity::Error,
            code,
            message: message.to_string(),
            place: None,
            suggestion: None,
        }
    }

    /// A diagnostic for a text.
    pub(crate) fn in_text(file: &Path, index: &LineIndex, diagnostic: &Diagnostic) -> Self {
        Self {
            file: name(file),
            severity: diagnostic.severity,
            code: diagnostic.code.name(),
            message: diagnostic.message.clone(),
            place: Some(Place::new(index, diagnostic.range)),
            suggestion: diagnostic.suggestion.clone(),
        }
    }
}

impl Place {
    /// A range of the text with this index.
    pub(crate) fn new(index: &LineIndex, range: TextRange) -> Self {
        Self { start: index.position(range.start), end: index.position(range.end), bytes: range.bytes() }
    }
}

/// The name of a file, safe for a terminal.
fn name(file: &Path) -> String {
    printable(&file.to_string_lossy()).into_owned()
}

/// `file:line:column: severity[code]: message`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Place { start, .. }) = &self.place {
            write!(f, ":{}:{}", start.line, start.column)?;
        }
        write!(f, ": {}[{}]: {}", self.severity.name(), self.code, printable(&self.message))
    }
}

impl From<Box<Problem>> for Failure {
    fn from(problem: Box<Problem>) -> Self {
        Self::Refused(problem.to_string())
    }
}
