//! Tests that payloads follow the graph: drives a run through completion orders, and compares the results.

use alloc::{vec, vec::Vec};

use super::{Code, ExploreError, Orders};
use crate::{
    FailureStrategy, Input, Metadata, Micros, Outcome, Output, Payload, Plan, ProcessorIdx, Run, RunOptions, Snapshot,
    Strategy, run::Attempt, trace::PayloadIdx,
};

/// Up to this many orders, all are tried; of more, this many, evenly spaced in lexicographic order.
const EVALUATED: usize = 1_000;

/// The results of the completion orders if payloads follow the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByGraph {
    /// How many orders were tried: all, or if there are more than a thousand, a thousand that are evenly spaced in
    /// lexicographic order, including the first.
    pub evaluated: usize,
    /// Whether they all gave every processor the same input, and the run the same output.
    pub is_same: bool,
    /// The output of the first order; `None` only without processors.
    pub output: Option<Payload>,
}

/// Drives a run through each order, or through a sample of them.
pub(super) fn evaluate_all(
    plan: &Plan,
    code: &mut Code,
    input: PayloadIdx,
    orders: &Orders,
) -> Result<ByGraph, ExploreError> {
    let evaluated = usize::try_from(orders.count()).map_or(EVALUATED, |count| count.min(EVALUATED));
    let step = orders.count() / evaluated as u128;
    let rehearsal = plan.rehearsal();
    let first = evaluate(&rehearsal, code, input, &orders.nth(0))?;
    let mut is_same = true;
    for i in 1..evaluated {
        is_same &= evaluate(&rehearsal, code, input, &orders.nth(step * i as u128))? == first;
    }
    Ok(ByGraph { evaluated, is_same, output: first.1 })
}

/// The input of each processor and the output of the run when attempts end in this order, all at instant zero. The plan
/// has no retries, timeouts or simulation; the results of attempts come from `code`.
fn evaluate(
    rehearsal: &Plan,
    code: &mut Code,
    input: PayloadIdx,
    order: &[ProcessorIdx],
) -> Result<(Vec<Option<Payload>>, Option<Payload>), ExploreError> {
    let options = RunOptions {
        strategy: Strategy::Reactive,
        failure_strategy: FailureStrategy::BestEffort,
        workers: order.len().max(1) as u32,
        timeout: None,
        ..rehearsal.options()
    };
    let mut run = Run::new(rehearsal, options, code.payloads[input as usize].clone());
    let mut running: Vec<Option<Attempt>> = Vec::new();
    running.resize_with(order.len(), || None);
    for &p in order {
        while let Output::Start(attempt) = run.poll() {
            let processor = attempt.processor as usize;
            running[processor] = Some(attempt);
        }
        let attempt = running[p as usize].take();
        let Attempt { processor, attempt, input, .. } = attempt.expect("it runs: what it depends on has completed");
        let input = code.payload(&input);
        let result = code.run(processor, input)?.map(|output| Outcome {
            output: code.payloads[output as usize].clone(),
            metadata: Metadata::new(),
            fuel: None,
        });
        run.handle(Input::Finished { processor, attempt, result }, Micros::ZERO);
    }
    while !matches!(run.poll(), Output::Done) {}
    let trace = run.into_trace();
    let end = Snapshot::at(&trace, trace.len());
    let mut inputs = vec![None; order.len()];
    for (input, processor) in inputs.iter_mut().zip(end.processors(&trace)) {
        *input = processor.input.map(|idx| trace.payload(idx).clone());
    }
    Ok((inputs, trace.output().cloned()))
}
