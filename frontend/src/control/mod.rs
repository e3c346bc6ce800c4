//! Signals over the state, and the commands that change them.
//!
//! [`Page`] has a handle for each part of the state, such as [`Document`] or [`Player`]. The signals of a handle are private:
//! other code can read them, but only the file of the handle writes them. Views change state by [`Page::execute`] and follow
//! changes by signals; [`Events::listen`] tells what has happened.

pub(crate) mod commands;
mod document;
mod engine;
mod events;
mod first_play;
// Inside this module, so that commands of features may change what only commands may change.
#[path = "../features/mod.rs"]
pub mod features;
mod keys;
mod notices;
mod opening;
mod page;
mod player;
mod rest;
mod results;
mod runs;
mod selection;
pub(crate) mod storage;
#[cfg(test)]
mod testing;
mod workspace;

pub use self::{
    document::{Document, WORKFLOW_TEXT},
    engine::Engine,
    events::Events,
    notices::{Notice, NoticeKind, Notices},
    opening::Beginning,
    page::Page,
    player::Player,
    results::{Results, Why},
    runs::{Running, Runs},
    selection::Selection,
    storage::Storage,
    workspace::Workspace,
};
