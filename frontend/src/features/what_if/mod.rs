//! Forks of a run: another way that it could have gone, and all runs that there have been.

mod model;
pub(crate) mod text;
mod view;

pub use self::model::made_sentence;
pub(crate) use self::view::WhatIfPanel;
