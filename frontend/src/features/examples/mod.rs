//! The examples that come with the page.

mod commands;
mod look_at;
mod state;
pub(crate) mod text;
mod view;

pub(in crate::control) use self::commands::first_example;
pub(crate) use self::view::{ExamplesButton, Gallery, LookAt};
pub use self::{
    commands::Examples,
    look_at::{Piece, has_look_at, look_at},
    state::{Example, ExampleInput, matching, tags},
};
