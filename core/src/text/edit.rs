//! Edits of a workflow file that are made elsewhere than in its text. They change only what they must: comments, order
//! and style of everything else remain.
//!
//! An [`Edit`] says what changes in the workflow. `operation` finds the values of the file's tree that change, `write`
//! writes them in the style of their place, and `check` reads the result back: an edit does exactly what it says, or is
//! refused.

mod change;
mod check;
mod compose;
mod document;
mod fix;
mod operation;
mod scalar;
mod script;
#[cfg(test)]
mod tests;
mod values;
mod write;

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use self::document::Document;
pub(crate) use self::script::split_path;
pub use self::{
    fix::{Fix, Fixer},
    script::{Script, ScriptError},
    values::{Value, value_at, values},
};
use crate::text::TextRange;

/// A part of a text and its replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The range to replace; empty for an insertion.
    pub range: TextRange,
    /// The replacement.
    pub text: String,
}

/// The text after these edits, which must be in the order of the text and must not overlap.
///
/// # Panics
/// If they do not meet these conditions, or are not edits of this text.
#[must_use]
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut edited = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut from = 0;
    for edit in edits {
        let range = edit.range.bytes();
        edited.push_str(&text[from..range.start]);
        edited.push_str(&edit.text);
        from = range.end;
    }
    edited.push_str(&text[from..]);
    edited
}

/// A change of a workflow. Processors are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit<'e> {
    /// Adds a processor, after another one or at the end.
    Add {
        /// Its id, which must be unique.
        id: &'e str,
        /// Its code.
        code: NewCode<'e>,
        /// Its dependencies.
        depends_on: &'e [&'e str],
        /// The processor that it comes after.
        after: Option<&'e str>,
    },
    /// Removes a processor, and its id from the dependencies of others.
    Remove {
        /// Its id.
        id: &'e str,
    },
    /// Renames a processor everywhere in the file.
    Rename {
        /// Its present id.
        id: &'e str,
        /// Its new id.
        to: &'e str,
    },
    /// Adds a dependency, as the last one of its processor.
    Connect {
        /// The dependency.
        from: &'e str,
        /// The processor that depends on it.
        to: &'e str,
    },
    /// Removes a dependency.
    Disconnect {
        /// The dependency.
        from: &'e str,
        /// The processor that depends on it.
        to: &'e str,
    },
    /// Sets a key, or removes it.
    Set {
        /// The processor, or the file as a whole.
        of: Option<&'e str>,
        /// The key, such as `timeout_ms`, with its parent keys: `simulate.duration_ms`.
        key: &'e str,
        /// The new value; without one the key is removed.
        value: Option<NewValue<'e>>,
    },
    /// Moves a processor's entry before another one in the list of processors.
    Move {
        /// Its id.
        id: &'e str,
        /// The processor that it comes before.
        before: &'e str,
    },
}

/// The code of a new processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewCode<'e> {
    /// The local processor of this name.
    Local(&'e str),
    /// The module of this file name.
    Wasm(&'e str),
}

/// A value for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewValue<'e> {
    /// Text.
    Text(&'e str),
    /// A whole number.
    Number(u64),
}

/// Why an edit is refused. The text is a phrase that tells the user what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The file is not YAML, for this reason.
    Unreadable(String),
    /// The file is YAML, but not a mapping with a list of processors.
    NotAWorkflow,
    /// There is no processor of this id.
    NoSuchProcessor(String),
    /// There is already a processor of this id.
    TakenId(String),
    /// The id is empty.
    EmptyId,
    /// The second depends on the first already.
    AlreadyConnected(String, String),
    /// The second does not depend on the first.
    NotConnected(String, String),
    /// The change would create this cycle; the first id is repeated at the end.
    Cycle(Vec<String>),
    /// This key cannot be set.
    NoSuchKey(String),
    /// The value is not allowed for the key, for this reason.
    BadValue(String),
    /// An alias shares a part that would change.
    Shared,
    /// The change cannot be made safely in the way the file is written.
    Unsafe,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(f, "the file cannot be read: {reason}"),
            Self::NotAWorkflow => f.write_str("the file is not a workflow with a list of processors"),
            Self::NoSuchProcessor(id) => write!(f, "there is no processor `{id}`"),
            Self::TakenId(id) => write!(f, "there is already a processor `{id}`; ids must be unique"),
            Self::EmptyId => f.write_str("an id must not be empty"),
            Self::AlreadyConnected(from, to) => write!(f, "`{to}` already depends on `{from}`"),
            Self::NotConnected(from, to) => write!(f, "`{to}` does not depend on `{from}`"),
            Self::Cycle(path) if path.len() == 2 => {
                write!(f, "a processor cannot depend on itself: {}", path.join(" -> "))
            }
            Self::Cycle(path) => write!(f, "this would create a cycle: {}", path.join(" -> ")),
            Self::NoSuchKey(key) => write!(f, "`{key}` cannot be set here"),
            Self::BadValue(reason) => f.write_str(reason),
            Self::Shared => f.write_str("this value is shared by a YAML alias; edit the text instead"),
            Self::Unsafe => {
                f.write_str("this cannot be changed safely in the way the file is written; edit the text instead")
            }
        }
    }
}

impl core::error::Error for EditError {}

/// The edits of a workflow file's text that make exactly this change, in the order of the text. O(|text| log |text|).
///
/// # Errors
/// [`EditError`] if the change cannot be made. Other problems of the file are ignored and remain.
pub fn edit(text: &str, edit: &Edit) -> Result<Vec<TextEdit>, EditError> {
    let document = Document::read(text)?;
    let changes = operation::changes(&document, edit)?;
    document.write(&changes)
}

/// Applies several changes to a workflow file, each to the result of the one before, as edits of the original text.
///
/// # Errors
/// [`EditError`] if a change cannot be made.
pub fn edit_all(text: &str, changes: &[Edit]) -> Result<Vec<TextEdit>, EditError> {
    let (mut edited, mut all) = (text.to_string(), Vec::new());
    for change in changes {
        let edits = edit(&edited, change)?;
        edited = apply(&edited, &edits);
        all = compose::compose(all, edits);
    }
    Ok(all)
}

/// An unused id: `stem` itself, or `stem` with a number.
///
/// # Panics
/// If every id is used.
#[must_use]
pub fn free_id(stem: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = |number: u32| if number == 1 { stem.to_string() } else { alloc::format!("{stem}_{number}") };
    (1..).map(numbered).find(|id| !is_taken(id)).expect("there are more numbers than processors")
}
