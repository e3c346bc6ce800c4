//! The problems of a workflow file, and their positions.

use alloc::string::String;
use core::fmt;

use crate::text::{TextRange, suggest::question};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably a mistake; the workflow still runs.
    Warning,
    /// The workflow does not run.
    Error,
}

impl Severity {
    /// `info`, `warning` or `error`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// An enum of kinds of problems. Each has a stable name, and its documentation is its description.
#[macro_export]
macro_rules! kinds_of_problems {
    ($(#[doc = $about:literal])* $kind:ident: $(#[doc = $doc:literal] $variant:ident = $name:literal,)*) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $kind {
            $(#[doc = $doc] $variant,)*
        }

        impl $kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name, such as `unknown-key`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// A description of the problem in a sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => $doc.trim_ascii(),)*
                }
            }
        }
    };
}

kinds_of_problems! {
    /// What kind of problem it is.
    Code:

    /// The file is not valid YAML, or is larger than a limit.
    YamlSyntax = "yaml-syntax",
    /// A required key is missing.
    MissingKey = "missing-key",
    /// A value has the wrong type.
    WrongType = "wrong-type",
    /// A value is not one of those allowed.
    UnknownValue = "unknown-value",
    /// A key is unknown or has no effect.
    UnknownKey = "unknown-key",
    /// Two processors have the same id or, as a warning, ids that look the same.
    DuplicateId = "duplicate-id",
    /// A dependency names a processor that does not exist.
    UnknownDependency = "unknown-dependency",
    /// Processors depend on each other in a cycle.
    Cycle = "cycle",
    /// There is no local processor of this name.
    UnknownProcessor = "unknown-processor",
    /// The module was not found.
    MissingModule = "missing-module",
    /// The module cannot run here: every attempt of its processor will fail.
    ModuleRefused = "module-refused",
    /// What a WASI program may access besides its input.
    Capabilities = "capabilities",
    /// A processor of this type, or this strategy, cannot run here.
    BackendUnavailable = "backend-unavailable",
    /// The workflow has no processors.
    EmptyWorkflow = "empty-workflow",
    /// A value has the right type but is not valid.
    BadOption = "bad-option",
    /// Two Transforms run in parallel: their order would matter if the payload were shared.
    ParallelTransforms = "parallel-transforms",
    /// Attempts and backoffs can take longer than virtual time covers.
    Horizon = "horizon",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One problem of a workflow file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The problem and, if known, its solution; starts in lower case and has no full stop.
    pub message: String,
    /// The offending key or value.
    pub range: TextRange,
    /// A replacement for the text at `range`.
    pub suggestion: Option<String>,
    /// The key that the mapping there lacks, of a [`Code::MissingKey`] for which there is a fix.
    pub missing: Option<&'static str>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: Code, range: TextRange, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), range, suggestion: None, missing: None }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, range: TextRange, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, range, message) }
    }

    /// A note.
    #[must_use]
    pub fn info(code: Code, range: TextRange, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, ..Self::error(code, range, message) }
    }

    /// Adds the key that the mapping lacks.
    #[must_use]
    pub fn lacks(mut self, key: &'static str) -> Self {
        self.missing = Some(key);
        self
    }

    /// Adds a replacement; the message then ends in a question.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<&str>) -> Self {
        if let Some(suggestion) = suggestion {
            self.message.push_str(&question(Some(suggestion)));
            self.suggestion = Some(suggestion.into());
        }
        self
    }
}
