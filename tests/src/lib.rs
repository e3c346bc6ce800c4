//! Conformance cases: what a workflow means, as data that every front of DAGwood is held to.
//!
//! A case (`conformance/*.yaml`) is a workflow, an input and what is to be seen of its run. What is expected was worked out
//! by hand from docs/SEMANTICS.md, never copied from what the engine did. [`Observed`] is what a front showed of a
//! run; [`Case::check`] compares the two, whatever the front: the engine in-process, or the command line's JSON.

mod case;
mod check;
pub mod examples;
pub mod fuzz;
pub mod host_calls;
pub mod hostile;
mod observed;
pub mod random;
pub mod sample;
pub mod shelf;

pub use case::{Case, Expect, ExpectDiagnostic, ExpectError, ExpectProcessor, all};
pub use check::check_diagnostics;
pub use observed::{Observed, ObservedError, ObservedProcessor, SeenDiagnostic, diagnostics_of};

use std::path::PathBuf;

/// A file of this package, or of the repository below it.
#[must_use]
pub fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}
