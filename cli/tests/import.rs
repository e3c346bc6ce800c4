//! `dagwood import`: recordings become workflows with the same graph and durations; inconsistent recordings are
//! refused.

mod common;

use std::{collections::BTreeMap, fs};

use common::Folder;
use dagwood_core::{
    Micros, Overrides, Payload, Plan, Severity, Status, Strategy, VirtualDriver, compile, plan::Compiled,
};
use expect_test::expect;
use serde_json::{Value, json};

/// The recordings, by name.
fn recordings() -> Vec<(String, String)> {
    let files = fs::read_dir(dagwood_tests::path("wfformat")).expect("the folder is there");
    let paths = files.map(|file| file.expect("a file").path());
    let mut recordings: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("text"))
        })
        .collect();
    recordings.sort();
    assert_eq!(recordings.len(), 5);
    recordings
}

#[track_caller]
fn plan(text: &str) -> Plan {
    let Compiled { plan, diagnostics, .. } = compile(text);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Info), "{diagnostics:#?}");
    plan.expect("without an error there is a plan")
}

/// The dependencies of a task, and its duration.
type Shape = BTreeMap<String, (Vec<String>, Option<Micros>)>;

fn shape_of_recording(text: &str) -> Shape {
    let recording: Value = serde_json::from_str(text).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let executed = list(&recording["workflow"]["execution"]["tasks"]);
    let tasks = list(&recording["workflow"]["specification"]["tasks"]);
    let shape = |task: &Value| {
        let ran = executed.iter().find(|ran| ran["id"] == task["id"]);
        let seconds = ran.map(|ran| ran["runtimeInSeconds"].as_f64().expect("a number"));
        let ms = seconds.map(|s| if s > 0.0 { (s * 1e3).round().max(1.0) } else { 0.0 } as u64);
        (text(&task["id"]), (list(&task["parents"]).iter().map(text).collect(), ms.map(Micros::from_millis)))
    };
    tasks.iter().map(shape).collect()
}

fn shape_of_plan(plan: &Plan) -> Shape {
    let graph = plan.graph();
    let id = |p| graph.id(p).to_owned();
    let shape =
        |p| (id(p), (graph.dependencies(p).iter().copied().map(id).collect::<Vec<_>>(), plan.settings(p).duration));
    graph.processors().map(shape).collect()
}

#[test]
fn a_recording_becomes_a_workflow_of_its_shape() {
    let folder = Folder::new("import_shape");
    for (name, text) in recordings() {
        let ran = folder.write(&name, &text).run(&["import", &name]);
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.err);
        assert_eq!(shape_of_plan(&plan(&ran.out)), shape_of_recording(&text), "{name}");
    }
}

/// The sum of all durations, the critical path, and the sum of each level's longest duration, in microseconds.
fn bounds(plan: &Plan) -> (u64, u64, u64) {
    let graph = plan.graph();
    let duration = |p| plan.settings(p).duration.expect("every task has a duration").get();
    let mut order: Vec<_> = graph.processors().collect();
    order.sort_by_key(|&p| graph.rank(p));
    let mut ends = vec![0; graph.len()];
    let mut levels = vec![0; graph.levels()];
    for p in order {
        let starts = graph.dependencies(p).iter().map(|&d| ends[d as usize]).max().unwrap_or(0);
        ends[p as usize] = starts + duration(p);
        let level = &mut levels[graph.rank(p) as usize];
        *level = duration(p).max(*level);
    }
    (graph.processors().map(duration).sum(), ends.into_iter().max().unwrap_or(0), levels.into_iter().sum())
}

