//! What a person can do: signals over the state, and the commands that change it.
//!
//! [`Page`] is a handle that views copy. Each group of commands is an `impl` of its own file.

mod compare;
mod document;
mod edit_form;
mod engine;
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
mod workspace;

pub use self::{
    compare::Compare,
    document::{Document, WORKFLOW_TEXT},
    edit_form::{EditForm, Focus},
    engine::Engine,
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
