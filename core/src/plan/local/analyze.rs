//! Functions from text to metadata.

use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
};

use crate::Metadata;

/// Scalar values, words separated by white space, and lines, at least one.
pub(super) fn tokens(text: &str) -> Metadata {
    [
        ("char_count", text.chars().count()),
        ("word_count", text.split_whitespace().count()),
        ("line_count", text.lines().count().max(1)),
    ]
    .into_iter()
    .map(|(key, count)| (String::from(key), count.to_string()))
    .collect()
}

/// How often each word occurs. A word is the letters and digits between white space, in lower case.
pub(super) fn word_frequencies(text: &str) -> Metadata {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for word in text.split_whitespace().map(letters_and_digits) {
        if !word.is_empty() {
            *counts.entry(word).or_default() += 1;
        }
    }
    let unique = counts.len().to_string();
    let mut metadata: Metadata =
        counts.into_iter().map(|(word, count)| (format!("word_freq_{word}"), count.to_string())).collect();
    metadata.insert(String::from("total_unique_words"), unique);
    metadata
}

/// The letters and digits of a word, each as in the lower-case form of the whole word: a final sigma has a different
/// form.
fn letters_and_digits(word: &str) -> String {
    let lower = word.to_lowercase();
    let (mut lower, mut kept) = (lower.chars(), String::with_capacity(word.len()));
    for c in word.chars() {
        // A character becomes the same number of characters with or without its neighbours.
        let own = lower.by_ref().take(c.to_lowercase().count());
        if c.is_alphanumeric() {
            kept.extend(own);
        } else {
            own.for_each(drop);
        }
    }
    kept
}
