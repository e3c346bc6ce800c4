//! The text of one report. The tests of the command line cover the others.

use dagwood_core::{Payload, VirtualDriver, compile};
use expect_test::expect;

use super::{Options, Report};

const WORKFLOW: &str = "\
strategy: work_queue
processors:
  - { id: a, type: local, processor: change_text_case_upper, simulate: { duration_ms: 1 } }
";

fn report(options: Options) -> String {
    let plan = compile(WORKFLOW).plan.expect("the workflow is valid");
    let trace = VirtualDriver::new(&plan, plan.options(), Payload::from("hi")).run_to_end();
    serde_json::to_string_pretty(&Report::new(&trace, options)).expect("all keys are text")
}

#[test]
fn a_report_has_a_fixed_order_of_keys() {
    expect![[r#"
        {
          "status": "succeeded",
          "output": "HI",
          "trace_hash": "517139cffb38fa1bd67e088431b94bd99c7cb5a90ca3e85cd8b1fb020b938a3b",
          "makespan_us": 1000,
          "strategy": "work_queue",
          "processors": [
            {
              "id": "a",
              "state": "completed",
              "input": "hi",
              "output": "HI",
              "error": null,
              "metadata": {},
              "attempts": 1,
              "worker": 0,
              "started_us": 0,
              "finished_us": 1000,
              "fuel": null
            }
          ]
        }"#]]
    .assert_eq(&report(Options::default()));
}

#[test]
fn a_live_run_says_so_and_lists_events_if_wanted() {
    expect![[r#"
        {
          "status": "succeeded",
          "output": "HI",
          "trace_hash": "517139cffb38fa1bd67e088431b94bd99c7cb5a90ca3e85cd8b1fb020b938a3b",
          "makespan_us": 1000,
          "strategy": "work_queue",
          "live": true,
          "processors": [
            {
              "id": "a",
              "state": "completed",
              "input": "hi",
              "output": "HI",
              "error": null,
              "metadata": {},
              "attempts": 1,
              "worker": 0,
              "started_us": 0,
              "finished_us": 1000,
              "fuel": null
            }
          ],
          "events": [
            {
              "seq": 0,
              "at_us": 0,
              "event": "RunStarted",
              "processor": null,
              "input": "hi"
            },
            {
              "seq": 1,
              "at_us": 0,
              "event": "Ready",
              "processor": "a",
              "attempt": 1
            },
            {
              "seq": 2,
              "at_us": 0,
              "event": "Started",
              "processor": "a",
              "worker": 0,
              "attempt": 1,
              "origin": null
            },
            {
              "seq": 3,
              "at_us": 1000,
              "event": "Completed",
              "processor": "a",
              "output": "HI",
              "metadata": {},
              "fuel": null
            },
            {
              "seq": 4,
              "at_us": 1000,
              "event": "PayloadAdvanced",
              "processor": "a",
              "origin": "a"
            },
            {
              "seq": 5,
              "at_us": 1000,
              "event": "RunEnded",
              "processor": null,
              "status": "succeeded",
              "output": "HI"
            }
          ]
        }"#]]
    .assert_eq(&report(Options { events: true, live: true }));
}
