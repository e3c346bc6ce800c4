//! What a processor is to the engine.

use alloc::{boxed::Box, collections::BTreeMap, string::String};

use crate::{Payload, ProcessorError};

/// Whether a processor changes the payload or looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Intent {
    /// The output replaces the payload.
    Transform,
    /// The output is kept as the processor's own result; the payload goes on unchanged.
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

/// What a successful attempt gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The new payload of a Transform, or the own result of an Analyze.
    pub output: Payload,
    /// What it found out.
    pub metadata: Metadata,
    /// The fuel it used, for processors that are metered.
    pub fuel: Option<u64>,
}

/// Something that turns bytes into bytes. The same input gives the same result.
///
/// One that may take long overrides [`Processor::begin`], so that a driver can go on listening meanwhile.
pub trait Processor: Send + Sync {
    /// Whether the output replaces the payload.
    fn intent(&self) -> Intent;

    /// Begins to process one input; what can be processed at once is.
    fn begin(&self, input: &Payload) -> Begun {
        Begun::Ended(self.process(input))
    }

    /// Processes one input.
    ///
    /// # Errors
    /// Whatever keeps it from a result; a run decides what follows from that.
    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError>;
}

/// What became of an attempt when it began.
pub enum Begun {
    /// It has ended.
    Ended(Result<Outcome, ProcessorError>),
    /// It goes on.
    UnderWay(Box<dyn Call>),
}

/// An attempt that goes on in slices, each of some milliseconds at most. It ends early by being dropped.
pub trait Call {
    /// Goes on for a slice. `None` until it has ended; it is not called again after that.
    fn advance(&mut self) -> Option<Result<Outcome, ProcessorError>>;

    /// The fuel used so far.
    fn fuel(&self) -> u64;
}

impl Begun {
    /// What comes of it in the end.
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
