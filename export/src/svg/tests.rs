//! A picture as text, and what holds for every picture.

use std::collections::BTreeSet;

use dagwood_core::{Payload, Trace, VirtualDriver, compile};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::{Moment, Picture, Subject, write};

const WORKFLOW: &str = "\
strategy: reactive
failure_strategy: continue_on_error
executor_options: { max_concurrency: 2 }
processors:
  - { id: shout, type: local, processor: change_text_case_upper, simulate: { duration_ms: 10 } }
  - { id: count, type: local, processor: token_counter, depends_on: [shout], simulate: { duration_ms: 5 } }
  - { id: mark, type: local, processor: prefix_suffix_adder, depends_on: [shout], simulate: { duration_ms: 5, fail_attempts: 9 } }
  - { id: turn, type: local, processor: reverse_text, depends_on: [mark] }
";

fn run(workflow: &str) -> Trace {
    let compiled = compile(workflow);
    let plan = compiled.plan.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
    VirtualDriver::new(&plan, plan.options(), Payload::from("hello")).run_to_end()
}

fn draw<'a>(trace: &'a Trace, step: usize, subject: fn(Moment<'a>) -> Subject<'a>) -> String {
    write(&Picture { name: "w.yaml", subject: subject(Moment { trace, step }), across: false })
}

/// Compares a picture without its style sheet and arrowheads, which are the same in all.
fn assert_picture(svg: &str, expected: &Expect) {
    let (head, rest) = svg.split_once("<style>").expect("there is a style sheet");
    let (_, body) = rest.split_once("</defs>\n").expect("there are definitions");
    expected.assert_eq(&format!("{head}…\n{body}"));
}

