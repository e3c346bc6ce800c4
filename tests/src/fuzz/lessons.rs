//! Lessons, of any text.

use dagwood_core::{Environment, Severity, text::TextRange};
use dagwood_lesson::{limits, prove, prove_needs, read};

use crate::decompose;

/// A head, for a text without one.
const HEAD: &str = "---\nlesson: 1\nid: a\ntitle: b\nobjective: c\nminutes: 5\nruns: { x: { workers: 1 } }\n---\n";

/// A lesson is refused with errors, or read and proven without a panic; everything reported is in the text.
pub(super) fn lesson(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = if text.starts_with("---") { text.to_owned() } else { [HEAD, text].concat() };
    let is_in_text = |range: TextRange| assert!(text.get(range.bytes()).is_some(), "{range:?} is no range of the text");
    let (lesson, diagnostics) = read(&text);
    assert!(diagnostics.len() <= limits::DIAGNOSTICS);
    for diagnostic in &diagnostics {
        is_in_text(diagnostic.range);
        assert!(!diagnostic.message.is_empty());
    }
    let Some(lesson) = lesson else {
        assert!(diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error), "a lesson, or an error");
        return;
    };
    for finding in prove(&lesson, Environment { decompose, ..Environment::default() }) {
        is_in_text(finding.range);
        assert!(!finding.message.is_empty());
    }
    prove_needs(&[&lesson]).into_iter().for_each(|(_, finding)| is_in_text(finding.range));
}
