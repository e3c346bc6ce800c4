//! Changes of a workflow file that a person makes elsewhere than in its text: edits of the text that leave everything else
//! as it stands, comments, order and style.
//!
//! An [`Edit`] says what is to be different. `operation` finds out which values of the file's tree that concerns, `write` how
//! it is written in the style of the place, and `check` reads the result back: an edit does what it means, or is refused.

mod change;
mod check;
mod document;
mod fix;
mod operation;
mod scalar;
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
pub use self::{
    fix::{Fix, Fixer},
    values::values,
};
use crate::TextRange;

/// A part of a text and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes; empty where something is inserted.
    pub range: TextRange,
    /// What comes.
    pub text: String,
}

/// The text after these edits, which are in the order of the text and do not overlap.
///
/// # Panics
/// If they are not, or are not edits of this text.
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

/// A change of a workflow. Processors go by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit<'e> {
    /// One more processor, after another one or at the end.
    Add {
        /// Its id, which no other has.
        id: &'e str,
        /// What it runs.
        code: NewCode<'e>,
        /// What it depends on.
        depends_on: &'e [&'e str],
        /// What it stands after.
        after: Option<&'e str>,
    },
    /// A processor goes, also from what others depend on.
    Remove {
        /// Its id.
        id: &'e str,
    },
    /// Another id, wherever the processor is mentioned.
    Rename {
        /// Its id so far.
        id: &'e str,
        /// Its id from now on.
        to: &'e str,
    },
    /// One more dependency: the last of its processor.
    Connect {
        /// What is to end first.
        from: &'e str,
        /// What depends on it.
        to: &'e str,
    },
    /// One dependency less.
    Disconnect {
        /// What was to end first.
        from: &'e str,
        /// What depends on it.
        to: &'e str,
    },
    /// Another value for a key, or none.
    Set {
        /// The processor, or the file as a whole.
        of: Option<&'e str>,
        /// The key, such as `timeout_ms`, with the keys that lead to it: `simulate.duration_ms`.
        key: &'e str,
        /// What it is to hold; without, the key goes.
        value: Option<NewValue<'e>>,
    },
}

/// What a new processor runs.
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

/// Why an edit is refused. Its text is a phrase that a person can act on.
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
    /// An id has at least one character.
    EmptyId,
    /// The second depends on the first already.
    AlreadyConnected(String, String),
    /// The second does not depend on the first.
    NotConnected(String, String),
    /// These processors would wait for each other; the first stands at the end again.
    Cycle(Vec<String>),
    /// Nothing that can be set goes by this key.
    NoSuchKey(String),
    /// The key cannot hold that, for this reason.
    BadValue(String),
    /// An alias stands for a part that would change.
    Shared,
    /// The file is written in a way in which the change cannot be made safely.
    Unsafe,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(f, "the file cannot be read: {reason}"),
            Self::NotAWorkflow => f.write_str("the file is not a workflow with a list of processors"),
            Self::NoSuchProcessor(id) => write!(f, "there is no processor `{id}`"),
            Self::TakenId(id) => write!(f, "there is already a processor `{id}`; ids are unique"),
            Self::EmptyId => f.write_str("an id has at least one character"),
            Self::AlreadyConnected(from, to) => write!(f, "`{to}` depends on `{from}` already"),
            Self::NotConnected(from, to) => write!(f, "`{to}` does not depend on `{from}`"),
            Self::Cycle(path) if path.len() == 2 => {
                write!(f, "a processor cannot depend on itself: {}", path.join(" -> "))
            }
            Self::Cycle(path) => write!(f, "these processors would wait for each other: {}", path.join(" -> ")),
            Self::NoSuchKey(key) => write!(f, "`{key}` is nothing that can be set here"),
            Self::BadValue(reason) => f.write_str(reason),
            Self::Shared => f.write_str("an alias stands for a part of this; change the text"),
            Self::Unsafe => {
                f.write_str("the file is written in a way in which this cannot be changed; change the text")
            }
        }
    }
}

impl core::error::Error for EditError {}

/// The edits of a workflow file's text that make this change and no other, in the order of the text. O(|text| log |text|).
///
/// # Errors
/// [`EditError`] says why the change cannot be made. The file may have other problems; they stay.
pub fn edit(text: &str, edit: &Edit) -> Result<Vec<TextEdit>, EditError> {
    let document = Document::read(text)?;
    let changes = operation::changes(&document, edit)?;
    document.write(&changes)
}

/// An id that is not taken: `stem` itself, or with a number.
///
/// # Panics
/// If everything is taken.
#[must_use]
pub fn free_id(stem: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = |number: u32| if number == 1 { stem.to_string() } else { alloc::format!("{stem}_{number}") };
    (1..).map(numbered).find(|id| !is_taken(id)).expect("there are more numbers than processors")
}
