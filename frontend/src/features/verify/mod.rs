//! Tests of workflows: saves a run as a test, and verifies tests.

mod commands;
mod report;
pub(crate) mod text;

pub use self::{
    commands::Verify,
    report::{Report, Verified},
};
