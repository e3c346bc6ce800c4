//! The channel between the page and its workers. [`Worker`] is the parent's end: the page, or the worker that drives
//! a live run. [`scope`] is the worker's end. Messages are bytes; `dagwood-proto` defines them.

pub mod scope;
mod worker;

pub use self::worker::{Heard, Worker};
