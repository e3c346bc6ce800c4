//! All documents and their versions as one file, in the format that docs/STORAGE.md describes.

use std::{collections::BTreeMap, fmt};

use super::{VersionKey, Write};
use crate::state::{Damage, Session, copy_name};

/// The parts of a record: names and values.
pub type Record = BTreeMap<String, String>;

/// What a file has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its `format`.
    pub format: String,
    /// Its `version`.
    pub version: u32,
    /// The documents.
    pub documents: Vec<Record>,
    /// The versions of documents.
    pub versions: Vec<Record>,
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has more than [`File::MOST_BYTES`].
    TooLarge,
    /// It is not JSON.
    NotJson,
    /// It has no documents of this page.
    OtherFormat,
    /// A newer version of the page has written it.
    Newer(u32),
    /// A document in it is damaged: the number of the document, from 1.
    Document(usize, Damage),
    /// A version in it is damaged: the number of the version, from 1.
    Version(usize, Damage),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "it has more than {} MiB", File::MOST_BYTES >> 20),
            Self::NotJson => f.write_str("it is not JSON, or it ends too early"),
            Self::OtherFormat => f.write_str("it is not a file of documents"),
            Self::Newer(version) => write!(f, "it has version {version}; this page reads version {}", File::VERSION),
            Self::Document(number, damage) => write!(f, "its document {number} is damaged: {damage}"),
            Self::Version(number, damage) => write!(f, "its version {number} is damaged: {damage}"),
        }
    }
}

/// What an import does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The writes, which belong into one transaction.
    pub writes: Vec<Write>,
    /// The number of new documents.
    pub new: usize,
    /// The number of documents that are there already.
    pub known: usize,
}

impl File {
    /// The value of `format`.
    pub const FORMAT: &str = "dagwood-documents";
    /// The version of the format.
    pub const VERSION: u32 = 1;
    /// The maximum size of a file, in bytes.
    pub const MOST_BYTES: usize = 256 << 20;

    /// The file of these documents and versions.
    #[must_use]
    pub fn of(documents: &[Session], versions: &[(Session, VersionKey)]) -> Self {
        Self {
            format: Self::FORMAT.into(),
            version: Self::VERSION,
            documents: documents.iter().map(record).collect(),
            versions: versions.iter().map(|(session, key)| version_record(session, key)).collect(),
        }
    }

    /// The writes that add its documents to the `stored` ones, which stay unchanged. A document whose id is taken gets a new id,
    /// and a number in its name.
    ///
    /// # Errors
    /// [`Refusal`], if anything in the file is damaged.
    pub fn import(&self, stored: &[Session], mut new_id: impl FnMut() -> String) -> Result<Import, Refusal> {
        if self.format != Self::FORMAT {
            return Err(Refusal::OtherFormat);
        }
        if self.version != Self::VERSION {
            return Err(Refusal::Newer(self.version));
        }
        let numbered = |i: usize, number: fn(usize, Damage) -> Refusal| move |damage| number(i + 1, damage);
        let mut import = Import::default();
        let mut ids = BTreeMap::new();
        let mut titles: Vec<_> = stored.iter().map(Session::title).collect();
        for (i, record) in self.documents.iter().enumerate() {
            let mut session = read(record).map_err(numbered(i, Refusal::Document))?;
            let id = session.id.clone();
            match stored.iter().find(|other| other.id == id) {
                Some(other) if other.has_content_of(&session) => {
                    import.known += 1;
                    continue;
                }
                Some(_) => {
                    session.id = new_id();
                    session.name = copy_name(&session.title(), |name| titles.iter().any(|title| title == name));
                }
                None => {}
            }
            titles.push(session.title());
            ids.insert(id, session.id.clone());
            import.new += 1;
            import.writes.push(Write::Put(session));
        }
        for (i, record) in self.versions.iter().enumerate() {
            let (mut session, key) = read_version(record).map_err(numbered(i, Refusal::Version))?;
            if let Some(id) = ids.get(&session.id) {
                session.id.clone_from(id);
                import.writes.push(Write::PutVersion(session, key));
            }
        }
        Ok(import)
    }
}

