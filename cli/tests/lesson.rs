//! `dagwood lesson check`, `judge` and `new`.

mod common;

use std::{fs, path::Path};

use common::Folder;
use expect_test::{expect, expect_file};
use serde_json::Value;

const LESSON: &str = "\
---
lesson: 1
id: order
title: Order comes from edges
objective: Make an order of execution
minutes: 5
---

[Run it](do:run).

```yaml start
strategy: reactive
processors:
  - { id: a, type: local, processor: reverse_text, simulate: { duration_ms: 40 } }
  - { id: b, type: local, processor: reverse_text, simulate: { duration_ms: 20 } }
```
```predict
- { id: end, ask: makespan }
```

## One after the other

```checks
- { id: order, say: \"`b` starts after `a`\", before: [a.ended, b.started] }
- { id: edge, say: \"`b` depends on `a`\", path: [a, b] }
```
```solution
edits: connect a -> b
```
```wrong alone
say: |
  One worker is *not* an order.

  - [See](do:go=b.started) for yourself.
edits: set executor_options.max_concurrency = 1
fails: [edge]
go: b.started
```
";

const ANSWER: &str = "\
strategy: reactive
processors:
  - { id: a, type: local, processor: reverse_text, simulate: { duration_ms: 40 } }
  - { id: b, type: local, processor: reverse_text, depends_on: [a], simulate: { duration_ms: 20 } }
";

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("good.md", LESSON);
    let bad = LESSON.replace("id: order\ntitle", "id: bad\nneeds: [order, lost]\ntitle");
    folder.write("bad.md", bad.replace("fails: [edge]", "fails: [order]").replace("do:run", "do:go=c.ended"));
    folder.write("broken.md", LESSON.replace("do:run", "do:walk").replace("before:", "befor:"));
    folder
}

