//! The wire formats of DAGwood: protobuf messages, and their conversions to and from the engine's types.
//!
//! The engine knows nothing about these messages; data that crosses a boundary (a file, a link, a worker) is converted
//! here. Incoming data is untrusted: it is checked against limits, and refused with an error that states the problem.

pub mod base64;
mod convert;
pub mod share;
pub mod trace;

pub use dagwood::{v1, worker};

/// The package `dagwood`, in modules as the generated code expects them.
pub mod dagwood {
    /// The messages of `dagwood.v1`: traces and links, which stay readable.
    #[allow(missing_docs, clippy::all, clippy::unwrap_used)]
    pub mod v1 {
        include!("gen/dagwood.v1.rs");
    }

    /// The messages of `dagwood.worker`, between the page and its workers. None of them is stored.
    #[allow(missing_docs, clippy::all, clippy::unwrap_used)]
    pub mod worker {
        include!("gen/dagwood.worker.rs");
    }
}

/// The package `processor`.
pub mod processor {
    /// The messages of `processor.v1`, wire-compatible with the original DAGwood.
    #[allow(missing_docs, clippy::all, clippy::unwrap_used)]
    pub mod v1 {
        include!("gen/processor.v1.rs");
    }
}
