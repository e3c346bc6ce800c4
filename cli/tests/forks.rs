//! `run --fork`: what-if runs.

mod common;

use common::Folder;
use serde_json::Value;

const WORKFLOW: &str = "\
strategy: reactive
executor_options: { max_concurrency: 2 }
processors:
  - { id: a, type: local, processor: change_text_case_upper, simulate: { duration_ms: 30 } }
  - { id: 'b:c', type: local, processor: reverse_text, simulate: { duration_ms: 10 } }
  - { id: c, type: local, processor: reverse_text, depends_on: [a], simulate: { duration_ms: 10 } }
";

fn run(name: &str, forks: &[&str]) -> (Option<i32>, Value) {
    let folder = Folder::new(name);
    folder.write("w.yaml", WORKFLOW);
    let mut args = vec!["run", "w.yaml", "--input", "ab", "--format", "json", "--events"];
    args.extend(forks.iter().flat_map(|fork| ["--fork", fork]));
    let ran = folder.run(&args);
    assert_eq!(ran.err, "", "{forks:?}");
    (ran.code, serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out)))
}

#[test]
fn a_fork_goes_on_with_a_change() {
    let (_, whole) = run("fork_none", &[]);
    assert_eq!((&whole["makespan_us"], whole.get("forks")), (&40_000.into(), None));
    // Event 5 is the completion of b:c, at 10 ms, while a runs.
    assert_eq!((&whole["events"][5]["event"], &whole["events"][5]["processor"]), (&"Completed".into(), &"b:c".into()));
    for (forks, code, makespan, output, says) in [
        (&["6:duration=a:50"][..], 0, 60_000, "BA", &["From step 6 on, a takes 50 ms."][..]),
        (&["6:duration=a:0"], 0, 20_000, "BA", &["From step 6 on, a takes 0 ms."]),
        (&["6:fail=a"], 1, 30_000, "ba", &["From step 6 on, a fails."]),
        (&["6:output=a:x:y"], 0, 40_000, "y:x", &["From step 6 on, the output of a is pinned (3 bytes)."]),
        (&["0:output=b:c:z"], 0, 40_000, "BA", &["From step 0 on, the output of b:c is pinned (1 byte)."]),
        (&["0:workers=1"], 0, 50_000, "BA", &["From step 0 on, there is 1 worker."]),
        (
            &["6:fail=a", "6:retry=a"],
            1,
            60_000,
            "ba",
            &["From step 6 on, a fails.", "From step 6 on, a gets one more attempt."],
        ),
        // The second fork goes back to before the first, so the first has not happened there.
        (&["6:fail=a", "3:workers=1"], 0, 50_000, "BA", &["From step 3 on, there is 1 worker."]),
    ] {
        let (exit, report) = run("fork_some", forks);
        assert_eq!(exit, Some(code), "{forks:?}");
        assert_eq!(report["makespan_us"], makespan, "{forks:?}");
        assert_eq!(report["output"], output, "{forks:?}");
        let said: Vec<_> = report["forks"].as_array().expect("a list").iter().map(|fork| &fork["change"]).collect();
        assert_eq!(said, says.iter().map(|&text| Value::from(text)).collect::<Vec<_>>().iter().collect::<Vec<_>>());
        let at = report["forks"][0]["at"].as_u64().expect("a number") as usize;
        let events = |report: &Value| report["events"].as_array().expect("a list")[..at].to_vec();
        assert_eq!(events(&report), events(&whole), "{forks:?}: what was before stays");
    }
}

#[test]
fn a_fork_that_is_not_possible_is_refused() {
    let folder = Folder::new("fork_bad");
    folder.write("w.yaml", WORKFLOW);
    for (fork, says) in [
        ("6", "a fork must be STEP:CHANGE, such as `12:workers=2`"),
        ("six:fail=a", "`six` is not a step; a step is a number of events"),
        ("-1:fail=a", "`-1` is not a step; a step is a number of events"),
        ("6:fail", "`fail` is not a change; use for example `fail=ID` or `workers=2`"),
        ("6:explode=a", "there is no change `explode`; use `fail`, `retry`, `workers`, `duration` or `output`"),
        ("6:fail=x", "there is no processor `x`"),
        ("6:workers=many", "`many` is not a number of workers"),
        ("6:workers=0", "0 workers are not possible; use 1 to 10000"),
        ("6:duration=a", "a duration must be ID:MILLISECONDS"),
        ("6:duration=a:long", "a duration must be a whole number of milliseconds up to 86400000"),
        ("6:duration=a:86400001", "a duration must be a whole number of milliseconds up to 86400000"),
        ("6:output=a", "an output must be ID:TEXT, with the id of a processor"),
        ("99:fail=a", "there is no step 99: the run has 14 events"),
        ("14:workers=1", "the run ends after 14 events; fork it at an earlier step"),
        ("13:fail=a", "`a` is already completed at that step; fork the run at an earlier step"),
    ] {
        let ran = folder.run(&["run", "w.yaml", &format!("--fork={fork}")]);
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{fork}: {}", ran.err);
        assert_eq!(ran.err, format!("error[fork]: `--fork {fork}`: {says}\n"));
    }
}
