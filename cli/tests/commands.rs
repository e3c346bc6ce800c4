//! What each command prints, on good files.

mod common;

use common::Folder;
use serde_json::Value;

const LANES: &str = "\
strategy: level
executor_options: { max_concurrency: 2 }
processors:
  - { id: a, type: local, processor: change_text_case_upper, simulate: { duration_ms: 30 } }
  - { id: b, type: local, processor: token_counter, simulate: { duration_ms: 10 } }
  - { id: c, type: local, processor: reverse_text, depends_on: [a], simulate: { duration_ms: 10 } }
  - { id: d, type: local, processor: token_counter, depends_on: [b], simulate: { duration_ms: 30 } }
";

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("lanes.yaml", LANES);
    folder
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The keys of an object in the order in which they stand in the text.
fn keys(text: &str, indent: usize) -> Vec<&str> {
    let start = format!("\n{}\"", " ".repeat(indent));
    text.split(&start).skip(1).filter_map(|rest| rest.split_once("\":").map(|(key, _)| key)).collect()
}

#[test]
fn run_prints_a_table() {
    let ran = folder("run_text").run(&["run", "lanes.yaml", "--input", "ab"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    // 16 columns for each of the two levels of 30 ms.
    let expected = "\
succeeded after 60 ms   (level, fail_fast, 2 workers)

Output:
  BA

processor  state      worker  attempts  started  ended  timeline                          note
a          completed       0         1     0 ms  30 ms  ████████████████
b          completed       1         1     0 ms  10 ms  █████
c          completed       0         1    30 ms  40 ms                  █████
d          completed       1         1    30 ms  60 ms                  ████████████████

metadata
b         char_count 2, line_count 1, word_count 1
d         char_count 2, line_count 1, word_count 1
";
    assert_eq!(ran.out, expected);
}

#[test]
fn run_prints_one_object() {
    let folder = folder("run_json");
    let ran = folder.run(&["run", "lanes.yaml", "--input", "ab", "--format", "json", "--trace", "run.trace"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(keys(&ran.out, 2), ["status", "output", "trace_hash", "makespan_us", "strategy", "processors"]);
    let fields = [
        "id",
        "state",
        "input",
        "output",
        "error",
        "metadata",
        "attempts",
        "worker",
        "started_us",
        "finished_us",
        "fuel",
    ];
    assert_eq!(keys(&ran.out, 6), fields.repeat(4));
    let report = json(&ran.out);
    assert_eq!(report["status"], "succeeded");
    assert_eq!(report["makespan_us"], 60_000);
    assert_eq!(report["strategy"], "level");
    let encoded = folder.read("run.trace");
    assert_eq!(report["trace_hash"], dagwood_proto::trace::hash(&encoded));
    let trace = dagwood_proto::trace::decode(&encoded).expect("the program writes traces that can be read");
    assert_eq!(trace.makespan().get(), 60_000);
    assert_eq!(trace.output().and_then(|payload| payload.text().map(str::to_owned)).as_deref(), Some("BA"));
    let again = folder.run(&["run", "lanes.yaml", "--input", "ab", "--format", "json", "--trace", "again.trace"]);
    assert_eq!((ran.out, encoded), (again.out, folder.read("again.trace")));
}

#[test]
fn bytes_that_are_no_text_are_in_base64() {
    let folder = folder("run_base64");
    folder.write("bytes", b"\xff\x00a");
    let args = ["run", "lanes.yaml", "--input-file", "bytes", "--failure-strategy", "best_effort", "--format", "json"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(1));
    let report = json(&ran.out);
    assert_eq!(report["output_base64"], "/wBh");
    assert_eq!(report.get("output"), None);
    let first = &report["processors"][0];
    assert_eq!(first["input_base64"], "/wBh");
    assert_eq!(first.get("input"), None);
    assert_eq!(first["output"], Value::Null);
    assert_eq!(first["error"]["code"], 400);
    let text = folder.run(&args[..args.len() - 2]);
    assert!(text.out.contains("3 bytes that are not UTF-8"), "{}", text.out);
}

#[test]
fn warnings_go_to_standard_error_and_change_nothing() {
    let folder = folder("run_warning");
    folder.write("warned.yaml", format!("colour: red\n{LANES}"));
    let ran = folder.run(&["run", "warned.yaml", "--format", "json"]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.err, "warned.yaml:1:1: warning[unknown-key]: `colour` is not a key of a workflow\n");
    json(&ran.out);
}

#[test]
fn nothing_of_a_payload_reaches_the_terminal_as_a_command() {
    let ran = folder("run_escapes").run(&["run", "lanes.yaml", "--input", "\u{1b}[31m"]);
    assert!(!ran.out.contains('\u{1b}') && ran.out.contains("\\u{1b}"), "{}", ran.out);
}

#[test]
fn check_reports_every_file() {
    let folder = folder("check");
    folder.write("warned.yaml", format!("colour: red\n{LANES}")).write("bad.yaml", "strategy: level\n");
    let good = folder.run(&["check", "lanes.yaml"]);
    assert_eq!((good.code, &*good.out, &*good.err), (Some(0), "", ""));
    let warned = folder.run(&["check", "warned.yaml"]);
    assert_eq!((warned.code, &*warned.err), (Some(0), ""));
    let all = folder.run(&["check", "missing.yaml", "lanes.yaml", "bad.yaml", "warned.yaml"]);
    assert_eq!((all.code, &*all.err), (Some(2), ""));
    let lines: Vec<_> = all.out.lines().filter_map(|line| line.split_once("]: ")).map(|(at, _)| at).collect();
    assert_eq!(
        lines,
        [
            "missing.yaml: error[cannot-read",
            "bad.yaml:1:1: error[empty-workflow",
            "warned.yaml:1:1: warning[unknown-key"
        ]
    );
}

#[test]
fn compare_runs_every_strategy() {
    let folder = folder("compare");
    let text = folder.run(&["compare", "lanes.yaml", "--input", "ab"]);
    assert_eq!((text.code, &*text.err), (Some(0), ""));
    // work_queue: a and b at 0, d at 10, c at 30. The same for reactive: 80 ms of work in 2 times 40.
    let expected = "\
strategy    status     makespan  workers busy
work_queue  succeeded     40 ms       100.0 %  █████████████████████▎
level       succeeded     60 ms        66.7 %  ████████████████████████████████
reactive    succeeded     40 ms       100.0 %  █████████████████████▎
hybrid      succeeded     40 ms       100.0 %  █████████████████████▎

2 workers, fail_fast. Every strategy gives the same output; only the timing differs.
";
    assert_eq!(text.out, expected);
    let ran = folder.run(&["compare", "lanes.yaml", "--input", "ab", "--format", "json", "--max-concurrency", "1"]);
    let report = json(&ran.out);
    assert_eq!((&report["workers"], &report["same_output"]), (&1.into(), &true.into()));
    for row in report["strategies"].as_array().expect("a list") {
        assert_eq!(
            (&row["makespan_us"], &row["busy_us"], &row["utilisation"]),
            (&80_000.into(), &80_000.into(), &1.0.into())
        );
        assert_eq!(row["trace_hash"].as_str().map(str::len), Some(64));
    }
    folder.write("bad.yaml", LANES.replace("duration_ms: 30 } }", "duration_ms: 30, fail_attempts: 1 } }"));
    assert_eq!(folder.run(&["compare", "bad.yaml"]).code, Some(1));
}

#[test]
fn a_link_opens_to_the_file_it_was_made_of() {
    let folder = folder("link");
    folder.write("input", b"\xff\x00a");
    let args = ["link", "lanes.yaml", "--input-file", "input", "--page", "https://example.org/p/?theme=dark#x"];
    let link = folder.run(&[&args[..], &["--strategy", "reactive", "--max-concurrency", "3", "--step", "7"]].concat());
    assert_eq!((link.code, &*link.err), (Some(0), ""));
    let link = link.out.trim();
    assert!(link.starts_with("https://example.org/p/?strategy=reactive&workers=3&step=7#code/d1."), "{link}");
    let opened = folder.run(&["open", link]);
    assert_eq!((opened.code, &*opened.out), (Some(0), LANES));
    assert!(opened.err.contains("an input of 3 bytes") && opened.err.contains("step=7"), "{}", opened.err);
    let written = folder.run(&["open", link, "--output", "again.yaml", "--input-output", "again"]);
    assert_eq!((written.code, &*written.out), (Some(0), ""));
    assert_eq!(folder.read("again.yaml"), LANES.as_bytes());
    assert_eq!(folder.read("again"), b"\xff\x00a");
    let piped = folder.run_with_stdin(&["open", "-"], format!("{link}\n").as_bytes());
    assert_eq!(piped.out, LANES);
    // What the file says itself is not said again.
    let same = folder.run(&["link", "lanes.yaml", "--strategy", "level", "--max-concurrency", "2"]);
    assert!(same.out.starts_with("http://127.0.0.1:8080/#code/d1."), "{}", same.out);
}
