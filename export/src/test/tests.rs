//! Tests of tests.

use dagwood_core::{
    Environment, FailureStrategy, Overrides, Payload, Plan, Priority, Strategy, Trace, VirtualDriver, compile_with,
    run::{Change, Fork},
};
use expect_test::expect;
use proptest::{prelude::*, strategy::Strategy as Values};

use super::{Difference, Expected, Test, Unfit, Verdict};

const WORKFLOW: &str = "\
strategy: reactive # as they become ready
processors:
  - { id: a, type: local, processor: change_text_case_upper, simulate: { duration_ms: 1 } }
  - { id: b, type: local, processor: prefix_suffix_adder, depends_on: [a] }
";

fn plan(workflow: &str, overrides: Overrides) -> Plan {
    let compiled = compile_with(workflow, overrides, Environment::default());
    compiled.plan.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
}

fn run(workflow: &str, overrides: Overrides, input: impl Into<Payload>) -> Trace {
    let plan = plan(workflow, overrides);
    VirtualDriver::new(&plan, plan.options(), input.into()).run_to_end()
}

fn test() -> Test {
    let overrides = Overrides { strategy: Some(Strategy::Level), ..Overrides::default() };
    Test::new(WORKFLOW, overrides, &run(WORKFLOW, overrides, "hi")).expect("it has ended")
}

