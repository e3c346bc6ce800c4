//! Words for the sentences of verdicts.

use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};

use crate::Payload;

/// The same text with a capital letter at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn either<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    join(names, "or")
}

/// `a`, `a and b`, `a, b and c`; of a long list only the first names.
pub(super) fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    join(names, "and")
}

fn join<'n>(names: impl IntoIterator<Item = &'n str>, last: &str) -> String {
    const NAMED: usize = 5;
    let names: Vec<&str> = names.into_iter().collect();
    let named = names.len().min(NAMED);
    let mut all = String::new();
    for (at, name) in names[..named].iter().enumerate() {
        if at > 0 && at + 1 == names.len() {
            all.push_str(&format!(" {last} "));
        } else if at > 0 {
            all.push_str(", ");
        }
        all.push_str(name);
    }
    if named < names.len() {
        all.push_str(&format!(" {last} {} more", names.len() - named));
    }
    all
}

/// A text in quotes, shortened around this position.
fn around(text: &str, at: usize) -> String {
    const BEFORE: usize = 20;
    const LENGTH: usize = 40;
    let count = text.chars().count();
    if count <= LENGTH {
        return format!("\"{}\"", text.escape_debug());
    }
    let from = at.min(count).saturating_sub(BEFORE);
    let part: String = text.chars().skip(from).take(LENGTH).collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if from + LENGTH < count { "…" } else { "" });
    format!("{before}\"{}\"{after}", part.escape_debug())
}

/// A text in quotes, shortened.
pub(super) fn quoted(text: &str) -> String {
    around(text, 0)
}

/// A payload in quotes, shortened.
pub(super) fn payload(payload: &Payload) -> String {
    payload.text().map_or_else(|| format!("{} bytes that are no text", payload.bytes().len()), quoted)
}

/// The difference between two texts: both, around the first different character, and its position from 1.
pub(super) fn difference(found: &str, wanted: &str) -> String {
    let at = found.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    let place = (at + 1).to_string();
    format!("{}, not {}; they differ from character {place}", around(found, at), around(wanted, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_texts_near_their_first_difference() {
        assert_eq!(difference("abc", "abd"), "\"abc\", not \"abd\"; they differ from character 3");
        assert_eq!(difference("a\n", "a"), "\"a\\n\", not \"a\"; they differ from character 2");
        let (long, other) = ("x".repeat(100), "x".repeat(60) + "y");
        let expected = format!("…\"{}\"…, not …\"{}y\"; they differ from character 61", "x".repeat(40), "x".repeat(20));
        assert_eq!(difference(&long, &other), expected);
    }

    #[test]
    fn lists_names() {
        assert_eq!(either(["a"]), "a");
        assert_eq!(either(["a", "b"]), "a or b");
        assert_eq!(list(["a", "b", "c"]), "a, b and c");
        assert_eq!(list(["a", "b", "c", "d", "e", "f", "g"]), "a, b, c, d, e and 2 more");
    }
}
