//! A run for tests.

use std::sync::Arc;

use dagwood_core::{Overrides, Strategy};
use dagwood_worker::{Checker, Job, Order};

use crate::{
    state::{Picture, Recording, Source},
    wire::{Check, Checked, Ran, Run},
};

pub(crate) const WORKFLOW: &str = "\
strategy: reactive
failure_strategy: continue_on_error
executor_options: { max_concurrency: 2 }
processors:
  - { id: shout, type: local, processor: change_text_case_upper, simulate: { duration_ms: 10 } }
  - { id: count, type: local, processor: token_counter, depends_on: [shout], simulate: { duration_ms: 5 } }
  - { id: mark, type: local, processor: prefix_suffix_adder, depends_on: [shout], simulate: { duration_ms: 5, fail_attempts: 9 } }
  - { id: turn, type: local, processor: reverse_text, depends_on: [mark] }
";

/// `shout` and `count` complete, `mark` fails, `turn` is skipped.
pub(crate) fn recording() -> Arc<Recording> {
    recording_of(WORKFLOW, None)
}

/// A run of a workflow on `hello`, under its own strategy or another.
pub(crate) fn recording_of(workflow: &str, strategy: Option<Strategy>) -> Arc<Recording> {
    let source = Source { workflow: workflow.into(), input: "hello".into(), live: false, modules: Vec::new() };
    let overrides = Overrides { strategy, ..Overrides::default() };
    let run = Run { source: source.clone(), overrides, modules: Vec::new(), forked: None };
    let mut job =
        Order::read(run.into()).and_then(Job::start).map_err(|refused| refused.message).expect("the workflow is valid");
    assert!(job.advance(|| true));
    Arc::new(Ran::from(job.finish()).recording(source).expect("it is a trace"))
}

/// The picture of a workflow.
pub(crate) fn picture_of(workflow: &str) -> Picture {
    picture_across(workflow, false)
}

/// The picture of a workflow, from left to right or from top to bottom.
pub(crate) fn picture_across(workflow: &str, across: bool) -> Picture {
    let check = Check { workflow: workflow.into(), across, ..Check::default() };
    let checked = Checked::from(Checker::default().check(&check.into()));
    checked.picture.expect("it is valid").read().expect("it fits together")
}