/// The record of a document.
#[must_use]
pub fn record(session: &Session) -> Record {
    session.record().into_iter().map(|(name, value)| (name.into(), value)).collect()
}

/// The record of a version.
#[must_use]
pub fn version_record(session: &Session, VersionKey { at, label }: &VersionKey) -> Record {
    let mut record = record(session);
    record.extend([("at".into(), at.to_string()), ("label".into(), label.clone())]);
    record
}

/// Reads the record of a document.
///
/// # Errors
/// [`Damage`].
pub fn read(record: &Record) -> Result<Session, Damage> {
    Session::read(|name| record.get(name).cloned())
}

/// Reads the record of a version.
///
/// # Errors
/// [`Damage`].
pub fn read_version(record: &Record) -> Result<(Session, VersionKey), Damage> {
    let at = record.get("at").and_then(|at| at.parse().ok()).ok_or(Damage::Missing("time"))?;
    Ok((read(record)?, VersionKey { at, label: record.get("label").cloned().unwrap_or_default() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    fn session(id: &str, workflow: &str) -> Session {
        Session { id: id.into(), workflow: workflow.into(), ..Session::default() }
    }

    fn key(at: u64, label: &str) -> VersionKey {
        VersionKey { at, label: label.into() }
    }

    #[test]
    fn an_import_replaces_nothing() {
        let version = (session("b", "# B, before"), key(5, "good"));
        let file = File::of(&[session("a", "# A"), session("b", "# B")], &[version]);
        let import = |stored: &[Session]| file.import(stored, || "new".into()).expect("it is sound");
        let named = |id: &str, name: &str, workflow: &str| Session { name: name.into(), ..session(id, workflow) };
        for (stored, new, known, writes) in [
            (
                vec![],
                2,
                0,
                vec![
                    Write::Put(session("a", "# A")),
                    Write::Put(session("b", "# B")),
                    Write::PutVersion(session("b", "# B, before"), key(5, "good")),
                ],
            ),
            (vec![session("a", "# A"), session("b", "# B")], 0, 2, vec![]),
            (
                vec![session("a", "# A"), session("b", "# B"), session("c", "# B (2)")]
                    .into_iter()
                    .map(|session| {
                        if session.id == "b" { Session { workflow: "# B\nchanged".into(), ..session } } else { session }
                    })
                    .collect(),
                1,
                1,
                vec![
                    Write::Put(named("new", "B (3)", "# B")),
                    Write::PutVersion(session("new", "# B, before"), key(5, "good")),
                ],
            ),
        ] {
            assert_eq!(import(&stored), Import { writes, new, known }, "{stored:?}");
        }
    }

    #[test]
    fn a_damaged_file_is_refused_completely() {
        let sound = File::of(&[session("a", "# A"), session("b", "# B")], &[(session("a", "x"), key(5, ""))]);
        let change = |change: fn(&mut File)| {
            let mut file = sound.clone();
            change(&mut file);
            file.import(&[], String::new).map_err(|refusal| refusal.to_string())
        };
        for (changed, why) in [
            (change(|file| file.format.clear()), "it is not a file of documents"),
            (change(|file| file.version = 2), "it has version 2; this page reads version 1"),
            (
                change(|file| drop(file.documents[1].remove("workflow"))),
                "its document 2 is damaged: a document has no workflow",
            ),
            (change(|file| drop(file.documents[0].remove("id"))), "its document 1 is damaged: a document has no id"),
            (change(|file| drop(file.versions[0].remove("at"))), "its version 1 is damaged: a document has no time"),
        ] {
            assert_eq!(changed, Err(why.into()));
        }
    }

    proptest! {
        /// Any records are imported as a whole, or refused.
        #[test]
        fn any_records_are_imported_or_refused(
            documents in vec(prop::collection::btree_map("id|name|workflow|input|changed|history", ".{0,9}", 0..6), 0..4),
        ) {
            let file = File { documents, ..File::of(&[], &[]) };
            match file.import(&[], || "new".into()) {
                Ok(import) => prop_assert_eq!(import.new, file.documents.len()),
                Err(Refusal::Document(number, _)) => prop_assert!(number <= file.documents.len()),
                Err(refusal) => prop_assert!(false, "{}", refusal),
            }
        }
    }
}
