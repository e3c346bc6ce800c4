//! Labels that fit into their boxes. Widths are counted in columns of a monospaced font.

/// The space in a processor's box beside its id: the mark of its state and the margins.
const BESIDE: f32 = 46.0;

/// Wide enough for the longest id, within limits: longer ids are shortened.
pub(super) fn node_width<'a>(ids: impl Iterator<Item = &'a str>) -> f32 {
    let longest = ids.map(columns).max().unwrap_or(0);
    (BESIDE + 7.5 * longest as f32).clamp(160.0, 220.0)
}

/// An id, shortened in the middle if it is too long for a box of this width.
#[must_use]
pub fn node_label(id: &str, node_width: f32) -> String {
    // The width of a character.
    const CHARACTER: f32 = 7.3;
    shorten(id, ((node_width - BESIDE) / CHARACTER) as usize)
}

/// As much of the label of a bar as fits into this many pixels; empty if too little fits.
#[must_use]
pub fn fitted(label: &str, room: f64) -> String {
    /// The width of a character, and the margin at the ends.
    const CHARACTER: f64 = 6.7;
    const ENDS: f64 = 8.0;
    let room = ((room - ENDS) / CHARACTER).max(0.0) as usize;
    if room < columns(label).min(3) { String::new() } else { shorten(label, room) }
}

/// A text of at most `room` columns, shortened in the middle.
#[must_use]
pub fn shorten(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.into();
    }
    let kept = room.saturating_sub(1);
    let head: usize = fitting(text.chars(), kept.div_ceil(2));
    let tail: usize = fitting(text.chars().rev(), kept / 2);
    format!("{}…{}", &text[..head], &text[text.len() - tail..])
}

/// The bytes of the first characters that fit.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let mut used = 0;
    let fits = |c: &char| {
        used += width(*c);
        used <= room
    };
    chars.take_while(fits).map(char::len_utf8).sum()
}

/// The width of a text.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// The columns of a character. From the first block of wide letters on, most characters are wide, and the others count
/// as wide: a label may be shorter than necessary, but is never too long.
fn width(c: char) -> usize {
    // Dashes, quotes, arrows and mathematical signs are narrow.
    if c < '\u{1100}' || matches!(c, '\u{1e00}'..='\u{2329}') { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ids_are_shortened_in_the_middle() {
        for (text, room, expected) in [
            ("short", 5, "short"),
            ("abcdefgh", 5, "ab…gh"),
            ("äöüßàé", 4, "äö…é"),
            ("abc", 0, "…"),
            ("你好世界", 8, "你好世界"),
            ("你好世界", 7, "你…界"),
        ] {
            assert_eq!(shorten(text, room), expected);
        }
    }

    #[test]
    fn labels_are_as_long_as_there_is_room() {
        for (label, room, expected) in [
            ("headline", 100.0, "headline"),
            ("headline", 50.0, "hea…ne"),
            ("headline", 25.0, ""),
            ("p7", 25.0, "p7"),
            ("p7", 15.0, ""),
            ("p7", -3.0, ""),
        ] {
            assert_eq!(fitted(label, room), expected, "{label} in {room} px");
        }
    }
}