#[test]
fn a_moment_of_a_run() {
    let trace = run(WORKFLOW);
    assert_picture(
        &draw(&trace, 8, Subject::Both),
        &expect![[r#"
            <svg xmlns="http://www.w3.org/2000/svg" id="dagwood-715d19f1" width="744" height="502" viewBox="0 0 744 502" role="img" aria-labelledby="dagwood-715d19f1-title dagwood-715d19f1-desc">
            <title id="dagwood-715d19f1-title">w.yaml: the graph and the timeline at step 8 of 13</title>
            <desc id="dagwood-715d19f1-desc">A workflow of 4 processors, 3 dependencies, 3 levels. Its run: strategy reactive, 2 workers, partial after 15 ms. Step 8 of 13, at 10 ms: count starts on worker 0 with the output of shout. 1 waiting: turn. 1 ready: mark. 1 executing: count. 1 completed: shout.</desc>
            …
            <rect class="paper" width="744" height="502"/>
            <text class="name" x="16" y="28">w.yaml</text>
            <text class="line" x="16" y="46">4 processors, 3 dependencies, 3 levels; strategy reactive, 2 workers, partial after 15 ms</text>
            <text class="line" x="16" y="64">Step 8 of 13, at 10 ms: count starts on worker 0 with the output of shout.</text>
            <g transform="translate(198 86)">
            <path class="edge flowed" d="M174 50C174 78 82 78 82 106"/>
            <path class="edge flowed" d="M174 50C174 78 266 78 266 106"/>
            <path class="edge" d="M266 154V210"/>
            <g class="node completed"><rect class="box" x="94" y="2" width="160" height="48" rx="8"/><path class="mark" transform="translate(107 18)" d="M2.5 8.5L6.5 12.5L13.5 4"/><text class="id" x="132" y="22">shout</text><text class="caption" x="132" y="38">completed</text></g>
            <g class="node executing"><rect class="box" x="2" y="106" width="160" height="48" rx="24"/><path class="mark" transform="translate(15 122)" d="M4.5 2.5L13 8L4.5 13.5z"/><text class="id" x="40" y="126">count</text><text class="caption" x="40" y="142">executing</text></g>
            <g class="node ready"><rect class="box" x="186" y="106" width="160" height="48" rx="8"/><path class="mark" transform="translate(199 122)" d="M8 1.5L14.5 8L8 14.5L1.5 8z"/><text class="id" x="224" y="126">mark</text><text class="caption" x="224" y="142">ready</text></g>
            <g class="node waiting"><rect class="box" x="186" y="210" width="160" height="48" rx="8"/><path class="mark" transform="translate(199 226)" d="M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z"/><text class="id" x="224" y="230">turn</text><text class="caption" x="224" y="246">waiting</text></g>
            </g>
            <g transform="translate(16 362)">
            <g class="waiting"><path class="mark" transform="translate(0 2)" d="M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z"/><text class="count" x="22" y="14">1 waiting</text></g>
            <g class="ready"><path class="mark" transform="translate(101.7 2)" d="M8 1.5L14.5 8L8 14.5L1.5 8z"/><text class="count" x="123.7" y="14">1 ready</text></g>
            <g class="executing"><path class="mark" transform="translate(188.8 2)" d="M4.5 2.5L13 8L4.5 13.5z"/><text class="count" x="210.8" y="14">1 executing</text></g>
            <g class="completed"><path class="mark" transform="translate(305.1 2)" d="M2.5 8.5L6.5 12.5L13.5 4"/><text class="count" x="327.1" y="14">1 completed</text></g>
            </g>
            <g transform="translate(16 398)">
            <path class="tick" d="M96 20V68"/><text class="time" x="96" y="83">0 ms</text>
            <path class="tick" d="M282.7 20V68"/><text class="time" x="282.7" y="83">5 ms</text>
            <path class="tick" d="M469.3 20V68"/><text class="time" x="469.3" y="83">10 ms</text>
            <path class="tick" d="M656 20V68"/><text class="time" x="656" y="83">15 ms</text>
            <text class="worker" x="0" y="36">Worker 0</text>
            <text class="worker" x="0" y="60">Worker 1</text>
            <g class="bar completed"><rect class="done rim" x="96" y="23" width="373.3" height="18" rx="3"/><path class="mark" transform="translate(100 26) scale(0.75)" d="M2.5 8.5L6.5 12.5L13.5 4"/><text class="label" x="119" y="36">shout</text></g>
            <g class="bar executing"><rect class="whole" x="469.3" y="23" width="186.7" height="18" rx="3"/><rect class="done" x="469.3" y="23" width="0" height="18" rx="3"/><rect class="open rim" x="469.3" y="23" width="186.7" height="18" rx="3"/><path class="mark" transform="translate(473.3 26) scale(0.75)" d="M4.5 2.5L13 8L4.5 13.5z"/><text class="label" x="492.3" y="36">count</text></g>
            <g class="bar future"><rect class="whole rim" x="469.3" y="47" width="186.7" height="18" rx="3"/><text class="label" x="474.3" y="60">mark</text></g>
            <path class="now" d="M469.3 16V68"/><text class="time moment" x="469.3" y="12">10 ms</text>
            </g>
            </svg>
        "#]],
    );
}

#[test]
fn a_workflow_without_a_run_from_left_to_right() {
    let trace = run(WORKFLOW);
    let subject = Subject::Workflow(trace.graph());
    let svg = write(&Picture { name: "<&>", subject, across: true });
    assert_picture(
        &svg,
        &expect![[r#"
        <svg xmlns="http://www.w3.org/2000/svg" id="dagwood-7d8e0465" width="628" height="208" viewBox="0 0 628 208" role="img" aria-labelledby="dagwood-7d8e0465-title dagwood-7d8e0465-desc">
        <title id="dagwood-7d8e0465-title">&lt;&amp;&gt;: the graph</title>
        <desc id="dagwood-7d8e0465-desc">A workflow of 4 processors, 3 dependencies, 3 levels. Its processors: shout, count, mark, turn.</desc>
        …
        <rect class="paper" width="628" height="208"/>
        <text class="name" x="16" y="28">&lt;&amp;&gt;</text>
        <text class="line" x="16" y="46">4 processors, 3 dependencies, 3 levels</text>
        <g transform="translate(16 68)">
        <path class="edge" d="M162 62C190 62 190 26 218 26"/>
        <path class="edge" d="M162 62C190 62 190 98 218 98"/>
        <path class="edge" d="M378 98H434"/>
        <g class="node planned"><rect class="box" x="2" y="38" width="160" height="48" rx="8"/><text class="id" x="22" y="58">shout</text><text class="caption" x="22" y="74">transform</text></g>
        <g class="node planned"><rect class="box" x="218" y="2" width="160" height="48" rx="24"/><text class="id" x="238" y="22">count</text><text class="caption" x="238" y="38">analyze</text></g>
        <g class="node planned"><rect class="box" x="218" y="74" width="160" height="48" rx="8"/><text class="id" x="238" y="94">mark</text><text class="caption" x="238" y="110">transform</text></g>
        <g class="node planned"><rect class="box" x="434" y="74" width="160" height="48" rx="8"/><text class="id" x="454" y="94">turn</text><text class="caption" x="454" y="110">transform</text></g>
        </g>
        </svg>
    "#]],
    );
}

#[test]
fn the_end_of_a_run_is_its_last_moment() {
    let trace = run(WORKFLOW);
    let end = draw(&trace, trace.len(), Subject::Timeline);
    assert_eq!(end, draw(&trace, usize::MAX, Subject::Timeline));
    assert_picture(
        &end,
        &expect![[r#"
            <svg xmlns="http://www.w3.org/2000/svg" id="dagwood-3422a3f6" width="744" height="226" viewBox="0 0 744 226" role="img" aria-labelledby="dagwood-3422a3f6-title dagwood-3422a3f6-desc">
            <title id="dagwood-3422a3f6-title">w.yaml: the timeline at step 13 of 13</title>
            <desc id="dagwood-3422a3f6-desc">A workflow of 4 processors, 3 dependencies, 3 levels. Its run: strategy reactive, 2 workers, partial after 15 ms. Step 13 of 13, at 15 ms: The run has partly succeeded after 15 ms. 2 completed: shout, count. 1 failed: mark. 1 skipped: turn.</desc>
            …
            <rect class="paper" width="744" height="226"/>
            <text class="name" x="16" y="28">w.yaml</text>
            <text class="line" x="16" y="46">4 processors, 3 dependencies, 3 levels; strategy reactive, 2 workers, partial after 15 ms</text>
            <text class="line" x="16" y="64">Step 13 of 13, at 15 ms: The run has partly succeeded after 15 ms.</text>
            <g transform="translate(16 86)">
            <path class="tick" d="M96 20V68"/><text class="time" x="96" y="83">0 ms</text>
            <path class="tick" d="M282.7 20V68"/><text class="time" x="282.7" y="83">5 ms</text>
            <path class="tick" d="M469.3 20V68"/><text class="time" x="469.3" y="83">10 ms</text>
            <path class="tick" d="M656 20V68"/><text class="time" x="656" y="83">15 ms</text>
            <text class="worker" x="0" y="36">Worker 0</text>
            <text class="worker" x="0" y="60">Worker 1</text>
            <g class="bar completed"><rect class="done rim" x="96" y="23" width="373.3" height="18" rx="3"/><path class="mark" transform="translate(100 26) scale(0.75)" d="M2.5 8.5L6.5 12.5L13.5 4"/><text class="label" x="119" y="36">shout</text></g>
            <g class="bar completed"><rect class="done rim" x="469.3" y="23" width="186.7" height="18" rx="3"/><path class="mark" transform="translate(473.3 26) scale(0.75)" d="M2.5 8.5L6.5 12.5L13.5 4"/><text class="label" x="492.3" y="36">count</text></g>
            <g class="bar failed"><rect class="done rim" x="469.3" y="47" width="186.7" height="18" rx="3"/><path class="mark" transform="translate(473.3 50) scale(0.75)" d="M3.5 3.5L12.5 12.5M12.5 3.5L3.5 12.5"/><text class="label" x="492.3" y="60">mark</text></g>
            <path class="now" d="M656 16V68"/><text class="time moment" x="656" y="12">15 ms</text>
            </g>
            <g transform="translate(16 190)">
            <g class="completed"><path class="mark" transform="translate(0 2)" d="M2.5 8.5L6.5 12.5L13.5 4"/><text class="count" x="22" y="14">2 completed</text></g>
            <g class="failed"><path class="mark" transform="translate(116.3 2)" d="M3.5 3.5L12.5 12.5M12.5 3.5L3.5 12.5"/><text class="count" x="138.3" y="14">1 failed</text></g>
            <g class="skipped"><path class="mark" transform="translate(210.7 2)" d="M2.5 3.5L7 8L2.5 12.5M8.5 3.5L13 8L8.5 12.5"/><text class="count" x="232.7" y="14">1 skipped</text></g>
            </g>
            </svg>
        "#]],
    );
}

#[test]
fn the_style_sheet_concerns_only_its_picture() {
    let trace = run(WORKFLOW);
    let svg = draw(&trace, 3, Subject::Graph);
    let document = Document::parse(&svg).expect("it is XML");
    let id = document.root_element().attribute("id").expect("the picture has an id");
    let style = document.descendants().find(|node| node.has_tag_name("style")).and_then(|node| node.text());
    for line in style.expect("it has a style sheet").lines().filter(|line| !line.is_empty() && *line != "}") {
        if line == "@media (prefers-color-scheme: dark) {" {
            continue;
        }
        let (selectors, _) = line.split_once(" {").expect("a line is a rule");
        assert!(selectors.split(", ").all(|one| one.starts_with(&format!("#{id}"))), "{line}");
    }
}

#[test]
fn what_is_too_large_is_simplified_and_says_so() {
    let mut workflow = String::from("strategy: work_queue\nexecutor_options: { max_concurrency: 200 }\nprocessors:\n");
    for i in 0..600 {
        workflow +=
            &format!("  - {{ id: p{i}, type: local, processor: token_counter, simulate: {{ duration_ms: 7 }} }}\n");
    }
    let trace = run(&workflow);
    let svg = draw(&trace, trace.len() / 2, Subject::Both);
    let document = Document::parse(&svg).expect("it is XML");
    let description = text_of(&document, "desc");
    expect!["A workflow of 600 processors, 0 dependencies, 1 level. Its run: strategy work_queue, 200 workers, succeeded after 21 ms. Step 901 of 1802, at 7 ms: p99 completes with 0 bytes. 400 ready. 100 executing. 100 completed. The graph is too large for ids and dependencies: each processor is a box. The timeline has too many attempts for labels: 600. The timeline shows 100 of 200 workers; the others run 300 of 600 attempts."].assert_eq(&description);
    // One box for each processor, and at most one for each bar: bars that touch are merged.
    let of_class = |class: &str| document.descendants().filter(move |node| has_class(node, class)).collect::<Vec<_>>();
    let boxes: usize =
        of_class("boxes").iter().map(|path| path.attribute("d").unwrap_or_default().matches('M').count()).sum();
    assert!((600..=600 + 3 * 100).contains(&boxes), "{boxes} boxes");
    assert!(of_class("node").is_empty() && of_class("bar").is_empty());
    assert!(svg.len() < 60_000, "{} bytes", svg.len());
}

fn text_of(document: &Document, tag: &str) -> String {
    let found = document.root_element().children().find(|node| node.has_tag_name(tag));
    found.and_then(|node| node.text()).unwrap_or_default().into()
}

fn has_class(node: &Node, class: &str) -> bool {
    node.attribute("class").is_some_and(|all| all.split(' ').any(|one| one == class))
}

/// The number in an attribute.
fn number(node: &Node, name: &str) -> f32 {
    node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(0.0)
}

/// Where the coordinates of an element begin.
fn origin(node: &Node) -> (f32, f32) {
    let translations = node.ancestors().skip(1).filter_map(|group| group.attribute("transform"));
    translations.fold((0.0, 0.0), |(x, y), transform| {
        let inner = transform.trim_start_matches("translate(").trim_end_matches(')');
        let (dx, dy) = inner.split_once(' ').expect("two numbers");
        (x + dx.parse::<f32>().expect("a number"), y + dy.parse::<f32>().expect("a number"))
    })
}

/// No text and no box is outside of the picture, for a font as wide as 0.61 of its size.
fn assert_inside(document: &Document) {
    let root = document.root_element();
    let (width, height) = (number(&root, "width"), number(&root, "height"));
    for node in root.descendants() {
        let (x, y) = origin(&node);
        let (left, right, top, bottom) = match node.tag_name().name() {
            "text" => {
                let text = node.text().unwrap_or_default();
                let columns: f32 = text.chars().map(|c| if c < '\u{1100}' || c == '…' { 1.0 } else { 2.0 }).sum();
                let is_small = ["caption", "label", "time"].iter().any(|class| has_class(&node, class));
                let wide = columns * if is_small { 6.7 } else { 7.3 };
                let left = x + number(&node, "x") - if has_class(&node, "time") { wide / 2.0 } else { 0.0 };
                let base = y + number(&node, "y");
                (left, left + wide, base - 12.0, base + 4.0)
            }
            "rect" if !node.ancestors().any(|up| up.has_tag_name("defs")) => {
                let (left, top) = (x + number(&node, "x"), y + number(&node, "y"));
                (left, left + number(&node, "width"), top, top + number(&node, "height"))
            }
            _ => continue,
        };
        assert!(left >= 0.0 && top >= 0.0 && right <= width && bottom <= height, "{:?}", node.text());
    }
}

/// All ids belong to the picture and are there once, and so is all that is referred to.
fn assert_references(svg: &str, document: &Document) {
    let root = document.root_element();
    let own = root.attribute("id").expect("the picture has an id");
    let ids: Vec<_> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    assert!(ids.iter().all(|id| id.starts_with(own)), "{ids:?}");
    let distinct: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(distinct.len(), ids.len());
    let labels = root.attribute("aria-labelledby").expect("the picture has a name").split(' ');
    let urls = svg.split("url(#").skip(1).filter_map(|rest| rest.split(')').next());
    for reference in labels.chain(urls) {
        assert!(distinct.contains(reference), "{reference}");
    }
    assert_eq!(root.attribute("role"), Some("img"));
}

/// A workflow with these ids, in which each processor depends on some before it, as JSON.
fn workflow(ids: &[String], links: &[(usize, usize)], workers: usize, fails: usize) -> String {
    let processor = |i: usize| {
        let depends_on: BTreeSet<_> =
            links.iter().filter(|&&(_, to)| to % ids.len() == i).filter_map(|&(from, _)| from.checked_rem(i)).collect();
        let depends_on: Vec<_> = depends_on.into_iter().map(|from| &ids[from]).collect();
        let kind = if i.is_multiple_of(3) { "token_counter" } else { "reverse_text" };
        let simulate = serde_json::json!({ "duration_ms": i * 37 % 101, "fail_attempts": u8::from(i == fails) });
        let retry = serde_json::json!({ "attempts": i % 2, "backoff_ms": 1 });
        serde_json::json!({
            "id": ids[i], "type": "local", "processor": kind, "depends_on": depends_on, "simulate": simulate, "retry": retry,
        })
    };
    let processors: Vec<_> = (0..ids.len()).map(processor).collect();
    let options = serde_json::json!({ "max_concurrency": workers });
    let workflow =
        serde_json::json!({ "strategy": "work_queue", "executor_options": options, "processors": processors });
    workflow.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_picture_is_sound(
        names in prop::collection::vec(any::<String>(), 1..30),
        links in prop::collection::vec(any::<(usize, usize)>(), 0..60),
        workers in 1..20_usize,
        fails in 0..60_usize,
        at in any::<prop::sample::Index>(),
        name in any::<String>(),
        across in any::<bool>(),
    ) {
        let ids: Vec<_> = names.iter().enumerate().map(|(i, name)| format!("{i} {name}")).collect();
        let compiled = compile(&workflow(&ids, &links, workers, fails));
        // Some ids are refused.
        let Some(plan) = compiled.plan else { return Ok(()) };
        let trace = VirtualDriver::new(&plan, plan.options(), Payload::from("hello")).run_to_end();
        let moment = Moment { trace: &trace, step: at.index(trace.len() + 1) };
        let subjects = [
            (Subject::Workflow(plan.graph()), ids.len()),
            (Subject::Graph(moment), ids.len()),
            (Subject::Timeline(moment), 0),
            (Subject::Both(moment), ids.len()),
        ];
        let mut own = BTreeSet::new();
        for (subject, processors) in subjects {
            let picture = Picture { name: &name, subject, across };
            let svg = write(&picture);
            prop_assert_eq!(&svg, &write(&picture), "the same bytes");
            let document = Document::parse(&svg).expect("it is XML");
            assert_inside(&document);
            assert_references(&svg, &document);
            let nodes = document.descendants().filter(|node| has_class(node, "node"));
            prop_assert_eq!(nodes.count(), processors, "each processor once");
            prop_assert!(!text_of(&document, "title").is_empty() && !text_of(&document, "desc").is_empty());
            own.extend(document.root_element().attribute("id").map(String::from));
        }
        prop_assert_eq!(own.len(), 4, "each picture has its own id");
    }
}
