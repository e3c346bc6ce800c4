//! Why an attempt of a processor failed.

use alloc::string::String;
use core::fmt;

use crate::Metadata;

/// What kind of failure it was, with the number that goes into a trace and onto the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// 400: the input is not what the processor reads.
    BadInput = 400,
    /// 408: the attempt or the run took longer than it may.
    TimedOut = 408,
    /// 413: the input or the output is larger than it may be.
    TooLarge = 413,
    /// 422: the module cannot run here.
    ModuleRefused = 422,
    /// 429: the module used all the fuel it was given.
    OutOfFuel = 429,
    /// 500: the processor itself failed.
    ProcessorFailed = 500,
    /// 507: the module asked for more memory than it may have.
    OutOfMemory = 507,
}

impl ErrorCode {
    /// The code of this number.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        Some(match number {
            400 => Self::BadInput,
            408 => Self::TimedOut,
            413 => Self::TooLarge,
            422 => Self::ModuleRefused,
            429 => Self::OutOfFuel,
            500 => Self::ProcessorFailed,
            507 => Self::OutOfMemory,
            _ => return None,
        })
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> i32 {
        self as i32
    }
}

/// A failed attempt: a code, and a message that a person can act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessorError {
    /// What kind of failure it was.
    pub code: ErrorCode,
    /// What went wrong, in a sentence.
    pub message: String,
    /// What the attempt had found out by then.
    pub metadata: Metadata,
    /// The fuel that it had used by then, for processors that are metered.
    pub fuel: Option<u64>,
}

impl ProcessorError {
    /// An error of this code.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), metadata: Metadata::new(), fuel: None }
    }
}

impl fmt::Display for ProcessorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (error {})", self.message, self.code.number())
    }
}

impl core::error::Error for ProcessorError {}
