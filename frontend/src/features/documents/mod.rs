//! The user's documents: the list of them, the versions of the one that is open, and how drafts become stored documents.

mod commands;
mod finding;
mod folding;
mod model;
mod runs;
pub(crate) mod text;
mod view;

pub(crate) use self::finding::find;
pub(crate) use self::view::{DocumentBar, DocumentList, HistoryList};
pub use self::{
    commands::{Documents, Version},
    model::{Entry, matching},
};
