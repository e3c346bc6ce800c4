//! Accepted and rejected texts, case by case, beyond the YAML test suite: JSON, tabs, line ends, marks and encodings.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    read,
    scalar::Resolved,
    tree::{Kind, NodeId, Tree},
};
use crate::text::{LineIndex, Position};

/// The node as serde's YAML value, with aliases expanded.
pub(super) fn value(tree: &Tree, id: NodeId) -> serde_yaml::Value {
    use serde_yaml::Value;
    match &tree.node(id).kind {
        Kind::Sequence(items) => Value::Sequence(tree.items(*items).iter().map(|&item| value(tree, item)).collect()),
        Kind::Mapping(entries) => {
            let entry = |&[key, entry]: &[NodeId; 2]| (value(tree, key), value(tree, entry));
            Value::Mapping(tree.entries(*entries).iter().map(entry).collect())
        }
        Kind::Scalar(scalar) => match scalar.resolve() {
            Resolved::Null => Value::Null,
            Resolved::Bool(value) => Value::Bool(value),
            Resolved::Int(int) => match (u64::try_from(int), i64::try_from(int)) {
                (Ok(int), _) => int.into(),
                (_, Ok(int)) => int.into(),
                _ => (int as f64).into(),
            },
            Resolved::Float => scalar.text.parse::<f64>().map_or(Value::Null, Value::from),
            Resolved::Text(text) => Value::String(String::from(text)),
        },
    }
}

fn values(text: &str) -> Result<Value, String> {
    let tree = Tree::read(text).map_err(|refused| refused.message)?;
    let root = tree.root.ok_or("there is nothing")?;
    serde_json::to_value(value(&tree, root)).map_err(|error| error.to_string())
}

