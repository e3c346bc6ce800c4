//! Positions in a text in the units of browser editors: UTF-16 units.

use dagwood_core::text::edit::TextEdit;
use dagwood_proto::worker::Replacement;

/// The UTF-16 offsets of some byte offsets of a text, in the order of the text.
pub(crate) struct Units(Vec<(u32, u32)>);

impl Units {
    /// For these bytes, in one pass over the text.
    pub(crate) fn of(text: &str, bytes: impl Iterator<Item = u32>) -> Self {
        let mut offsets: Vec<(u32, u32)> = bytes.map(|byte| (byte, 0)).collect();
        offsets.sort_unstable();
        let (mut at, mut units) = (0, 0);
        for (byte, unit) in &mut offsets {
            let to = text.floor_char_boundary(*byte as usize);
            units += text[at..to].chars().map(char::len_utf16).sum::<usize>();
            at = to;
            *unit = units as u32;
        }
        Self(offsets)
    }

    /// The offset of a requested byte.
    pub(crate) fn at(&self, byte: u32) -> u32 {
        let at = self.0.partition_point(|&(other, _)| other < byte);
        self.0[at].1
    }

    /// Edits as replacements for the page; all their ends must have been requested.
    pub(crate) fn replacements(&self, edits: Vec<TextEdit>) -> Vec<Replacement> {
        let replacement =
            |TextEdit { range, text }| Replacement { from: self.at(range.start), to: self.at(range.end), text };
        edits.into_iter().map(replacement).collect()
    }
}

/// The bytes whose Units these edits need.
pub(crate) fn ends(edits: &[TextEdit]) -> impl Iterator<Item = u32> {
    edits.iter().flat_map(|edit| [edit.range.start, edit.range.end])
}
