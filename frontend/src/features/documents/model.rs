//! The list of documents.

use crate::state::Session;

/// A document in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its name for the user.
    pub title: String,
    /// When it was changed, in milliseconds since 1970.
    pub changed: u64,
    /// What a search finds, in lower case: the name and the text.
    searched: String,
}

impl Entry {
    /// The entries of documents, the newest first.
    #[must_use]
    pub fn of(documents: &[Session]) -> Vec<Self> {
        let entry = |session: &Session| {
            let (title, id) = (session.title(), session.id.clone());
            let searched = format!("{title}\n{}", session.workflow).to_lowercase();
            Self { id, title, changed: session.changed, searched }
        };
        let mut entries: Vec<_> = documents.iter().map(entry).collect();
        entries.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| a.id.cmp(&b.id)));
        entries
    }
}

/// The entries that contain all words of a search, in the name or the text.
#[must_use]
pub fn matching(entries: &[Entry], search: &str) -> Vec<Entry> {
    let words: Vec<_> = search.split_whitespace().map(str::to_lowercase).collect();
    entries.iter().filter(|entry| words.iter().all(|word| entry.searched.contains(word))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_finds_names_and_texts() {
        let session = |id: &str, name: &str, workflow: &str, changed| Session {
            id: id.into(),
            name: name.into(),
            workflow: workflow.into(),
            changed,
            ..Session::default()
        };
        let entries = Entry::of(&[
            session("a", "Été", "id: split", 1),
            session("b", "", "# Barrier\nid: merge", 3),
            session("c", "Barrier (2)", "id: split", 2),
        ]);
        for (search, found) in [
            ("", &["b", "c", "a"][..]),
            ("barrier", &["b", "c"]),
            ("SPLIT  barrier", &["c"]),
            ("été", &["a"]),
            ("nothing", &[]),
        ] {
            let ids: Vec<_> = matching(&entries, search).into_iter().map(|entry| entry.id).collect();
            assert_eq!(ids, found, "{search}");
        }
    }
}
