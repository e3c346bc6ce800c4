//! Stores a draft as a document: resolves conflicts between tabs, and keeps earlier versions.

use crate::state::Session;

/// The minimum time between two versions that are kept without a name, in milliseconds.
const VERSION_MS: u64 = 60_000;
/// The maximum number of versions without a name, of each document.
const VERSIONS: usize = 30;

/// What is known of a version without reading it: when its content was stored, and the name that the user gave it. A version
/// without a name is kept only for some time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionKey {
    /// When its content was stored, in milliseconds since 1970.
    pub at: u64,
    /// Its name; empty without one.
    pub label: String,
}

/// A change of the stored documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Stores a document.
    Put(Session),
    /// Stores a version of a document.
    PutVersion(Session, VersionKey),
    /// Removes a version of the document with this id.
    RemoveVersion(String, VersionKey),
    /// Removes the document with this id.
    Remove(String),
    /// Removes the run of the document with this id.
    RemoveRun(String),
}

/// The result of storing a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Folded {
    /// It is stored already, or the stored document follows from it.
    Known,
    /// These writes store it.
    Put(Vec<Write>),
    /// Another tab has changed the document. Both texts are kept: the draft becomes a copy.
    Conflict,
}

/// Decides how to store a draft, given the `stored` document and its versions.
#[must_use]
pub fn fold(stored: Option<&Session>, versions: &[VersionKey], draft: &Session) -> Folded {
    let Some(stored) = stored else { return Folded::Put(vec![Write::Put(draft.clone())]) };
    if draft.history.last().is_some_and(|stamp| stored.history.includes(stamp)) {
        return Folded::Known;
    }
    let follows = stored.history.last().is_none_or(|stamp| draft.history.includes(stamp));
    let is_equal = draft.has_content_of(stored);
    if !follows && !is_equal {
        return Folded::Conflict;
    }
    let mut writes = vec![Write::Put(draft.clone())];
    let last = versions.iter().filter(|version| version.label.is_empty()).map(|version| version.at).max();
    if !is_equal && last.is_none_or(|last| draft.changed.saturating_sub(last) >= VERSION_MS) {
        writes.extend(add_version(stored, String::new(), versions));
    }
    Folded::Put(writes)
}

/// Keeps the content of a document as a version, and removes the oldest versions without a name if they become too many.
#[must_use]
pub fn add_version(session: &Session, label: String, versions: &[VersionKey]) -> Vec<Write> {
    let key = VersionKey { at: session.changed, label };
    let mut unnamed: Vec<_> = versions.iter().filter(|version| version.label.is_empty() && **version != key).collect();
    unnamed.sort();
    let excess = (unnamed.len() + usize::from(key.label.is_empty())).saturating_sub(VERSIONS);
    let old = unnamed.into_iter().take(excess).map(|old| Write::RemoveVersion(session.id.clone(), old.clone()));
    let mut writes: Vec<_> = old.collect();
    writes.push(Write::PutVersion(session.clone(), key));
    writes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    fn session(workflow: &str, changed: u64, writers: &[&str]) -> Session {
        let mut session = Session { id: "d".into(), workflow: workflow.into(), changed, ..Session::default() };
        writers.iter().for_each(|writer| session.history.advance(writer));
        session
    }

    #[test]
    fn the_second_writer_gets_a_copy() {
        let stored = session("one", 0, &["a"]);
        let after_b = session("two", 1, &["a", "b"]);
        for (what, stored, draft, expected) in [
            ("new", None, session("x", 0, &["a"]), "put"),
            ("the same state", Some(&stored), session("one", 0, &["a"]), "known"),
            ("the next state", Some(&stored), session("x", 1, &["a", "a"]), "put"),
            ("of a second tab, which writes first", Some(&stored), session("x", 1, &["a", "b"]), "put"),
            ("an old state", Some(&after_b), session("one", 0, &["a"]), "known"),
            ("of the first tab, which writes second", Some(&after_b), session("x", 2, &["a", "a"]), "conflict"),
            ("of a third tab", Some(&after_b), session("x", 2, &["a", "c"]), "conflict"),
            ("after both", Some(&after_b), session("x", 2, &["a", "b", "c"]), "put"),
            ("the same text, written twice", Some(&after_b), session("two", 2, &["a", "a"]), "put"),
            ("unrelated", Some(&stored), session("x", 2, &["z"]), "conflict"),
        ] {
            let folded = match fold(stored, &[], &draft) {
                Folded::Known => "known",
                Folded::Put(writes) => {
                    assert_eq!(writes[0], Write::Put(draft), "{what}");
                    "put"
                }
                Folded::Conflict => "conflict",
            };
            assert_eq!(folded, expected, "{what}");
        }
    }

    /// Stores these writes.
    fn apply(writes: &[Write], stored: &mut Option<Session>, versions: &mut Vec<(VersionKey, Session)>) {
        for write in writes {
            match write {
                Write::Put(session) => *stored = Some(session.clone()),
                Write::PutVersion(session, key) => {
                    versions.retain(|(other, _)| other != key);
                    versions.push((key.clone(), session.clone()));
                }
                Write::RemoveVersion(_, key) => versions.retain(|(other, _)| other != key),
                Write::Remove(_) | Write::RemoveRun(_) => unreachable!("folding removes no documents"),
            }
        }
    }

    proptest! {
        /// For any rhythm of changes: there are at most 30 versions without a name, at most one per minute; a text that was
        /// the last for a minute or more is kept; and named versions stay.
        #[test]
        fn versions_are_one_per_minute_and_thirty(pauses in vec(0u64..150_000, 1..80), named in any::<prop::sample::Index>()) {
            let (mut stored, mut versions) = (None, Vec::new());
            let mut draft = session("0", 1, &["a"]);
            let named = named.index(pauses.len());
            let mut rested = Vec::new();
            for (i, pause) in pauses.iter().enumerate() {
                let keys: Vec<_> = versions.iter().map(|(key, _): &(VersionKey, Session)| key.clone()).collect();
                let Folded::Put(writes) = fold(stored.as_ref(), &keys, &draft) else { panic!("it follows from the last") };
                apply(&writes, &mut stored, &mut versions);
                if i == named {
                    apply(&add_version(&draft, "good".into(), &keys), &mut stored, &mut versions);
                }
                if *pause >= VERSION_MS && i + 1 < pauses.len() {
                    rested.push(draft.workflow.clone());
                }
                draft.workflow = (i + 1).to_string();
                draft.changed += pause;
                draft.history.advance("a");
            }
            let mut unnamed: Vec<_> = versions.iter().filter(|(key, _)| key.label.is_empty()).collect();
            unnamed.sort_by_key(|(key, _)| key.at);
            prop_assert!(unnamed.len() <= VERSIONS);
            prop_assert!(versions.iter().any(|(key, _)| key.label == "good"));
            for text in rested.iter().rev().take(VERSIONS) {
                let is_there = unnamed.iter().any(|(_, session)| session.workflow == *text);
                // Later versions may have replaced it.
                prop_assert!(is_there || unnamed.len() == VERSIONS, "{text} rested for a minute");
            }
        }
    }
}
