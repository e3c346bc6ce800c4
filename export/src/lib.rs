//! Runs in formats for other programs: pure functions of the trace, for the command line and the page.

pub mod drawing;
pub mod json;
pub mod svg;
