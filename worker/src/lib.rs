//! The programs of the page's workers. The engine validates, draws and runs workflows, so that the page's thread never does;
//! the inspector ([`inspect`]) describes files that users add.
//!
//! Each message of the page is a [`WorkerRequest`](dagwood_proto::worker::WorkerRequest). Pure functions compute the
//! answers; `serve` connects them to the browser. A live run has more workers with the same script: `live` drives
//! them, and each runs one attempt after the other.

mod check;
mod decompose;
mod edit;
mod explore;
pub mod inspect;
mod interpreter;
mod job;
mod live;
mod modules;
mod serve;
mod units;

pub use self::{
    check::Checker,
    job::{Job, Order},
    serve::serve,
};
