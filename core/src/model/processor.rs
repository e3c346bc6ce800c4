//! The interface of a processor.

use alloc::{boxed::Box, collections::BTreeMap, string::String};

use crate::{Payload, ProcessorError};

/// Whether a processor changes the payload or only reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Intent {
    /// The output replaces the payload.
    Transform,
    /// The output is the processor's own result; the payload passes through unchanged.
    Analyze,
}

impl Intent {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Transform, Self::Analyze];

    /// `transform` or `analyze`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Transform => "transform",
            Self::Analyze => "analyze",
        }
    }
}

/// What a processor found out: key → value, in the order of the keys.
pub type Metadata = BTreeMap<String, String>;

/// The result of a successful attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The new payload of a Transform, or the own result of an Analyze.
    pub output: Payload,
    /// The metadata.
    pub metadata: Metadata,
    /// The fuel used, for metered processors.
    pub fuel: Option<u64>,
}

/// A function from bytes to bytes. The same input gives the same result.
///
/// A processor that may take long overrides [`Processor::begin`], so that the driver stays responsive.
pub trait Processor: Send + Sync {
    /// Whether the output replaces the payload.
    fn intent(&self) -> Intent;

    /// Begins to process one input; a quick processor finishes immediately.
    fn begin(&self, input: &Payload) -> Begun {
        Begun::Ended(self.process(input))
    }

    /// Processes one input.
    ///
    /// # Errors
    /// Any failure; the run decides what follows.
    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError>;
}

/// The state of an attempt after its beginning.
pub enum Begun {
    /// It has ended.
    Ended(Result<Outcome, ProcessorError>),
    /// It continues.
    UnderWay(Box<dyn Call>),
}

/// A running attempt, in slices of some milliseconds at most. Dropping it ends it early.
pub trait Call {
    /// Runs a slice. `None` until it has ended; must not be called after that.
    fn advance(&mut self) -> Option<Result<Outcome, ProcessorError>>;

    /// The fuel used so far.
    fn fuel(&self) -> u64;
}

impl Begun {
    /// Runs to the end and returns the result.
    ///
    /// # Errors
    /// As [`Processor::process`].
    pub fn finish(self) -> Result<Outcome, ProcessorError> {
        match self {
            Self::Ended(result) => result,
            Self::UnderWay(mut call) => loop {
                if let Some(result) = call.advance() {
                    return result;
                }
            },
        }
    }
}
