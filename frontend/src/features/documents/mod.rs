//! The user's documents: the list, the version history, and storing drafts as documents.

mod commands;
mod finding;
mod folding;
mod model;
mod runs;
pub(crate) mod text;
mod view;

pub(crate) use self::finding::find;
pub(crate) use self::view::{DocumentBar, DocumentList, DocumentMenu, HistoryList};
pub use self::{
    commands::{Documents, Version},
    model::{Entry, matching},
};
