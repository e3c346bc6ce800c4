//! The channel between the page and its workers. [`Worker`] is the end of those who start a worker: the page, and the worker
//! that drives a live run. [`scope`] is the end of the worker itself. Only bytes cross; `dagwood-proto` says what they mean.

pub mod scope;
mod worker;

pub use self::worker::{Heard, Worker};
