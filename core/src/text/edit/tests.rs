//! Edits and fixes and the text that they write, case by case.

use alloc::{
    format,
    string::{String, ToString as _},
    vec,
    vec::Vec,
};

use expect_test::{Expect, expect};
use unicode_normalization::UnicodeNormalization as _;

use super::{Edit, EditError, Fixer, NewCode, NewValue, apply, edit, edit_all};
use crate::{Environment, Overrides, compile_with};

/// Compares the text changed by an edit, line by line, or the reason why it is refused.
#[track_caller]
fn after(text: &str, change: &Edit, expected: &Expect) {
    match edit(text, change) {
        Ok(edits) => expected.assert_eq(&difference(text, &apply(text, &edits))),
        Err(error) => expected.assert_eq(&format!("refused: {error}")),
    }
}

/// Compares the text changed by each fix of each diagnostic.
#[track_caller]
fn fixed(text: &str, expected: &Expect) {
    let mut found = String::new();
    let mut fixer = Fixer::new(text);
    let environment = Environment { decompose: |text| text.nfd().collect(), ..Environment::default() };
    for diagnostic in compile_with(text, Overrides::default(), environment).diagnostics {
        for fix in fixer.fixes(&diagnostic) {
            let difference = difference(text, &apply(text, &fix.edits));
            found.push_str(&format!("{}: {}\n{difference}", diagnostic.code, fix.title));
        }
    }
    expected.assert_eq(&found);
}

/// The removed and added lines: a diff by the longest common subsequence.
fn difference(before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(|text| text.split('\n').collect::<Vec<_>>());
    let mut common = vec![vec![0; after.len() + 1]; before.len() + 1];
    for (i, old) in before.iter().enumerate().rev() {
        for (j, new) in after.iter().enumerate().rev() {
            let longest = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if old == new { common[i + 1][j + 1] + 1 } else { longest };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = String::new();
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < before.len() && (j == after.len() || common[i + 1][j] >= common[i][j + 1]) {
            lines.push_str(&format!("-{}\n", before[i].replace('\r', "␍")));
            i += 1;
        } else {
            lines.push_str(&format!("+{}\n", after[j].replace('\r', "␍")));
            j += 1;
        }
    }
    lines
}

fn set<'e>(of: &'e str, key: &'e str, value: impl Into<Option<NewValue<'e>>>) -> Edit<'e> {
    Edit::Set { of: Some(of), key, value: value.into() }
}

fn local<'e>(id: &'e str, depends_on: &'e [&'e str], after: Option<&'e str>) -> Edit<'e> {
    Edit::Add { id, code: NewCode::Local("reverse_text"), depends_on, after }
}

const BLOCK: &str = "\
# A pipeline.
strategy: reactive # at once
processors:
  # The first.
  - id: load # reads
    type: local
    processor: change_text_case_upper

  # The second.
  - id: \"clean up\"
    type: local
    processor: prefix_suffix_adder # [x]
    depends_on:
      - load # what it needs
      # and nothing else
    options:
      prefix: |
        two
        lines

      suffix: '>' # the end
    simulate: { duration_ms: 40 }

  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
# The end.
";

const FLOW: &str = "{ strategy: level, processors: [{ id: a, type: local, processor: reverse_text },
  { id: b, type: local, processor: reverse_text, depends_on: [a] }] }
";

