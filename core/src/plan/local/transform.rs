//! Functions from text to text.

use alloc::string::String;

/// Words that a title keeps in lower case, except at its start.
const SMALL: [&str; 14] = ["a", "an", "the", "and", "or", "but", "in", "on", "at", "to", "for", "of", "with", "by"];

/// Capitalizes every word, with single spaces between words.
pub(super) fn proper(text: &str) -> String {
    words(text, |_, _| true)
}

/// Like [`proper`], but small words in the middle stay in lower case.
pub(super) fn title(text: &str) -> String {
    words(text, |i, word| i == 0 || !SMALL.contains(&word))
}

/// The scalar values in reverse order.
pub(super) fn reverse(text: &str) -> String {
    text.chars().rev().collect()
}

fn words(text: &str, capital: impl Fn(usize, &str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, word) in text.split_whitespace().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let lower = word.to_lowercase();
        let first = lower.chars().next().filter(|_| capital(i, &lower));
        out.extend(first.into_iter().flat_map(char::to_uppercase));
        out.push_str(&lower[first.map_or(0, char::len_utf8)..]);
    }
    out
}