#[test]
fn a_file_can_be_read_by_people_and_read_back() {
    let text = test().write().expect("it is small");
    expect![[r#"
        {
          "dagwood_test": 1,
          "workflow": [
            "strategy: reactive # as they become ready",
            "processors:",
            "  - { id: a, type: local, processor: change_text_case_upper, simulate: { duration_ms: 1 } }",
            "  - { id: b, type: local, processor: prefix_suffix_adder, depends_on: [a] }",
            ""
          ],
          "input": "hi",
          "options": {
            "strategy": "level"
          },
          "hash": "7bde6b34f30406adbe9a1cbf9b3e4f846da18ddb0eb02731f982d9c8fb17ed61",
          "events": [
            "c27d4443 at 0 ms: The run starts with 2 bytes: strategy level, 4 workers.",
            "c1c3a096 at 0 ms: a is ready: it has no dependencies.",
            "68e83339 at 0 ms: Level 0 starts.",
            "87970a28 at 0 ms: a starts on worker 0 with the run's input.",
            "da79c487 at 1 ms: a completes with 2 bytes.",
            "bb35e45e at 1 ms: The payload advances to the output of a.",
            "020f6531 at 1 ms: b is ready: all its dependencies have ended.",
            "caf50c11 at 1 ms: Level 0 has ended: the barrier opens.",
            "0e353e8e at 1 ms: Level 1 starts.",
            "31b120f1 at 1 ms: b starts on worker 0 with the output of a.",
            "a78a715a at 2.002 ms: b completes with 4 bytes.",
            "e4ac0f55 at 2.002 ms: The payload advances to the output of b.",
            "7f8dd3d0 at 2.002 ms: Level 1 has ended: the barrier opens.",
            "9352f7fd at 2.002 ms: The run has succeeded after 2.002 ms."
          ]
        }
    "#]]
    .assert_eq(&text);
    assert_eq!(Test::read(&text), Ok(test()));
    assert_eq!(Test::read(&format!("\u{feff}{text}")), Ok(test()));
}

#[test]
fn the_same_run_passes() {
    let test = test();
    assert_eq!(test.judge(&run(&test.workflow, test.overrides, test.input.clone())), Verdict::Passed);
}

#[test]
fn the_first_difference_is_found() {
    let differs = |step, expected: Option<&str>, found: Option<&str>| {
        let owned = |text: Option<&str>| text.map(String::from);
        Verdict::Differs(Difference { step, expected: owned(expected), found: owned(found) })
    };
    let test = test();
    let with = |edit: fn(&str) -> String| test.judge(&run(&edit(WORKFLOW), test.overrides, "hi"));
    assert_eq!(
        with(|text| text.replace("duration_ms: 1", "duration_ms: 2")),
        differs(5, Some("at 1 ms: a completes with 2 bytes."), Some("at 2 ms: a completes with 2 bytes."))
    );
    assert_eq!(
        with(|text| text.replace("_upper", "_lower")),
        differs(5, Some("at 1 ms: a completes with 2 bytes."), Some("at 1 ms: a completes with 2 bytes.")),
        "another payload"
    );
    // No processor fails, so the failure strategy changes no event.
    let overrides = Overrides { failure_strategy: Some(FailureStrategy::BestEffort), ..test.overrides };
    let trace = run(WORKFLOW, overrides, "hi");
    let found = dagwood_proto::trace::hash(&dagwood_proto::trace::encode(&trace));
    assert_eq!(test.judge(&trace), Verdict::OtherHash { found });
    // Too few or too many events are a difference after the last common one.
    let trace = run(WORKFLOW, test.overrides, "hi");
    let shorter = Test { events: test.events[..3].to_vec(), ..test.clone() };
    assert_eq!(shorter.judge(&trace), differs(4, None, Some("at 0 ms: a starts on worker 0 with the run's input.")));
    let last = test.events.last().expect("there are events").clone();
    let longer = Test { events: test.events.iter().cloned().chain([last.clone()]).collect(), ..test };
    assert_eq!(longer.judge(&trace), differs(trace.len() + 1, Some(&last.sentence), None));
}

#[test]
fn what_cannot_be_repeated_is_no_test() {
    let plan = plan(WORKFLOW, Overrides::default());
    let trace = VirtualDriver::new(&plan, plan.options(), Payload::from("hi")).run_to_end();
    let fork = Fork { at: 3, change: Change::Workers { workers: 1 } };
    let forked = VirtualDriver::fork(&plan, &trace, fork).expect("it can be forked").run_to_end();
    assert_eq!(Test::new(WORKFLOW, Overrides::default(), &forked), Err(Unfit::Forked));
}

#[test]
fn what_is_no_test_is_refused_with_its_reason() {
    let text = test().write().expect("it is small");
    let refusal = |text: &str| {
        let refused = Test::read(text).expect_err("it is no test");
        let place = refused.place.map_or_else(String::new, |(line, column)| format!("{line}:{column}: "));
        format!("{place}{}: {}\n", refused.code.name(), refused.message)
    };
    let mut all = refusal("") + &refusal("strategy: level") + &refusal("{}") + &refusal(&text[..200]);
    for (from, to) in [
        ("\"dagwood_test\": 1", "\"dagwood_test\": 2"),
        ("\"dagwood_test\": 1", "\"dagwood_test\": \"1\""),
        ("\"input\": \"hi\"", "\"inptu\": \"hi\""),
        ("\"input\": \"hi\",", ""),
        ("\"input\": \"hi\"", "\"input\": \"hi\", \"input_base64\": \"aGk=\""),
        ("\"input\": \"hi\"", "\"input_base64\": \"aGk\""),
        ("\"strategy\": \"level\"", "\"strategy\": \"fastest\""),
        ("\"strategy\": \"level\"", "\"workers\": 0"),
        ("\"hash\": \"", "\"hash\": \"0"),
        ("\"events\": [\n    \"", "\"events\": [\n    \"x"),
    ] {
        all += &refusal(&text.replacen(from, to, 1));
    }
    expect![[r#"
        1:1: json-syntax: this is not a test as `dagwood export --to test` writes it: EOF while parsing a value
        1:1: json-syntax: this is not a test as `dagwood export --to test` writes it: expected value
        1:2: bad-test: this is not a test as `dagwood export --to test` writes it: missing field `dagwood_test`
        6:93: json-syntax: this is not a test as `dagwood export --to test` writes it: EOF while parsing a string
        test-version: the test has version 2; this program reads version 1
        2:21: bad-test: this is not a test as `dagwood export --to test` writes it: invalid type: string "1", expected u64
        10:9: bad-test: unknown field `inptu`, expected one of `dagwood_test`, `workflow`, `input`, `input_base64`, `options`, `hash`, `events`
        bad-test: there is no `input`; an empty one is `"input": ""`
        bad-test: there are both `input` and `input_base64`; keep one
        bad-test: `input_base64` is not base64
        bad-test: `options.strategy` has no value `fastest`
        bad-test: `options.workers` must be from 1 to 10000
        bad-test: `hash` is not a SHA-256: 64 hexadecimal digits in lower case
        bad-test: the event of step 1 does not begin with a checksum of eight digits
    "#]].assert_eq(&all);
}

fn names<T: Copy + std::fmt::Debug>(all: &'static [T]) -> impl Values<Value = Option<T>> {
    prop::option::of(prop::sample::select(all))
}

proptest! {
    #[test]
    fn any_test_is_read_back(
        workflow in any::<String>(),
        input in prop_oneof![any::<String>().prop_map(String::into_bytes), any::<Vec<u8>>()],
        strategy in names(&Strategy::ALL),
        priority in names(&Priority::ALL),
        failure_strategy in names(&FailureStrategy::ALL),
        workers in prop::option::of(1..=10_000_u32),
        hash in "[0-9a-f]{64}",
        events in prop::collection::vec(("[0-9a-f]{8}", any::<String>()), 0..5),
    ) {
        let event = |(checksum, sentence): (String, String)| {
            Expected { checksum: checksum.parse().expect("eight digits"), sentence }
        };
        let overrides = Overrides { strategy, priority, failure_strategy, workers };
        let events = events.into_iter().map(event).collect();
        let test = Test { workflow, input: input.into(), overrides, hash, events };
        prop_assert_eq!(Test::read(&test.write().expect("it is small")), Ok(test));
    }
}
