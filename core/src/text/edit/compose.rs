//! Edits that are made one after the other, as edits of the first text.

use alloc::{string::String, vec::Vec};

use super::TextEdit;
use crate::text::TextRange;

/// The edits of a text that do what `first` and then `second` do. Edits of `second` are those of the text after `first`; both
/// are in the order of their text.
pub(super) fn compose(first: Vec<TextEdit>, second: Vec<TextEdit>) -> Vec<TextEdit> {
    // From the last one, so that places before it stay where they are.
    second.into_iter().rev().fold(first, add)
}

/// These edits and another one, of the text after them. Those that it touches become one with it.
fn add(mut edits: Vec<TextEdit>, TextEdit { range, text }: TextEdit) -> Vec<TextEdit> {
    let (from, to) = (i64::from(range.start), i64::from(range.end));
    // How much later a place is in the text after the edits before it.
    let mut shift = 0;
    let first = edits.iter().position(|edit| {
        let is_touched = after(edit, shift).1 >= from;
        shift += if is_touched { 0 } else { growth(edit) };
        is_touched
    });
    let first = first.unwrap_or(edits.len());
    let (mut start, mut end) = (from - shift, to);
    // What the edit leaves of those that it touches stays around it.
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

/// Where the replacement of an edit begins and ends in the text after it.
fn after(edit: &TextEdit, shift: i64) -> (i64, i64) {
    let begins = i64::from(edit.range.start) + shift;
    (begins, begins + edit.text.len() as i64)
}

/// How much longer the text is after an edit.
fn growth(edit: &TextEdit) -> i64 {
    edit.text.len() as i64 - edit.range.bytes().len() as i64
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use proptest::prelude::*;

    use super::{super::apply, *};

    /// Edits of a text of this length: from gaps and lengths.
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
            // Neighbours do not touch: which of two insertions at one place is the first would be open.
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
