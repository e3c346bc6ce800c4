//! One sentence for each event, the same everywhere, and numbers with their nouns.

use alloc::{format, string::String};
use core::fmt::Display;

use crate::{EventKind, ProcessorIdx, Status, Trace};

/// The event at `seq` as a sentence, without its time.
///
/// # Panics
/// If there is no such event.
#[must_use]
pub fn sentence(trace: &Trace, seq: usize) -> String {
    let event = trace.event(seq);
    let graph = trace.graph();
    let id = |p: ProcessorIdx| graph.id(p);
    let who = event.processor.map_or("", id);
    let bytes = |idx: u32| counted(trace.payload(idx).bytes().len(), "byte");
    match event.kind {
        EventKind::RunStarted { input } => {
            let options = trace.options();
            let workers = counted(options.workers, "worker");
            format!("The run starts with {}: strategy {}, {workers}.", bytes(input), options.strategy.name())
        }
        EventKind::StrategyChosen { region } => {
            trace.analysis().map_or_else(String::new, |analysis| analysis.choice_sentence(region as usize))
        }
        EventKind::LevelStarted { level, .. } => format!("Level {level} starts."),
        EventKind::LevelEnded { level, .. } => format!("Level {level} has ended: the barrier opens."),
        EventKind::Ready { attempt } if attempt > 1 => {
            format!("{who} is ready again: its backoff has ended.")
        }
        EventKind::Ready { .. } if graph.dependencies(event.processor.unwrap_or_default()).is_empty() => {
            format!("{who} is ready: it has no dependencies.")
        }
        EventKind::Ready { .. } => format!("{who} is ready: all its dependencies have ended."),
        EventKind::Started { worker, attempt, origin } => {
            let input =
                origin.map_or_else(|| "the run's input".into(), |origin| format!("the output of {}", id(origin)));
            let again = if attempt == 1 { String::new() } else { format!(", attempt {attempt},") };
            format!("{who} starts{again} on worker {worker} with {input}.")
        }
        EventKind::Completed { output, .. } => format!("{who} completes with {}.", bytes(output)),
        EventKind::Failed { error, attempt } => {
            let error = &trace.errors()[error as usize];
            format!("{who} fails in attempt {attempt}: {error}.")
        }
        EventKind::RetryScheduled { until } => {
            format!("{who} will be retried in {}.", until.since(event.at))
        }
        EventKind::Skipped { cause: Some(cause) } => {
            format!("{who} is skipped because {} failed.", id(cause))
        }
        EventKind::Skipped { cause: None } => format!("{who} is skipped: the run was stopped."),
        EventKind::Cancelled { error: Some(error) } => {
            format!("{who} is cancelled: {}.", trace.errors()[error as usize])
        }
        EventKind::Cancelled { error: None } => format!("{who} is cancelled."),
        EventKind::PayloadAdvanced { .. } => {
            format!("The payload advances to the output of {who}.")
        }
        EventKind::RunEnded { status, .. } => {
            format!("The run has {} after {}.", ended(status), event.at)
        }
    }
}

/// A number and its noun, whose plural ends in an s: `1 byte`, `2 bytes`.
#[must_use]
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(number: N, noun: &str) -> String {
    let plural = if number == N::from(1) { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

fn ended(status: Status) -> &'static str {
    match status {
        Status::Succeeded => "succeeded",
        Status::Partial => "partly succeeded",
        Status::Failed => "failed",
        Status::Cancelled => "been cancelled",
    }
}
