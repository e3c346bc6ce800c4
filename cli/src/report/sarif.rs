//! Problems in SARIF, the Static Analysis Results Interchange Format (OASIS, version 2.1.0), for code hosts and editors.

use std::{fmt::Write as _, path::Path};

use dagwood_core::{Severity, text::Code};
use serde_json::{Value, json};

use crate::problem::{Place, Problem};

/// A log of one run of this program. The rules are codes besides those of workflow files, each with its description.
pub(crate) fn log(problems: &[Problem], rules: impl IntoIterator<Item = (&'static str, &'static str)>) -> Value {
    let codes = Code::ALL.iter().map(|code| (code.name(), code.description()));
    let rules: Vec<_> = codes.chain(rules).collect();
    let rule = |(id, text): &(&str, &str)| json!({ "id": id, "shortDescription": { "text": text } });
    let result = |problem| result(problem, rules.iter().position(|(id, _)| *id == problem.code));
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "dagwood",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.iter().map(rule).collect::<Vec<_>>(),
                },
            },
            // Columns count characters, not units of UTF-16.
            "columnKind": "unicodeCodePoints",
            "results": problems.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

/// A problem, and the index of its rule.
fn result(problem: &Problem, rule: Option<usize>) -> Value {
    let file = json!({ "uri": uri(&problem.file) });
    let mut physical = json!({ "artifactLocation": file });
    if let Some(place) = &problem.place {
        physical["region"] = region(place);
    }
    let mut result = json!({
        "ruleId": problem.code,
        "level": match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        "message": { "text": problem.message },
        "locations": [{ "physicalLocation": physical }],
    });
    if let Some(rule) = rule {
        result["ruleIndex"] = rule.into();
    }
    if let (Some(place), Some(suggestion)) = (&problem.place, &problem.suggestion) {
        result["fixes"] = json!([{
            "description": { "text": format!("Replace it with `{suggestion}`") },
            "artifactChanges": [{
                "artifactLocation": file,
                "replacements": [{ "deletedRegion": region(place), "insertedContent": { "text": suggestion } }],
            }],
        }]);
    }
    result
}

/// The name of a file as a URI reference (RFC 3986).
fn uri(file: &str) -> String {
    let mut uri = String::from(if Path::new(file).is_absolute() { "file:///" } else { "" });
    for byte in file.trim_start_matches('/').bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte.into()),
            b'\\' if cfg!(windows) => uri.push('/'),
            // Writing to a string does not fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
        "byteOffset": place.bytes.start,
        "byteLength": place.bytes.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_name_becomes_a_reference() {
        for (file, expected) in
            [("a/b-1.yaml", "a/b-1.yaml"), ("ä b#?%:.yaml", "%C3%A4%20b%23%3F%25%3A.yaml"), ("../x", "../x")]
        {
            assert_eq!(uri(file), expected);
        }
        if cfg!(unix) {
            assert_eq!(uri("/tmp/a b"), "file:///tmp/a%20b");
        }
    }
}
