//! Merging successive edits into edits of the original text.

use alloc::{string::String, vec::Vec};

use super::TextEdit;
use crate::text::TextRange;

/// Merges two lists of edits into one with the same effect. The ranges of `second` are in the text after `first`. Both lists are
/// sorted by position.
pub(super) fn compose(first: Vec<TextEdit>, second: Vec<TextEdit>) -> Vec<TextEdit> {
    // Last edit first: the positions before it do not change.
    second.into_iter().rev().fold(first, add)
}

/// Adds an edit whose range is in the text after `edits`. Edits that overlap or touch its range are merged with it.
fn add(mut edits: Vec<TextEdit>, TextEdit { range, text }: TextEdit) -> Vec<TextEdit> {
    let (from, to) = (i64::from(range.start), i64::from(range.end));
    // The offset from the original text to the edited text, at the current edit.
    let mut shift = 0;
    let first = edits.iter().position(|edit| {
        let is_touched = after(edit, shift).1 >= from;
        shift += if is_touched { 0 } else { growth(edit) };
        is_touched
    });
    let first = first.unwrap_or(edits.len());
    let (mut start, mut end) = (from - shift, to);
    // The rest of the merged edits, on both sides of the new text.
    let (mut before, mut behind) = (String::new(), String::new());
    let mut next = first;
    while let Some(edit) = edits.get(next).filter(|edit| after(edit, shift).0 <= to) {
        let (begins, ends) = after(edit, shift);
        if begins < from {
            before.push_str(&edit.text[..(from - begins) as usize]);
            start = edit.range.start.into();
        }
        if ends > to {
            behind.push_str(&edit.text[(to - begins) as usize..]);
            end = ends;
        }
        shift += growth(edit);
        next += 1;
    }
    let range = TextRange::new(start as u32, (end - shift) as u32);
    edits.splice(first..next, [TextEdit { range, text: before + &text + &behind }]);
    edits
}

/// The range of an edit's replacement in the edited text.
fn after(edit: &TextEdit, shift: i64) -> (i64, i64) {
    let begins = i64::from(edit.range.start) + shift;
    (begins, begins + edit.text.len() as i64)
}

/// The change in length, in bytes.
fn growth(edit: &TextEdit) -> i64 {
    edit.text.len() as i64 - edit.range.bytes().len() as i64
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use proptest::prelude::*;

    use super::{super::apply, *};

    /// Edits of a text of this length, from gaps, lengths and replacements.
    fn edits(len: usize, parts: &[(usize, usize, String)]) -> Vec<TextEdit> {
        let mut from = 0;
        let mut edits = Vec::new();
        for (gap, length, text) in parts {
            let start = from + gap;
            let end = start + length;
            if end > len {
                break;
            }
            edits.push(TextEdit { range: TextRange::new(start as u32, end as u32), text: text.clone() });
            // Adjacent edits would be ambiguous: two insertions at one position have no order.
            from = end + 1;
        }
        edits
    }

    fn parts() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
        prop::collection::vec((0..5_usize, 0..4_usize, "[A-Z]{0,4}"), 0..6)
    }

    proptest! {
        #[test]
        fn does_both_in_one_step(first in parts(), second in parts()) {
            let text = "abcdefghijklmnopqrstuvwxyz".to_string();
            let first = edits(text.len(), &first);
            let between = apply(&text, &first);
            let second = edits(between.len(), &second);
            let both = compose(first, second.clone());
            prop_assert!(both.is_sorted_by(|a, b| a.range.end <= b.range.start), "{:?}", both);
            prop_assert_eq!(apply(&text, &both), apply(&between, &second));
        }
    }
}
