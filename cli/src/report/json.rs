//! A run as one JSON object. The names and their order are part of the command line's contract.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use dagwood_core::{
    Event, EventKind, Metadata, Payload, PayloadIdx, Position, ProcessorError, ProcessorIdx, Region, Snapshot, Status,
    Trace,
};
use dagwood_proto::base64;
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::trace_hash;
use crate::problem::{Place, Problem};

/// Writes one value and a line end.
pub(crate) fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// The output of `dagwood check --format json`.
pub(crate) fn problems(problems: &[Problem]) -> Vec<ProblemReport<'_>> {
    problems.iter().map(ProblemReport::new).collect()
}

#[derive(Serialize)]
pub(crate) struct ProblemReport<'p> {
    file: &'p str,
    severity: &'static str,
    code: &'static str,
    message: &'p str,
    suggestion: Option<&'p str>,
    range: Option<RangeReport>,
}

#[derive(Serialize)]
struct RangeReport {
    start: PlaceReport,
    end: PlaceReport,
}

/// Lines and columns, in characters, from 1; the offset in bytes, from 0.
#[derive(Serialize)]
struct PlaceReport {
    line: u32,
    column: u32,
    offset: usize,
}

/// The output of `dagwood run --format json`.
#[derive(Serialize)]
pub(crate) struct Report<'t> {
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

struct EventReport<'t> {
    trace: &'t Trace,
    event: Event,
}

impl<'p> ProblemReport<'p> {
    fn new(problem: &'p Problem) -> Self {
        let place = |at: Position, offset| PlaceReport { line: at.line, column: at.column, offset };
        Self {
            file: &problem.file,
            severity: problem.severity.name(),
            code: problem.code,
            message: &problem.message,
            suggestion: problem.suggestion.as_deref(),
            range: problem.place.as_ref().map(|Place { start, end, bytes }| RangeReport {
                start: place(*start, bytes.start),
                end: place(*end, bytes.end),
            }),
        }
    }
}

impl<'t> Report<'t> {
    /// The report of a finished run.
    pub(crate) fn new(trace: &'t Trace, with_events: bool, is_live: bool) -> Self {
        let end = Snapshot::at(trace, trace.len());
        let (output, output_base64) = text_or_base64(trace.output());
        Self {
            status: trace.status().map_or("", Status::name),
            output,
            output_base64,
            trace_hash: trace_hash(trace),
            makespan_us: trace.makespan().get(),
            strategy: trace.options().strategy.name(),
            live: is_live.then_some(true),
            forks: trace.forks().iter().map(|f| ForkReport { at: f.at, change: f.sentence(trace.graph()) }).collect(),
            processors: trace.graph().processors().map(|idx| ProcessorReport::new(trace, &end, idx)).collect(),
            events: with_events.then(|| trace.events().map(|event| EventReport { trace, event }).collect()),
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

/// A payload as the values of two keys: `x` or `x_base64`, of which one is left out. Without a payload, `x` is null.
pub(crate) fn text_or_base64(payload: Option<&Payload>) -> (Option<Option<&str>>, Option<String>) {
    match payload.map(|payload| payload.text().ok_or(payload.bytes())) {
        None => (Some(None), None),
        Some(Ok(text)) => (Some(Some(text)), None),
        Some(Err(bytes)) => (None, Some(base64::encode(bytes))),
    }
}

fn error(trace: &Trace, idx: u32) -> ErrorReport<'_> {
    let ProcessorError { code, message, .. } = &trace.errors()[idx as usize];
    ErrorReport { code: code.number(), message }
}

static NOTHING: Metadata = BTreeMap::new();

fn metadata(trace: &Trace, idx: Option<u32>) -> &Metadata {
    idx.map_or(&NOTHING, |idx| &trace.metadata()[idx as usize])
}

impl Serialize for EventReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { trace, event } = self;
        let id = |idx: ProcessorIdx| trace.graph().id(idx);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("seq", &event.seq)?;
        map.serialize_entry("at_us", &event.at.get())?;
        map.serialize_entry("event", event.kind.name())?;
        map.serialize_entry("processor", &event.processor.map(id))?;
        match event.kind {
            EventKind::RunStarted { input } => payload(&mut map, "input", Some(trace.payload(input)))?,
            EventKind::StrategyChosen { region } => {
                map.serialize_entry("region", &region)?;
                if let Some(analysis) = trace.analysis() {
                    let Region { choice, processors, .. } = analysis.regions[region as usize];
                    map.serialize_entry("strategy", choice.strategy.name())?;
                    map.serialize_entry("priority", choice.priority.name())?;
                    map.serialize_entry("processors", &processors)?;
                    map.serialize_entry("reason", &analysis.choice_sentence(region as usize))?;
                }
            }
            EventKind::LevelStarted { level, region } | EventKind::LevelEnded { level, region } => {
                map.serialize_entry("level", &level)?;
                map.serialize_entry("region", &region)?;
            }
            EventKind::Ready { attempt } => map.serialize_entry("attempt", &attempt)?,
            EventKind::Started { worker, attempt, origin } => {
                map.serialize_entry("worker", &worker)?;
                map.serialize_entry("attempt", &attempt)?;
                map.serialize_entry("origin", &origin.map(id))?;
            }
            EventKind::Completed { output, metadata: found, fuel } => {
                payload(&mut map, "output", Some(trace.payload(output)))?;
                map.serialize_entry("metadata", metadata(trace, found))?;
                map.serialize_entry("fuel", &fuel)?;
            }
            EventKind::Failed { error: idx, attempt } => {
                map.serialize_entry("error", &error(trace, idx))?;
                map.serialize_entry("attempt", &attempt)?;
            }
            EventKind::RetryScheduled { until } => map.serialize_entry("until_us", &until.get())?,
            EventKind::Skipped { cause } => map.serialize_entry("cause", &cause.map(id))?,
            EventKind::Cancelled { error: idx } => map.serialize_entry("error", &idx.map(|idx| error(trace, idx)))?,
            EventKind::PayloadAdvanced { origin } => map.serialize_entry("origin", id(origin))?,
            EventKind::RunEnded { status, output } => {
                map.serialize_entry("status", status.name())?;
                payload(&mut map, "output", output.map(|idx| trace.payload(idx)))?;
            }
        }
        map.end()
    }
}

fn payload<M: SerializeMap>(map: &mut M, key: &str, payload: Option<&Payload>) -> Result<(), M::Error> {
    match text_or_base64(payload) {
        (_, Some(base64)) => map.serialize_entry(&format!("{key}_base64"), &base64),
        (text, None) => map.serialize_entry(key, &text.flatten()),
    }
}
