//! The steps of the transport.

/// A step of the transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before the first event.
    First,
    /// One event back.
    Previous,
    /// One event on.
    Next,
    /// After the last event.
    Last,
    /// Ten events back.
    LeapBack,
    /// Ten events on.
    LeapOn,
}

/// How many events a leap is.
const LEAP: usize = 10;

impl Step {
    /// The cursor that it leads to from this one, in a run of so many events; past the end is the end.
    #[must_use]
    pub const fn from(self, cursor: usize, len: usize) -> usize {
        match self {
            Self::First => 0,
            Self::Previous => cursor.saturating_sub(1),
            Self::Next => cursor + 1,
            Self::Last => len,
            Self::LeapBack => cursor.saturating_sub(LEAP),
            Self::LeapOn => cursor + LEAP,
        }
    }
}
