//! The results of a run, for people and for programs.

pub(crate) mod json;
pub(crate) mod problems;
pub(crate) mod sarif;
pub(crate) mod snippet;
pub(crate) mod table;
pub(crate) mod text;
