//! The modules that workflows can name: bundled modules, and the user's modules.

mod commands;
mod state;
pub(crate) mod text;
mod view;

pub(crate) use self::view::{MissingModules, ModuleListBody, ModulesPanel};
pub use self::{
    commands::{Modules, Report},
    state::{Bundled, Known, ModuleList, Own, file_name},
};
