//! The YAML test suite, case by case: the parser's events, and the tree's values. Known deviations are in a table with
//! their reasons; a deviation that is new or no longer exists fails the test.

use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};

use granit_parser::{Event, ScalarStyle, StructureStyle, Tag};
use serde_json::Value;

use super::{
    parser::{parser, range},
    tests::value,
    tree::Tree,
};

/// Less indentation than YAML requires inside brackets and quotes is accepted: see `strict_indentation` in `parser`.
const LENIENT: &str = "invalid by its indentation alone, which is read";

/// Cases whose events differ from the suite.
const EVENTS: &[(&str, &str)] = &[("9C9N", LENIENT), ("DK95-01", LENIENT), ("QB6E", LENIENT)];

/// Cases whose values differ from the suite.
const VALUES: &[(&str, &str)] = &[
    ("9C9N", LENIENT),
    ("DK95-01", LENIENT),
    ("QB6E", LENIENT),
    ("UGM3", "`450.00` is a number with a fraction, and the JSON of the suite has a whole one"),
];

#[derive(serde::Deserialize)]
struct Case {
    id: String,
    yaml: String,
    /// In the notation of the suite; `None` if the text is invalid.
    events: Option<String>,
    /// The documents, if they can be expressed in JSON.
    json: Option<String>,
}

/// Compares the deviating cases with the table of known deviations.
#[track_caller]
fn check(known: &[(&str, &str)], deviation: impl Fn(&Case) -> Option<String>) {
    let cases = include_str!("../../../../tests/yaml-test-suite/cases.jsonl").lines();
    let cases: Vec<Case> = cases.map(|line| serde_json::from_str(line).expect("a line is a case")).collect();
    assert_eq!(cases.len(), 402);
    let known: BTreeMap<&str, &str> = known.iter().copied().collect();
    let mut problems = String::new();
    for case in &cases {
        match (deviation(case), known.get(&*case.id)) {
            (Some(found), None) => problems += &format!("{} deviates:\n{}\n{found}\n\n", case.id, case.yaml),
            (None, Some(reason)) => problems += &format!("{} does not deviate: {reason}\n\n", case.id),
            _ => {}
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

#[test]
fn the_parser_gives_the_events_of_the_suite() {
    check(EVENTS, |case| match (events(&case.yaml), &case.events) {
        (Err(_), None) => None,
        (Ok(found), Some(expected)) if found == *expected.replace("-DOC ...", "-DOC") => None,
        (found, expected) => Some(format!("{found:?} instead of {expected:?}")),
    });
}

#[test]
fn the_tree_holds_the_values_of_the_suite() {
    check(VALUES, |case| {
        let tree = Tree::read(&case.yaml);
        let Some(events) = &case.events else {
            return tree.is_ok().then(|| "it is read".to_owned());
        };
        let documents = events.matches("+DOC").count();
        let json = case.json.as_deref()?;
        let expected: Vec<Value> =
            serde_json::Deserializer::from_str(json).into_iter().collect::<Result<_, _>>().expect("it is JSON");
        match tree {
            Err(_) if documents > 1 => None,
            Err(refused) => Some(refused.message),
            Ok(tree) => {
                let found: Vec<_> =
                    tree.root.map(|root| serde_json::to_value(value(&tree, root))).into_iter().collect();
                let is_it = matches!(&found[..], [Ok(found)] if *found == *expected.first()?) || found.is_empty();
                (!is_it).then(|| format!("{found:?} instead of {expected:?}"))
            }
        }
    });
}

/// The events of a text in the notation of the suite, one per line.
fn events(text: &str) -> Result<String, granit_parser::ScanError> {
    let mut lines: Vec<String> = Vec::new();
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    for event in parser(text) {
        let (event, span) = event?;
        let line = match event {
            Event::StreamStart => "+STR".into(),
            Event::StreamEnd => "-STR".into(),
            Event::DocumentStart(true, _) => "+DOC ---".into(),
            Event::DocumentStart(false, _) => "+DOC".into(),
            Event::DocumentEnd => "-DOC".into(),
            Event::Alias(id) => format!("=ALI *{}", names[&id]),
            Event::Scalar(text, style, id, tag) => {
                let (mark, is_nothing) = match style {
                    ScalarStyle::SingleQuoted => ('\'', false),
                    ScalarStyle::DoubleQuoted => ('"', false),
                    ScalarStyle::Literal => ('|', false),
                    ScalarStyle::Folded => ('>', false),
                    ScalarStyle::Plain => (':', range(&span).bytes().is_empty()),
                };
                let text = if is_nothing { "" } else { &text };
                format!("=VAL{} {mark}{}", properties(id, tag.as_deref()), escaped(text))
            }
            Event::SequenceStart(style, id, tag) => {
                let brackets = if style == StructureStyle::Flow { " []" } else { "" };
                format!("+SEQ{brackets}{}", properties(id, tag.as_deref()))
            }
            Event::MappingStart(style, id, tag) => {
                let brackets = if style == StructureStyle::Flow { " {}" } else { "" };
                format!("+MAP{brackets}{}", properties(id, tag.as_deref()))
            }
            Event::SequenceEnd => "-SEQ".into(),
            Event::MappingEnd => "-MAP".into(),
            Event::Anchor(id, name) => {
                // It belongs to the event before it.
                let line = lines.pop().expect("an anchor comes after what it names");
                names.insert(id, name.clone().into_owned());
                line.replacen(&format!(" &{id}"), &format!(" &{name}"), 1)
            }
            event => panic!("{event:?} was not asked for"),
        };
        lines.push(line);
    }
    Ok(lines.join("\n"))
}

fn properties(anchor: usize, tag: Option<&Tag>) -> String {
    let anchor = if anchor > 0 { format!(" &{anchor}") } else { String::new() };
    let tag = tag.map_or_else(String::new, |tag| format!(" <{}{}>", tag.handle(), tag.suffix()));
    anchor + &tag
}

fn escaped(text: &str) -> String {
    let mut escaped = text.replace('\\', "\\\\");
    for (c, escape) in [('\n', "\\n"), ('\t', "\\t"), ('\r', "\\r"), ('\u{8}', "\\b")] {
        escaped = escaped.replace(c, escape);
    }
    escaped
}
