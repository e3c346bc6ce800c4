//! The changes of a processor to a text, word by word.

/// A piece of two compared texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// It is in both.
    Same(String),
    /// It is only in the old text.
    Removed(String),
    /// It is only in the new text.
    Added(String),
}

/// The maximum length of either text in characters: as much as is shown of a payload.
const CHARACTERS: usize = 2_000;
/// The maximum number of words, or else lines, of either text: time and space are their product.
const UNITS: usize = 500;

/// The difference by a longest common subsequence of words; of lines, if there are too many words. `None` if there are
/// too many lines too.
#[must_use]
pub fn difference(before: &str, after: &str) -> Option<Vec<Piece>> {
    let (before, after) = (beginning(before), beginning(after));
    [words, lines].into_iter().find_map(|units| compare(&units(before), &units(after)))
}

fn compare(before: &[&str], after: &[&str]) -> Option<Vec<Piece>> {
    let prefix = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (head, before, after) = (&before[..prefix], &before[prefix..], &after[prefix..]);
    let suffix = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let tail = &before[before.len() - suffix..];
    let (before, after) = (&before[..before.len() - suffix], &after[..after.len() - suffix]);
    if before.len().max(after.len()) > UNITS {
        return None;
    }
    // The number of common units of the remainders from each pair of positions.
    let width = after.len() + 1;
    let mut common = vec![0u16; (before.len() + 1) * width];
    for (i, a) in before.iter().enumerate().rev() {
        for (j, b) in after.iter().enumerate().rev() {
            let at = |i: usize, j: usize| common[i * width + j];
            common[i * width + j] = if a == b { at(i + 1, j + 1) + 1 } else { at(i + 1, j).max(at(i, j + 1)) };
        }
    }
    let mut pieces = Pieces::default();
    pieces.extend(head, Piece::Same);
    let (mut i, mut j) = (0, 0);
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            pieces.push(before[i], Piece::Same);
            (i, j) = (i + 1, j + 1);
        } else if j == after.len() || i < before.len() && common[(i + 1) * width + j] >= common[i * width + j + 1] {
            pieces.push(before[i], Piece::Removed);
            i += 1;
        } else {
            pieces.push(after[j], Piece::Added);
            j += 1;
        }
    }
    pieces.extend(tail, Piece::Same);
    Some(pieces.0)
}

/// Pieces; no two neighbours are of the same kind.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, unit: &str, kind: fn(String) -> Piece) {
        let piece = kind(unit.into());
        match (self.0.last_mut(), &piece) {
            (Some(Piece::Same(text)), Piece::Same(_))
            | (Some(Piece::Removed(text)), Piece::Removed(_))
            | (Some(Piece::Added(text)), Piece::Added(_)) => text.push_str(unit),
            _ => self.0.push(piece),
        }
    }

    fn extend(&mut self, units: &[&str], kind: fn(String) -> Piece) {
        for unit in units {
            self.push(unit, kind);
        }
    }
}

fn beginning(text: &str) -> &str {
    text.char_indices().nth(CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Words, white space between them, and every other character on its own.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_alphanumeric() => 1,
        c if c.is_whitespace() => 2,
        _ => 0,
    };
    let mut words = Vec::new();
    let (mut start, mut last) = (0, 0);
    for (at, c) in text.char_indices() {
        if at > start && (kind(c) == 0 || kind(c) != last) {
            words.push(&text[start..at]);
            start = at;
        }
        last = kind(c);
    }
    words.extend((start < text.len()).then(|| &text[start..]));
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As in wdiff: `[-removed-]`, `{+added+}`.
    fn shown(before: &str, after: &str) -> String {
        let pieces = difference(before, after).expect("they are short");
        let piece = |piece| match piece {
            Piece::Same(text) => text,
            Piece::Removed(text) => format!("[-{text}-]"),
            Piece::Added(text) => format!("{{+{text}+}}"),
        };
        pieces.into_iter().map(piece).collect()
    }

    #[test]
    fn goes_by_words() {
        for (before, after, expected) in [
            ("", "", ""),
            ("hello", "hello", "hello"),
            ("hello", "[hello]", "{+[+}hello{+]+}"),
            ("a quick fox", "a slow fox", "a [-quick-]{+slow+} fox"),
            ("one two", "two one", "[-one -]two{+ one+}"),
            ("x", "", "[-x-]"),
            ("ä-b", "ä+b", "ä[---]{+++}b"),
        ] {
            assert_eq!(shown(before, after), expected);
        }
    }

    #[test]
    fn of_very_many_words_it_goes_by_lines_or_gives_up() {
        let many: String = (0..900).map(|_| "a ").collect();
        let other: String = (0..900).map(|_| "b ").collect();
        assert_eq!(difference(&many, &other), Some(vec![Piece::Removed(many.clone()), Piece::Added(other.clone())]));
        assert_eq!(difference(&many.replace(' ', "\n"), &other.replace(' ', "\n")), None);
    }

    proptest! {
        #[test]
        fn the_pieces_make_both_texts(before in "[ab \n,]{0,40}", after in "[ab \n,]{0,40}") {
            let (mut first, mut second) = (String::new(), String::new());
            for piece in difference(&before, &after).expect("they are short") {
                match piece {
                    Piece::Same(text) => { first.push_str(&text); second.push_str(&text); }
                    Piece::Removed(text) => first.push_str(&text),
                    Piece::Added(text) => second.push_str(&text),
                }
            }
            prop_assert_eq!((first, second), (before, after));
        }
    }
}
