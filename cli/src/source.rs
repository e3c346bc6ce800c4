//! Workflow files: reads them and reports their problems.

use std::{
    fmt,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use dagwood_core::{
    Diagnostic, Environment, Overrides, Plan, Severity, compile_with, limits,
    plan::Compiled,
    text::{Code, LineIndex, TextRange, other_encoding},
};
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    args::ModuleFolder,
    console::{Console, printable},
    exit::{Failure, reason},
    modules::Folder,
    problem::{Place, Problem},
};

/// The text of a workflow, and the file that it is from.
pub(crate) struct Source {
    path: PathBuf,
    /// The whole text.
    pub(crate) text: String,
}

impl Source {
    /// Reads a workflow file.
    ///
    /// # Errors
    /// [`Problem`] if the file cannot be read, is too large or is not text.
    pub(crate) fn read(path: &Path) -> Result<Self, Box<Problem>> {
        Self::read_within(path, limits::TEXT_BYTES)
    }

    /// Reads a file of at most this many bytes.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub(crate) fn read_within(path: &Path, most: usize) -> Result<Self, Box<Problem>> {
        let cannot = |error| Box::new(Problem::of_file(path, "cannot-read", reason(&error)));
        // Some systems open a folder and fail only at the first read, with a different message.
        if path.is_dir() {
            return Err(cannot(std::io::ErrorKind::IsADirectory.into()));
        }
        let mut bytes = Vec::new();
        // One byte more is enough to see the excess.
        let taken = most as u64 + 1;
        File::open(path).and_then(|file| file.take(taken).read_to_end(&mut bytes)).map_err(cannot)?;
        let refuse = |before: &str, diagnostic| Box::new(Problem::in_text(path, &LineIndex::new(before), &diagnostic));
        if bytes.len() > most {
            let message = format!("the file has more than {most} bytes");
            return Err(refuse("", Diagnostic::error(Code::YamlSyntax, TextRange::default(), message)));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { path: path.into(), text }),
            Err(error) => {
                if let Some(diagnostic) = other_encoding(error.as_bytes()) {
                    return Err(refuse("", diagnostic));
                }
                let at = error.utf8_error().valid_up_to();
                let byte = error.as_bytes()[at];
                let message = format!("the file is not UTF-8 text: the byte 0x{byte:02x} cannot be read");
                let range = TextRange::new(at as u32, at as u32);
                // The bytes before it are text, and enough to find the line.
                let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
                Err(refuse(&before, Diagnostic::error(Code::YamlSyntax, range, message)))
            }
        }
    }

    /// The workflow in a test. Diagnostics name it `FILE#workflow`; its modules are those beside the test.
    pub(crate) fn of_test(path: &Path, text: String) -> Self {
        let mut name = path.as_os_str().to_owned();
        name.push("#workflow");
        Self { path: name.into(), text }
    }

    /// Compiles it.
    pub(crate) fn compile(&self, overrides: Overrides, folder: &ModuleFolder) -> Compiled {
        self.compile_with(overrides, &folder.of(&self.path))
    }

    /// Compiles it with these modules.
    pub(crate) fn compile_with(&self, overrides: Overrides, modules: &Folder) -> Compiled {
        compile_with(&self.text, overrides, environment(modules))
    }

    /// Compiles it, and writes the diagnostics to standard error.
    ///
    /// # Errors
    /// [`Failure::Refused`] with the diagnostics if one of them is an error.
    pub(crate) fn plan(
        &self,
        overrides: Overrides,
        folder: &ModuleFolder,
        console: &mut Console,
    ) -> Result<Plan, Failure> {
        let Compiled { plan, diagnostics, .. } = self.compile(overrides, folder);
        let lines = self.lines(&diagnostics);
        match plan {
            Some(plan) => {
                // Notes are for `check`: a run without problems is quiet.
                let warnings: Vec<_> = diagnostics.into_iter().filter(|d| d.severity >= Severity::Warning).collect();
                if !warnings.is_empty() {
                    console.complain(&self.lines(&warnings));
                }
                Ok(plan)
            }
            None => Err(Failure::Refused(lines)),
        }
    }

    /// Diagnostics of this file.
    pub(crate) fn problems(&self, diagnostics: &[Diagnostic]) -> Vec<Problem> {
        let index = LineIndex::new(&self.text);
        diagnostics.iter().map(|diagnostic| Problem::in_text(&self.path, &index, diagnostic)).collect()
    }

    /// A problem at a range of this file.
    pub(crate) fn problem(
        &self,
        index: &LineIndex,
        severity: Severity,
        code: &'static str,
        range: TextRange,
        message: &str,
    ) -> Problem {
        Problem { severity, place: Some(Place::new(index, range)), ..Problem::of_file(&self.path, code, message) }
    }

    /// The name of the file, safe for a terminal.
    pub(crate) fn name(&self) -> Name<'_> {
        Name(&self.path)
    }

    /// The diagnostics, one per line, without the last line end.
    pub(crate) fn lines(&self, diagnostics: &[Diagnostic]) -> String {
        let lines: Vec<_> = self.problems(diagnostics).iter().map(Problem::to_string).collect();
        lines.join("\n")
    }
}

/// What workflows may use: these modules.
pub(crate) fn environment(modules: &Folder) -> Environment<'_> {
    Environment { modules, decompose: |text| text.nfd().collect(), ..Environment::default() }
}

/// The name of a file for a message.
pub(crate) struct Name<'a>(pub(crate) &'a Path);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.0.to_string_lossy()))
    }
}
