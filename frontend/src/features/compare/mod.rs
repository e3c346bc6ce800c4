//! Comparing runs: side by side, on one time axis and with one cursor.

mod commands;
mod model;
mod state;
pub(crate) mod text;
mod view;

pub(crate) use self::view::ComparePanel;
pub use self::{
    commands::Compare,
    model::{COLUMNS, CompareBar, CompareLane, Compared, Comparison, MORE_COLUMNS},
    state::{CompareState, FEWEST_VARIANTS, MOST_VARIANTS, Rows, Variant},
};
