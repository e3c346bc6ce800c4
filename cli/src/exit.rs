//! How a command ends.

use std::{fmt, io, process::ExitCode};

use dagwood_core::Status;

/// The exit code of a command that could do its work, and of one whose file or call was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0
    Succeeded,
    /// 1: the run failed, was partial or was cancelled.
    Unsuccessful,
    /// 2: the workflow or the call is invalid.
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

/// Why a command could not do its work; the program ends with [`Exit::Invalid`].
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was refused, and why: whole lines, each as a diagnostic is written.
    Refused(String),
    /// The result could not be written to standard output.
    Output(io::Error),
}

impl Failure {
    /// A diagnostic of a file as a whole: there is no line to point at.
    pub(crate) fn of_file(file: impl fmt::Display, code: &str, message: impl fmt::Display) -> Self {
        Self::Refused(format!("{file}: error[{code}]: {message}"))
    }

    /// A diagnostic of the call.
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

/// What the system says of a failed read or write, without the number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "this user may not open it".into(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
