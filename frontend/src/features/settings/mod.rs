//! The settings of the user: theme, sizes of the panes, and presentation mode.

mod commands;
mod state;
pub(crate) mod text;
mod view;
mod view_option;

pub(crate) use self::view::SettingsPanel;
pub use self::{
    commands::Settings,
    state::{Appearance, Pane, Theme},
    view_option::{ViewOption, ViewOptions},
};
