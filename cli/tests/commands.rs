//! The output of each command for valid files.

mod common;

use common::Folder;
use dagwood_proto::share::Moment;
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

/// The keys of an object in the order of the text.
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
    let text = folder.run(&["compare", "lanes.yaml", "--input", "ab", "--priority", "rank"]);
    assert_eq!((text.code, &*text.err), (Some(0), ""));
    // work_queue: a and b at 0, d at 10, c at 30. The same for reactive: 80 ms of work in 2 times 40. Under level d waits
    // from 10 to 30 for its level to start.
    let expected = "\
strategy    workers  makespan  × bound     busy   idle  peak ready
work_queue        2     40 ms     1.00  100.0 %   0 ms           2  ██████████▋       best
level             2     60 ms     1.50   66.7 %  40 ms           2  ████████████████
reactive          2     40 ms     1.00  100.0 %   0 ms           2  ██████████▋       best
hybrid            2     40 ms     1.00  100.0 %   0 ms           2  ██████████▋       best

waiting for  workers  dependency  barrier  free worker  backoff
work_queue         2       40 ms     0 ms         0 ms     0 ms
level              2       40 ms    20 ms         0 ms     0 ms
reactive           2       40 ms     0 ms         0 ms     0 ms
hybrid             2       40 ms     0 ms         0 ms     0 ms

2 workers: 80 ms of work, critical path 40 ms. No schedule takes less than 40 ms.
           A schedule that leaves no worker idle while a processor is ready takes at most 60 ms.

fail_fast. Every run gives the same output; only the timing differs.
";
    assert_eq!(text.out, expected);
    folder.write("bad.yaml", LANES.replace("duration_ms: 30 } }", "duration_ms: 30, fail_attempts: 1 } }"));
    let bad = folder.run(&["compare", "bad.yaml", "--priority", "rank"]);
    assert_eq!(bad.code, Some(1));
    assert_eq!((bad.out.matches("failed").count(), bad.out.matches("best").count()), (4, 0), "{}", bad.out);
    let all = folder.run(&["compare", "lanes.yaml"]);
    let names: Vec<_> = all.out.lines().skip(1).take(6).filter_map(|line| line.split("  ").next()).collect();
    let queues = ["work_queue", "work_queue by critical_path", "work_queue by fifo"];
    assert_eq!(names, [&queues[..], &["level", "reactive", "hybrid"]].concat());
}

#[test]
fn compare_prints_one_object() {
    let folder = folder("compare_json");
    let args = ["compare", "lanes.yaml", "--input", "ab", "--priority", "rank", "--format", "json", "--workers"];
    let ran = folder.run(&[&args[..], &["2"]].concat());
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(keys(&ran.out, 2), ["failure_strategy", "same_output", "runs"]);
    // The hash covers the whole trace; here it is enough that it exists.
    let level = &mut json(&ran.out)["runs"][1];
    let hash = level["trace_hash"].take();
    assert_eq!(hash.as_str().map(str::len), Some(64));
    let expected = "\
{
  \"strategy\": \"level\",
  \"priority\": null,
  \"workers\": 2,
  \"status\": \"succeeded\",
  \"best\": false,
  \"makespan_us\": 60000,
  \"lower_bound_us\": 40000,
  \"graham_bound_us\": 60000,
  \"critical_path_us\": 40000,
  \"over_lower_bound\": 1.5,
  \"busy_us\": 80000,
  \"idle_us\": 40000,
  \"utilisation\": 0.6667,
  \"workers_busy_us\": [
    40000,
    40000
  ],
  \"peak_ready\": 2,
  \"mean_ready\": 0.3333,
  \"waiting\": {
    \"dependency_us\": 40000,
    \"barrier_us\": 20000,
    \"worker_us\": 0,
    \"backoff_us\": 0
  },
  \"trace_hash\": null
}";
    assert_eq!(level, &json(expected));
    // The order of the keys too, one level deeper in the text.
    assert_eq!(keys(&ran.out, 6), keys(expected, 2).repeat(4));
    assert_eq!(keys(&ran.out, 8), keys(expected, 4).repeat(4));

    let many = json(&folder.run(&[&args[..], &["1,4"]].concat()).out);
    let rows: Vec<_> = many["runs"].as_array().expect("a list").iter().collect();
    assert_eq!(rows.iter().map(|row| row["workers"].as_u64()).collect::<Vec<_>>(), [1, 1, 1, 1, 4, 4, 4, 4].map(Some));
    for row in &rows[..4] {
        assert_eq!(
            (&row["makespan_us"], &row["utilisation"], &row["best"]),
            (&80_000.into(), &1.0.into(), &true.into())
        );
    }
    let one = json(&folder.run(&[&args[..8], &["--max-concurrency", "1"]].concat()).out);
    assert_eq!(one["runs"].as_array().map(|runs| runs.iter().collect::<Vec<_>>()), Some(rows[..4].to_vec()));
    assert_eq!(folder.run(&[&args[..], &["1,0"]].concat()).code, Some(2));
    assert_eq!(folder.run(&[&args[..], &["1", "--max-concurrency", "1"]].concat()).code, Some(2));
}

