//! Reads the YAML of a block, with positions in the file.

use dagwood_core::{
    Diagnostic,
    text::{
        Code, TextRange, line_at,
        yaml::{NodeId, Reader, Tree},
    },
};

/// Converts a range of the part that begins at `at` to a range of the file.
pub(crate) fn shift(range: TextRange, at: u32) -> TextRange {
    TextRange::new(range.start + at, range.end + at)
}

/// Reads the document that begins at `at`. `None`, with a report, if it is empty or invalid.
pub(crate) fn document<T>(
    text: &str,
    at: u32,
    diagnostics: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut Reader, NodeId) -> Option<T>,
) -> Option<T> {
    let place = |diagnostic: Diagnostic| Diagnostic { range: shift(diagnostic.range, at), ..diagnostic };
    let tree = match Tree::read(text) {
        Ok(tree) => tree,
        Err(mut diagnostic) => {
            diagnostic.message.push_str(hint(text, diagnostic.range.start as usize));
            diagnostics.push(place(diagnostic));
            return None;
        }
    };
    let Some(root) = tree.root else {
        diagnostics.push(Diagnostic::error(Code::YamlSyntax, TextRange::new(at, at), "there is nothing in this part"));
        return None;
    };
    let mut reader = Reader::new(&tree);
    let value = read(&mut reader, root);
    diagnostics.extend(reader.diagnostics.into_iter().map(place));
    value
}

/// A hint for a line that is invalid YAML because of its unquoted text.
fn hint(text: &str, at: usize) -> &'static str {
    let line = &text[line_at(text, text.floor_char_boundary(at))];
    let value = line.split_once(": ").map_or("", |(_, value)| value.trim_start());
    let is_quoted = value.starts_with(['"', '\'', '{', '[', '|', '>']);
    if value.starts_with('`') || (value.contains(": ") && !is_quoted) {
        "; a text with a backtick at its beginning or with `: ` in it goes below `|`, as in `say: |`"
    } else {
        ""
    }
}

/// The range of each line of a text value. If it is not written line by line, each has the whole range.
pub(crate) fn lines(written: &str, range: TextRange, value: &str) -> Vec<TextRange> {
    let mut start = range.start;
    let mut found = Vec::new();
    for line in written.get(range.bytes()).unwrap_or_default().split_inclusive('\n') {
        let content = line.trim();
        let from = start + (line.len() - line.trim_start().len()) as u32;
        found.push((content, TextRange::new(from, from + content.len() as u32)));
        start += line.len() as u32;
    }
    let is_the_same = found.len() == value.lines().count()
        && found.iter().zip(value.lines()).all(|((written, _), line)| *written == line.trim());
    if is_the_same {
        found.into_iter().map(|(_, range)| range).collect()
    } else {
        value.lines().map(|_| range).collect()
    }
}