#[test]
fn adds_processors() {
    after(
        BLOCK,
        &local("new", &["clean up", "load"], Some("load")),
        &expect![[r#"
        +  - id: new
        +    type: local
        +    processor: reverse_text
        +    depends_on: [clean up, load]
        +
    "#]],
    );
    after(
        BLOCK,
        &local("12", &[], None),
        &expect![[r#"
        +
        +  - { id: "12", type: local, processor: reverse_text }
    "#]],
    );
    after(
        FLOW,
        &local("x, y", &["a"], Some("a")),
        &expect![[r#"
        -{ strategy: level, processors: [{ id: a, type: local, processor: reverse_text },
        +{ strategy: level, processors: [{ id: a, type: local, processor: reverse_text }, { id: "x, y", type: local, processor: reverse_text, depends_on: [a] },
    "#]],
    );
    after(
        "",
        &local("a", &[], None),
        &expect![[r#"
        +strategy: work_queue
        +processors:
        +  - id: a
        +    type: local
        +    processor: reverse_text
    "#]],
    );
    after(
        "# Nothing yet.",
        &local("a", &[], None),
        &expect![[r#"
        +strategy: work_queue
        +processors:
        +  - id: a
        +    type: local
        +    processor: reverse_text
        +
    "#]],
    );
    after(
        "strategy: level\r\nprocessors: # none\r\n",
        &local("a", &[], None),
        &expect![[r#"
        +  - id: a␍
        +    type: local␍
        +    processor: reverse_text␍
    "#]],
    );
    after(
        "processors: [] # none\nstrategy: level\n",
        &local("a", &[], None),
        &expect![[r#"
        -processors: [] # none
        +processors: # none
        +  - id: a
        +    type: local
        +    processor: reverse_text
    "#]],
    );
    after(
        "strategy: level",
        &Edit::Add { id: "m", code: NewCode::Wasm("m.wasm"), depends_on: &[], after: None },
        &expect![[r#"
            +processors:
            +  - id: m
            +    type: wasm
            +    module: m.wasm
        "#]],
    );
    after(
        "processors:\n- id: a\n  type: local\n  processor: reverse_text\nstrategy: level\n",
        &local("b", &["a"], None),
        &expect![[r#"
            +- id: b
            +  type: local
            +  processor: reverse_text
            +  depends_on: [a]
        "#]],
    );
}

#[test]
fn refuses_processors_that_do_not_fit() {
    after(
        BLOCK,
        &local("load", &[], None),
        &expect!["refused: there is already a processor `load`; ids must be unique"],
    );
    after(BLOCK, &local("", &[], None), &expect!["refused: an id must not be empty"]);
    after(BLOCK, &local("x", &["y"], None), &expect!["refused: there is no processor `y`"]);
    after(BLOCK, &local("x", &["load", "load"], None), &expect!["refused: `x` already depends on `load`"]);
    after(BLOCK, &local("x", &[], Some("y")), &expect!["refused: there is no processor `y`"]);
    after(
        BLOCK,
        &Edit::Add { id: "x", code: NewCode::Local("revers_text"), depends_on: &[], after: None },
        &expect!["refused: there is no local processor `revers_text`; did you mean `reverse_text`?"],
    );
    after(
        "- a\n- b\n",
        &local("x", &[], None),
        &expect!["refused: the file is not a workflow with a list of processors"],
    );
    after(
        "processors: 3\n",
        &local("x", &[], None),
        &expect!["refused: the file is not a workflow with a list of processors"],
    );
    after(
        "processors: [",
        &local("x", &[], None),
        &expect!["refused: the file cannot be read: the bracket `[` is not closed"],
    );
}

#[test]
fn removes_processors() {
    after(
        BLOCK,
        &Edit::Remove { id: "load" },
        &expect![[r#"
        -  - id: load # reads
        -    type: local
        -    processor: change_text_case_upper
        -    depends_on:
        -      - load # what it needs
        -  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
        +  - { id: count, type: local, processor: token_counter, depends_on: [clean up] } # counts
    "#]],
    );
    after(
        BLOCK,
        &Edit::Remove { id: "clean up" },
        &expect![[r#"
        -  - id: "clean up"
        -    type: local
        -    processor: prefix_suffix_adder # [x]
        -    depends_on:
        -      - load # what it needs
        -      # and nothing else
        -    options:
        -      prefix: |
        -        two
        -        lines
        -      suffix: '>' # the end
        -    simulate: { duration_ms: 40 }
        -
        -  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
        +  - { id: count, type: local, processor: token_counter, depends_on: [load] } # counts
    "#]],
    );
    after(
        BLOCK,
        &Edit::Remove { id: "count" },
        &expect![[r#"
        -  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
    "#]],
    );
    after(
        FLOW,
        &Edit::Remove { id: "a" },
        &expect![[r#"
        -{ strategy: level, processors: [{ id: a, type: local, processor: reverse_text },
        -  { id: b, type: local, processor: reverse_text, depends_on: [a] }] }
        +{ strategy: level, processors: [{ id: b, type: local, processor: reverse_text, depends_on: [] }] }
    "#]],
    );
    after(
        FLOW,
        &Edit::Remove { id: "b" },
        &expect![[r#"
        -  { id: b, type: local, processor: reverse_text, depends_on: [a] }] }
        +  ] }
    "#]],
    );
    after(
        "strategy: level\nprocessors:\n  - id: a\n    type: local\n",
        &Edit::Remove { id: "a" },
        &expect![[r#"
        -  - id: a
        -    type: local
    "#]],
    );
    after(
        "processors:\n- id: a\n- id: b\n  depends_on: [\n    c, # third\n    a, # first\n    b # self\n  ]\n",
        &Edit::Remove { id: "a" },
        &expect![[r#"
            -- id: a
            -    a, # first
        "#]],
    );
    after(
        "processors: [{id: a}, {id: b, depends_on: [a, c, a, a]}]",
        &Edit::Remove { id: "a" },
        &expect![[r#"
        -processors: [{id: a}, {id: b, depends_on: [a, c, a, a]}]
        +processors: [{id: b, depends_on: [c]}]
    "#]],
    );
    after(BLOCK, &Edit::Remove { id: "x" }, &expect!["refused: there is no processor `x`"]);
}

#[test]
fn renames_processors_wherever_they_are_mentioned() {
    after(
        BLOCK,
        &Edit::Rename { id: "load", to: "read" },
        &expect![[r#"
        -  - id: load # reads
        +  - id: read # reads
        -      - load # what it needs
        +      - read # what it needs
        -  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
        +  - { id: count, type: local, processor: token_counter, depends_on: [read, clean up] } # counts
    "#]],
    );
    after(
        BLOCK,
        &Edit::Rename { id: "clean up", to: "a, b" },
        &expect![[r#"
        -  - id: "clean up"
        +  - id: a, b
        -  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
        +  - { id: count, type: local, processor: token_counter, depends_on: [load, "a, b"] } # counts
    "#]],
    );
    after(
        FLOW,
        &Edit::Rename { id: "a", to: "true" },
        &expect![[r#"
        -{ strategy: level, processors: [{ id: a, type: local, processor: reverse_text },
        -  { id: b, type: local, processor: reverse_text, depends_on: [a] }] }
        +{ strategy: level, processors: [{ id: "true", type: local, processor: reverse_text },
        +  { id: b, type: local, processor: reverse_text, depends_on: ["true"] }] }
    "#]],
    );
    after(
        BLOCK,
        &Edit::Rename { id: "load", to: "count" },
        &expect!["refused: there is already a processor `count`; ids must be unique"],
    );
    after(BLOCK, &Edit::Rename { id: "load", to: "" }, &expect!["refused: an id must not be empty"]);
}

#[test]
fn connects_and_disconnects() {
    let plain = "processors:\r\n- id: a\r\n  type: local # t\r\n  processor: reverse_text\r\n- id: b\r\n  depends_on: # soon\r\n- id: c\r\n  depends_on: [] # none\r\n- {id: d}\r\n";
    after(
        plain,
        &Edit::Connect { from: "a", to: "b" },
        &expect![[r#"
        -  depends_on: # soon␍
        +  depends_on: [a] # soon␍
    "#]],
    );
    after(
        plain,
        &Edit::Connect { from: "a", to: "c" },
        &expect![[r#"
        -  depends_on: [] # none␍
        +  depends_on: [a] # none␍
    "#]],
    );
    after(
        plain,
        &Edit::Connect { from: "a", to: "d" },
        &expect![[r#"
        -- {id: d}␍
        +- {id: d, depends_on: [a]}␍
    "#]],
    );
    after(
        plain,
        &Edit::Connect { from: "b", to: "a" },
        &expect![[r#"
        +  depends_on: [b]␍
    "#]],
    );
    let block = "processors:\n- id: a\n- id: b\n- id: c\n  depends_on:\n  - a   # one\n  # more\n  timeout_ms: 5\n";
    after(
        block,
        &Edit::Connect { from: "b", to: "c" },
        &expect![[r#"
        +  - b
    "#]],
    );
    after(
        block,
        &Edit::Disconnect { from: "a", to: "c" },
        &expect![[r#"
        -  depends_on:
        -  - a   # one
    "#]],
    );
    after(
        BLOCK,
        &Edit::Disconnect { from: "load", to: "count" },
        &expect![[r#"
        -  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
        +  - { id: count, type: local, processor: token_counter, depends_on: [clean up] } # counts
    "#]],
    );
    after(
        BLOCK,
        &Edit::Disconnect { from: "clean up", to: "count" },
        &expect![[r#"
        -  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
        +  - { id: count, type: local, processor: token_counter, depends_on: [load] } # counts
    "#]],
    );
    after(
        FLOW,
        &Edit::Disconnect { from: "a", to: "b" },
        &expect![[r#"
        -  { id: b, type: local, processor: reverse_text, depends_on: [a] }] }
        +  { id: b, type: local, processor: reverse_text, depends_on: [] }] }
    "#]],
    );
}

#[test]
fn refuses_connections_that_make_no_sense() {
    after(BLOCK, &Edit::Connect { from: "load", to: "count" }, &expect!["refused: `count` already depends on `load`"]);
    after(
        BLOCK,
        &Edit::Connect { from: "count", to: "load" },
        &expect!["refused: this would create a cycle: load -> count -> load"],
    );
    after(
        BLOCK,
        &Edit::Connect { from: "load", to: "load" },
        &expect!["refused: a processor cannot depend on itself: load -> load"],
    );
    after(BLOCK, &Edit::Connect { from: "x", to: "load" }, &expect!["refused: there is no processor `x`"]);
    after(
        BLOCK,
        &Edit::Disconnect { from: "count", to: "load" },
        &expect!["refused: `load` does not depend on `count`"],
    );
    after(
        "processors:\n- id: a\n- id: b\n  depends_on: x\n",
        &Edit::Connect { from: "a", to: "b" },
        &expect!["refused: this cannot be changed safely in the way the file is written; edit the text instead"],
    );
}

#[test]
fn sets_and_clears_values() {
    use NewValue::{Number, Text};
    let file = |key, value| Edit::Set { of: None, key, value };
    after(
        BLOCK,
        &file("strategy", Some(Text("level"))),
        &expect![[r#"
        -strategy: reactive # at once
        +strategy: level # at once
    "#]],
    );
    after(
        BLOCK,
        &file("executor_options.max_concurrency", Some(Number(2))),
        &expect![[r#"
        +executor_options: { max_concurrency: 2 }
    "#]],
    );
    after(
        FLOW,
        &file("failure_strategy", Some(Text("best_effort"))),
        &expect![[r#"
        -{ strategy: level, processors: [{ id: a, type: local, processor: reverse_text },
        +{ strategy: level, failure_strategy: best_effort, processors: [{ id: a, type: local, processor: reverse_text },
    "#]],
    );
    after(
        "processors: []\n",
        &file("strategy", Some(Text("level"))),
        &expect![[r#"
        +strategy: level
    "#]],
    );
    after(
        BLOCK,
        &set("load", "timeout_ms", Number(500)),
        &expect![[r#"
        +    timeout_ms: 500
    "#]],
    );
    after(
        BLOCK,
        &set("load", "processor", Text("reverse_text")),
        &expect![[r#"
        -    processor: change_text_case_upper
        +    processor: reverse_text
    "#]],
    );
    after(
        BLOCK,
        &set("clean up", "simulate.fail_attempts", Number(1)),
        &expect![[r#"
        -    simulate: { duration_ms: 40 }
        +    simulate: { duration_ms: 40, fail_attempts: 1 }
    "#]],
    );
    after(
        BLOCK,
        &set("clean up", "simulate.duration_ms", Number(7)),
        &expect![[r#"
        -    simulate: { duration_ms: 40 }
        +    simulate: { duration_ms: 7 }
    "#]],
    );
    after(
        BLOCK,
        &set("clean up", "simulate.duration_ms", None),
        &expect![[r#"
        -    simulate: { duration_ms: 40 }
    "#]],
    );
    after(
        BLOCK,
        &set("clean up", "options.prefix", Text("one")),
        &expect![[r#"
        -      prefix: |
        -        two
        -        lines
        +      prefix: one
    "#]],
    );
    after(
        BLOCK,
        &set("clean up", "options.prefix", None),
        &expect![[r#"
        -      prefix: |
        -        two
        -        lines
    "#]],
    );
    after(
        BLOCK,
        &set("clean up", "options.suffix", Text("12")),
        &expect![[r#"
        -      suffix: '>' # the end
        +      suffix: "12" # the end
    "#]],
    );
    after(
        BLOCK,
        &set("count", "retry.attempts", Number(2)),
        &expect![[r#"
        -  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
        +  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up], retry: { attempts: 2 } } # counts
    "#]],
    );
    after(
        BLOCK,
        &set("count", "depends_on", None),
        &expect![[r#"
        -  - { id: count, type: local, processor: token_counter, depends_on: [load, clean up] } # counts
        +  - { id: count, type: local, processor: token_counter } # counts
    "#]],
    );
    let odd = "processors:\n- timeout_ms: 5 # first\n  # about\n  id: a\n  retry:\n    attempts: &n 2 # twice\n  options:\n  simulate: {}\n- id: b\n  timeout_ms: !!int \"7\"\n  type: >-\n    local\n";
    after(
        odd,
        &set("a", "timeout_ms", None),
        &expect![[r#"
        -- timeout_ms: 5 # first
        +-
    "#]],
    );
    after(
        odd,
        &set("a", "retry.attempts", Number(3)),
        &expect![[r#"
        -    attempts: &n 2 # twice
        +    attempts: &n 3 # twice
    "#]],
    );
    after(
        odd,
        &set("a", "retry.attempts", None),
        &expect![[r#"
        -  retry:
        -    attempts: &n 2 # twice
    "#]],
    );
    after(
        odd,
        &set("a", "options.prefix", Text("")),
        &expect![[r#"
        -  options:
        +  options: { prefix: "" }
    "#]],
    );
    after(
        odd,
        &set("a", "simulate.duration_ms", Number(0)),
        &expect![[r#"
        -  simulate: {}
        +  simulate: { duration_ms: 0 }
    "#]],
    );
    after(
        odd,
        &set("b", "timeout_ms", Number(8)),
        &expect![[r#"
        -  timeout_ms: !!int "7"
        +  timeout_ms: !!int 8
    "#]],
    );
    after(
        odd,
        &set("b", "type", Text("wasm")),
        &expect![[r#"
        -  type: >-
        -    local
        +  type: wasm
    "#]],
    );
    after(
        odd,
        &set("b", "timeout_ms", None),
        &expect![[r#"
        -  timeout_ms: !!int "7"
    "#]],
    );
    after(
        "processors:\n- timeout_ms: 5\n  id: a\n",
        &set("a", "timeout_ms", None),
        &expect![[r#"
        -- timeout_ms: 5
        -  id: a
        +- id: a
    "#]],
    );
    after(
        "processors:\n- {timeout_ms: 5, id: a}\n",
        &set("a", "timeout_ms", None),
        &expect![[r#"
        -- {timeout_ms: 5, id: a}
        +- {id: a}
    "#]],
    );
}

#[test]
fn refuses_values_that_a_key_does_not_take() {
    use NewValue::{Number, Text};
    after(
        BLOCK,
        &set("load", "timeout_ms", Number(0)),
        &expect!["refused: `timeout_ms` must be a whole number from 1 to 86400000"],
    );
    after(
        BLOCK,
        &set("load", "timeout_ms", Text("soon")),
        &expect!["refused: `timeout_ms` must be a whole number from 1 to 86400000"],
    );
    after(
        BLOCK,
        &set("load", "processor", Text("revers_text")),
        &expect!["refused: there is no local processor `revers_text`; did you mean `reverse_text`?"],
    );
    after(
        BLOCK,
        &set("load", "type", Text("lokal")),
        &expect!["refused: `type` must be one of `local`, `wasm`, `loadable`, `grpc`, `http`"],
    );
    after(BLOCK, &set("load", "type", None), &expect!["refused: `type` is required"]);
    after(BLOCK, &set("load", "id", Text("x")), &expect!["refused: `id` cannot be set here"]);
    after(BLOCK, &set("load", "id", None), &expect!["refused: `id` is required"]);
    after(BLOCK, &set("load", "module", Number(3)), &expect!["refused: `module` must be text"]);
    after(BLOCK, &set("load", "timeout", Number(3)), &expect!["refused: `timeout` cannot be set here"]);
    after(BLOCK, &set("load", "simulate", Number(3)), &expect!["refused: `simulate` cannot be set here"]);
    after(
        BLOCK,
        &set("load", "simulate.duration", Number(3)),
        &expect!["refused: `simulate.duration` cannot be set here"],
    );
    after(BLOCK, &set("load", "options.", Number(3)), &expect!["refused: `options.` cannot be set here"]);
    after(
        "processors:\n- id: a\n  options: x\n",
        &set("a", "options.prefix", Text("x")),
        &expect!["refused: this cannot be changed safely in the way the file is written; edit the text instead"],
    );
}

#[test]
fn leaves_aliases_alone_or_follows_them() {
    use NewValue::Number;
    let text = "processors:\n- id: &first a\n  retry: &often { attempts: 2 }\n- id: b\n  depends_on: &needs [*first]\n  retry: *often\n- id: c\n  depends_on: *needs\n- id: d\n  depends_on: [b, *first]\n  timeout_ms: 5\n";
    after(
        text,
        &set("a", "retry.attempts", Number(3)),
        &expect!["refused: this value is shared by a YAML alias; edit the text instead"],
    );
    after(
        text,
        &set("b", "timeout_ms", Number(3)),
        &expect![[r#"
        +  timeout_ms: 3
    "#]],
    );
    after(
        text,
        &Edit::Rename { id: "d", to: "e" },
        &expect![[r#"
        -- id: d
        +- id: e
    "#]],
    );
    after(
        text,
        &Edit::Disconnect { from: "a", to: "c" },
        &expect!["refused: this value is shared by a YAML alias; edit the text instead"],
    );
    after(
        text,
        &Edit::Disconnect { from: "a", to: "d" },
        &expect![[r#"
        -  depends_on: [b, *first]
        +  depends_on: [b]
    "#]],
    );
    after(
        text,
        &Edit::Remove { id: "a" },
        &expect!["refused: this value is shared by a YAML alias; edit the text instead"],
    );
    after(
        text,
        &Edit::Remove { id: "d" },
        &expect![[r#"
        -- id: d
        -  depends_on: [b, *first]
        -  timeout_ms: 5
    "#]],
    );
    let text = "processors:\n- id: &first a\n- id: b\n  depends_on: [*first]\n";
    after(
        text,
        &Edit::Rename { id: "a", to: "x" },
        &expect![[r#"
        -- id: &first a
        +- id: &first x
    "#]],
    );
    after(text, &Edit::Connect { from: "b", to: "a" }, &expect!["refused: this would create a cycle: a -> b -> a"]);
    let text = "processors:\n- id: &first a\n  options: { prefix: *first }\n";
    after(
        text,
        &Edit::Rename { id: "a", to: "x" },
        &expect!["refused: this cannot be changed safely in the way the file is written; edit the text instead"],
    );
}

#[test]
fn says_what_a_file_holds_of_a_processor() {
    let values = |text, of| {
        let all = super::values(text, of);
        all.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
    };
    let text = "processors:\n- timeout_ms: 5\n  id: a\n  retry: { attempts: 2, backoff_ms: }\n  options: { b: [1], c: 'x', d: ~ }\n  depends_on: [b]\n  simulate:\n  wasm: { wasi: { args: [x] } }\n";
    assert_eq!(values(text, "a"), "id=a options.c=x retry.attempts=2 timeout_ms=5");
    assert_eq!(values(text, "b"), "");
    assert_eq!(values("a: [", "a"), "");
}

#[test]
fn fixes_what_has_an_obvious_fix() {
    fixed(
        "stratgey: level\nprocessors: [{ id: a, type: local, processor: revers_text, batch_size: 3 }]\n",
        &expect![[r#"
            unknown-key: Change to `strategy`
            -stratgey: level
            +strategy: level
            unknown-key: Remove `stratgey`
            -stratgey: level
            missing-key: Add `strategy: work_queue`
            +strategy: work_queue
            unknown-processor: Change to `reverse_text`
            -processors: [{ id: a, type: local, processor: revers_text, batch_size: 3 }]
            +processors: [{ id: a, type: local, processor: reverse_text, batch_size: 3 }]
            unknown-key: Remove `batch_size`
            -processors: [{ id: a, type: local, processor: revers_text, batch_size: 3 }]
            +processors: [{ id: a, type: local, processor: revers_text }]
        "#]],
    );
    fixed(
        "strategy: levle # by level\nprocessors:\n- id: a\n  type: local\n  processor: reverse_text\n",
        &expect![[r#"
            unknown-value: Change to `level`
            -strategy: levle # by level
            +strategy: level # by level
        "#]],
    );
    fixed(
        "processors:\n  - type: local\n    processor: reverse_text\n  - id: m\n    processor: reverse_text\n",
        &expect![[r#"
            missing-key: Add `strategy: work_queue`
            +strategy: work_queue
            missing-key: Add `id: reverse_text`
            -  - type: local
            +  - id: reverse_text
            +    type: local
            missing-key: Add `type: local`
            +    type: local
        "#]],
    );
    fixed(
        "strategy: level\nprocessors:\n- { id: a, type: local, processor: reverse_text }\n- { id: a, type: local, processor: reverse_text } # again\n- { id: a_2, type: local, processor: reverse_text, depends_on: [a] }\n",
        &expect![[r#"
            duplicate-id: Rename to `a_3`
            -- { id: a, type: local, processor: reverse_text } # again
            +- { id: a_3, type: local, processor: reverse_text } # again
            duplicate-id: Remove this processor
            -- { id: a, type: local, processor: reverse_text } # again
        "#]],
    );
    fixed(
        "strategy: level\nprocessors:\n- id: load\n  type: local\n  processor: reverse_text\n- id: b\n  type: local\n  processor: reverse_text\n  depends_on: [laod] # first\n",
        &expect![[r#"
            unknown-dependency: Change to `load`
            -  depends_on: [laod] # first
            +  depends_on: [load] # first
            unknown-dependency: Remove the dependency on `laod`
            -  depends_on: [laod] # first
            +  depends_on: [] # first
            unknown-dependency: Add a processor `laod`
            +- id: laod
            +  type: local
            +  processor: change_text_case_upper
        "#]],
    );
    fixed(
        "strategy: level\nprocessors:\n- id: a\n  type: local\n  processor: reverse_text\n  depends_on:\n  - b\n- id: b\n  type: local\n  processor: reverse_text\n  depends_on: [a]\n",
        &expect![[r#"
            cycle: Remove the dependency on `b`
            -  depends_on:
            -  - b
        "#]],
    );
    fixed(
        "# Nothing.\n",
        &expect![[r#"
        empty-workflow: Add a processor
        +strategy: work_queue
        +processors:
        +  - id: first
        +    type: local
        +    processor: change_text_case_upper
    "#]],
    );
    fixed(
        "strategy: level\nprocessors:\n",
        &expect![[r#"
        empty-workflow: Add a processor
        +  - id: first
        +    type: local
        +    processor: change_text_case_upper
    "#]],
    );
    fixed("a: [", &expect![[""]]);
}

#[test]
fn fixes_ids_that_look_the_same() {
    fixed(
        "strategy: level\nprocessors:\n- { id: caf\u{e9}, type: local, processor: reverse_text }\n- { id: cafe\u{301}, type: local, processor: reverse_text }\n- { id: b, type: local, processor: reverse_text, depends_on: [cafe\u{301}] }\n",
        &expect![[r#"
            duplicate-id: Rename to `café_2`
            -- { id: café, type: local, processor: reverse_text }
            -- { id: b, type: local, processor: reverse_text, depends_on: [café] }
            +- { id: café_2, type: local, processor: reverse_text }
            +- { id: b, type: local, processor: reverse_text, depends_on: [café_2] }
        "#]],
    );
    fixed(
        "strategy: level\nprocessors:\n- { id: caf\u{e9}, type: local, processor: reverse_text }\n- { id: b, type: local, processor: reverse_text, depends_on: [cafe\u{301}] }\n",
        &expect![[r#"
            unknown-dependency: Change to `café`
            -- { id: b, type: local, processor: reverse_text, depends_on: [café] }
            +- { id: b, type: local, processor: reverse_text, depends_on: [café] }
            unknown-dependency: Remove the dependency on `café`
            -- { id: b, type: local, processor: reverse_text, depends_on: [café] }
            +- { id: b, type: local, processor: reverse_text, depends_on: [] }
            unknown-dependency: Add a processor `café`
            +- { id: café, type: local, processor: change_text_case_upper }
        "#]],
    );
}

#[test]
fn several_changes_are_one_edit() {
    let set = |key, value| Edit::Set { of: None, key, value: Some(value) };
    let changes = [
        set("strategy", NewValue::Text("work_queue")),
        set("failure_strategy", NewValue::Text("best_effort")),
        set("executor_options.max_concurrency", NewValue::Number(2)),
        set("executor_options.priority", NewValue::Text("fifo")),
    ];
    let options = "executor_options:\n  max_concurrency: 9 # nine\n";
    for text in
        [BLOCK.to_string(), FLOW.to_string(), BLOCK.to_string() + options, "strategy: level\nprocessors: []\n".into()]
    {
        let one_by_one = changes.iter().fold(text.clone(), |text, change| {
            let edits = edit(&text, change).expect("it can be made");
            apply(&text, &edits)
        });
        let at_once = edit_all(&text, &changes).expect("they can be made");
        assert_eq!(apply(&text, &at_once), one_by_one);
    }
    let refused = [changes[0].clone(), set("executor_options.max_concurrency", NewValue::Number(0))];
    assert!(matches!(edit_all(BLOCK, &refused), Err(EditError::BadValue(_))));
}

#[test]
fn line_ends_and_byte_order_marks_do_not_change_edits() {
    const FIRST: &str = "strategy: level\nprocessors:\n- id: load\n  type: local\n  processor: reverse_text\n";
    let edits = [
        local("new", &["load"], Some("load")),
        local("new", &[], None),
        Edit::Remove { id: "clean up" },
        Edit::Remove { id: "load" },
        Edit::Rename { id: "load", to: "a\nb" },
        Edit::Connect { from: "clean up", to: "load" },
        Edit::Connect { from: "clean up", to: "count" },
        Edit::Disconnect { from: "load", to: "clean up" },
        Edit::Disconnect { from: "load", to: "count" },
        Edit::Set { of: None, key: "strategy", value: Some(NewValue::Text("hybrid")) },
        Edit::Set { of: None, key: "strategy", value: None },
        Edit::Set { of: None, key: "failure_strategy", value: Some(NewValue::Text("best_effort")) },
        Edit::Set { of: None, key: "executor_options.max_concurrency", value: Some(NewValue::Number(2)) },
        set("clean up", "options.prefix", NewValue::Text("x")),
        set("clean up", "options.prefix", None),
        set("clean up", "simulate.duration_ms", None),
        set("load", "timeout_ms", NewValue::Number(7)),
    ];
    for text in [BLOCK, FLOW, FIRST, "", "# c", "strategy: level\nprocessors:\n"] {
        for change in &edits {
            let plain = edit(text, change).map(|edits| apply(text, &edits));
            for (first, newline) in [("", "\r\n"), ("", "\r"), ("\u{feff}", "\n"), ("\u{feff}", "\r")] {
                let as_here = |text: &str| format!("{first}{}", text.replace('\n', newline));
                let other = as_here(text);
                let edited = edit(&other, change).map(|edits| apply(&other, &edits));
                // Without a line end in the file, there is no style to follow.
                let expected = plain
                    .clone()
                    .map(|text| if other.contains(newline) { as_here(&text) } else { first.to_string() + &text });
                assert_eq!(edited, expected, "{change:?} of {other:?}");
            }
        }
    }
}

#[test]
fn moves_processors() {
    let moved = |text: &str, id, before| {
        let edits = edit(text, &Edit::Move { id, before }).unwrap_or_else(|error| panic!("{error}"));
        apply(text, &edits)
    };
    let short = "processors:\n  # One.\n  - id: a # 1\n    # Inside.\n\n  - id: b\n\n  # Three.\n  - { id: c }";
    expect![[r#"
        processors:
          # Three.
          - { id: c }

          # One.
          - id: a # 1
            # Inside.

          - id: b"#]]
    .assert_eq(&moved(short, "c", "a"));
    expect![[r#"
        processors:
          - id: b

          # One.
          - id: a # 1
            # Inside.

          # Three.
          - { id: c }"#]]
    .assert_eq(&moved(short, "a", "c"));
    expect![[r#"
        { strategy: level, processors: [{ id: b, type: local, processor: reverse_text, depends_on: [a] },
          { id: a, type: local, processor: reverse_text }] }
    "#]]
    .assert_eq(&moved(FLOW, "b", "a"));
    for (id, before) in [("a", "a"), ("a", "b")] {
        assert_eq!(moved(FLOW, id, before), FLOW);
    }
    after(FLOW, &Edit::Move { id: "a", before: "nobody" }, &expect!["refused: there is no processor `nobody`"]);
}
