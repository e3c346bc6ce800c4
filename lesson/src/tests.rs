//! Tests of reading, reports and proofs, and of the time that hostile files take.

use dagwood_core::{
    Diagnostic, Environment, Overrides,
    check::{Runs, Verdict},
    text::{LineIndex, edit::Script},
};
use expect_test::{Expect, expect};

use crate::{Item, Lesson, judge, limits, markdown, mutate, prove, prove_needs, read};

const HEAD: &str = "---\nlesson: 1\nid: test\ntitle: A test\nobjective: Test this\nminutes: 5\ninput: Wood\nruns:\n  slow: { edits: \"set a.simulate.duration_ms = 90\" }\n---\n";

const START: &str = "
```yaml start
strategy: reactive
processors:
  - { id: a, type: local, processor: change_text_case_upper, simulate: { duration_ms: 40 } }
  - { id: b, type: local, processor: reverse_text, simulate: { duration_ms: 20 } }
```
";

const TASK: &str = "
## One after the other

```checks
- { id: order, say: \"`b` starts after `a`\", before: [a.ended, b.started] }
- { id: text, say: \"`b` reads what `a` made\", receives: { b: { from: a } } }
```
```solution
edits: |
  connect a -> b
```
```wrong later
say: |
  Later is not [after](do:go=b.ended).
edits: |
  set executor_options.max_concurrency = 1
fails: [text]
go: b.started
```
";

fn whole() -> String {
    [HEAD, START, TASK].concat()
}

/// A lesson without problems.
#[track_caller]
fn lesson(text: &str) -> Lesson {
    let (lesson, diagnostics) = read(text);
    assert_eq!(reported(text, &diagnostics), "");
    lesson.expect("there is no error")
}

/// Each problem, with its place and the text there.
fn reported(text: &str, diagnostics: &[Diagnostic]) -> String {
    let index = LineIndex::new(text);
    let line = |diagnostic: &Diagnostic| {
        let marked = text.get(diagnostic.range.bytes()).expect("a range of the text");
        let (position, marked) = (index.position(diagnostic.range.start), marked.lines().next().unwrap_or_default());
        let marked: String = marked.chars().take(30).collect();
        let severity = diagnostic.severity.name();
        format!("{}:{} {severity} `{marked}`: {}\n", position.line, position.column, diagnostic.message)
    };
    diagnostics.iter().map(line).collect()
}

#[track_caller]
fn reports(text: &str, expected: &Expect) {
    expected.assert_eq(&reported(text, &read(text).1));
}

/// The findings about a lesson, with their lines.
fn findings(text: &str) -> String {
    let index = LineIndex::new(text);
    let line = |finding: crate::Finding| {
        let line = index.position(finding.range.start).line;
        format!("{line} {}: {}\n", finding.problem, finding.message)
    };
    prove(&lesson(text), Environment::default()).into_iter().map(line).collect()
}

#[test]
fn a_lesson_has_its_parts_with_their_places() {
    let text = whole();
    let lesson = lesson(&text);
    assert_eq!((&*lesson.front.id, lesson.front.minutes, &*lesson.front.input), ("test", 5, "Wood"));
    assert_eq!(lesson.front.runs[0].value.name, "slow");
    assert_eq!(lesson.sections.len(), 2);
    let task = &lesson.sections[1];
    assert_eq!(markdown::plain(&task.title), "One after the other");
    let check = task.checks().next().expect("there is one");
    assert!(text[check.range.bytes()].starts_with("{ id: order"), "{}", &text[check.range.bytes()]);
    let wrong = task.wrong().next().expect("there is one");
    assert_eq!(&text[wrong.fails[0].range.bytes()], "text");
    assert_eq!(&text[wrong.go.as_ref().expect("it has one").range.bytes()], "b.started");
    let crate::Change::Edits { lines, .. } = &wrong.answer.change else { panic!("it has edits") };
    assert_eq!(&text[lines[0].bytes()], "set executor_options.max_concurrency = 1");
    let (_, start) = lesson.with_starts().nth(1).expect("there are two sections");
    let start = start.expect("the lesson has a start");
    assert_eq!(&text[start.range.bytes()], start.text);
    assert_eq!(findings(&text), "");
}

#[test]
fn lines_may_end_in_cr_lf() {
    let text = whole().replace('\n', "\r\n");
    let found = lesson(&text);
    let start = found.with_starts().next().expect("there is a section").1.expect("there is a start");
    assert_eq!(&text[start.range.bytes()], start.text);
    assert_eq!(findings(&text), "");
}

