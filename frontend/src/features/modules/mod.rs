//! The modules that workflows can name: those that come with the page, and the user's own.

mod commands;
mod state;
pub(crate) mod text;
mod view;

pub(crate) use self::view::{DropHint, ModulesPanel};
pub use self::{
    commands::{Modules, Report},
    state::{Bundled, Known, ModuleList, Own, file_name},
};
