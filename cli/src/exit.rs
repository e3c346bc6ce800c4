//! How a command ends.

use std::{fmt, io, process::ExitCode};

use dagwood_core::Status;

/// The exit code of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0
    Succeeded,
    /// 1: the run failed, was partial or was cancelled.
    Unsuccessful,
    /// 2: the workflow or the command line is invalid.
    Invalid,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Succeeded => 0,
            Exit::Unsuccessful => 1,
            Exit::Invalid => 2,
        })
    }
}

impl From<Option<Status>> for Exit {
    fn from(status: Option<Status>) -> Self {
        if status == Some(Status::Succeeded) { Self::Succeeded } else { Self::Unsuccessful }
    }
}

/// Why a command could not run; the program ends with [`Exit::Invalid`].
#[derive(Debug)]
pub(crate) enum Failure {
    /// The refusal and its reason: whole lines in the format of diagnostics.
    Refused(String),
    /// The result could not be written to standard output.
    Output(io::Error),
}

impl Failure {
    /// A diagnostic for a whole file, without a position.
    pub(crate) fn of_file(file: impl fmt::Display, code: &str, message: impl fmt::Display) -> Self {
        Self::Refused(format!("{file}: error[{code}]: {message}"))
    }

    /// A diagnostic for the command line.
    pub(crate) fn of_call(code: &str, message: impl fmt::Display) -> Self {
        Self::Refused(format!("error[{code}]: {message}"))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(lines) => f.write_str(lines),
            Self::Output(error) => write!(f, "error[cannot-write]: the result cannot be written: {error}"),
        }
    }
}

/// The system's message for a failed read or write, without the number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
