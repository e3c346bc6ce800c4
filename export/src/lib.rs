//! Runs in formats for other programs, and as tests of workflows: pure functions of the trace, for the command line and
//! the page.

pub mod drawing;
pub mod json;
pub mod svg;
pub mod test;
