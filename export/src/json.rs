//! A run as one JSON object. The names and their order are part of the command line's contract.

mod event;
mod payload;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use dagwood_core::{Metadata, ProcessorError, ProcessorIdx, Snapshot, Status, Trace, trace::PayloadIdx};
use dagwood_proto::trace;
use serde::Serialize;

use event::EventReport;
pub use payload::text_or_base64;

/// What the report of a run says besides its result.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether it lists all events.
    pub events: bool,
    /// Whether the run was live. The trace does not know.
    pub live: bool,
}

/// A finished run. Times named `_us` are in microseconds.
#[derive(Serialize)]
pub struct Report<'t> {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Option<&'t str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_base64: Option<String>,
    trace_hash: String,
    makespan_us: u64,
    strategy: &'static str,
    /// Left out for a run in virtual time.
    #[serde(skip_serializing_if = "Option::is_none")]
    live: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forks: Vec<ForkReport>,
    processors: Vec<ProcessorReport<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<EventReport<'t>>>,
}

#[derive(Serialize)]
struct ProcessorReport<'t> {
    id: &'t str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<Option<&'t str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input_base64: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Option<&'t str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_base64: Option<String>,
    error: Option<ErrorReport<'t>>,
    metadata: &'t Metadata,
    attempts: u32,
    worker: Option<u32>,
    started_us: Option<u64>,
    finished_us: Option<u64>,
    fuel: Option<u64>,
}

#[derive(Serialize)]
struct ErrorReport<'t> {
    code: i32,
    message: &'t str,
}

#[derive(Serialize)]
struct ForkReport {
    at: usize,
    change: String,
}

impl<'t> Report<'t> {
    /// The report of a finished run.
    #[must_use]
    pub fn new(trace: &'t Trace, options: Options) -> Self {
        let end = Snapshot::at(trace, trace.len());
        let (output, output_base64) = text_or_base64(trace.output());
        Self {
            status: trace.status().map_or("", Status::name),
            output,
            output_base64,
            trace_hash: trace::hash(&trace::encode(trace)),
            makespan_us: trace.makespan().get(),
            strategy: trace.options().strategy.name(),
            live: options.live.then_some(true),
            forks: trace.forks().iter().map(|f| ForkReport { at: f.at, change: f.sentence(trace.graph()) }).collect(),
            processors: trace.graph().processors().map(|idx| ProcessorReport::new(trace, &end, idx)).collect(),
            events: options.events.then(|| trace.events().map(|event| EventReport { trace, event }).collect()),
        }
    }
}

impl<'t> ProcessorReport<'t> {
    fn new(trace: &'t Trace, end: &Snapshot, idx: ProcessorIdx) -> Self {
        let processor = end.processor(trace, idx);
        let payload = |idx: Option<PayloadIdx>| idx.map(|idx| trace.payload(idx));
        let (input, input_base64) = text_or_base64(payload(processor.input));
        let (output, output_base64) = text_or_base64(payload(processor.output));
        Self {
            id: trace.graph().id(idx),
            state: processor.state.name(),
            input,
            input_base64,
            output,
            output_base64,
            error: processor.error.map(|idx| error(trace, idx)),
            metadata: processor.found_out(trace).unwrap_or(&NOTHING),
            attempts: processor.attempts,
            worker: processor.worker,
            started_us: processor.started_at.map(|at| at.get()),
            finished_us: processor.finished_at.map(|at| at.get()),
            fuel: processor.fuel,
        }
    }
}

fn error(trace: &Trace, idx: u32) -> ErrorReport<'_> {
    let ProcessorError { code, message, .. } = &trace.errors()[idx as usize];
    ErrorReport { code: code.number(), message }
}

static NOTHING: Metadata = BTreeMap::new();
