//! Positions in a workflow file.

use alloc::vec::Vec;
use core::ops::Range;

/// A range of bytes of the text. Both ends are on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextRange {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl TextRange {
    /// The bytes from `start` to before `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// As indices of the text.
    #[must_use]
    pub const fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A position for people: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character of the line, from 1.
    pub column: u32,
}

/// Finds the line and column of a byte. Building it costs one pass over the text.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

impl<'a> LineIndex<'a> {
    /// The index of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let breaks = text.match_indices(BREAKS).map(|(at, _)| at + 1);
        let starts = breaks.filter(|&after| !is_inside_crlf(text, after)).map(|after| after as u32);
        Self { text, starts: core::iter::once(first(text) as u32).chain(starts).collect() }
    }

    /// The position of the byte at `offset`; past the end, the position of the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = self.text.floor_char_boundary(offset as usize).max(first(self.text));
        let line = self.starts.partition_point(|&start| start as usize <= offset);
        let start = self.starts[line - 1] as usize;
        Position { line: line as u32, column: self.text[start..offset].chars().count() as u32 + 1 }
    }
}

/// Line endings: CR LF, LF or CR (YAML 1.2.2, section 5.4), as in the editors of browsers. NEL, LS and PS are not.
pub(crate) const BREAKS: [char; 2] = ['\n', '\r'];

/// The line that contains the byte at `at`, without its line break. A byte order mark belongs to no line.
///
/// # Panics
/// If `at` is not on a character boundary of the text.
#[must_use]
pub fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = if is_inside_crlf(text, at) { at - 1 } else { at }.max(first(text));
    let start = text[..at].rfind(BREAKS).map_or(first(text), |end| end + 1);
    start..text[at..].find(BREAKS).map_or(text.len(), |length| at + length)
}

/// The line break of the line whose characters end at `end`; empty at the end of the text.
pub(crate) fn line_break(text: &str, end: usize) -> &str {
    let rest = &text[end..];
    let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(BREAKS)) };
    &rest[..length]
}

fn is_inside_crlf(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].ends_with(b"\r") && text.as_bytes()[at..].starts_with(b"\n")
}

/// Where the first line begins.
fn first(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_lines_and_characters_from_one() {
        for (text, places) in [
            ("ab\nçd\n", &[(0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 2), (4, 2, 1), (7, 3, 1), (99, 3, 1)][..]),
            ("", &[(0, 1, 1), (1, 1, 1)]),
            ("a\rb\r", &[(1, 1, 2), (2, 2, 1), (4, 3, 1)]),
            ("a\r\nb", &[(1, 1, 2), (2, 1, 3), (3, 2, 1)]),
            ("a\r\rb\n\rc\r\n", &[(2, 2, 1), (3, 3, 1), (5, 4, 1), (6, 5, 1), (9, 6, 1)]),
            ("a\u{85}b\u{2028}c\u{2029}\u{b}\u{c}d", &[(13, 1, 9)]),
            ("\u{feff}ab\nc", &[(0, 1, 1), (3, 1, 1), (4, 1, 2), (6, 2, 1)]),
            ("\u{feff}", &[(0, 1, 1), (3, 1, 1)]),
        ] {
            let index = LineIndex::new(text);
            for &(offset, line, column) in places {
                assert_eq!(index.position(offset), Position { line, column }, "byte {offset} of {text:?}");
            }
        }
    }

    #[test]
    fn finds_lines_and_what_ends_them() {
        for (text, at, line, ends) in [
            ("", 0, "", ""),
            ("ab\ncd\n", 1, "ab", "\n"),
            ("ab\ncd\n", 2, "ab", "\n"),
            ("ab\ncd\n", 3, "cd", "\n"),
            ("ab\ncd\n", 6, "", ""),
            ("ab\rcd", 3, "cd", ""),
            ("ab\rcd", 2, "ab", "\r"),
            ("ab\r\ncd", 3, "ab", "\r\n"),
            ("ab\r\n\r\n", 4, "", "\r\n"),
            ("ab\n\rcd", 3, "", "\r"),
            ("a\u{85}b\u{2028}c\n", 4, "a\u{85}b\u{2028}c", "\n"),
            ("\u{feff}ab\n", 0, "ab", "\n"),
            ("\u{feff}ab\n", 4, "ab", "\n"),
        ] {
            let found = line_at(text, at);
            assert_eq!((&text[found.clone()], line_break(text, found.end)), (line, ends), "byte {at} of {text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_way_to_count_lines_agrees(text in "\u{feff}?[a\n\ré\u{85}\u{2028}]{0,20}") {
            let index = LineIndex::new(&text);
            let boundaries = (0..=text.len()).filter(|&at| text.is_char_boundary(at));
            for at in boundaries {
                let line = line_at(&text, at);
                prop_assert_eq!(index.position(line.start as u32).column, 1);
                prop_assert_eq!(index.position(line.start as u32).line, index.position(at as u32).line);
                let next = line.end + line_break(&text, line.end).len();
                let breaks = u32::from(next > line.end);
                prop_assert_eq!(index.position(next as u32).line, index.position(at as u32).line + breaks);
            }
        }
    }
}
