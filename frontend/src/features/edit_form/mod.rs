//! The form that edits the selected processor, and adds and removes processors.

mod commands;
mod model;
mod state;
pub(crate) mod text;
mod view;

pub(crate) use self::view::{EditFormPanel, SelectedForm};
pub use self::{
    commands::{EditForm, Focus},
    model::{FormField, Model, Takes, edit_form},
    state::{Change, Code, Operation, Value},
};
