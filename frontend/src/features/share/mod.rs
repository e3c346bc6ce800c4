//! Share links: how they are made and opened.

mod broken;
mod commands;
mod family;
mod markdown;
mod modules;
mod picture;
mod state;
pub(crate) mod text;
mod view;
mod visits;

pub(crate) use self::view::ShareDialog;
pub use self::{
    commands::Share,
    state::{PictureFormat, document_of_link},
};
