//! `dagwood explain`.

mod common;

use common::Folder;
use expect_test::expect;

const WORKFLOW: &str = "\
strategy: work_queue
executor_options: { max_concurrency: 1 }
processors:
  - { id: a, type: local, processor: change_text_case_upper, simulate: { duration_ms: 30 } }
  - { id: b, type: local, processor: reverse_text, depends_on: [a], simulate: { duration_ms: 10 } }
  - { id: c, type: local, processor: token_counter, depends_on: [a], simulate: { duration_ms: 10 } }
  - { id: d, type: local, processor: reverse_text, depends_on: [b, c], simulate: { duration_ms: 10 } }
";

#[test]
fn says_why_in_a_table() {
    let folder = Folder::new("explain_text");
    folder.write("w.yaml", WORKFLOW);
    let ran = folder.run(&["explain", "w.yaml", "--input", "ab", "--step", "8"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    expect![[r#"
        step 8 of 17, at 30 ms: b starts on worker 0 with the output of a.
        next to start, in this order: c

        processor  state      why                                                             until
        a          completed  a completes with 2 bytes.
        b          executing  b was picked before c: of equal rank, a transform comes first.  event 8 at 40 ms: b completes with 2 bytes.
        c          ready      c is ready and next, but no worker is free.                     event 8 at 40 ms: b completes with 2 bytes.
        d          waiting    d waits for b (executing) and c (ready).                        event 11 at 50 ms: c completes with 0 bytes.
    "#]].assert_eq(&ran.out);
    let one = folder.run(&["explain", "w.yaml", "--step", "2", "--processor", "a", "--strategy", "hybrid"]);
    assert_eq!((one.code, &*one.err), (Some(0), ""));
    expect![[r#"
        step 2 of 18, at 0 ms: Hybrid runs the whole graph (4 processors) with reactive: all strategies are expected to take the same time.

        processor  state    why                                          until
        a          waiting  a becomes ready later at this same instant.  event 2 at 0 ms: a is ready: it has no dependencies.
    "#]].assert_eq(&one.out);
}

#[test]
fn says_why_in_one_object() {
    let folder = Folder::new("explain_json");
    folder.write("w.yaml", WORKFLOW);
    let ran = folder.run(&["explain", "w.yaml", "--step", "8", "--format", "json"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    expect![[r#"
        {
          "step": 8,
          "events": 17,
          "at_us": 30000,
          "queue": [
            "c"
          ],
          "processors": [
            {
              "id": "a",
              "state": "completed",
              "why": "completed",
              "sentence": "a completes with 0 bytes.",
              "since": 3,
              "released_by": null,
              "next": null
            },
            {
              "id": "b",
              "state": "executing",
              "why": "picked",
              "sentence": "b was picked before c: of equal rank, a transform comes first.",
              "rule": "transform",
              "over": "c",
              "since": 7,
              "released_by": 8,
              "next": 8
            },
            {
              "id": "c",
              "state": "ready",
              "why": "no_free_worker",
              "sentence": "c is ready and next, but no worker is free.",
              "ahead": [],
              "since": 6,
              "released_by": 8,
              "next": 10
            },
            {
              "id": "d",
              "state": "waiting",
              "why": "dependencies",
              "sentence": "d waits for b (executing) and c (ready).",
              "waits_for": [
                "b",
                "c"
              ],
              "since": null,
              "released_by": 11,
              "next": 12
            }
          ]
        }
    "#]]
    .assert_eq(&ran.out);
}

#[test]
fn refuses_what_is_not_there() {
    let folder = Folder::new("explain_bad");
    folder.write("w.yaml", WORKFLOW);
    for (args, says) in [
        (&["--step", "99"][..], "error[step]: there is no step 99: the run has 17 events\n"),
        (&["--step", "3", "--processor", "x"], "error[processor]: there is no processor `x`\n"),
        (
            &["--step", "3", "--fork", "99:fail=a"],
            "error[fork]: `--fork 99:fail=a`: there is no step 99: the run has 17 events\n",
        ),
    ] {
        let ran = folder.run(&[&["explain", "w.yaml"], args].concat());
        assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(2), "", says), "{args:?}");
    }
    let mut large = String::from("strategy: level\nprocessors:\n");
    (0..1_001).for_each(|i| large.push_str(&format!("  - {{ id: p{i}, type: local, processor: reverse_text }}\n")));
    folder.write("large.yaml", large);
    let ran = folder.run(&["explain", "large.yaml", "--step", "3"]);
    assert_eq!(ran.err, "error[processor]: there are 1001 processors; name one with --processor\n");
    let ran = folder.run(&["explain", "large.yaml", "--step", "3", "--processor", "p7"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(ran.out.contains("p7"), "{}", ran.out);
}