/// R. L. Graham's bounds (Bell System Technical Journal 45(9), 1966); level by level they hold for `level`.
#[test]
fn an_imported_workflow_takes_as_long_as_it_must() {
    let folder = Folder::new("import_bounds");
    for (name, text) in recordings() {
        if name == "machines.json" {
            // Some runtimes are missing.
            continue;
        }
        let plan = plan(&folder.write(&name, &text).run(&["import", &name]).out);
        let (work, path, levels) = bounds(&plan);
        for strategy in Strategy::ALL {
            for workers in [1, 2, 3, 8, 64] {
                let overrides = Overrides { strategy: Some(strategy), workers: Some(workers), ..Overrides::default() };
                let options = overrides.apply(plan.options());
                let trace = VirtualDriver::new(&plan, options, Payload::from("text")).run_to_end();
                assert_eq!(trace.status(), Some(Status::Succeeded));
                let (makespan, w) = (trace.makespan().get(), u64::from(workers));
                // `hybrid` may choose `level`.
                let chain = if matches!(strategy, Strategy::WorkQueue | Strategy::Reactive) { path } else { levels };
                let context = format!("{name}, {}, {workers}: {makespan}", strategy.name());
                assert!(makespan >= path.max(work.div_ceil(w)), "{context}");
                assert!(u128::from(makespan) * u128::from(w) <= u128::from(work + (w - 1) * chain), "{context}");
            }
        }
    }
}

