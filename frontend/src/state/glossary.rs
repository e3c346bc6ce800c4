//! The glossary, and the labels of the page that show a definition of it.

use std::sync::LazyLock;

/// A word and what it means, as plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The word.
    pub word: String,
    /// What it means.
    pub meaning: String,
}

/// All words, in alphabetical order: the rows of docs/GLOSSARY.md.
pub static GLOSSARY: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    let rows = include_str!("../../../docs/GLOSSARY.md").lines().filter_map(|line| line.strip_prefix("| "));
    let cells = rows.filter_map(|row| row.strip_suffix(" |")?.split_once(" | "));
    // The head and the line below it have no word in bold.
    let words = cells.filter(|(word, _)| word.contains("**"));
    words.map(|(word, meaning)| Definition { word: plain(word), meaning: plain(meaning) }).collect()
});

/// Labels of the page, and their words in the glossary.
const LABELS: [(&str, &str); 39] = [
    // The inspector.
    ("Intent", "intent"),
    ("Rank", "rank"),
    ("Attempts", "attempt"),
    ("Worker", "worker"),
    ("Fuel", "fuel"),
    ("Busy workers", "worker"),
    ("Ready", "ready"),
    ("Ready to start", "ready"),
    ("At a barrier", "barrier"),
    ("Waiting", "wait"),
    ("Payloads as", "payload"),
    ("Metadata", "metadata"),
    ("Region", "region"),
    ("Processors", "processor"),
    ("Work", "work"),
    ("Critical path", "critical path"),
    // The graph and its table.
    ("Processor", "processor"),
    ("Level", "level"),
    ("Depends on", "dependency"),
    // The comparison.
    ("Total", "makespan"),
    ("Waits at barriers", "barrier"),
    ("Over lower bound", "lower bound"),
    ("Utilisation", "utilisation"),
    ("Idle", "idle time"),
    ("Waits: dependency", "dependency"),
    ("no worker", "worker"),
    ("backoff", "backoff"),
    ("Peak ready", "ready"),
    // The causes of waits in the timeline.
    ("for a dependency", "dependency"),
    ("at the barrier of its level", "barrier"),
    ("for a free worker", "worker"),
    ("until its backoff ends", "backoff"),
    // What if.
    ("Runs", "run"),
    ("forks", "fork"),
    // The orders.
    ("Final payload", "payload"),
    ("Orders", "completion order"),
    ("Example", "witness"),
    // The output and the events.
    ("Trace SHA-256", "hash"),
    ("Events", "event"),
];

/// The word of the glossary that a label stands for.
#[must_use]
pub fn word_of(label: &str) -> Option<&'static str> {
    LABELS.iter().find(|(of, _)| *of == label).map(|(_, word)| *word)
}

/// The definition of a word.
#[must_use]
pub fn define(word: &str) -> Option<&'static Definition> {
    GLOSSARY.iter().find(|definition| definition.word == word)
}

/// The id of the element with the definition of a word.
#[must_use]
pub fn definition_id(word: &str) -> String {
    format!("definition-{}", word.replace(' ', "-"))
}

/// The text of Markdown: without emphasis, links and anchors.
fn plain(markdown: &str) -> String {
    let Some((before, mark, after)) = split_at_mark(markdown) else { return markdown.into() };
    let (inside, rest) = match mark {
        '`' => after.split_once('`').map(|(code, rest)| (code.to_owned(), rest)),
        '[' => {
            after.split_once("](").and_then(|(text, rest)| rest.split_once(')').map(|(_, rest)| (plain(text), rest)))
        }
        '<' => after.split_once('>').map(|(_, rest)| (String::new(), rest)),
        _ => None,
    }
    .unwrap_or((String::new(), after));
    format!("{before}{inside}{}", plain(rest))
}

fn split_at_mark(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find(['*', '`', '[', '<'])?;
    let mark = text[at..].chars().next()?;
    Some((&text[..at], mark, &text[at + mark.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_every_row_in_alphabetical_order() {
        let rows = include_str!("../../../docs/GLOSSARY.md").lines().filter(|line| line.contains("**")).count();
        assert_eq!(GLOSSARY.len(), rows);
        assert!(GLOSSARY.is_sorted_by_key(|definition| definition.word.to_lowercase()));
    }

    #[test]
    fn is_plain_text() {
        for Definition { word, meaning } in GLOSSARY.iter() {
            assert!(!word.is_empty() && !meaning.is_empty(), "{word}");
            for mark in ["*", "`", "](", "<", "|"] {
                assert!(!word.contains(mark) && !meaning.contains(mark), "{word}: {meaning}");
            }
        }
        let of = |word| define(word).map(|definition| definition.meaning.as_str());
        assert_eq!(of("level"), Some("All processors of the same rank."));
        assert!(of("dependency").is_some_and(|meaning| meaning.contains("has depends_on: [a], then a is")));
        assert!(of("choke point").is_some());
    }

    #[test]
    fn labels_are_unique_and_have_a_definition() {
        for (i, (label, word)) in LABELS.iter().enumerate() {
            assert!(define(word).is_some(), "{label}: {word} is not in the glossary");
            assert_eq!(word_of(label), Some(*word), "{label} is there twice");
            assert!(LABELS[..i].iter().all(|(other, _)| other != label), "{label}");
        }
    }
}
