//! Replays one completion order with a shared payload, step by step.

use alloc::{vec, vec::Vec};
use core::fmt;

use crate::{Intent, Payload, Plan, ProcessorError, ProcessorIdx};

/// A step with a shared payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedStep {
    /// The processor.
    pub processor: ProcessorIdx,
    /// What happens.
    pub kind: SharedStepKind,
    /// The shared payload after the step.
    pub payload: Payload,
}

/// What happens in a step with a shared payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedStepKind {
    /// It starts, and reads the payload.
    Reads,
    /// A Transform completes, and overwrites the payload.
    Writes,
    /// An Analyze completes, and leaves the payload unchanged.
    Leaves,
    /// It fails, and leaves the payload unchanged.
    Fails(ProcessorError),
}

/// The list is not the beginning of a completion order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnOrder {
    /// The index of the first processor that is not running at that point.
    pub at: usize,
}

impl fmt::Display for NotAnOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the processor at position {} of the order is not running at that point", self.at)
    }
}

impl core::error::Error for NotAnOrder {}

/// The steps when processors complete in this order, which may be incomplete. At each instant the completion comes
/// first, then the processors that it starts, in file order.
///
/// # Errors
/// [`NotAnOrder`] if a processor completes before its dependencies or twice, or does not exist.
pub fn replay_shared(plan: &Plan, input: &Payload, order: &[ProcessorIdx]) -> Result<Vec<SharedStep>, NotAnOrder> {
    let graph = plan.graph();
    let (mut steps, mut payload) = (Vec::new(), input.clone());
    let mut waits_for: Vec<usize> = graph.processors().map(|p| graph.dependencies(p).len()).collect();
    // What the running processors have read.
    let mut read: Vec<Option<Payload>> = vec![None; graph.len()];
    let mut starts: Vec<ProcessorIdx> = graph.processors().filter(|&p| waits_for[p as usize] == 0).collect();
    let mut completions = order.iter().enumerate();
    loop {
        for p in starts.drain(..) {
            read[p as usize] = Some(payload.clone());
            steps.push(SharedStep { processor: p, kind: SharedStepKind::Reads, payload: payload.clone() });
        }
        let Some((at, &processor)) = completions.next() else { return Ok(steps) };
        let input = read.get_mut(processor as usize).and_then(Option::take).ok_or(NotAnOrder { at })?;
        let kind = match (plan.processor(processor).process(&input), graph.intent(processor)) {
            (Ok(outcome), Intent::Transform) => {
                payload = outcome.output;
                SharedStepKind::Writes
            }
            (Ok(_), Intent::Analyze) => SharedStepKind::Leaves,
            (Err(error), _) => SharedStepKind::Fails(error),
        };
        steps.push(SharedStep { processor, kind, payload: payload.clone() });
        for &dependent in graph.dependents(processor) {
            waits_for[dependent as usize] -= 1;
            if waits_for[dependent as usize] == 0 {
                starts.push(dependent);
            }
        }
    }
}
