//! `dagwood export`. The tests of the crate `export` cover the formats.

mod common;

use common::{Folder, Ran};

const WORKFLOW: &str = "\
strategy: work_queue
executor_options: { max_concurrency: 1 }
processors:
  - { id: a, type: local, processor: change_text_case_upper, simulate: { duration_ms: 30 } }
  - { id: b, type: local, processor: reverse_text, depends_on: [a], simulate: { duration_ms: 10 } }
";

fn export(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["export", "w.yaml", "--to", "svg"], args].concat())
}

/// The title of a picture.
fn title(svg: &str) -> &str {
    let (_, rest) = svg.split_once("<title ").expect("a picture has a title");
    rest.split(['>', '<']).nth(1).expect("an element has a content")
}

#[test]
fn draws_what_is_asked_for() {
    let folder = Folder::new("export_draw");
    folder.write("w.yaml", WORKFLOW);
    for (args, expected, nodes, bars) in [
        (&[][..], "w.yaml: the graph and the timeline at step 10 of 10", 2, 2),
        (&["--step", "3"], "w.yaml: the graph and the timeline at step 3 of 10", 2, 2),
        (&["--draw", "graph", "--step", "0"], "w.yaml: the graph at step 0 of 10", 2, 0),
        (&["--draw", "timeline", "--strategy", "level"], "w.yaml: the timeline at step 14 of 14", 0, 2),
        (&["--draw", "workflow"], "w.yaml: the graph", 2, 0),
        (&["--draw", "timeline", "--fork", "3:fail=a"], "w.yaml: the timeline at step 6 of 6", 0, 1),
    ] {
        let ran = export(&folder, args);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{args:?}");
        let count = |class: &str| ran.out.matches(&format!("<g class=\"{class} ")).count();
        assert_eq!((title(&ran.out), count("node"), count("bar")), (expected, nodes, bars), "{args:?}");
        assert_eq!(export(&folder, args).out, ran.out, "the same picture every time");
    }
    let [down, across] = [&[][..], &["--left-to-right"]].map(|args| export(&folder, args).out);
    assert_ne!(down, across);
}

#[test]
fn writes_a_file_and_keeps_an_existing_one() {
    let folder = Folder::new("export_file");
    folder.write("w.yaml", WORKFLOW).write("w.svg", "mine");
    let ran = export(&folder, &["-o", "w.svg"]);
    let message = "w.svg: error[cannot-write]: the file already exists; --force overwrites it\n";
    assert_eq!((ran.code, &*ran.err), (Some(2), message));
    assert_eq!(folder.read("w.svg"), b"mine");
    let ran = export(&folder, &["-o", "w.svg", "--force"]);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(0), "", ""));
    assert_eq!(folder.read("w.svg"), export(&folder, &[]).out.as_bytes());
}

#[test]
fn refuses_a_moment_that_is_not_there() {
    let folder = Folder::new("export_bad");
    folder.write("w.yaml", WORKFLOW).write("bad.yaml", "strategy: level\n");
    let without = "error[step]: `--draw workflow` draws the workflow without a run, so it has no steps\n";
    for (args, says) in [
        (&["--step", "11"][..], "error[step]: there is no step 11: the run has 10 events\n"),
        (&["--draw", "workflow", "--step", "3"], without),
        (&["--draw", "workflow", "--fork", "3:fail=a"], without),
        (&["--fork", "3:fail=x"], "error[fork]: `--fork 3:fail=x`: there is no processor `x`\n"),
    ] {
        let ran = export(&folder, args);
        assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(2), "", says), "{args:?}");
    }
    let ran = folder.run(&["export", "bad.yaml", "--to", "svg", "--draw", "workflow"]);
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.contains("error[empty-workflow]"), "{}", ran.err);
}
