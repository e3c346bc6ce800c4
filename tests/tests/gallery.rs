//! What the examples show, as rows of data: runs, their times and ends, and a duration with which the point is lost.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use dagwood_core::{
    FailureStrategy, Overrides, Payload, Priority, Strategy, VirtualDriver, compile_with,
    text::edit::{self, Edit, NewValue, edit},
};
use dagwood_tests::{
    Expect, Observed,
    examples::{self, Example},
    library::Library,
};
use serde::Deserialize;

/// A row of `gallery.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The name of the example.
    example: String,
    /// A dependency that is added to each of these processors.
    #[serde(default)]
    depends_on: BTreeMap<String, String>,
    /// Other durations of its processors, in milliseconds.
    #[serde(default)]
    durations: BTreeMap<String, u64>,
    /// Overrides the failure strategy of the file.
    failure_strategy: Option<String>,
    /// Runs and their makespans in milliseconds. `reactive 3` is a run under this strategy on 3 workers; `rank 3` is
    /// one under `work_queue` by this priority.
    runs: BTreeMap<String, f64>,
    /// The order of these runs, of sums of them, and of times: `rank 3 = 120 < level 3`.
    point: Option<String>,
    /// How each of these runs ends.
    #[serde(default = "succeeded")]
    expect: Expect,
    /// A processor and its duration with which `point` or `expect` does not hold.
    lost: BTreeMap<String, u64>,
}

fn succeeded() -> Expect {
    Expect { status: Some("succeeded".into()), ..Expect::default() }
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(dagwood_tests::path("gallery.yaml")).expect("the file is there");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("gallery.yaml: {error}"))
}

/// The measured results of the runs of a row.
struct Seen {
    /// Their makespans in milliseconds.
    times: BTreeMap<String, f64>,
    /// Everything that contradicts the point and the expected end.
    missing: Vec<String>,
}

impl Row {
    fn run(&self, example: &Example, workflow: &str, library: &Library) -> Seen {
        let (mut times, mut missing) = (BTreeMap::new(), Vec::new());
        for run in self.runs.keys() {
            let compiled = compile_with(workflow, self.overrides(run), library.environment());
            let plan = compiled.plan.unwrap_or_else(|| panic!("{}: {:?}", self.example, compiled.diagnostics));
            let trace = VirtualDriver::new(&plan, plan.options(), Payload::from(example.input())).run_to_end();
            times.insert(run.clone(), trace.makespan().get() as f64 / 1000.0);
            let found = self.expect.check(&Observed::from_trace(&trace));
            missing.extend(found.into_iter().map(|line| format!("{run}: {line}")));
        }
        let holds = |point: &&String| !is_ordered(point, &times);
        missing.extend(self.point.iter().filter(holds).map(|point| format!("{point}: {times:?}")));
        Seen { times, missing }
    }

    fn overrides(&self, run: &str) -> Overrides {
        let parts = run.split_once(' ').and_then(|(name, workers)| Some((name, workers.parse().ok()?)));
        let (name, workers) = parts.unwrap_or_else(|| panic!("{}: `{run}` is not a run", self.example));
        let priority = Priority::from_name(name);
        let strategy = priority.map(|_| Strategy::WorkQueue).or_else(|| Strategy::from_name(name));
        assert!(strategy.is_some(), "{}: there is no strategy or priority `{name}`", self.example);
        let failure_strategy = self.failure_strategy.as_ref().map(|name| {
            let found = FailureStrategy::from_name(name);
            found.unwrap_or_else(|| panic!("{}: there is no failure strategy `{name}`", self.example))
        });
        Overrides { strategy, priority, failure_strategy, workers: Some(workers) }
    }
}

/// Whether `times` are in the order of `point`.
fn is_ordered(point: &str, times: &BTreeMap<String, f64>) -> bool {
    let time = |of: &str| times.get(of).copied().or_else(|| of.parse().ok());
    let time = |of: &str| time(of).unwrap_or_else(|| panic!("{point}: `{of}` is neither a time nor a run of the row"));
    let sum = |sum: &str| sum.split(" + ").map(time).sum();
    let groups: Vec<Vec<f64>> = point.split(" < ").map(|group| group.split(" = ").map(sum).collect()).collect();
    groups.iter().all(|group| group.iter().all(|&time| time == group[0])) && groups.is_sorted_by(|a, b| a[0] < b[0])
}

/// The workflow with other durations.
fn with_durations(mut workflow: String, durations: &BTreeMap<String, u64>) -> String {
    for (id, &duration) in durations {
        let value = Some(NewValue::Number(duration));
        workflow = edited(&workflow, &Edit::Set { of: Some(id), key: "simulate.duration_ms", value });
    }
    workflow
}

fn edited(workflow: &str, change: &Edit) -> String {
    let edits = edit(workflow, change).unwrap_or_else(|error| panic!("{change:?}: {error}"));
    edit::apply(workflow, &edits)
}

#[test]
fn every_example_shows_what_it_teaches() {
    let (examples, library) = (examples::all(), Library::bundled());
    for row in rows() {
        let name = &row.example;
        let example = examples.iter().find(|example| example.name == *name);
        let example = example.unwrap_or_else(|| panic!("there is no example `{name}`"));
        let mut workflow = with_durations(example.workflow(), &row.durations);
        for (id, dependency) in &row.depends_on {
            workflow = edited(&workflow, &Edit::Connect { from: dependency, to: id });
        }
        let seen = row.run(example, &workflow, &library);
        assert_eq!(seen.times, row.runs, "{name}");
        assert_eq!(seen.missing, [""; 0], "{name}");

        assert_eq!(row.lost.len(), 1, "{name} changes one duration");
        let changed = row.run(example, &with_durations(workflow, &row.lost), &library);
        assert!(!changed.missing.is_empty(), "{name} shows the same with the durations {:?}", row.lost);
    }
}

#[test]
fn every_example_has_a_row() {
    let shown: BTreeSet<_> = rows().into_iter().map(|row| row.example).collect();
    let mut all: BTreeSet<_> = examples::all().into_iter().map(|example| example.name).collect();
    // It shows an order, which no duration changes; `examples.rs` tests it.
    all.remove("priorities");
    assert_eq!(shown, all);
}