#[test]
fn prose_is_a_tree_of_blocks_and_html_is_text() {
    let text = format!(
        "{HEAD}
A *b **c*** `d` <b onclick=\"x\">e</b> [f](do:run) [g](https://example.org)\\
[h](glossary:ready-queue), next ![alt](img/a.png).

<script>alert(1)</script>

1. one
   - two

   > three

| x | y |
|---|--:|
| 1 | `2` |

```text
code
```
---
"
    );
    let lesson = lesson(&text);
    let blocks: Vec<_> = lesson.sections[0]
        .items
        .iter()
        .map(|item| match item {
            Item::Prose(block) => block,
            other => panic!("{other:?}"),
        })
        .collect();
    let kinds: Vec<String> = blocks.iter().map(|block| short_debug(&format!("{:?}", block.kind))).collect();
    expect![[r#"
        Paragraph([Inline { kind: Text("A ") }, Inline { kind: Emphasis([Inline { kind: Text("b ") }, Inline { kind: Strong([Inline { kind: Text("c") }]) }]) }, Inline { kind: Text(" ") }, Inline { kind: Code("d") }, Inline { kind: Text(" <b onclick=\"x\">e</b> ") }, Inline { kind: Link { to: Do([Run]), text: [Inline { kind: Text("f") }] } }, Inline { kind: Text(" ") }, Inline { kind: Link { to: Page("https://example.org"), text: [Inline { kind: Text("g") }] } }, Inline { kind: Break(true) }, Inline { kind: Link { to: Word("ready queue"), text: [Inline { kind: Text("h") }] } }, Inline { kind: Text(", next ") }, Inline { kind: Image { path: "img/a.png", alt: "alt" } }, Inline { kind: Text(".") }])
        Paragraph([Inline { kind: Text("<script>alert(1)</script>\n") }])
        List { first: Some(1), items: [[Block { kind: Paragraph([Inline { kind: Text("one") }]) }, Block { kind: List { first: None, items: [[Block { kind: Paragraph([Inline { kind: Text("two") }]) }]] } }, Block { kind: Quote([Block { kind: Paragraph([Inline { kind: Text("three") }]) }]) }]] }
        Table { alignments: [Start, End], rows: [[[Inline { kind: Text("x") }], [Inline { kind: Text("y") }]], [[Inline { kind: Text("1") }], [Inline { kind: Code("2") }]]] }
        Code { info: "text", text: "code\n" }
        Rule
    "#]].assert_eq(&(kinds.join("\n") + "\n"));
}

/// A tree without its ranges.
fn short_debug(debug: &str) -> String {
    let mut all = String::new();
    let mut rest = debug;
    while let Some((before, after)) = rest.split_once("range: TextRange { ") {
        all.push_str(before);
        rest = after.split_once("}, ").map_or("", |(_, rest)| rest);
    }
    all + rest
}

#[test]
fn says_what_is_wrong_and_where() {
    reports(
        "# No head",
        &expect![[r#"
        1:1 error ``: a lesson begins with its head: `---`, the keys `lesson: 1`, `id`, `title`, `objective` and `minutes`, and `---`
    "#]],
    );
    reports(
        "---\nlesson: 2\nid: A b\ntitel: x\nobjective: 3\nruns: { run: {}, x: { strateg: level, edits: conect } }\n---\n",
        &expect![[r#"
            2:1 error `lesson`: `title` is missing
            2:1 error `lesson`: `minutes` is missing
            2:9 error `2`: 2 is outside the range 1 to 1
            3:5 error `A b`: the id of a lesson has small letters, digits and hyphens
            4:1 warning `titel`: `titel` is not a key of the head of a lesson; did you mean `title`?
            5:12 error `3`: expected text, found the number 3; quote it: "3"
            6:9 error `run`: `run` is the learner's own run; another name, without `+` and `,`, is needed
            6:23 warning `strateg`: `strateg` is not a key of a run; did you mean `strategy`?
            6:46 error `conect`: line 1: `conect` is no edit; begin with `set`, `connect`, `disconnect`, `rename`, `remove`, `add`, `move`; did you mean `connect`?
        "#]],
    );
    reports(
        "---\nlesson: [\n---\n",
        &expect![[r#"
        2:9 error ``: the bracket `[` is not closed
    "#]],
    );
    let text = format!(
        "{HEAD}
[a](do:walk) [b](do:go=x) [c](javascript:alert(1)) [d](do:compare=run+fast) ![e](../x.png) ![f](https://x/y.png)

> ```checks
> - 1
> ```

 ```hint
 indented
 ```

```check
- 1
```

```solution
edits: x
```
"
    );
    reports(
        &text,
        &expect![[r#"
            12:1 error `[a](do:walk)`: `walk` is no step of a link; write `run`, `go=MOMENT`, `select=ID`, `view=VIEW`, `compare=RUN+RUN`, `strategy=S`, `workers=N` or `set=ID.KEY:VALUE`
            12:14 error `[b](do:go=x)`: `x`: write a moment as `ID.started`, `ID.ended`, `ID.ready`, `level.2.ended` or `run.ended`
            12:27 error `[c](javascript:alert(1))`: `javascript:alert(1)` is no place to go to; a link begins with `do:`, `glossary:`, `https://`, `http://` or `#`
            12:52 error `[d](do:compare=run+fast)`: there is no run `fast`; there are `run`, `slow`
            12:77 error `![e](../x.png)`: `../x.png` is no image beside the file; write a relative path without `..`
            12:92 error `![f](https://x/y.png)`: `https://x/y.png` is no image beside the file; write a relative path without `..`
            14:3 error ````checks`: data of a lesson stands at the margin, not in a list or quote
            22:1 warning ````check`: this is code to read; did you mean `checks`?
            26:1 error ````solution`: this section has no checks, so it is no task and has no answers
            27:8 error `x`: `x` is no edit; begin with `set`, `connect`, `disconnect`, `rename`, `remove`, `add`, `move`
        "#]],
    );
    let text = whole()
        + "
```checks
- { id: order, say: `a` is first, output: x }
```
```checks
- { id: order, say: again, output: x }
- { id: more, say: more, run: fast, outptu: x }
- { id: other, say: other, run: fast, output: x }
```
```wrong
say: x
edits: |
  remove a
  remov b
fails: [ordr]
go: b.begin
when: { outptu: x }
```
```wrong later
say: x: y
```
```wrong both
say: x
edits: remove a
workflow: x
fails: []
```
```predict
- { id: a, ask: at }
- { id: a, ask: at, of: a.started, for: barrier }
- { id: a, ask: wich }
- { id: b, ask: compare, runs: [run, fast] }
- { id: c, ask: shared, of: run }
```
```hint name
[x](do:)
```
```solution
edits: |
  connect a -> b
```
```predict
```
";
    reports(
        &text,
        &expect![[r#"
            39:21 error ``: unexpected character: ``'; a text with a backtick at its beginning or with `: ` in it goes below `|`, as in `say: |`
            42:3 error `{ id: order, say: again, outpu`: there is already a check `order`
            43:3 error `{ id: more, say: more, run: fa`: write a condition here, such as `output` or `before`
            43:37 warning `outptu`: `outptu` is not a key of a check; did you mean `output`?
            44:3 error `{ id: other, say: other, run: `: there is no run `fast`; there are `run`, `slow`
            46:1 error ````wrong`: a wrong answer needs a name, as in ```` ```wrong NAME ````
            50:3 error `remov b`: `remov` is no edit; begin with `set`, `connect`, `disconnect`, `rename`, `remove`, `add`, `move`; did you mean `remove`?
            51:9 error `ordr`: this task has no check `ordr`; it has `order`, `other`, `text`
            52:5 error `b.begin`: `b.begin`: write a moment as `ID.started`, `ID.ended`, `ID.ready`, `level.2.ended` or `run.ended`
            53:7 error `{ outptu: x }`: write a condition here, such as `output` or `before`
            53:9 warning `outptu`: `outptu` is not a key of a condition; did you mean `output`?
            56:7 error ``: mapping values are not allowed in this context; a text with a backtick at its beginning or with `: ` in it goes below `|`, as in `say: |`
            59:1 error `say: x`: write either `edits` or `workflow`
            62:1 error `fails`: a wrong answer fails at least one check
            65:5 error `id`: `of` is missing; `ask: at` needs it
            66:36 warning `for`: `ask: at` has no `for`
            67:17 error `wich`: `wich` is not one of `next`, `worker`, `cause`, `queue`, `at`, `wait`, `makespan`, `compare`, `receives`, `gives`, `skipped`, `chosen`, `shared`
            68:3 error `{ id: b, ask: compare, runs: [`: there is no run `fast`; there are `run`, `slow`
            71:1 warning ````hint name`: only a solution and a wrong answer have a name, which `name` would be
            72:1 error `[x](do:)`: `` is no step of a link; write `run`, `go=MOMENT`, `select=ID`, `view=VIEW`, `compare=RUN+RUN`, `strategy=S`, `workers=N` or `set=ID.KEY:VALUE`
            74:1 error ````solution`: a second solution needs a name
            79:4 error ``: there is nothing in this part
        "#]],
    );
}

#[test]
fn proves_what_a_lesson_says() {
    // The start passes, a solution fails, a wrong answer fails other checks, and is recognised by another.
    let text = [HEAD, START, "
[Here](do:go=a.started#2), [there](do:select=c), [changed](do:set=c.timeout_ms:3), [run](do:set=a.simulate.duration_ms:3,go=a.ended).

## A task

```checks
- { id: time, say: It ends within 40 ms, measure: { makespan_ms: { at_most: 40 } } }
- { id: rule, say: Nothing changed, edits: { codes: 0 } }
- { id: never, say: It runs, status: succeeded }
```
```solution
edits: |
  set a.simulate.duration_ms = 50
```
```solution other
edits: |
  connect a -> nobody
```
```wrong first
say: Too long.
edits: |
  set a.simulate.duration_ms = 60
fails: [time, rule]
go: a.ended#2
```
```wrong second
say: Too long again, [see](do:go=b.started).
edits: |
  set b.simulate.duration_ms = 60
when: { uses: { strategy: level } }
fails: [time]
```
```wrong third
say: Too long again.
edits: |
  set b.simulate.duration_ms = 70
fails: [time]
```
```wrong fourth
say: Too long again.
edits: |
  set b.simulate.duration_ms = 70
fails: [time]
```
```wrong broken
say: No plan.
edits: |
  set a.module = x
  connect a -> b
  set b.type = wasm
fails: [time]
```

## Another

```yaml start
strategy: reactive
processors:
  - { id: x, type: local, processor: reverse_txt }
```
```checks
- { id: x, say: It runs, status: succeeded }
```
"].concat();
    expect![[r#"
        19 link-fails: `a.started#2` never comes in this run
        19 link-fails: there is no processor `c`
        19 link-fails: there is no processor `c`
        21 start-passes: the start fulfils every check of this task; demand something that it does not do
        26 never-fails: neither the start nor a wrong answer fails `never`, so it tests nothing
        28 solution-fails: this solution fails `time`: The run ends at 50 ms, 10 ms too late
        34 edit-refused: there is no processor `nobody`
        40 wrong-fails: this answer does not fail `rule`
        41 no-moment: `a.ended#2` never comes in the run of this answer
        47 wrong-unrecognised: this condition does not hold for the answer itself
        56 wrong-taken: the wrong answer `third` is recognised first; give that one a `when`
        62 no-plan: this workflow has errors: `module` is missing; it names the file of a WebAssembly module
        71 no-solution: this task has no solution, so nothing shows that it can be done
        76 no-plan: there is no local processor `reverse_txt`; did you mean `reverse_text`?
    "#]]
    .assert_eq(&findings(&text));
}

#[test]
fn questions_are_about_what_their_run_has() {
    let questions = "
```predict
- { id: a, ask: gives, of: c }
- { id: b, ask: at, of: b.started#2 }
- { id: c, ask: cause, of: b, at: a.ended, run: slow }
- { id: d, ask: compare, runs: [run, lost] }
- { id: e, ask: makespan, run: lost }
- { id: f, ask: shared }
```
";
    let head = HEAD.replace("runs:\n", "runs:\n  lost: { edits: \"remove z\" }\n");
    expect![[r#"
        9 no-run: the run `lost` cannot be made of a workflow that the lesson starts from
        21 question-moot: there is no processor `c`
        22 question-moot: `b.started#2` never comes in the run of this question
        24 question-moot: the run `lost` cannot be made of the workflow at this point
        25 question-moot: the run `lost` cannot be made of the workflow at this point
    "#]]
    .assert_eq(&findings(&[&head, START, questions].concat()));
}

#[test]
fn an_answer_is_judged_and_recognised() {
    let text = [HEAD, START, &TASK.replace("go: b", "when: { uses: { workers: 1 } }\ngo: b")].concat();
    let lesson = lesson(&text);
    let (section, start) = lesson.with_starts().nth(1).expect("there are two sections");
    let start = &*start.expect("the lesson has a start").text;
    let named = lesson.front.named_runs();
    let judged = |answer: &str| {
        let runs = Runs::new(answer, "Wood".into(), Overrides::default(), Environment::default());
        let judged = judge(&section.task(), &mut runs.with_start(start).with_runs(&named));
        let holds: Vec<bool> = judged.verdicts.iter().map(Verdict::passes).collect();
        assert_eq!(judged.passes(), !holds.contains(&false));
        (holds, judged.wrong, judged.go)
    };
    let edited = |script: &str| Script::read(script).expect("an edit").apply(start).expect("it is made");
    assert_eq!(judged(start), (vec![false, false], None, None));
    assert_eq!(judged(&edited("connect a -> b")), (vec![true, true], None, None));
    // An answer that passes is never a wrong answer, even if a `when` holds.
    let alone = "set executor_options.max_concurrency = 1";
    assert_eq!(judged(&edited(&format!("connect a -> b\n{alone}"))), (vec![true, true], None, None));
    assert_eq!(judged(&edited(alone)), (vec![true, false], Some(0), Some(7)));
    assert_eq!(judged("processors: ["), (vec![false, false], None, None));
}

#[test]
fn single_edits_that_pass_are_found() {
    let text = whole();
    let lesson = lesson(&text);
    let found = mutate(&lesson, Environment::default());
    let line = |mutated: &crate::Mutated| {
        let edits: Vec<_> = mutated.passed.iter().map(|edit| format!("  {edit}\n")).collect();
        let of = mutated.solution.map_or("start", |_| "solution");
        assert!(text[mutated.range().bytes()].starts_with(mutated.solution.map_or("## One", |_| "```solution")));
        format!("{of}, {} edits:\n{}", mutated.tried, edits.concat())
    };
    expect![[r#"
        start, 14 edits:
        solution, 13 edits:
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
    "#]]
    .assert_eq(&found.iter().map(line).collect::<String>());
}

#[test]
fn prose_has_a_plain_text() {
    let text = format!(
        "{HEAD}\n*A* [b](do:run).\n\n> 1. `c`\n> 2. d\n\n- e\n\n```text\nf\n```\n---\n| g | h |\n|---|---|\n| i | j |\n"
    );
    let blocks = lesson(&text).sections.remove(0).items.into_iter().map(|item| match item {
        Item::Prose(block) => block,
        other => panic!("{other:?}"),
    });
    let blocks: Vec<_> = blocks.collect();
    assert_eq!(crate::plain_text(&blocks), "A b.\n\n1. c\n2. d\n\n- e\n\nf\n\ng | h\ni | j");
}

#[test]
fn needs_form_no_cycle() {
    let with = |id: &str, needs: &str| lesson(&whole().replace("id: test", &format!("id: {id}\nneeds: [{needs}]")));
    let lessons = [with("a", ""), with("b", "a, c"), with("c", "d"), with("d", "b"), with("e", "d, x"), with("a", "")];
    let all: Vec<&Lesson> = lessons.iter().collect();
    let found: Vec<String> =
        prove_needs(&all).into_iter().map(|(at, finding)| format!("{at}: {}", finding.message)).collect();
    assert_eq!(
        found,
        [
            "5: there is already a lesson `a`",
            "4: there is no lesson `x` here; check its file together with this one",
            "1: `b` needs `c`, which needs it in turn",
            "2: `c` needs `d`, which needs it in turn",
            "3: `d` needs `b`, which needs it in turn",
        ]
    );
}

#[test]
fn limits_are_kept() {
    let wrong = |at: usize| format!("```wrong w{at}\nsay: x\nedits: remove a\nfails: [order]\n```\n");
    let many: String = (0..33).map(wrong).collect();
    assert!(reported_of(&(whole() + &many)).contains("more than 32 wrong answers"));
    let check = |at: usize| format!("- {{ id: c{at}, say: x, output: x }}\n");
    let checks: String = (0..65).map(check).collect();
    assert!(reported_of(&format!("{}\n```checks\n{checks}```\n", whole())).contains("more than 64 checks"));
    let task = |at: usize| format!("## T\n```checks\n{}```\n", check(at));
    let tasks: String = (0..13).map(task).collect();
    assert!(reported_of(&[HEAD, START, &tasks].concat()).contains("more than 12 tasks"));
    let question = |at: usize| format!("- {{ id: q{at}, ask: makespan }}\n");
    let questions: String = (0..25).map(question).collect();
    assert!(reported_of(&format!("{}\n```predict\n{questions}```\n", whole())).contains("more than 24 questions"));
    let runs: String = (0..17).map(|at| format!("  r{at}: {{ strategy: level }}\n")).collect();
    assert!(reported_of(&whole().replace("runs:\n", &format!("runs:\n{runs}"))).contains("more than 16 named runs"));
}

fn reported_of(text: &str) -> String {
    reported(text, &read(text).1)
}

/// Large, deep and repetitive files are read or refused, each in much less than a second, so that more than linear time would show.
/// Every range is in the text.
#[test]
fn hostile_files_are_read_or_refused() {
    let body = limits::TEXT_BYTES - HEAD.len() - 16;
    let fill = |part: &str| [HEAD, "\n", &part.repeat(body / part.len())].concat();
    let files = [
        "x".repeat(10 << 20),
        fill("> "),
        fill(">"),
        fill("- "),
        fill("  - a\n"),
        (0..400).fold(format!("{HEAD}\n"), |text, depth| text + &" ".repeat(2 * depth) + "- a\n"),
        fill("1. "),
        fill("*a **b "),
        fill("["),
        fill("[a]("),
        fill("![["),
        fill("<b>"),
        fill("<!-- "),
        fill("`` ` "),
        fill("|a|b\n|-|-\n"),
        fill("[x](do:go=a.started) "),
        fill("[x](do:nowhere) "),
        fill("```checks\n- 1\n```\n"),
        fill("```wrong w\nsay: x\nedits: remove a\nfails: [x]\n```\n"),
        fill("## T\n"),
        fill("&amp;"),
        fill("[a]: b\n"),
        format!("{HEAD}\n```checks\n{}", "[".repeat(body / 2)),
        format!("{HEAD}\n```checks\n- &a [x]\n{}", "- [*a, *a]\n".repeat(body / 12)),
        format!("{HEAD}\n```predict\n- &a {{ id: a, ask: at, of: b }}\n{}", "- *a\n".repeat(body / 6)),
        format!("---\n{}\n---\n", "a: [".repeat(1_000)),
        format!("{HEAD}\n```yaml start\nprocessors:\n{}```\n", "  - { id: a }\n".repeat(body / 20)),
        format!("{HEAD}\n```hint\n{}", "> ".repeat(body / 3)),
        HEAD.replace("Wood", &"\\u0000".repeat(100)),
        HEAD.replace("title: A test", &format!("title: {}", "é".repeat(1_000))),
        "---\n".into(),
        "---\n---\n".into(),
        "\u{feff}---\n---\n\u{feff}".into(),
        String::new(),
    ];
    for text in files {
        let begin: String = text.chars().skip(HEAD.len()).take(30).collect();
        let (lesson, diagnostics) = read(&text);
        assert!(diagnostics.len() <= limits::DIAGNOSTICS);
        reported(&text, &diagnostics);
        let has_error = diagnostics.iter().any(|diagnostic| diagnostic.severity == dagwood_core::Severity::Error);
        assert!(lesson.is_some() || has_error, "{begin:?}");
    }
}

/// docs/LESSONS.md names every word that a lesson can use.
#[test]
fn the_reference_names_every_word() {
    use dagwood_core::check::{EditKind, Measure, PREDICATES, RUN_SPEC};

    let reference = include_str!("../../docs/LESSONS.md");
    let conditions = PREDICATES.keys.iter().map(|key| format!("`{}: ", key.name));
    let keys = crate::schema::FRONT.keys.iter().chain(RUN_SPEC.keys).map(|key| format!("`{}`", key.name));
    let measures = Measure::ALL.iter().map(|measure| format!("`{}`", measure.name()));
    let kinds = EditKind::ALL.iter().map(|kind| format!("`{}`", kind.name()));
    let views = crate::View::ALL.iter().map(|view| format!("`{}`", view.name()));
    for word in conditions.chain(keys).chain(measures).chain(kinds).chain(views) {
        assert!(reference.contains(&word), "{word} is missing");
    }
}
