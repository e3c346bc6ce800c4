//! Whether the document is saved.

use crate::store::Fault;

/// Whether the document is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saved {
    /// There is nothing to save: the user has not changed anything yet.
    #[default]
    Unchanged,
    /// A change is about to be saved.
    Soon,
    /// It is saved.
    Yes,
    /// It is not saved.
    No(Fault),
}

impl Saved {
    /// The text for the user.
    #[must_use]
    pub fn text(&self) -> &'static str {
        match self {
            Self::Unchanged => "Unchanged",
            Self::Soon => "Saving…",
            Self::Yes => "Saved",
            Self::No(Fault::Full) => "Not saved: storage is full",
            Self::No(Fault::Forbidden) => "Not saved: storage is off",
            Self::No(Fault::Newer) => "Not saved: page is outdated",
            Self::No(Fault::Silent) => "Not saved: storage is silent",
            Self::No(Fault::Other(_)) => "Not saved: storage fails",
        }
    }
}
