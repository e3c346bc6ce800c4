//! Signals over the state, and the commands that change them.
//!
//! [`Page`] has a handle for each part of the state, such as [`Document`] or [`Player`]. The signals of a handle are private:
//! other code can read them, but only the file of the handle writes them. Views change state by [`Page::execute`] and follow
//! changes by signals; [`Events::listen`] tells what has happened.

mod commands;
mod compare;
mod document;
mod edit_form;
mod engine;
mod events;
mod examples;
mod explaining;
mod keys;
mod modules;
mod notices;
mod opening;
mod orders;
mod page;
mod player;
mod rest;
mod runs;
mod selection;
mod share;
mod storage;
#[cfg(test)]
mod testing;
mod workspace;

pub use self::{
    compare::Compare,
    document::{Document, WORKFLOW_TEXT},
    edit_form::{EditForm, Focus},
    engine::Engine,
    events::Events,
    examples::Examples,
    explaining::{Explanation, Why},
    modules::{Modules, Report},
    notices::{Notice, NoticeKind, Notices},
    orders::Orders,
    page::Page,
    player::Player,
    runs::{Running, Runs},
    selection::Selection,
    share::Share,
    storage::Storage,
    workspace::Workspace,
};
