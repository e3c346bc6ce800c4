//! What everything else speaks of: graphs, payloads, processors and their errors, time, and the options of a run.
//!
//! Nothing here knows of files, of runs or of traces.

mod capabilities;
mod error;
mod graph;
pub mod limits;
mod options;
mod payload;
mod processor;
mod time;

pub use self::{
    capabilities::{Access, Capabilities, GrantedFile},
    error::{ErrorCode, ProcessorError},
    graph::{Graph, GraphError, ProcessorIdx},
    options::{FailureStrategy, Overrides, Priority, RunOptions, Strategy},
    payload::Payload,
    processor::{Begun, Call, Intent, Metadata, Outcome, Processor},
    time::Micros,
};
