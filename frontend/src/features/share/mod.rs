//! Share links: how they are made and opened.

mod commands;
mod state;
pub(crate) mod text;
mod view;
mod visits;

pub(crate) use self::view::LinkToCopy;
pub use self::{commands::Share, state::Moment};