#[test]
fn a_lesson_is_proven() {
    let ran = folder("lesson_good").run(&["lesson", "check", "good.md"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(ran.out, "Proven: 1 lesson, 1 task, 1 solution, 1 wrong answer, 1 question.\n");
}

#[test]
fn problems_are_underlined() {
    let ran = folder("lesson_pretty").run(&["lesson", "check", "good.md", "bad.md", "broken.md", "none.md"]);
    assert_eq!((ran.code, &*ran.err), (Some(2), ""));
    expect![[r#"
        bad.md:4:16: warning[unknown-need]: there is no lesson `lost` here; check its file together with this one
          |
        4 | needs: [order, lost]
          |                ^^^^
        bad.md:10:1: error[link-fails]: `c.ended` never comes in this run
           |
        10 | [Run it](do:go=c.ended).
           | ^^^^^^^^^^^^^^^^^^^^^^^
        bad.md:31:1: error[wrong-fails]: this answer also fails `edge`: Nothing leads from a to b
           |
        31 | ```wrong alone
           | ^^^^^^^^^^^^^^
        bad.md:37:9: error[wrong-fails]: this answer does not fail `order`
           |
        37 | fails: [order]
           |         ^^^^^
        broken.md:2:1: error[duplicate-lesson]: there is already a lesson `order`
          |
        2 | lesson: 1
          | ^^^^^^^^^
        broken.md:9:1: error[bad-option]: `walk` is no step of a link; write `run`, `go=MOMENT`, `select=ID`, `view=VIEW`, `compare=RUN+RUN`, `strategy=S`, `workers=N` or `set=ID.KEY:VALUE`
          |
        9 | [Run it](do:walk).
          | ^^^^^^^^^^^^^^^^^
        broken.md:24:3: error[missing-key]: write a condition here, such as `output` or `before`
           |
        24 | - { id: order, say: "`b` starts after `a`", befor: [a.ended, b.started] }
           |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        broken.md:24:45: warning[unknown-key]: `befor` is not a key of a check; did you mean `before`?
           |
        24 | - { id: order, say: "`b` starts after `a`", befor: [a.ended, b.started] }
           |                                             ^^^^^
           |
           = help: replace it with `before`
        none.md: error[cannot-read]: there is no such file
        Proven: 1 lesson, 1 task, 1 solution, 1 wrong answer, 1 question.
    "#]].assert_eq(&ran.out);
}

#[test]
fn what_is_no_lesson_is_reported() {
    let folder = Folder::new("lesson_no_lesson");
    folder.write("page.html", "<!DOCTYPE html>\n<title>A page</title>\n").write("bytes.md", b"\0\xff\xfe");
    folder.write("large.md", LESSON.to_owned() + &"x".repeat(256 << 10)).write("empty.md", "");
    let files = ["none.md", ".", "page.html", "bytes.md", "large.md", "empty.md"];
    let ran = folder.run(&[&["lesson", "check", "--format", "short"], &files[..]].concat());
    assert_eq!((ran.code, &*ran.err), (Some(2), ""));
    expect![[r#"
        none.md: error[cannot-read]: there is no such file
        .: error[cannot-read]: it is a folder, not a file
        page.html:1:1: error[missing-key]: a lesson begins with its head: `---`, the keys `lesson: 1`, `id`, `title`, `objective` and `minutes`, and `---`
        bytes.md:1:1: error[yaml-syntax]: the file is UTF-16 text; save it as UTF-8
        large.md:1:1: error[yaml-syntax]: the file has more than 262144 bytes
        empty.md:1:1: error[missing-key]: a lesson begins with its head: `---`, the keys `lesson: 1`, `id`, `title`, `objective` and `minutes`, and `---`
        Proven: 0 lessons, 0 tasks, 0 solutions, 0 wrong answers, 0 questions.
    "#]].assert_eq(&ran.out);
}

#[test]
fn html_in_a_lesson_is_text_and_links_must_act() {
    let folder = Folder::new("lesson_html");
    folder.write("html.md", LESSON.replace("[Run it](do:run)", "<b onclick=\"x\">Run</b> [it](do:go=c.ended)"));
    let ran = folder.run(&["lesson", "check", "--format", "short", "html.md"]);
    assert_eq!(ran.code, Some(2));
    expect![[r#"
        html.md:9:24: error[link-fails]: `c.ended` never comes in this run
        Proven: 0 lessons, 0 tasks, 0 solutions, 0 wrong answers, 0 questions.
    "#]]
    .assert_eq(&ran.out);
}

#[test]
fn a_need_that_is_elsewhere_is_a_warning() {
    let folder = Folder::new("lesson_needs");
    folder.write("a.md", LESSON.replace("minutes: 5", "minutes: 5\nneeds: [basics]"));
    let ran = folder.run(&["lesson", "check", "--format", "short", "a.md"]);
    assert_eq!(ran.code, Some(0));
    expect![[r#"
        a.md:7:9: warning[unknown-need]: there is no lesson `basics` here; check its file together with this one
        Proven: 1 lesson, 1 task, 1 solution, 1 wrong answer, 1 question.
    "#]]
    .assert_eq(&ran.out);
}

#[test]
fn json_is_a_list() {
    let ran = folder("lesson_json").run(&["lesson", "check", "--format", "json", "good.md", "bad.md"]);
    assert_eq!((ran.code, &*ran.err), (Some(2), ""));
    let all: Vec<Value> = serde_json::from_str(&ran.out).expect("a list");
    let codes: Vec<_> = all.iter().map(|problem| &problem["code"]).collect();
    assert_eq!(codes, ["unknown-need", "link-fails", "wrong-fails", "wrong-fails"]);
    assert_eq!(all[1]["range"]["start"]["line"], 10);
}

#[test]
fn sarif_has_the_rules_of_lessons() {
    let ran = folder("lesson_sarif").run(&["lesson", "check", "--format", "sarif", "bad.md"]);
    assert_eq!((ran.code, &*ran.err), (Some(2), ""));
    let log: Value = serde_json::from_str(&ran.out).expect("an object");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    for result in run["results"].as_array().expect("a list") {
        let index = result["ruleIndex"].as_u64().expect("each has a rule");
        assert_eq!(rules[index as usize]["id"], result["ruleId"]);
    }
    expect![[r#"
        {
          "id": "duplicate-lesson",
          "shortDescription": {
            "text": "Two lessons have the same id."
          }
        }
        {
          "level": "warning",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "bad.md"
                },
                "region": {
                  "byteLength": 4,
                  "byteOffset": 37,
                  "endColumn": 20,
                  "endLine": 4,
                  "startColumn": 16,
                  "startLine": 4
                }
              }
            }
          ],
          "message": {
            "text": "there is no lesson `lost` here; check its file together with this one"
          },
          "ruleId": "unknown-need",
          "ruleIndex": 30
        }
    "#]]
    .assert_eq(&format!("{:#}\n{:#}\n", rules[rules.len() - 2], run["results"][1]));
}

#[test]
fn single_edits_that_pass_are_listed() {
    let folder = folder("lesson_mutate");
    let ran = folder.run(&["lesson", "check", "--mutate", "good.md"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    expect![[r#"
        good.md: One after the other, start: 14 single edits, of which 0 pass
        good.md: One after the other, solution: 13 single edits, of which 12 pass
          set strategy = work_queue
          set strategy = level
          set strategy = hybrid
          set executor_options.max_concurrency = 1
          set executor_options.max_concurrency = 2
          set failure_strategy = continue_on_error
          set failure_strategy = best_effort
          set a.simulate.duration_ms = 20
          set a.simulate.duration_ms = 80
          set b.simulate.duration_ms = 10
          set b.simulate.duration_ms = 40
          move a to the end
        Proven: 1 lesson, 1 task, 1 solution, 1 wrong answer, 1 question.
    "#]]
    .assert_eq(&ran.out);
    let ran = folder.run(&["lesson", "check", "--mutate", "bad.md"]);
    assert_eq!(ran.code, Some(2));
    assert!(!ran.out.contains("single edits"), "a lesson with errors is not edited: {}", ran.out);
    let ran = folder.run(&["lesson", "check", "--mutate", "good.md", "--format", "json"]);
    assert_eq!(ran.code, Some(0));
    let all: Vec<Value> = serde_json::from_str(&ran.out).expect("a list");
    expect![[r#"
        {
          "code": "edit-passes",
          "file": "good.md",
          "message": "`set strategy = work_queue` passes every check of this task",
          "range": {
            "end": {
              "column": 4,
              "line": 29,
              "offset": 593
            },
            "start": {
              "column": 1,
              "line": 27,
              "offset": 556
            }
          },
          "severity": "info",
          "suggestion": null
        }
    "#]]
    .assert_eq(&format!("{:#}\n", all[0]));
}

/// An edit that passes is either another way to do the task, or shows that a check is missing: then add one, or a wrong answer.
#[test]
fn the_single_edits_of_the_bundled_lessons_that_pass_are_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of the project");
    let entries = fs::read_dir(root.join("public/lessons")).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("it can be read").file_name().into_string().expect("it is text"));
    let mut files: Vec<_> =
        names.filter(|name| name.ends_with(".md")).map(|name| format!("public/lessons/{name}")).collect();
    files.sort();
    let args: Vec<&str> = ["lesson", "check", "--mutate"].into_iter().chain(files.iter().map(|file| &**file)).collect();
    let output = Folder::new("lesson_mutants").command(&args).current_dir(root).output().expect("the program starts");
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
    expect_file!["../../tests/goldens/mutants.txt"].assert_eq(&String::from_utf8_lossy(&output.stdout));
}

#[test]
fn an_answer_is_judged() {
    let folder = folder("lesson_judge");
    folder.write("right.yaml", ANSWER).write("start.yaml", ANSWER.replace("depends_on: [a], ", ""));
    let alone = "reactive\nexecutor_options: { max_concurrency: 1 }";
    folder.write("alone.yaml", ANSWER.replace("depends_on: [a], ", "").replace("reactive", alone));
    folder.write("broken.yaml", ANSWER.replace("[a]", "[c]"));
    let mut all = String::new();
    for (answer, code) in [("right.yaml", 0), ("start.yaml", 1), ("alone.yaml", 1), ("broken.yaml", 1)] {
        let ran = folder.run(&["lesson", "judge", "good.md", "--answer", answer]);
        assert_eq!((ran.code, &*ran.err), (Some(code), ""), "{answer}");
        all += &format!("{answer}\n{}\n", ran.out);
    }
    expect![[r#"
        right.yaml
        holds  order: `b` starts after `a`
               a ends at 40 ms, b starts at 40 ms. (step 7)
        holds  edge: `b` depends on `a`
               b depends on a. (step 6)

        start.yaml
        fails  order: `b` starts after `a`
               b starts at 0 ms, a ends at 40 ms. (step 5)
        fails  edge: `b` depends on `a`
               Nothing leads from a to b. (step 3)

        alone.yaml
        holds  order: `b` starts after `a`
               a ends at 40 ms, b starts at 40 ms. (step 7)
        fails  edge: `b` depends on `a`
               Nothing leads from a to b. (step 3)

        This is the wrong answer `alone` (step 7):

        One worker is not an order.

        - See for yourself.

        broken.yaml
        fails  order: `b` starts after `a`
               The file has errors, so it does not run: line 4: there is no processor `c`; did you mean `a`?
        fails  edge: `b` depends on `a`
               The file has errors, so it does not run: line 4: there is no processor `c`; did you mean `a`?

    "#]]
    .assert_eq(&all);
    let ran = folder.run(&["lesson", "judge", "good.md", "--answer", "alone.yaml", "--task", "1", "--format", "json"]);
    assert_eq!((ran.code, &*ran.err), (Some(1), ""));
    expect![[r#"
        {
          "passed": false,
          "checks": [
            {
              "id": "order",
              "say": "`b` starts after `a`",
              "holds": "yes",
              "sentence": "a ends at 40 ms, b starts at 40 ms.",
              "run": "run",
              "step": 7,
              "processor": "b"
            },
            {
              "id": "edge",
              "say": "`b` depends on `a`",
              "holds": "no",
              "sentence": "Nothing leads from a to b.",
              "run": "run",
              "step": 3,
              "processor": "b"
            }
          ],
          "wrong": {
            "name": "alone",
            "say": "One worker is not an order.\n\n- See for yourself.",
            "step": 7
          }
        }
    "#]]
    .assert_eq(&ran.out);
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let folder = folder("lesson_refused");
    folder.write("right.yaml", ANSWER);
    let task = &LESSON[LESSON.find("## One").expect("there is a task")..];
    folder.write("two.md", [LESSON, &task.replace("One", "Another")].concat());
    folder.write("prose.md", LESSON.split("## One").next().expect("there is prose"));
    let mut all = String::new();
    for args in [
        &["none.md", "--answer", "right.yaml"][..],
        &["good.md", "--answer", "none.yaml"],
        &["good.md", "--answer", "right.yaml", "--task", "2"],
        &["two.md", "--answer", "right.yaml"],
        &["prose.md", "--answer", "right.yaml"],
        &["broken.md", "--answer", "right.yaml"],
    ] {
        let ran = folder.run(&[&["lesson", "judge"], args].concat());
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{args:?}");
        all += &ran.err;
    }
    expect![[r#"
        none.md: error[cannot-read]: there is no such file
        none.yaml: error[cannot-read]: there is no such file
        good.md: error[no-task]: there is no task 2; the last one is task 1
        two.md: error[no-task]: the lesson has 2 tasks; choose one with --task
        prose.md: error[no-task]: the lesson has no task
        broken.md:9:1: error[bad-option]: `walk` is no step of a link; write `run`, `go=MOMENT`, `select=ID`, `view=VIEW`, `compare=RUN+RUN`, `strategy=S`, `workers=N` or `set=ID.KEY:VALUE`
        broken.md:24:3: error[missing-key]: write a condition here, such as `output` or `before`
    "#]].assert_eq(&all);
    let ran = folder.run(&["lesson", "judge", "two.md", "--answer", "right.yaml", "--task", "2"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
}

#[test]
fn a_new_lesson_passes_and_is_not_overwritten() {
    let folder = Folder::new("lesson_new");
    let ran = folder.run(&["lesson", "new", "my-lesson"]);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(0), "", ""));
    let text = String::from_utf8(folder.read("my-lesson.md")).expect("it is text");
    assert!(text.contains("\nid: my-lesson\n"), "{text}");
    for kind in ["yaml start", "checks", "solution", "wrong", "predict", "hint", "note"] {
        assert!(text.contains(&format!("```{kind}")), "{kind}");
    }
    let ran = folder.run(&["lesson", "check", "my-lesson.md"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(ran.out, "Proven: 1 lesson, 1 task, 1 solution, 2 wrong answers, 1 question.\n");
    folder.write("my-lesson.md", "mine");
    let ran = folder.run(&["lesson", "new", "my-lesson"]);
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert_eq!(ran.err, "my-lesson.md: error[cannot-write]: the file already exists; --force overwrites it\n");
    assert_eq!(folder.read("my-lesson.md"), b"mine");
    assert_eq!(folder.run(&["lesson", "new", "my-lesson", "--force"]).code, Some(0));
    assert_eq!(folder.run(&["lesson", "new", "my-lesson", "-o", "other.md"]).code, Some(0));
    assert_eq!(folder.read("other.md"), text.as_bytes());
    assert_eq!(folder.run(&["lesson", "new", "my-lesson", "-o", "-"]).out, text);
    let ran = folder.run(&["lesson", "new", "My lesson"]);
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert_eq!(
        ran.err,
        "error[option]: the id of a lesson has small letters, digits and hyphens, such as `my-lesson`\n"
    );
}

#[test]
fn help_has_examples() {
    let folder = Folder::new("lesson_help");
    for name in ["check", "judge", "new"] {
        let ran = folder.run(&["lesson", name, "--help"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        assert!(ran.out.contains(&format!("Example: dagwood lesson {name} ")), "{}", ran.out);
    }
}
