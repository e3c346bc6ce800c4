//! Forks of a run, and the run history.

mod model;
pub(crate) mod text;
mod view;

pub use self::model::made_sentence;
pub(crate) use self::view::WhatIfPanel;
