//! Why an attempt of a processor failed.

use alloc::string::String;
use core::fmt;

use crate::Metadata;

/// The kind of failure, with its number in traces and messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// 400: the processor cannot read the input.
    BadInput = 400,
    /// 408: the attempt or the run took longer than allowed.
    TimedOut = 408,
    /// 413: the input or the output is larger than allowed.
    TooLarge = 413,
    /// 422: the module cannot run here.
    ModuleRefused = 422,
    /// 429: the module used all its fuel.
    OutOfFuel = 429,
    /// 500: the processor itself failed.
    ProcessorFailed = 500,
    /// 507: the module asked for more memory than allowed.
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

/// A failed attempt: a code, and a message that tells the user what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessorError {
    /// What kind of failure it was.
    pub code: ErrorCode,
    /// What went wrong, in a sentence.
    pub message: String,
    /// The metadata of the attempt up to the failure.
    pub metadata: Metadata,
    /// The fuel used up to the failure, for metered processors.
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
