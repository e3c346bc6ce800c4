//! Runs, in words.

use dagwood_core::{Status, counted};

use super::text;
use crate::state::{Recording, RunNumber};

/// How a run was made, as a phrase.
#[must_use]
pub fn made_sentence(recording: &Recording, parent: Option<RunNumber>) -> String {
    let trace = &recording.trace;
    let how = match (parent, trace.forks().last()) {
        (Some(parent), Some(fork)) => text::fork(parent, &fork.sentence(trace.graph())),
        _ => {
            let options = trace.options();
            text::options(options.strategy.name(), &counted(options.workers, "worker"))
        }
    };
    text::result(&how, trace.status().map_or(text::UNFINISHED, Status::name), trace.makespan())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn every_run_is_a_sentence() {
        assert_eq!(made_sentence(&recording(), None), "reactive, 2 workers. Result: partial after 15 ms.");
    }
}
