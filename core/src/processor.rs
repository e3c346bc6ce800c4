//! What a processor is to the engine.

use alloc::{collections::BTreeMap, string::String};

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
pub trait Processor: Send + Sync {
    /// Whether the output replaces the payload.
    fn intent(&self) -> Intent;

    /// Processes one input.
    ///
    /// # Errors
    /// Whatever keeps it from a result; a run decides what follows from that.
    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError>;
}
