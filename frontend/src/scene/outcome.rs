//! The outcome of a run.

use dagwood_core::{Status, Trace, counted};

use super::Preview;
use crate::state::Recording;

/// The content of the output region.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How the run ended.
    pub status: Option<Status>,
    /// The output, if there is one.
    pub output: Option<Preview>,
    /// Its options and duration, in a phrase.
    pub facts: String,
    /// The SHA-256 of the trace.
    pub hash: String,
    /// The first failures, each with the id of its processor.
    pub failures: Vec<(String, String)>,
}

impl Outcome {
    /// The outcome of a run.
    #[must_use]
    pub fn new(recording: &Recording) -> Self {
        let Recording { trace, hash, source, .. } = recording;
        let options = trace.options();
        Self {
            status: trace.status(),
            output: trace.output().map(Preview::new),
            facts: format!(
                "{}{}, {}, {}; {}, {} events",
                if source.live { "live, " } else { "" },
                options.strategy.name(),
                options.failure_strategy.name(),
                counted(options.workers, "worker"),
                trace.makespan(),
                trace.len(),
            ),
            hash: hash.clone(),
            failures: failures(trace),
        }
    }
}

/// `Run succeeded`, `Run partial`, `Run failed` or `Run cancelled`.
#[must_use]
pub fn headline(status: Option<Status>) -> String {
    format!("Run {}", status.map_or("cancelled", Status::name))
}

fn failures(trace: &Trace) -> Vec<(String, String)> {
    const SHOWN: usize = 5;
    let end = dagwood_core::Snapshot::at(trace, trace.len());
    let failed = end.processors(trace).enumerate().filter_map(|(idx, processor)| Some((idx, processor.error?)));
    failed
        .take(SHOWN)
        .map(|(idx, error)| (trace.graph().id(idx as u32).into(), trace.errors()[error as usize].to_string()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn tells_what_failed() {
        let outcome = Outcome::new(&recording());
        assert_eq!(headline(outcome.status), "Run partial");
        assert_eq!(outcome.failures.len(), 1);
        assert_eq!(outcome.failures[0].0, "mark");
    }
}