#[test]
fn reads_json_and_tabs_and_any_line_end() {
    let long = "k".repeat(2_000);
    for (text, expected) in [
        (r#"{"a":"\ud83d\ude00"}"#, json!({ "a": "😀" })),
        (r#"{"a":"\uD83D\uDE00 \ud834\udd1e"}"#, json!({ "a": "😀 𝄞" })),
        (r#"{"a":"\/ \u00e9 \u0041 \b\f\n\r\t \" \\ \u0000"}"#, json!({ "a": "/ é A \u{8}\u{c}\n\r\t \" \\ \0" })),
        (r#"{"\u0061":{"b":[1,-2,"c",null,true]},"d":[]}"#, json!({ "a": { "b": [1, -2, "c", null, true] }, "d": [] })),
        ("{\"a\"\n:\n1,\t\"b\"\t:\t\"c\"}", json!({ "a": 1, "b": "c" })),
        ("{\n\t\"a\": [\n\t\t1,\n\t\t{\"b\": 2}\n\t]\n}\n", json!({ "a": [1, { "b": 2 }] })),
        ("\u{feff}{\"a\": 1}", json!({ "a": 1 })),
        ("\u{feff}a: 1\n", json!({ "a": 1 })),
        ("\u{feff}# c\n---\na: 1\n", json!({ "a": 1 })),
        (&format!("{{\"{long}\": 1}}"), json!({ &*long: 1 })),
        ("a:\tb\n", json!({ "a": "b" })),
        (
            "a:\t\t-1\nb:\t\"c\"\nd:\t[e]\nf:\t|\n  g\nh:\tß\ni:\t# c\n  j\n",
            json!({
                "a": -1, "b": "c", "d": ["e"], "f": "g\n", "h": "ß", "i": "j",
            }),
        ),
        ("a: b\t\nc: d\t# e\n\t\n", json!({ "a": "b", "c": "d" })),
        ("-\ta\n-\t[\tb\t,\tc\t]\n-\t{\td\t:\te\t}\n", json!(["a", ["b", "c"], { "d": "e" }])),
        ("a: [\n  b\n]\nc: {\n}\n", json!({ "a": ["b"], "c": {} })),
        ("a: 1\rb: 2\r\nc:\r  - 3\n\r  - 4\r", json!({ "a": 1, "b": 2, "c": [3, 4] })),
        ("a: |\r  b\r  c\rd: >\r\n  e\r\n  f\r\n", json!({ "a": "b\nc\n", "d": "e f\n" })),
        ("a: b\u{85}c\nd: \"e\u{2028}f\u{2029}\"\n", json!({ "a": "b\u{85}c", "d": "e\u{2028}f\u{2029}" })),
        ("a: x\u{feff}y\n", json!({ "a": "x\u{feff}y" })),
        (
            "{\"\u{7f}\": \"a\u{80}\u{9f}\u{fffe}\\n\u{ffff}\u{7f}\"}",
            json!({ "\u{7f}": "a\u{80}\u{9f}\u{fffe}\n\u{ffff}\u{7f}" }),
        ),
        ("a: '\u{7f} \u{80}''\u{ffff}'\n", json!({ "a": "\u{7f} \u{80}'\u{ffff}" })),
        ("a: !!str 1\nb: ! 2\nc: '3'\nd:\n", json!({ "a": "1", "b": "2", "c": "3", "d": null })),
    ] {
        assert_eq!(values(text), Ok(expected), "{text:?}");
    }
}

#[test]
fn says_what_is_wrong_and_where() {
    for (text, line, column, message) in [
        (
            r#"{"a": "b \ud83d"}"#,
            1,
            7,
            r"an escape in this text is half of a surrogate pair; write both halves, as in `\ud83d\ude00`",
        ),
        (
            "a: 1\rb: \"\\ude00\"\r",
            2,
            4,
            r"an escape in this text is half of a surrogate pair; write both halves, as in `\ud83d\ude00`",
        ),
        ("a: 1\rb: [\r", 2, 4, "the bracket `[` is not closed"),
        ("a: 1\r\nb: {c: 2\r\n", 2, 4, "the bracket `{` is not closed"),
        ("a: 1\n\rb: \"c\n", 3, 4, "the quote is not closed"),
        ("a:\n\tb: 1\n", 2, 2, "a tab cannot indent a line; use spaces"),
        ("a: [\n\tb\n]\n", 2, 2, "a tab cannot indent a line; use spaces"),
        ("a:\n\t- b\n", 2, 2, "a tab cannot indent a line; use spaces"),
        (
            "a: b\u{1b}c\n",
            1,
            4,
            "the character U+001B is not allowed in a file; write it as `\\u001b` in double quotes",
        ),
        ("a: b\u{9b}\n", 1, 4, "the character U+009B must be in quotes; write it as `\\u009b` in double quotes"),
        ("a: |\n  b\u{7f}\n", 2, 3, "the character U+007F must be in quotes; write it as `\\u007f` in double quotes"),
        (
            "a: \"\u{1b}\"\n",
            1,
            5,
            "the character U+001B is not allowed in a file; write it as `\\u001b` in double quotes",
        ),
        ("a: b\0c\n", 1, 5, "the character U+0000 is not allowed in a file; write it as `\\u0000` in double quotes"),
        ("a: 1\n\u{feff}b: 2\n", 2, 1, "there is a byte order mark inside the text; remove it"),
        ("a: *b\n", 1, 4, "no anchor of this name is defined before the alias"),
        (&format!("a: {}", "[".repeat(300)), 1, 68, "nested more than 64 levels deep"),
        ("a: 1\r---\rb: 2\r", 2, 1, "a second document starts here; a workflow is one document"),
        ("s\0t\0r\0a\0", 1, 1, "the file is UTF-16 text; save it as UTF-8"),
        ("\u{fffd}\u{fffd}s\0t\0", 1, 1, "the file is UTF-16 text; save it as UTF-8"),
        ("\0s\0t", 1, 1, "the file is UTF-16 text; save it as UTF-8"),
    ] {
        let (workflow, diagnostics) = read(text);
        let [refused] = &diagnostics[..] else { panic!("{text:?} has {diagnostics:?}") };
        let at = LineIndex::new(text).position(refused.range.start);
        assert!(workflow.is_none(), "{text:?}");
        assert_eq!((at, &*refused.message), (Position { line, column }, message), "{text:?}");
    }
}

#[test]
fn places_take_in_properties_and_brackets_and_nothing_else() {
    let text = "a: &x !!str 'b' # c\nd: !t &y [ e ] # f\ng: |\n  h\n\ni: &z\n  j: k\nl:\n  - m: n # o\np: &q\n";
    let tree = Tree::read(text).expect("it is YAML");
    let written: Vec<_> = tree.nodes().map(|(_, node)| &text[node.range.bytes()]).collect();
    let expected = [
        "a",
        "&x !!str 'b'",
        "d",
        "e",
        "!t &y [ e ]",
        "g",
        "h",
        "i",
        "j",
        "k",
        "&z\n  j: k",
        "l",
        "m",
        "n",
        "m: n",
        "- m: n",
        "p",
        "&q",
    ];
    assert_eq!(written[..expected.len()], expected);
}

/// JSON as Python writes it by default: ASCII only.
fn escaped(json: &str) -> String {
    let mut ascii = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| ascii.push_str(&format!("\\u{unit:04x}")));
        }
    }
    ascii
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "(\\PC|[\\x00-\\x1f\\x7f\\x80-\\x9f\\u{fffe}\\u{ffff}\"\\\\:,{}\\[\\]# -]|\\u{1f600}){0,6}"
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("\\PC{0,4}", inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn json_is_yaml(json in any_json()) {
        let compact = json.to_string();
        let pretty = format!("{json:#}");
        let tabs: Vec<String> = pretty
            .split('\n')
            .map(|line| line.replacen("  ", "\t", (line.len() - line.trim_start().len()) / 2))
            .collect();
        for text in [escaped(&compact), compact, tabs.join("\r\n"), pretty] {
            prop_assert_eq!(values(&text), Ok(json.clone()), "{}", text);
        }
    }
}
