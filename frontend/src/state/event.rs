//! The events of the page, as data for listeners.

use dagwood_core::Status;

use super::RunNumber;

/// An event of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The user has changed the workflow, its input or its options.
    Edited,
    /// A document has been opened in place of another.
    Opened,
    /// The engine has checked the current workflow file.
    Checked {
        /// Whether it is valid.
        is_sound: bool,
    },
    /// A run has ended and is on display.
    RunEnded {
        /// Its number.
        run: RunNumber,
        /// Its status, if its trace has one.
        status: Option<Status>,
    },
    /// The cursor has moved: this many events of the run have happened.
    CursorMoved(usize),
    /// The selection has changed to this processor, or to none.
    Selected(Option<String>),
}
