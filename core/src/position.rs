//! Places in a workflow file.

use alloc::vec::Vec;
use core::ops::Range;

/// A range of bytes of the text. Both ends lie on character boundaries.
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

/// A place as people count: both from 1, columns in characters.
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
        let starts = core::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect();
        Self { text, starts }
    }

    /// The place of the byte at `offset`; past the end, the place of the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = self.text.floor_char_boundary(offset as usize);
        let line = self.starts.partition_point(|&start| start as usize <= offset);
        let start = self.starts[line - 1] as usize;
        Position { line: line as u32, column: self.text[start..offset].chars().count() as u32 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters_from_one() {
        let index = LineIndex::new("ab\nçd\n");
        for (offset, line, column) in [(0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 2), (4, 2, 1), (7, 3, 1), (99, 3, 1)] {
            assert_eq!(index.position(offset), Position { line, column }, "byte {offset}");
        }
    }
}
