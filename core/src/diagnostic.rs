//! What is wrong with a workflow file, and where.

use alloc::string::String;
use core::fmt;

use crate::TextRange;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably not what was meant; the workflow runs.
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

macro_rules! codes {
    ($(#[doc = $doc:literal] $variant:ident = $name:literal,)*) => {
        /// What kind of problem it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $doc] $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name, such as `unknown-key`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What kind of problem it is, in a sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => $doc.trim_ascii(),)*
                }
            }
        }
    };
}

codes! {
    /// The text is not YAML, or more of it than is allowed.
    YamlSyntax = "yaml-syntax",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A value of another type than the key takes.
    WrongType = "wrong-type",
    /// A value that is none of those the key takes.
    UnknownValue = "unknown-value",
    /// A key that nothing reads.
    UnknownKey = "unknown-key",
    /// Two processors of one id, or, as a warning, of ids that look the same.
    DuplicateId = "duplicate-id",
    /// A dependency on a processor that is not there.
    UnknownDependency = "unknown-dependency",
    /// Processors that wait for each other.
    Cycle = "cycle",
    /// A local processor of a name that is not known.
    UnknownProcessor = "unknown-processor",
    /// A module that is not there.
    MissingModule = "missing-module",
    /// A module that cannot run here: every attempt of its processor will fail.
    ModuleRefused = "module-refused",
    /// What a WASI program gets besides its input.
    Capabilities = "capabilities",
    /// A kind of processor, or a strategy, that cannot run here.
    BackendUnavailable = "backend-unavailable",
    /// No processors at all.
    EmptyWorkflow = "empty-workflow",
    /// A value of the right type that makes no sense.
    BadOption = "bad-option",
    /// Two Transforms whose order would matter if the payload were shared.
    ParallelTransforms = "parallel-transforms",
    /// Attempts and backoffs that can last longer than virtual time does.
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
    /// What is wrong and, where that is known, what to do; starts in lower case and has no full stop.
    pub message: String,
    /// The offending key or value.
    pub range: TextRange,
    /// What could stand at `range` instead.
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

    /// Something worth knowing.
    #[must_use]
    pub fn info(code: Code, range: TextRange, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, ..Self::error(code, range, message) }
    }

    /// The same, with the key that the mapping there lacks.
    #[must_use]
    pub fn lacks(mut self, key: &'static str) -> Self {
        self.missing = Some(key);
        self
    }

    /// The same, with what could stand there instead; the message ends in the question.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<&str>) -> Self {
        if let Some(suggestion) = suggestion {
            self.message.push_str("; did you mean `");
            self.message.push_str(suggestion);
            self.message.push_str("`?");
            self.suggestion = Some(suggestion.into());
        }
        self
    }
}