#[test]
fn everything_that_is_told_is_taken() {
    let folder = Folder::new("import_text");
    let recording = recordings().into_iter().find(|(name, _)| name == "machines.json").expect("it is there");
    let ran = folder.write("machines.json", recording.1).run(&["import", "machines.json"]);
    expect![[r##"
        # By hand: 5 tasks of a recorded workflow (WfFormat 1.6).
        # Recorded makespan: 4.25 s. Sum of the tasks' runtimes: 4.236 s.
        # One worker for each core of the recorded machines.
        strategy: reactive
        executor_options:
          max_concurrency: 3
        processors:
        - id: merge
          type: local
          processor: reverse_text
          depends_on:
          - part.2
          - part "1"
          simulate:
            duration_ms: 0
        - id: split
          type: local
          processor: reverse_text
          simulate:
            duration_ms: 1
        - id: part "1"
          type: local
          processor: reverse_text
          depends_on:
          - split
          simulate:
            duration_ms: 1235
        - id: part.2
          type: local
          processor: reverse_text
          depends_on:
          - split
          simulate:
            duration_ms: 3000
        - id: 'null'
          type: local
          processor: reverse_text
          depends_on:
          - merge
    "##]]
    .assert_eq(&ran.out);
    expect![[r#"
        machines.json: warning[wfformat]: workflow.execution.tasks: the runtime of task `null` is missing; it takes 1 ms and 1 µs for each byte of its input
    "#]]
    .assert_eq(&ran.err);
}

#[test]
fn a_file_is_not_written_over_unasked() {
    let folder = Folder::new("import_output");
    let (_, text) = &recordings()[0];
    folder.write("r.json", text).write("old.yaml", "old");
    let printed = folder.run(&["import", "r.json"]).out;
    let import = |args: &[&str]| folder.run(&[&["import", "r.json"], args].concat());
    let refused = import(&["-o", "old.yaml"]);
    assert_eq!((refused.code, &*refused.out), (Some(2), ""));
    assert_eq!(refused.err, "old.yaml: error[cannot-write]: the file already exists; --force overwrites it\n");
    assert_eq!(folder.read("old.yaml"), b"old");
    for args in [&["-o", "new.yaml"][..], &["--output", "old.yaml", "--force"]] {
        let written = import(args);
        assert_eq!((written.code, &*written.out, &*written.err), (Some(0), "", ""));
        assert_eq!(folder.read(args[1]), printed.as_bytes());
    }
    assert_eq!(import(&["--force"]).code, Some(2));
}

/// A recording of two tasks, one after the other, with a change.
fn changed(change: impl Fn(&mut Value)) -> String {
    let mut recording = json!({
        "name": "two",
        "schemaVersion": "1.5",
        "workflow": {
            "specification": { "tasks": [
                { "name": "a", "id": "a", "parents": [], "children": ["b"] },
                { "name": "b", "id": "b", "parents": ["a"], "children": [] },
            ] },
            "execution": {
                "makespanInSeconds": 2.0,
                "executedAt": "2026-01-01T00:00:00+00:00",
                "tasks": [{ "id": "a", "runtimeInSeconds": 1.0 }, { "id": "b", "runtimeInSeconds": 1.0 }],
                "machines": [{ "nodeName": "m", "cpu": { "coreCount": 2 } }],
            },
        },
    });
    change(&mut recording);
    recording.to_string()
}

#[test]
fn what_does_not_hold_together_is_refused() {
    let folder = Folder::new("import_refused");
    let set = |path: &str, value: Value| {
        changed(|recording| *recording.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value.clone())
    };
    let drop = |path: &str, key: &str| {
        changed(|recording| drop(recording.pointer_mut(path).and_then(|v| v.as_object_mut()?.remove(key))))
    };
    let tasks = "/workflow/specification/tasks";
    let ran = "/workflow/execution/tasks";
    let at = |list: &str, rest: &str| format!("{list}{rest}");
    let cases = [
        ("empty", String::new(), "r.json:1:1: error[json-syntax]: EOF while parsing a value"),
        ("no JSON", "name: x".into(), "r.json:1:2: error[json-syntax]: expected ident"),
        ("more", changed(|_| ()) + "\n}", "r.json:2:1: error[json-syntax]: trailing characters"),
        ("nested", "[".repeat(100_000), "r.json:1:1: error[wfformat]: [0]: invalid type: sequence, expected a string"),
        (
            "deep",
            format!("{{\"x\": {}", "[".repeat(100_000)),
            "r.json:1:100006: error[json-syntax]: EOF while parsing a list",
        ),
        ("no version", drop("", "schemaVersion"), "r.json:1:…: error[wfformat]: missing field `schemaVersion`"),
        (
            "other version",
            set("/schemaVersion", json!("1.4\u{1b}")),
            r#"r.json: error[wfformat]: schemaVersion: version "1.4\u{1b}" is not supported; 1.5 and 1.6 are"#,
        ),
        (
            "no parts",
            drop("/workflow", "specification"),
            "r.json:1:…: error[wfformat]: workflow: missing field `specification`",
        ),
        (
            "no parents",
            drop(&at(tasks, "/1"), "parents"),
            "r.json:1:…: error[wfformat]: workflow.specification.tasks[1]: missing field `parents`",
        ),
        (
            "an id that is none",
            set(&at(tasks, "/1/parents/0"), json!(7)),
            "r.json:1:…: error[wfformat]: workflow.specification.tasks[1].parents[0]: invalid type: integer `7`",
        ),
        (
            "cores that are none",
            set("/workflow/execution/machines/0/cpu/coreCount", json!(-1)),
            "r.json:1:…: error[wfformat]: workflow.execution.machines[0].cpu.coreCount: invalid value: floating point `-1.0`",
        ),
        (
            "half a core",
            set("/workflow/execution/machines/0/cpu/coreCount", json!(1.5)),
            "r.json:1:…: error[wfformat]: workflow.execution.machines[0].cpu.coreCount: invalid value: floating point `1.5`",
        ),
        (
            "no number",
            changed(|_| ()).replace("2.0", "NaN"),
            "r.json:1:…: error[json-syntax]: NaN is not a JSON number",
        ),
        (
            "nor this",
            changed(|_| ()).replace("2.0", "-Infinity"),
            "r.json:1:…: error[json-syntax]: Infinity is not a JSON number",
        ),
        (
            "no tasks",
            set(tasks, json!([])),
            "r.json: error[wfformat]: workflow.specification.tasks: there are no tasks",
        ),
        (
            "no id",
            set(&at(tasks, "/0/id"), json!("")),
            "r.json: error[wfformat]: workflow.specification.tasks[0].id: the id is empty",
        ),
        (
            "twice",
            set(&at(tasks, "/1/id"), json!("a")),
            "r.json: error[wfformat]: workflow.specification.tasks[1].id: there is already a task `a`",
        ),
        (
            "ran twice",
            set(&at(ran, "/1/id"), json!("a")),
            "r.json: error[wfformat]: workflow.execution.tasks[1].id: there is already a task `a`",
        ),
        (
            "ran unspecified",
            set(&at(ran, "/1/id"), json!("c")),
            "r.json: error[wfformat]: workflow.execution.tasks[1].id: there is no task `c`",
        ),
        (
            "unknown parent",
            set(&at(tasks, "/1/parents/0"), json!("c")),
            "r.json: error[wfformat]: workflow.specification.tasks[1].parents[0]: there is no task `c`",
        ),
        (
            "a parent without a child",
            set(&at(tasks, "/0/children"), json!([])),
            "r.json: error[wfformat]: workflow.specification.tasks[1].parents[0]: `b` lists `a` as its parent, but",
        ),
        (
            "a child without a parent",
            set(&at(tasks, "/1/parents"), json!([])),
            "r.json: error[wfformat]: workflow.specification.tasks[0].children[0]: `a` lists `b` as its child, but",
        ),
        (
            "a cycle",
            changed(|recording| {
                recording["workflow"]["specification"]["tasks"][0]["parents"] = json!(["b"]);
                recording["workflow"]["specification"]["tasks"][1]["children"] = json!(["a"]);
            }),
            "r.json: error[wfformat]: workflow.specification.tasks[0].parents: these tasks depend on each other: a -> b -> a",
        ),
    ];
    for (name, text, expected) in cases {
        let refused = folder.write("r.json", text).run(&["import", "r.json"]);
        assert_eq!((refused.code, &*refused.out), (Some(2), ""), "{name}: {}", refused.err);
        let (start, rest) = expected.split_once('…').unwrap_or((expected, ""));
        assert!(refused.err.starts_with(start) && refused.err.contains(rest), "{name}: {}", refused.err);
        assert_eq!(refused.err.lines().count(), 1, "{name}: {}", refused.err);
    }
    let missing = folder.run(&["import", "none.json"]);
    assert_eq!((missing.code, &*missing.err), (Some(2), "none.json: error[cannot-read]: there is no such file\n"));
    let utf16 = |order: fn(u16) -> [u8; 2], text: &str| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
    let utf32 = |order: fn(u32) -> [u8; 4], text: &str| text.chars().flat_map(|c| order(c.into())).collect::<Vec<_>>();
    for (bytes, expected) in [
        (b"\"\xff\"".to_vec(), "not UTF-8 text: byte 1 cannot be read"),
        (utf16(u16::to_le_bytes, "\u{feff}{}"), "UTF-16 text; save it as UTF-8"),
        (utf16(u16::to_be_bytes, "\u{feff}{}"), "UTF-16 text; save it as UTF-8"),
        (utf16(u16::to_le_bytes, "{}"), "UTF-16 text; save it as UTF-8"),
        (utf16(u16::to_be_bytes, "{}"), "UTF-16 text; save it as UTF-8"),
        (utf32(u32::to_le_bytes, "\u{feff}{}"), "UTF-32 text; save it as UTF-8"),
        (utf32(u32::to_be_bytes, "\u{feff}{}"), "UTF-32 text; save it as UTF-8"),
        (utf32(u32::to_le_bytes, "{}"), "UTF-32 text; save it as UTF-8"),
        (utf32(u32::to_be_bytes, "{}"), "UTF-32 text; save it as UTF-8"),
    ] {
        let refused = folder.write("r.json", bytes).run(&["import", "r.json"]);
        assert_eq!(refused.err, format!("r.json: error[json-syntax]: the file is {expected}\n"));
    }
}

/// Two tasks, one after the other.
const TWO: &str = r#"{
  "name": "two", "schemaVersion": "1.5",
  "workflow": {
    "specification": { "tasks": [
      { "name": "a", "id": "a", "parents": [], "children": ["b"] },
      { "name": "b", "id": "b", "parents": ["a"], "children": [] }
    ] },
    "execution": {
      "makespanInSeconds": 2.5, "executedAt": "2026-01-01T00:00:00+00:00",
      "tasks": [{ "id": "a", "runtimeInSeconds": 1.0 }, { "id": "b", "runtimeInSeconds": 2.0 }],
      "machines": [{ "nodeName": "m", "cpu": { "coreCount": 2 } }]
    }
  }
}"#;

/// What the schemas of 1.5 and 1.6 allow, and null for each part that is optional.
#[test]
fn what_the_schema_allows_is_taken() {
    const DAY: u64 = 86_400_000;
    let folder = Folder::new("import_schema");
    let told = [Some(1_000), Some(2_000)];
    let (a, cores) = (|ms| [Some(ms), Some(2_000)], r#""coreCount": 2"#);
    let runtime = r#""runtimeInSeconds": 1.0"#;
    let machines = r#"[{ "nodeName": "m", "cpu": { "coreCount": 2 } }]"#;
    let (first, execution) = (r#""parents": [], "children": ["b"]"#, r#""execution": {"#);
    let capped = "task `a` is 90000.0 s; it is reduced to 86400 s, the maximum";
    // The text to replace, its replacement, the durations in milliseconds, the workers, and the warning.
    let cases = [
        ("{\n", "\u{feff}{\n", told, 2, ""),
        (r#""1.5""#, r#""1.6""#, told, 2, ""),
        // Runtimes are numbers of any size and notation.
        (runtime, r#""runtimeInSeconds": 3"#, a(3_000), 2, ""),
        (runtime, r#""runtimeInSeconds": 0.0015"#, a(2), 2, ""),
        (runtime, r#""runtimeInSeconds": 1.5e1"#, a(15_000), 2, ""),
        (runtime, r#""runtimeInSeconds": 15E-1"#, a(1_500), 2, ""),
        (runtime, r#""runtimeInSeconds": 1e-300"#, a(1), 2, ""),
        (runtime, r#""runtimeInSeconds": 0"#, a(0), 2, ""),
        (runtime, r#""runtimeInSeconds": -0.0"#, a(0), 2, ""),
        (runtime, r#""runtimeInSeconds": 86400"#, a(DAY), 2, ""),
        (runtime, r#""runtimeInSeconds": 90000"#, a(DAY), 2, capped),
        (runtime, r#""runtimeInSeconds": 1e308"#, a(DAY), 2, "task `a` is 1e308 s; it is reduced to 86400 s"),
        (runtime, r#""runtimeInSeconds": -1"#, [None, Some(2_000)], 2, "task `a` is -1.0 s, which is negative"),
        (runtime, r#""runtimeInSeconds": null"#, [None, Some(2_000)], 2, "task `a` is missing"),
        // Integers may have a decimal point or an exponent.
        (cores, r#""coreCount": 8.0"#, told, 8, ""),
        (cores, r#""coreCount": 8e0"#, told, 8, ""),
        (cores, r#""coreCount": 1e30"#, told, 10_000, "cores are reduced to 10000 workers"),
        (cores, r#""coreCount": null"#, told, 4, ""),
        (cores, r#""speedInMHz": 3600"#, told, 4, ""),
        (machines, r#"[{ "nodeName": "m" }, { "nodeName": "n", "cpu": null }]"#, told, 4, ""),
        (machines, "[]", told, 4, ""),
        (machines, "null", told, 4, ""),
        (r#""makespanInSeconds": 2.5"#, r#""makespanInSeconds": 0"#, told, 2, ""),
        (r#""makespanInSeconds": 2.5"#, r#""makespanInSeconds": -1"#, told, 2, ""),
        (r#""makespanInSeconds": 2.5"#, r#""makespanInSeconds": 1e300"#, told, 2, ""),
        // Missing parts.
        (execution, r#""execution": null, "run": {"#, [None; 2], 4, "2 tasks (the first is `a`) is missing"),
        (execution, r#""run": {"#, [None; 2], 4, "2 tasks (the first is `a`) is missing"),
        (r#""tasks": [{ "id": "a""#, r#""tasks": null, "t": [{ "id": "a""#, [None; 2], 2, "2 tasks (the first is `a`)"),
        (r#"{ "id": "a", "runtimeInSeconds": 1.0 }, "#, "", [None, Some(2_000)], 2, "task `a` is missing"),
        // A child listed twice, dates in any format, and properties that the schema does not know.
        (first, r#""parents": [], "children": ["b", "b"]"#, told, 2, ""),
        (r#""parents": ["a"]"#, r#""parents": ["a", "a"]"#, told, 2, ""),
        ("2026-01-01T00:00:00+00:00", "yesterday", told, 2, ""),
        (first, r#""x": { "id": null }, "parents": [], "children": ["b"]"#, told, 2, ""),
        (execution, r#""x": [null, 1e99, "\ud83e\udd80"], "execution": { "metrics": {}, "#, told, 2, ""),
        (r#""name": "two""#, r#""name": "two", "createdAt": "", "author": null, "$schema": "s""#, told, 2, ""),
    ];
    for (from, to, durations, workers, warned) in cases {
        assert!(TWO.contains(from), "{from}");
        let ran = folder.write("r.json", TWO.replacen(from, to, 1)).run(&["import", "r.json"]);
        assert_eq!(ran.code, Some(0), "{to}: {}", ran.err);
        assert!(
            ran.err.lines().count() == usize::from(!warned.is_empty()) && ran.err.contains(warned),
            "{to}: {}",
            ran.err
        );
        let plan = plan(&ran.out);
        let taken = [0, 1].map(|p| plan.settings(p).duration.map(|d| d.get() / 1_000));
        assert_eq!((taken, plan.options().workers), (durations, workers), "{to}");
        assert_eq!((plan.graph().dependencies(0), plan.graph().dependencies(1)), (&[][..], &[0][..]), "{to}");
    }
    let ids = ["A.1-b_2", "ID0000001", "a:b/c#d", "a b", "."];
    for id in ids {
        let ran = folder.write("r.json", TWO.replace(r#""a""#, &format!("{id:?}"))).run(&["import", "r.json"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{id}");
        assert_eq!(plan(&ran.out).graph().id(0), id);
    }
}

#[test]
fn what_is_not_told_is_done_without() {
    let folder = Folder::new("import_untold");
    let without = changed(|recording| drop(recording["workflow"].as_object_mut().and_then(|w| w.remove("execution"))));
    let ran = folder.write("r.json", without).run(&["import", "r.json"]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.err.starts_with(
            "r.json: warning[wfformat]: workflow.execution.tasks: the runtime of 2 tasks (the first is `a`)"
        )
    );
    let imported = plan(&ran.out);
    assert!(imported.graph().processors().all(|p| imported.settings(p).duration.is_none()));
    let many =
        changed(|recording| recording["workflow"]["execution"]["machines"][0]["cpu"]["coreCount"] = json!(12_000));
    let ran = folder.write("r.json", many).run(&["import", "r.json"]);
    assert_eq!((ran.code, plan(&ran.out).options().workers), (Some(0), 10_000));
    assert!(ran.err.contains("12000 cores are reduced to 10000 workers"), "{}", ran.err);
}

#[test]
fn any_name_and_id_survive() {
    let folder = Folder::new("import_names");
    for id in [
        "a b",
        "null",
        "1",
        "-",
        "#x",
        "é🦀",
        "\"\\/",
        "line\nend\r\t",
        "\u{1b}[31m",
        "\u{7f}\u{85}\u{2028}\u{feff}",
        "{[*&!",
    ] {
        let text = changed(|recording| {
            recording["name"] = json!(id);
            recording["workflow"]["specification"]["tasks"][0]["id"] = json!(id);
            recording["workflow"]["specification"]["tasks"][1]["parents"] = json!([id]);
            recording["workflow"]["execution"]["tasks"][0]["id"] = json!(id);
        });
        let ran = folder.write("r.json", &text).run(&["import", "r.json"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{id:?}");
        assert_eq!(shape_of_plan(&plan(&ran.out)), shape_of_recording(&text), "{id:?}: {}", ran.out);
    }
}
