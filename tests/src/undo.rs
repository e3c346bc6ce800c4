//! The inverse of edits.

use dagwood_core::text::{TextRange, edit::TextEdit};

/// The edits that undo these edits of `text`, as edits of the text after them.
#[must_use]
pub fn undo(text: &str, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut shift = 0;
    let inverse = |edit: &TextEdit| {
        let start = i64::from(edit.range.start) + shift;
        let replaced = &text[edit.range.bytes()];
        shift += edit.text.len() as i64 - replaced.len() as i64;
        TextEdit { range: TextRange::new(start as u32, start as u32 + edit.text.len() as u32), text: replaced.into() }
    };
    edits.iter().map(inverse).collect()
}
