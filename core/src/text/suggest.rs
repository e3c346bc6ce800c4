//! "Did you mean": the candidate with the smallest edit distance.

use alloc::{string::String, vec, vec::Vec};

/// The candidate nearest to `word`, if it is near enough: a third of the letters may differ. Among equally near ones,
/// the first. The case of ASCII letters does not matter; the table of all others is too large for that.
/// O(|word| · Σ|candidates|).
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().map(|c| c.to_ascii_lowercase()).take(64).collect();
    let limit = (word.len() / 3).max(1);
    let mut best = None;
    for candidate in candidates {
        // If the lengths differ by more than the limit, more edits are needed.
        if candidate.len() > 4 * (word.len() + limit) || candidate.chars().count().abs_diff(word.len()) > limit {
            continue;
        }
        let edits = edits(&word, candidate);
        if edits <= limit && best.is_none_or(|(fewest, _)| edits < fewest) {
            best = Some((edits, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The end of a message that asks whether a candidate was meant; empty without one.
pub(crate) fn question(meant: Option<&str>) -> String {
    meant.map_or_else(String::new, |meant| ["; did you mean `", meant, "`?"].concat())
}

/// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment) from `from` to `to`.
fn edits(from: &[char], to: &str) -> usize {
    let to: Vec<char> = to.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut rows = [vec![0; to.len() + 1], vec![0; to.len() + 1], (0..=to.len()).collect::<Vec<_>>()];
    for (i, &a) in from.iter().enumerate() {
        rows.rotate_left(1);
        rows[2][0] = i + 1;
        for (j, &b) in to.iter().enumerate() {
            let mut least = (rows[1][j] + usize::from(a != b)).min(rows[1][j + 1] + 1).min(rows[2][j] + 1);
            if i > 0 && j > 0 && a == to[j - 1] && from[i - 1] == b {
                least = least.min(rows[0][j - 1] + 1);
            }
            rows[2][j + 1] = least;
        }
    }
    rows[2][to.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant_and_nothing_else() {
        let keys = ["strategy", "failure_strategy", "processors", "id"];
        for (word, expected) in [
            ("stratgey", Some("strategy")),
            ("Processors", Some("processors")),
            ("failure_stratgy", Some("failure_strategy")),
            ("di", Some("id")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, keys), expected, "{word}");
        }
    }
}
