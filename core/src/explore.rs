//! Interleavings: every order in which the processors of a workflow can complete, and what each order leads to, both
//! with payloads that follow the graph and with one shared payload.
//!
//! A *completion order* lists all processors such that each comes after its dependencies: a linear extension of the
//! graph. A processor starts when the last of its dependencies completes, or at the beginning if it has none, as if
//! workers were unlimited; then it runs for as long as the order says. Retries, timeouts and simulated failures are
//! ignored: each processor completes once, with the result of its code.
//!
//! - **By the graph** (how runs work here): the dependencies decide what a processor receives, so every order gives the
//!   same payloads. This is tested, not assumed: a [`Run`](crate::Run) is driven through the orders.
//! - **One shared payload**: there is one payload for the whole run. A processor reads it when it starts, and a
//!   Transform overwrites it when it completes, so the last writer wins; an Analyze leaves it unchanged. A Transform
//!   that fails writes nothing.
//!
//! Each result that the shared payload can lead to has a *witness*: the shortest list of completions that leads to it.
//! Among equally short ones it is the nearest to the file, with the fewest pairs whose later processor in the file
//! completes first (M. G. Kendall's distance, Biometrika 30, 1938); among those, the first in lexicographic order.
//! [`replay_shared`] replays it step by step.
//!
//! There can be up to n! orders. They are counted over the sets of processors that can have completed, and explored
//! over distinguishable states: the completed set, the payload, and what each running Transform will write.

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
use crate::{Graph, Payload, Plan, ProcessorError, ProcessorIdx, limits, trace::PayloadIdx};
use orders::Orders;

/// What the completion orders of a plan lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Exploration {
    /// The number of completion orders; [`u128::MAX`] if that many or more.
    pub orders: u128,
    /// The results if payloads follow the graph.
    pub by_graph: ByGraph,
    /// The possible final values of the shared payload, the nearest to the file first.
    pub outputs: Vec<Possibility>,
    /// What each processor can read from the shared payload, in file order; inputs that need the fewest completions
    /// come first.
    pub inputs: Vec<Vec<Possibility>>,
}

/// One possible value under the shared payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possibility {
    /// The content.
    pub content: Payload,
    /// In how many completion orders; [`u128::MAX`] if that many or more.
    pub orders: u128,
    /// The processors that complete, in order, up to this value; for an output, all processors.
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
    /// There are more states than the given limit.
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
                write!(f, "{processors} processors are too many to explore; remove some until at most {most} are left")
            }
            Self::TooManyStates { limit } => write!(
                f,
                "there are more than {limit} states to explore; remove some processors that do not depend on \
                 each other, or raise the limit"
            ),
            Self::TooManyBytes => {
                write!(f, "the payloads are too large to explore all states; use a shorter input")
            }
        }
    }
}

impl core::error::Error for ExploreError {}

/// Explores every completion order of a plan on an input. `limit` is the maximum number of states to visit of each of
/// the two kinds: sets of processors that can have completed, and states of the shared payload. O(states ·
/// processors²), plus the processors' code once for each input.
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

/// The number of completion orders of a graph, at most [`u128::MAX`]. O(downward-closed sets · processors).
///
/// # Errors
/// [`ExploreError`] if there are too many processors, or more such sets than `limit`.
pub fn count_orders(graph: &Graph, limit: usize) -> Result<u128, ExploreError> {
    Orders::new(graph, limit).map(|orders| orders.count())
}

/// The code of the processors, called once for each input, and every payload by content.
struct Code<'p> {
    plan: &'p Plan,
    payloads: Vec<Payload>,
    by_content: HashMap<Payload, PayloadIdx, FxBuildHasher>,
    results: HashMap<(ProcessorIdx, PayloadIdx), Result<PayloadIdx, ProcessorError>, FxBuildHasher>,
    /// The bytes read and written so far.
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

    /// The result of a processor for this input.
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