#[test]
fn a_link_opens_to_the_file_it_was_made_of() {
    let folder = folder("link");
    folder.write("input", b"\xff\x00a");
    let args = ["link", "lanes.yaml", "--input-file", "input", "--page", "https://example.org/p/?theme=dark#x"];
    let link = folder.run(&[&args[..], &["--strategy", "reactive", "--max-concurrency", "3", "--step", "7"]].concat());
    assert_eq!((link.code, &*link.err), (Some(0), ""));
    let link = link.out.trim();
    assert!(link.starts_with("https://example.org/p/?strategy=reactive&workers=3&step=7#code/d2."), "{link}");
    let opened = folder.run(&["open", link]);
    assert_eq!((opened.code, &*opened.out), (Some(0), LANES));
    assert!(opened.err.contains("an input of 3 bytes") && opened.err.contains("step=7"), "{}", opened.err);
    let written = folder.run(&["open", link, "--output", "again.yaml", "--input-output", "again"]);
    assert_eq!((written.code, &*written.out), (Some(0), ""));
    assert_eq!(folder.read("again.yaml"), LANES.as_bytes());
    assert_eq!(folder.read("again"), b"\xff\x00a");
    let piped = folder.run_with_stdin(&["open", "-"], format!("{link}\n").as_bytes());
    assert_eq!(piped.out, LANES);
    // The link survives the changes of mail and chat programs.
    for changed in [
        link.replace('&', "&amp;"),
        link.replace("#code/", "%23code%2F"),
        link.replace("/d2.", "/d2%2E"),
        format!("<{link}>."),
    ] {
        let again = folder.run(&["open", &changed]);
        assert_eq!((again.code, &again.out, &again.err), (opened.code, &opened.out, &opened.err), "{changed}");
    }
    // Forks and breakpoints travel too.
    let ids = LANES.split("id: ").skip(1).filter_map(|rest| rest.split([',', ' ', '\n']).next()).collect::<Vec<_>>();
    let changes = ["--fork", "1:workers=1", "--fork", "2:workers=3", "--breakpoint", ids[0], "--processor", ids[1]];
    let forked = folder.run(&[&["link", "lanes.yaml"], &changes[..]].concat());
    let moment = Moment::open(forked.out.trim()).expect("it is a link");
    assert_eq!((moment.run, moment.forks.len(), moment.forks[1].parent), (2, 2, 1), "{}", forked.err);
    assert!(
        moment.fingerprint.is_some() && moment.breakpoints.contains(ids[0]) && moment.node.as_deref() == Some(ids[1])
    );
    let opened = folder.run(&["open", forked.out.trim()]);
    assert!(opened.err.contains("2 forks") && opened.err.contains("1 breakpoint"), "{}", opened.err);
    for (wrong, reason) in [(["--step", "999"], "no step 999"), (["--breakpoint", "x"], "no processor `x`")] {
        let refused = folder.run(&[&["link", "lanes.yaml"], &wrong[..]].concat());
        assert!(refused.code == Some(2) && refused.err.contains(reason), "{}", refused.err);
    }
    // Options that the file already has are not repeated.
    let same = folder.run(&["link", "lanes.yaml", "--strategy", "level", "--max-concurrency", "2"]);
    assert!(same.out.starts_with("http://127.0.0.1:8080/#code/d2."), "{}", same.out);
}
