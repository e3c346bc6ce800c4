//! Interleavings: every order in which the processors of a workflow can complete, and what comes of each, by the rule of
//! the playground and by the rule of a shared payload.
//!
//! A *completion order* lists all processors such that each stands after everything it depends on: a linear extension of
//! the graph. A processor starts at the moment at which the last of its dependencies completes, or at the beginning if it
//! has none, as if there were workers without limit; then it runs for as long as the order says. Retries, timeouts and
//! pretended failures play no part: each processor completes once, with what its code makes of its input.
//!
//! - **By the graph** (how runs work here): what a processor receives is decided by its dependencies, so every order gives
//!   the same payloads. That is tried, not assumed: a [`Run`](crate::Run) is driven through the orders.
//! - **One shared payload**: there is one payload for the whole run. A processor reads it when it starts, a Transform
//!   overwrites it when it completes, so the last writer wins; an Analyze leaves it. A Transform that fails writes nothing.
//!
//! Of everything that the shared payload can lead to there is a *witness*: the shortest list of completions after which it
//! is so; of equally short ones the nearest to the file, with the fewest pairs of which the later in the file completes
//! first (M. G. Kendall's distance, Biometrika 30, 1938); of those the first in lexicographic order. [`replay_shared`] tells
//! its story.
//!
//! There may be as many as n! orders. They are counted over the sets of processors that can have completed, and explored
//! over the states that can be told apart: what has completed, the payload, and what each running Transform will write.

mod by_graph;
mod orders;
mod replay;
mod shared;

use alloc::vec::Vec;
use core::fmt;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

pub use self::{
    by_graph::ByGraph,
    replay::{NotAnOrder, SharedStep, SharedStepKind, replay_shared},
};
use crate::{Payload, PayloadIdx, Plan, ProcessorError, ProcessorIdx, limits};
use orders::Orders;

/// What the completion orders of a plan lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Exploration {
    /// How many completion orders there are; [`u128::MAX`] if that many or more.
    pub orders: u128,
    /// What they lead to if payloads follow the graph.
    pub by_graph: ByGraph,
    /// What the shared payload can be in the end: the nearest to the file first.
    pub outputs: Vec<Possibility>,
    /// What each processor can read from the shared payload, in file order: what takes the fewest completions first.
    pub inputs: Vec<Vec<Possibility>>,
}

/// One content that something can have under the rule of the shared payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possibility {
    /// The content.
    pub content: Payload,
    /// In how many of the completion orders; [`u128::MAX`] if that many or more.
    pub orders: u128,
    /// The processors that complete, in order, until it is so. For an output that is all of them.
    pub witness: Vec<ProcessorIdx>,
}

/// Why a plan cannot be explored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExploreError {
    /// There are more processors than [`limits::EXPLORED_PROCESSORS`].
    TooManyProcessors {
        /// How many there are.
        processors: usize,
    },
    /// There are more states than the limit that was given.
    TooManyStates {
        /// The limit.
        limit: usize,
    },
    /// The processors read and write more than [`limits::EXPLORED_BYTES`].
    TooManyBytes,
}

impl fmt::Display for ExploreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyProcessors { processors } => {
                let most = limits::EXPLORED_PROCESSORS;
                write!(
                    f,
                    "{processors} processors are too many to explore: leave out some until there are at most {most}"
                )
            }
            Self::TooManyStates { limit } => write!(
                f,
                "there are more than {limit} states to explore: leave out some of the processors that do not depend on \
                 each other, or raise the limit"
            ),
            Self::TooManyBytes => {
                write!(f, "the payloads are too large to explore all states: use a shorter input")
            }
        }
    }
}

impl core::error::Error for ExploreError {}

/// Explores every completion order of a plan on an input. `limit` is the number of states to visit at most, of each of the
/// two kinds: sets of processors that can have completed, and states of the shared payload.
/// O(states · processors²), and the processors' code once for each input.
///
/// # Errors
/// [`ExploreError`] if there is too much to explore.
pub fn explore(plan: &Plan, input: &Payload, limit: usize) -> Result<Exploration, ExploreError> {
    let orders = Orders::new(plan.graph(), limit)?;
    let mut code = Code::new(plan);
    let input = code.payload(input);
    let by_graph = by_graph::evaluate_all(plan, &mut code, input, &orders)?;
    let (outputs, inputs) = shared::explore(plan.graph(), &mut code, input, &orders, limit)?;
    Ok(Exploration { orders: orders.count(), by_graph, outputs, inputs })
}

/// The code of the processors, called once for each input, and every payload by content.
struct Code<'p> {
    plan: &'p Plan,
    payloads: Vec<Payload>,
    by_content: HashMap<Payload, PayloadIdx, FxBuildHasher>,
    results: HashMap<(ProcessorIdx, PayloadIdx), Result<PayloadIdx, ProcessorError>, FxBuildHasher>,
    /// What has been read and written.
    bytes: usize,
}

impl<'p> Code<'p> {
    fn new(plan: &'p Plan) -> Self {
        Self { plan, payloads: Vec::new(), by_content: HashMap::default(), results: HashMap::default(), bytes: 0 }
    }

    fn payload(&mut self, payload: &Payload) -> PayloadIdx {
        let payloads = &mut self.payloads;
        *self.by_content.entry_ref(payload).or_insert_with(|| {
            payloads.push(payload.clone());
            payloads.len() as PayloadIdx - 1
        })
    }

    /// What comes of a processor on this input.
    fn run(
        &mut self,
        processor: ProcessorIdx,
        input: PayloadIdx,
    ) -> Result<Result<PayloadIdx, ProcessorError>, ExploreError> {
        if let Some(result) = self.results.get(&(processor, input)) {
            return Ok(result.clone());
        }
        let read = &self.payloads[input as usize];
        let result = self.plan.processor(processor).process(read).map(|outcome| outcome.output);
        let written = result.as_ref().map_or(0, |output| output.bytes().len());
        self.bytes = self.bytes.saturating_add(read.bytes().len() + written);
        if self.bytes > limits::EXPLORED_BYTES {
            return Err(ExploreError::TooManyBytes);
        }
        let result = result.map(|output| self.payload(&output));
        self.results.insert((processor, input), result.clone());
        Ok(result)
    }
}
