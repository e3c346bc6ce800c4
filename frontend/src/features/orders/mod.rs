//! The orders in which processors can complete, and their outputs.

mod commands;
mod model;
mod state;
pub(crate) mod text;
mod view;

pub(crate) use self::view::OrdersPanel;
pub use self::{
    commands::Orders,
    model::{offer, order_sentence, quoted},
    state::OrderStep,
};
