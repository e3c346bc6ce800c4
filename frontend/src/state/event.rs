//! What happens on the page, as data for listeners.

use dagwood_core::Status;

use super::RunNumber;

/// Something that has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The user has changed the workflow, its input or its options.
    Edited,
    /// The engine has checked the present workflow file.
    Checked {
        /// Whether it can run.
        is_sound: bool,
    },
    /// A run has ended and is on display.
    RunEnded {
        /// Its number.
        run: RunNumber,
        /// How it ended, if its trace says so.
        status: Option<Status>,
    },
    /// The cursor has moved: this many events of the run have happened.
    CursorMoved(usize),
    /// The selection has changed to this processor, or to none.
    Selected(Option<String>),
}
