//! The results of a run, for people and for programs.

pub(crate) mod json;
pub(crate) mod sarif;
pub(crate) mod snippet;
pub(crate) mod table;
pub(crate) mod text;

use dagwood_core::Trace;

/// The hash of the trace's bytes, as shown.
pub(crate) fn trace_hash(trace: &Trace) -> String {
    dagwood_proto::trace::hash(&dagwood_proto::trace::encode(trace))
}
