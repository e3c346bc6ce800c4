//! A run for tests to look at.

use std::sync::Arc;

use dagwood_core::{Payload, VirtualDriver, compile};

use crate::state::{Recording, Source};

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
    let plan = compile(WORKFLOW).plan.expect("the workflow is valid");
    let trace = VirtualDriver::new(&plan, plan.options(), Payload::from("hello")).run_to_end();
    let source = Source { workflow: WORKFLOW.into(), input: "hello".into(), live: false };
    Arc::new(Recording { trace, hash: "0".repeat(64), source })
}
