//! What a person can do: signals over the state, and the commands that change it.
//!
//! [`Page`] is a handle that views copy. Each group of commands is an `impl` of its own file.

mod compare;
mod document;
mod engine;
mod explaining;
mod gallery;
mod graph_editing;
mod keys;
mod modules;
mod notices;
mod opening;
mod orders;
mod page;
mod player;
mod rest;
mod running;
mod selection;
mod sharing;
mod storing;
mod workspace;

pub use self::{
    compare::Compare,
    document::{Document, WORKFLOW_TEXT},
    engine::Engine,
    explaining::Why,
    graph_editing::{Focus, ProcessorForm},
    notices::{Notice, NoticeKind, Notices},
    orders::Orders,
    page::Page,
    player::Player,
    running::Running,
    selection::Selection,
    workspace::Workspace,
};
