//! What the orders in which processors can complete lead to.

use dagwood_core::ProcessorIdx;

/// What the orders in which processors can complete lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explored {
    /// How many orders there are, in decimal digits.
    pub orders: String,
    /// How many of them were tried by the rule of the graph.
    pub tried: u32,
    /// Whether all of those gave every processor the same input, and the run the same output.
    pub is_same: bool,
    /// That output.
    pub output: Vec<u8>,
    /// What one shared payload can be in the end, the nearest to the file first.
    pub outcomes: Vec<SharedOutcome>,
    /// How many there are of those; only the first are listed.
    pub outcome_count: u32,
    /// Why it is too much to explore, if it is.
    pub refusal: Option<String>,
    /// The ids of the processors, in file order.
    pub ids: Vec<String>,
}

/// One thing that a shared payload can be in the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedOutcome {
    /// The payload.
    pub payload: Vec<u8>,
    /// In how many of the orders, in decimal digits.
    pub orders: String,
    /// The shortest way to it.
    pub steps: Vec<SharedStep>,
}

/// Something that happens to a shared payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedStep {
    /// The processor.
    pub processor: ProcessorIdx,
    /// Its effect.
    pub kind: SharedStepKind,
}

/// What a processor does with a shared payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedStepKind {
    /// It starts, and reads the payload.
    Reads,
    /// It completes, and overwrites the payload with this.
    Writes(Vec<u8>),
    /// It completes, and leaves the payload.
    Leaves,
    /// It fails with this message, and leaves the payload.
    Fails(String),
}
