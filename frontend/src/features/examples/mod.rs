//! The examples that come with the page.

mod commands;
mod state;
pub(crate) mod text;
mod view;

pub(in crate::control) use self::commands::first_example;
pub(crate) use self::view::ExampleChoice;
pub use self::{
    commands::Examples,
    state::{Example, ExampleInput},
};
