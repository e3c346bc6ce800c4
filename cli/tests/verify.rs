//! `dagwood export --to test` and `dagwood verify`.

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
";

/// A folder with a workflow, and the test of its run with these options.
fn folder(name: &str, options: &[&str]) -> Folder {
    let folder = Folder::new(name);
    folder.write("w.yaml", WORKFLOW);
    let ran = folder.run(&[&["export", "w.yaml", "--to", "test", "-o", "w.json"], options].concat());
    assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(0), "", ""));
    folder
}

#[test]
fn a_test_passes_until_something_changes() {
    let folder = folder("verify_changes", &["--input", "hello", "--strategy", "reactive", "--max-concurrency", "2"]);
    let test = String::from_utf8(folder.read("w.json")).expect("it is text");
    folder.write("slower.json", test.replace("duration_ms: 30", "duration_ms: 31"));
    folder.write("other.json", test.replace("change_text_case_upper", "change_text_case_lower"));
    folder.write("order.json", test.replace("\"workers\": 2", "\"workers\": 1"));
    folder
        .write("options.json", test.replace("\"workers\": 2", "\"workers\": 2, \"failure_strategy\": \"best_effort\""));
    let passed = folder.run(&["verify", "w.json"]);
    assert_eq!((passed.code, &*passed.out, &*passed.err), (Some(0), "w.json: passed, 13 events\n", ""));
    let ran = folder.run(&["verify", "slower.json", "other.json", "w.json", "order.json", "options.json"]);
    assert_eq!((ran.code, &*ran.err), (Some(1), ""));
    expect![[r#"
        slower.json: differs at step 4 of 13
          expected: at 30 ms: a completes with 5 bytes.
          found:    at 31 ms: a completes with 5 bytes.
        other.json: differs at step 4 of 13
          expected: at 30 ms: a completes with 5 bytes.
          found:    at 30 ms: a completes with 5 bytes.
          The data of these events differ, such as their payloads.
        w.json: passed, 13 events
        order.json: differs at step 9 of 13
          expected: at 30 ms: c starts on worker 1 with the output of a.
          found:    at 40 ms: b completes with 5 bytes.
        options.json: differs in its hash, although all 13 events are the same: the options, the graph or the format of traces differ
          expected: 8c5fa0ad4b465a909e4f7e2b987f1692c6f01c7118f33fd31fe84d968c966de8
          found:    6a00ebc5829419f8b5afb8d456cbe4d5e5042e3627c5adc66dac44ed95c4864c
    "#]].assert_eq(&ran.out);
}

#[test]
fn every_run_that_can_be_repeated_can_be_a_test() {
    for (name, options) in [
        ("verify_bytes", &["--input-file", "bytes"][..]),
        ("verify_level", &["--strategy", "level", "--failure-strategy", "fail_fast"]),
        ("verify_priority", &["--priority", "critical_path"]),
    ] {
        let folder = Folder::new(name);
        folder.write("w.yaml", WORKFLOW).write("bytes", b"\xff\0\r\n");
        let ran = folder.run(&[&["export", "w.yaml", "--to", "test", "-o", "w.json"], options].concat());
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{options:?}");
        let ran = folder.run(&["verify", "w.json"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{options:?}");
    }
}

#[test]
fn modules_are_those_beside_the_test() {
    let folder = Folder::new("verify_modules");
    folder.write("w.yaml", "strategy: level\nprocessors:\n  - { id: a, type: wasm, module: mine.wasm }\n");
    folder.write("mine.wasm", include_bytes!("../../public/modules/rot13.wasm"));
    let ran = folder.run(&["export", "w.yaml", "--to", "test", "--input", "hello", "-o", "w.json"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(folder.run(&["verify", "w.json"]).out, "w.json: passed, 8 events\n");
    folder.write("mine.wasm", include_bytes!("../../public/modules/upper-ascii.wasm"));
    let ran = folder.run(&["verify", "w.json"]);
    assert_eq!(ran.code, Some(1));
    expect![[r#"
        w.json: differs at step 5 of 8
          expected: at 1 ms: a completes with 5 bytes.
          found:    at 1 ms: a completes with 5 bytes.
          The data of these events differ, such as their payloads.
    "#]]
    .assert_eq(&ran.out);
}

#[test]
fn what_cannot_be_verified_is_reported_and_the_rest_is_verified() {
    let folder = folder("verify_bad", &[]);
    let test = String::from_utf8(folder.read("w.json")).expect("it is text");
    folder.write("broken.json", test.replace("depends_on: [a]", "depends_on: [z]"));
    folder.write("newer.json", test.replace("\"dagwood_test\": 1", "\"dagwood_test\": 2"));
    folder.write("bytes.json", b"\xff");
    let ran =
        folder.run(&["verify", "missing.json", "w.yaml", "newer.json", "bytes.json", "broken.json", ".", "w.json"]);
    assert_eq!((ran.code, &*ran.out), (Some(2), "w.json: passed, 13 events\n"));
    expect![[r#"
        missing.json: error[cannot-read]: there is no such file
        w.yaml:1:1: error[json-syntax]: this is not a test as `dagwood export --to test` writes it: expected value
        newer.json: error[test-version]: the test has version 2; this program reads version 1
        bytes.json: error[json-syntax]: the file is not UTF-8 text
        broken.json#workflow:5:65: error[unknown-dependency]: there is no processor `z`; did you mean `a`?
        broken.json#workflow:6:66: error[unknown-dependency]: there is no processor `z`; did you mean `a`?
        .: error[cannot-read]: it is a folder, not a file
    "#]]
    .assert_eq(&ran.err);
}

#[test]
fn what_is_no_test_is_not_written() {
    let folder = folder("verify_unfit", &[]);
    for (args, says) in [
        (&["--step", "3"][..], "error[option]: `--step`, `--draw` and `--left-to-right` are options of `--to svg`\n"),
        (
            &["--fork", "3:fail=a"],
            "w.yaml: error[test]: a fork cannot be a test, because a workflow file does not contain its changes\n",
        ),
    ] {
        let ran = folder.run(&[&["export", "w.yaml", "--to", "test"], args].concat());
        assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(2), "", says), "{args:?}");
    }
}
