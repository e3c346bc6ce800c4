//! Conformance cases: the meaning of workflows as data, which the engine and every interface of DAGwood must satisfy.
//!
//! A case (`conformance/*.yaml`) is a workflow, an input and the expected result of its run. Expectations were worked
//! out by hand from docs/SEMANTICS.md, never copied from results of the engine. [`Observed`] is the result of a run as
//! shown by some interface; [`Expect::check`] compares the two, for the engine in-process and for the command line's
//! JSON.

mod case;
mod check;
pub mod examples;
pub mod fuzz;
pub mod host_calls;
pub mod hostile;
pub mod library;
pub mod moments;
mod observed;
pub mod random;
pub mod sample;
mod undo;

pub use case::{Case, Expect, ExpectDiagnostic, ExpectError, ExpectProcessor, all};
pub use check::check_diagnostics;
pub use observed::{Observed, ObservedError, ObservedProcessor, SeenDiagnostic, diagnostics_of};
pub use undo::undo;

use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization as _;

/// A file of this package, or of the repository by a relative path.
#[must_use]
pub fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The canonical decomposition of a text, for [`dagwood_core::Environment`].
#[must_use]
pub fn decompose(text: &str) -> String {
    text.nfd().collect()
}
