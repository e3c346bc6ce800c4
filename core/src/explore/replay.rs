//! The story of one completion order under the rule of the shared payload, step by step.

use alloc::{vec, vec::Vec};
use core::fmt;

use crate::{Intent, Payload, Plan, ProcessorError, ProcessorIdx};

/// Something that happens under the rule of the shared payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedStep {
    /// Whom it happens to.
    pub processor: ProcessorIdx,
    /// What happens.
    pub kind: SharedStepKind,
    /// The shared payload, from then on.
    pub payload: Payload,
}

/// What happens under the rule of the shared payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedStepKind {
    /// It starts, and reads the payload.
    Reads,
    /// A Transform completes, and overwrites the payload.
    Writes,
    /// An Analyze completes, and leaves the payload.
    Leaves,
    /// It fails, and leaves the payload.
    Fails(ProcessorError),
}

/// The list is not the beginning of a completion order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnOrder {
    /// The place in it of the first processor that does not run at that point.
    pub at: usize,
}

impl fmt::Display for NotAnOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at place {} stands a processor that does not run then", self.at)
    }
}

impl core::error::Error for NotAnOrder {}

/// What happens when processors complete in this order, of which there may be less than all. At the same moment the
/// completion comes first, then what it starts, in file order.
///
/// # Errors
/// [`NotAnOrder`] if one of them completes before something it depends on, or twice, or is none.
pub fn replay_shared(plan: &Plan, input: &Payload, order: &[ProcessorIdx]) -> Result<Vec<SharedStep>, NotAnOrder> {
    let graph = plan.graph();
    let (mut steps, mut payload) = (Vec::new(), input.clone());
    let mut waits_for: Vec<usize> = graph.processors().map(|p| graph.dependencies(p).len()).collect();
    // What those that run have read.
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
