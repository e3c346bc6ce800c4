//! Elements and texts of SVG.

use std::{borrow::Cow, fmt};

use dagwood_core::ProcessorState;

use crate::drawing::{columns, shape, short, shorten};

/// The maximum width of a column of text in pixels: a monospaced font of 12 pixels.
pub(super) const COLUMN: f32 = 7.3;

/// A line of text that is shortened to the room there is.
pub(super) struct Text<'t> {
    pub(super) class: &'static str,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) text: &'t str,
    /// In columns.
    pub(super) room: usize,
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { class, text, room, .. } = self;
        let (x, y) = (short(self.x), short(self.y));
        let text = shorten(text, *room);
        write!(f, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escape(&text))
    }
}

/// The lines of a text of words. Each but the last of `most` has at most `room` columns, unless it is a single word.
pub(super) fn wrap(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && lines.len() + 1 < most && columns(&line) + 1 + columns(word) > room {
            lines.push(std::mem::take(&mut line));
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// The mark of a state, in a box of 16 by 16.
pub(super) struct Mark {
    pub(super) state: ProcessorState,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) scale: f32,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { state, scale, .. } = self;
        let (x, y) = (short(self.x), short(self.y));
        write!(f, "<path class=\"mark\" transform=\"translate({x} {y})")?;
        if *scale != 1.0 {
            write!(f, " scale({scale})")?;
        }
        write!(f, "\" d=\"{}\"/>", shape(*state))
    }
}

/// A text as content or as the value of an attribute. Characters that XML does not allow become U+FFFD, and line ends and
/// tabs become spaces.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}') && !c.is_control();
    if text.chars().all(is_plain) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            c if is_plain(c) => escaped.push(c),
            _ => escaped.push('\u{fffd}'),
        }
    }
    escaped.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_between_words() {
        for (text, room, expected) in [
            ("one two", 7, &["one two"][..]),
            ("one two three", 7, &["one two", "three"]),
            ("one two three four five", 4, &["one", "two", "three four five"]),
            ("extraordinary", 4, &["extraordinary"]),
            ("", 4, &[""]),
        ] {
            assert_eq!(wrap(text, room, 3), expected);
        }
    }

    #[test]
    fn every_text_can_be_in_xml() {
        assert_eq!(escape("<a href=\"x\">&\n\0\u{ffff}"), "&lt;a href=&quot;x&quot;&gt;&amp; \u{fffd}\u{fffd}");
        assert!(matches!(escape("plain…"), Cow::Borrowed(_)));
    }
}
