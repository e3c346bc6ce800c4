//! Every predicate, row by row, and properties of all verdicts.

use alloc::{
    borrow::ToOwned as _,
    collections::BTreeMap,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use std::println;

use expect_test::expect;
use serde::Deserialize;

use super::{Check, Holds, NamedRun, Predicate, Runs, Verdict, judge, run_from_reader};
use crate::{
    Environment, Overrides, Payload,
    text::{
        edit::Script,
        yaml::{Reader, Tree},
    },
};

/// The table of cases.
const TABLE: &str = include_str!("../../../tests/checks.yaml");

#[derive(Deserialize)]
struct Table {
    workflows: BTreeMap<String, String>,
    runs: serde_yaml::Value,
    rows: Vec<Row>,
    more: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    of: String,
    on: String,
    #[serde(default)]
    edits: String,
    check: serde_yaml::Mapping,
    #[serde(default)]
    holds: String,
    #[serde(default)]
    says: String,
    run: Option<String>,
    step: Option<usize>,
    processor: Option<String>,
    marks: Option<String>,
    #[serde(default)]
    order: Vec<String>,
}

impl Table {
    fn read() -> Self {
        serde_yaml::from_str(TABLE).expect("the table is YAML")
    }

    fn runs(&self) -> Vec<NamedRun> {
        let text = serde_yaml::to_string(&self.runs).expect("it was read");
        let tree = Tree::read(&text).expect("it was written");
        let mut reader = Reader::new(&tree);
        let entries = reader.any_keys(tree.root.expect("there are runs"));
        let run = |[key, value]: [_; 2]| {
            let name = reader.text(key).expect("a name").value.into_owned();
            run_from_reader(&mut reader, &name, value).expect("a run")
        };
        let runs = entries.into_iter().map(run).collect();
        assert_eq!(reader.diagnostics, []);
        runs
    }
}

impl Row {
    /// A row without an expectation.
    fn of(of: &str) -> Self {
        Self {
            of: of.to_string(),
            on: String::new(),
            edits: String::new(),
            check: serde_yaml::Mapping::new(),
            holds: String::new(),
            says: String::new(),
            run: None,
            step: None,
            processor: None,
            marks: None,
            order: Vec::new(),
        }
    }

    fn check(&self) -> Check {
        let mut check = self.check.clone();
        check.insert("id".into(), "x".into());
        check.insert("say".into(), "It holds.".into());
        let text = serde_yaml::to_string(&[check]).expect("it was read");
        let (mut checks, diagnostics) = super::read(&text);
        assert_eq!(diagnostics, [], "{text}");
        checks.pop().expect("there is one").value
    }

    fn text(&self, table: &Table) -> String {
        let script = Script::read(&self.edits).expect("every line is an edit");
        script.apply(&table.workflows[&self.on]).expect("the edits are made")
    }
}

/// Judges a row, and does something with the runs.
fn judged<T>(table: &Table, row: &Row, check: &Check, then: impl FnOnce(&mut Runs, &str, Verdict) -> T) -> T {
    let (text, named) = (row.text(table), table.runs());
    let runs = Runs::new(&text, Payload::from("Wood"), Overrides::default(), Environment::default());
    let mut runs = runs.with_start(&table.workflows[&row.on]).with_runs(&named);
    let verdict = judge(check, &mut runs);
    then(&mut runs, &text, verdict)
}

#[test]
fn each_predicate_holds_fails_and_is_moot_with_its_sentence_and_step() {
    let table = Table::read();
    let mut wrong = 0;
    for row in table.rows.iter().chain(&table.more) {
        let (verdict, marks) = judged(&table, row, &row.check(), |_, text, verdict| {
            let marks = verdict.range.map(|range| text[range.bytes()].to_owned());
            (verdict, marks)
        });
        let holds = format!("{:?}", verdict.holds).to_lowercase();
        let (run, step) = (verdict.at.as_ref().map(|at| at.run.clone()), verdict.at.as_ref().map(|at| at.step));
        let run = run.filter(|run| run != "run");
        let found = (&holds, &verdict.sentence, &run, step, &verdict.processor, &marks, &verdict.order);
        if found != (&row.holds, &row.says, &row.run, row.step, &row.processor, &row.marks, &row.order) {
            let json = serde_json::to_string(&((
                &row.of,
                holds,
                &verdict.sentence,
                run,
                step,
                &verdict.processor,
                marks,
                &verdict.order,
            ),));
            println!("{}", json.expect("it is text"));
            wrong += 1;
        }
    }
    assert_eq!(wrong, 0, "rows are judged in another way than the table says; the lines above show how");
}

#[test]
fn the_table_has_three_rows_for_each_predicate() {
    let table = Table::read();
    assert_eq!(table.rows.len(), 23 * 3);
    for three in table.rows.chunks(3) {
        assert!(three.iter().all(|row| row.of == three[0].of), "{}", three[0].of);
        let mut holds: Vec<&str> = three.iter().map(|row| &*row.holds).collect();
        holds.sort_unstable();
        assert_eq!(holds, ["moot", "no", "yes"], "{}", three[0].of);
    }
    for key in super::PREDICATES.keys.iter().filter(|key| !matches!(key.name, "all" | "any" | "not" | "apart")) {
        assert!(table.rows.iter().any(|row| row.of.contains(key.name)), "{}", key.name);
    }
}

/// Every step is in its run, every range is in the text, and a double negation changes nothing.
#[test]
fn verdicts_have_steps_of_their_runs_and_two_negations_change_nothing() {
    let table = Table::read();
    for row in table.rows.iter().chain(&table.more) {
        // Every check on every workflow.
        for on in table.workflows.keys() {
            let row = Row { on: on.clone(), edits: String::new(), check: row.check.clone(), ..Row::of(&row.of) };
            let check = row.check();
            let not = |inner: Predicate| Predicate::Not(inner.into());
            let twice = Check { predicate: not(not(check.predicate.clone())), ..check.clone() };
            let once = Check { predicate: not(check.predicate.clone()), ..check.clone() };
            let verdict = judged(&table, &row, &check, |runs, text, verdict| {
                if let Some(at) = &verdict.at {
                    let trace = runs.trace(&at.run).expect("it was made");
                    assert!((1..=trace.len()).contains(&at.step), "{verdict:?}");
                }
                if let Some(range) = verdict.range {
                    assert!(text.get(range.bytes()).is_some(), "{verdict:?}");
                }
                assert!(verdict.sentence.ends_with(['.', '?']), "{verdict:?}");
                verdict
            });
            // On several runs, the first failed run decides, and for the opposite that can be another run.
            if check.runs.is_empty() {
                judged(&table, &row, &twice, |_, _, other| assert_eq!(other, verdict));
                judged(&table, &row, &once, |_, _, other| {
                    let opposite = match verdict.holds {
                        Holds::Yes => Holds::No,
                        Holds::No => Holds::Yes,
                        Holds::Moot => Holds::Moot,
                    };
                    assert_eq!(other.holds, opposite, "{}", verdict.sentence);
                });
            }
        }
    }
}

/// Of a workflow and itself, every kind of difference is 0.
#[test]
fn a_workflow_does_not_differ_from_itself() {
    let table = Table::read();
    for (name, text) in table.workflows.iter().filter(|(name, _)| *name != "broken") {
        for &kind in super::EditKind::ALL {
            let predicate = Predicate::Edits([(kind, super::Bounds::exactly(0u32.into()))].into());
            let runs = Runs::new(text, Payload::from(""), Overrides::default(), Environment::default());
            let verdict = super::judge_predicate(&predicate, &mut runs.with_start(text));
            assert_eq!(verdict.holds, Holds::Yes, "{name}: {}", verdict.sentence);
        }
    }
}

/// The problems of a list of checks, each with its text.
fn wrong(text: &str) -> String {
    let (_, diagnostics) = super::read(text);
    let line = |diagnostic: crate::Diagnostic| {
        let marked = text.get(diagnostic.range.bytes()).expect("a range of the text");
        let marked: String = marked.chars().take(40).collect();
        format!("{} at `{marked}`: {}\n", diagnostic.severity.name(), diagnostic.message)
    };
    diagnostics.into_iter().map(line).collect()
}

#[test]
fn says_what_is_wrong_with_a_check_and_where() {
    expect![[r#"
        error at `succeded`: `succeded` is not one of `succeeded`, `partial`, `failed`, `cancelled`; did you mean `succeeded`?
        warning at `outptu`: `outptu` is not a key of a check; did you mean `output`?
        error at `{ id: a, say: b, outptu: x }`: write a condition here, such as `output` or `before`
        error at `gives`: there is one condition in a map; put several into `all`
        error at `3`: expected text, found the number 3; quote it: "3"
        error at `say`: `id` is missing
        error at `[a.started]`: at least two entries are needed here
        error at `each`: a check has either `run` or `each`
        error at `[]`: at least one entry is needed here
        error at `a.startd`: `a.startd`: write a moment as `ID.started`, `ID.ended`, `ID.ready`, `level.2.ended` or `run.ended`; did you mean `started`?
        error at `b`: `b`: write a moment as `ID.started`, `ID.ended`, `ID.ready`, `level.2.ended` or `run.ended`
        warning at `at_mots`: `at_mots` is not a key of a number; did you mean `at_most`?
        error at `{ at_mots: 3 }`: a number needs a bound, such as `at_most`
        error at `soon`: expected a number, found the text "soon"
        warning at `makespan`: `makespan` is not a key of `measure`
        error at `{ makespan: 3 }`: `measure` needs a key
        error at `1.0000001`: `1.0000001` must have decimal digits, up to six after the point
        error at `404`: `404` is no error code; there are 400, 408, 413, 422, 429, 500 and 507
        error at `{ from: q, contains: x }`: write a text, or one of `contains` and `from`
        error at `luck`: `luck` is not one of `any`, `dependency`, `barrier`, `worker`, `backoff`
        error at `fifo`: `fifo` is not one of `only_one`, `region`, `rank`, `transform`, `upward_rank`, `ready_first`, `file_order`
        error at `hybrid`: `hybrid` is not one of `reactive`, `work_queue`, `work_queue by critical_path`, `level`
        error at `{}`: `uses` needs an option, such as `strategy`
        error at `[a, b, c]`: a path has two ends: `[P, Q]`
        error at `measure`: `b` is missing
        error at `everything`: `everything` is not one of `output`, `payloads`, `trace`
        error at `[run]`: at least two entries are needed here
        error at `[]`: at least one entry is needed here
        error at `many`: expected a number, found the text "many"
        error at `{ }`: at least one entry is needed here
        error at `12`: expected a check, which is a map, found the number 12
    "#]].assert_eq(&wrong(
        "
- { id: a, say: b, status: succeded }
- { id: a, say: b, outptu: x }
- { id: a, say: b, output: x, gives: { p: x } }
- { say: b, output: 3 }
- { id: a, say: b, run: x, each: [y], before: [a.started] }
- { id: a, say: b, each: [], output: x }
- { id: a, say: b, before: [a.startd, b] }
- { id: a, say: b, at: { a.started: { at_mots: 3 } } }
- { id: a, say: b, at: { a.started: soon } }
- { id: a, say: b, measure: { makespan: 3 } }
- { id: a, say: b, measure: { makespan_ms: 1.0000001 } }
- { id: a, say: b, error: { p: 404 } }
- { id: a, say: b, receives: { p: { from: q, contains: x } } }
- { id: a, say: b, waits: { for: luck } }
- { id: a, say: b, picked: { p: fifo } }
- { id: a, say: b, chosen: { p: hybrid } }
- { id: a, say: b, uses: {} }
- { id: a, say: b, path: [a, b, c] }
- { id: a, say: b, compare: { measure: makespan_ms, a: run, is: smaller } }
- { id: a, say: b, same: { what: everything, runs: [run] } }
- { id: a, say: b, all: [] }
- { id: a, say: b, not: { edits: { edges: many } } }
- { id: a, say: b, state: { } }
- 12
",
    ));
    assert_eq!(wrong("{}"), "error at `{}`: expected a list of checks, found a map\n");
}

#[test]
fn conditions_are_limited_in_depth_and_number() {
    let nested =
        |depth: usize| format!("- {{ id: a, say: b, {} path: [a, b] {} }}", "not: {".repeat(depth), "}".repeat(depth));
    assert_eq!(wrong(&nested(16)), "");
    assert!(wrong(&nested(17)).ends_with("conditions are nested more than 16 deep\n"), "{}", wrong(&nested(17)));
    let many = "{ path: [a, b] }, ".repeat(2_000);
    let message = wrong(&format!("- {{ id: a, say: b, any: [{many}] }}"));
    assert!(message.contains("more than 1024 conditions") && message.lines().count() == 1, "{message}");
    // An alias repeats a part without taking room in the text.
    let doubled = (1..40).fold(String::from("- &a0 { path: [a, b] }\n"), |text, at| {
        let before = at - 1;
        text + &format!("- &a{at} {{ any: [*a{before}, *a{before}] }}\n")
    });
    assert!(wrong(&doubled).contains("values after expanding aliases"), "{}", wrong(&doubled));
}

/// The reader and the tables have the same keys.
#[test]
fn tables_name_every_measure_and_every_kind_of_edit() {
    let names = |section: &crate::text::schema::Section| section.keys.iter().map(|key| key.name).collect::<Vec<_>>();
    assert_eq!(names(&super::schema::MEASURES), super::Measure::ALL.iter().map(|it| it.name()).collect::<Vec<_>>());
    assert_eq!(names(&super::schema::EDITS), super::EditKind::ALL.iter().map(|it| it.name()).collect::<Vec<_>>());
}
