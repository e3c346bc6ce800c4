//! Comparing runs: side by side, on one time axis and with one cursor.

mod commands;
mod model;
mod state;
pub(crate) mod text;
mod view;

pub(crate) use self::view::ComparePanel;
pub use self::{
    commands::Compare,
    model::{COLUMNS, CompareBar, CompareLane, Compared, Comparison},
    state::{CompareState, MOST_VARIANTS, Rows, Variant},
};
