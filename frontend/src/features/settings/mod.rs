//! The settings of the user: theme, sizes of the panes, and presentation mode.

mod commands;
mod state;
pub(crate) mod text;
mod view;

pub(crate) use self::view::SettingsPanel;
pub use self::{
    commands::Settings,
    state::{Appearance, Pane, Theme},
};
