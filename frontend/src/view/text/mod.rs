//! The texts of the views: a module for each feature. Names, help texts and keys of commands are in
//! [`crate::state::command`], sentences about a run in [`crate::scene`].

pub(crate) mod editor;
pub(crate) mod events;
pub(crate) mod graph;
pub(crate) mod header;
pub(crate) mod inspector;
pub(crate) mod notice;
pub(crate) mod output;
pub(crate) mod timeline;
pub(crate) mod transport;
