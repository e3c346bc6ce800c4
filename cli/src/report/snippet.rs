//! The source lines of a problem with the relevant part underlined, as compilers show them.

use std::{borrow::Cow, ops::Range};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use dagwood_core::{Severity, text::line_at};

use crate::{
    console::printable,
    problem::{Place, Problem},
};

/// The number of bytes shown of a line, before and after the start of the range.
const AROUND: usize = 100;

/// Draws snippets.
pub(crate) struct Snippets(Renderer);

impl Snippets {
    pub(crate) fn new(is_coloured: bool) -> Self {
        Self(if is_coloured { Renderer::styled() } else { Renderer::plain() })
    }

    /// The snippet of a problem in this text, in whole lines; empty if it has no position.
    pub(crate) fn of(&self, text: &str, problem: &Problem) -> String {
        let Some(Place { start, bytes, .. }) = &problem.place else { return String::new() };
        let (line, underlined) = line(text, bytes.clone());
        if line.trim().is_empty() {
            return String::new();
        }
        let level = match problem.severity {
            Severity::Info => Level::INFO,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let mark = AnnotationKind::Primary.span(underlined);
        let snippet = Snippet::source(visible(line)).line_start(start.line as usize).annotation(mark);
        let help = problem
            .suggestion
            .iter()
            .map(|instead| Level::HELP.message(format!("replace it with `{}`", printable(instead))));
        self.0.render(&[Group::with_level(level).element(snippet).elements(help)]) + "\n"
    }
}

/// The line on which a range begins, shortened around the range if it is long, and the part of the range on it.
fn line(text: &str, range: Range<usize>) -> (&str, Range<usize>) {
    let whole = line_at(text, text.floor_char_boundary(range.start));
    let at = text.floor_char_boundary(range.start).clamp(whole.start, whole.end);
    let from = text.ceil_char_boundary(whole.start.max(at.saturating_sub(AROUND)));
    let to = text.floor_char_boundary(whole.end.min(at + AROUND));
    (&text[from..to], at - from..range.end.clamp(at, to) - from)
}

/// The line without the control characters that the renderer keeps: those above ASCII, which some terminals take as the
/// beginning of a command. Their replacements have the same length, so that ranges stay correct.
fn visible(line: &str) -> Cow<'_, str> {
    let is_command = |c: char| c.is_control() && !c.is_ascii();
    if line.contains(is_command) { line.replace(is_command, "·").into() } else { line.into() }
}

#[cfg(test)]
mod tests {
    use super::{line, visible};

    #[test]
    fn no_control_character_above_ascii_is_left() {
        assert_eq!(visible("a: \u{9b}31m\u{85}é"), "a: ·31m·é");
        assert!(('\u{80}'..='\u{9f}').all(|c| c.is_control() && c.len_utf8() == "·".len()));
    }

    #[test]
    fn shows_what_is_near() {
        for (text, range, shown, marked) in [
            ("a: 1\nbc: 2\nd", 5..7, "bc: 2", "bc"),
            ("a: 1\nbc: 2\nd", 9..12, "bc: 2", "2"),
            ("ab\r\nc", 1..4, "ab", "b"),
            ("a: 1\rbc: 2\rd", 9..12, "bc: 2", "2"),
            ("\u{feff}ab\nc", 3..5, "ab", "ab"),
            ("\u{feff}ab\nc", 0..0, "ab", ""),
            ("", 0..0, "", ""),
            ("a", 1..1, "a", ""),
        ] {
            let (line, underlined) = line(text, range.clone());
            assert_eq!((line, &line[underlined]), (shown, marked), "{text:?} {range:?}");
        }
        let long = "é".repeat(1_000);
        let (near, underlined) = line(&long, 1_000..1_010);
        assert_eq!((near.len(), near[underlined].len()), (200, 10));
    }
}
