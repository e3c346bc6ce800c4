//! The steps of the transport.

/// A step of the transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before the first event.
    First,
    /// One event back.
    Previous,
    /// One event forward.
    Next,
    /// After the last event.
    Last,
    /// Ten events back.
    LeapBack,
    /// Ten events forward.
    LeapOn,
}

/// The number of events of a leap.
const LEAP: usize = 10;

impl Step {
    /// The cursor after this step, in a run of this many events; at most the end.
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
