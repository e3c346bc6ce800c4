//! The engine's worker: it validates, draws and runs workflows, so that the page's thread never does.
//!
//! Each message of the page is a [`WorkerRequest`](dagwood_proto::worker::WorkerRequest). Pure functions compute the
//! answers; `serve` connects them to the browser. A live run has more workers with the same script: `live` drives
//! them, and each runs one attempt after the other.

mod check;
mod decompose;
mod edit;
mod explore;
mod interpreter;
mod job;
mod live;
mod modules;
mod parts;
mod picture;
mod serve;
mod sketch;
mod units;
mod work;

pub use self::{
    check::Checker,
    job::{Job, Order, Refusal},
    serve::serve,
};
