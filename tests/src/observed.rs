//! The results of a run in one form, independent of the interface.

use std::{collections::BTreeMap, fmt::Write as _};

use dagwood_core::{Diagnostic, EventKind, Micros, Payload, Snapshot, Trace, text::LineIndex};
use serde_json::Value;

/// The result of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// How it ended.
    pub status: String,
    /// The output, if there is one.
    pub output: Option<Vec<u8>>,
    /// The time of the last event, in microseconds.
    pub makespan_us: u64,
    /// The processors, in file order.
    pub processors: Vec<ObservedProcessor>,
    /// The events, one line each. Times are in milliseconds; payloads are quoted as JSON, or `base64:…`.
    ///
    /// ```text
    /// 0 RunStarted "hello"
    /// 0 LevelStarted 0
    /// 0 Ready a
    /// 0 Started a #1 on 0 from input
    /// 40 Failed a #1 500
    /// 40 RetryScheduled a until 50
    /// 50 Ready a #2
    /// 50 Started a #2 on 0 from input
    /// 90 Completed a "HELLO"
    /// 90 PayloadAdvanced a
    /// 90 Skipped b because c
    /// 90 Cancelled d
    /// 90 Cancelled d 408
    /// 90 RunEnded partial "HELLO"
    /// 90 RunEnded failed none
    /// ```
    pub events: Vec<String>,
}

/// The result of one processor.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedProcessor {
    /// Its id.
    pub id: String,
    /// Its state at the end.
    pub state: String,
    /// The input of its last attempt.
    pub input: Option<Vec<u8>>,
    /// Its output.
    pub output: Option<Vec<u8>>,
    /// The error of its last attempt.
    pub error: Option<ObservedError>,
    /// Its metadata.
    pub metadata: BTreeMap<String, String>,
    /// How many attempts started.
    pub attempts: u32,
    /// The worker of the last attempt.
    pub worker: Option<u32>,
    /// When the last attempt started.
    pub started_us: Option<u64>,
    /// When the last attempt ended.
    pub finished_us: Option<u64>,
}

/// An error of a processor.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedError {
    /// 500, 408, …
    pub code: i32,
    /// The message.
    pub message: String,
}

/// A diagnostic of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenDiagnostic {
    /// `info`, `warning` or `error`.
    pub severity: String,
    /// Such as `unknown-key`.
    pub code: String,
    /// `line:column`.
    pub at: String,
    /// The text of the range, from interfaces that show ranges.
    pub covers: Option<String>,
    /// The message.
    pub message: String,
}

impl Observed {
    /// The result in-process.
    #[must_use]
    pub fn from_trace(trace: &Trace) -> Self {
        let end = Snapshot::at(trace, trace.len());
        let bytes = |idx: u32| trace.payload(idx).bytes().to_vec();
        let processors = trace.graph().processors().map(|idx| {
            let processor = end.processor(trace, idx);
            ObservedProcessor {
                id: trace.graph().id(idx).into(),
                state: processor.state.name().into(),
                input: processor.input.map(bytes),
                output: processor.output.map(bytes),
                error: processor.error.map(|idx| {
                    let error = &trace.errors()[idx as usize];
                    ObservedError { code: error.code.number(), message: error.message.clone() }
                }),
                metadata: processor.metadata.map(|idx| trace.metadata()[idx as usize].clone()).unwrap_or_default(),
                attempts: processor.attempts,
                worker: processor.worker,
                started_us: processor.started_at.map(Micros::get),
                finished_us: processor.finished_at.map(Micros::get),
            }
        });
        Self {
            status: trace.status().map(|status| status.name().into()).unwrap_or_default(),
            output: trace.output().map(|payload| payload.bytes().to_vec()),
            makespan_us: trace.makespan().get(),
            processors: processors.collect(),
            events: (0..trace.len()).map(|seq| event(trace, seq)).collect(),
        }
    }

    /// The result in the JSON of the command line: `run --format json --events`.
    ///
    /// # Errors
    /// The missing or invalid part.
    pub fn from_json(report: &Value) -> Result<Self, String> {
        let processors = list(report, "processors")?.iter().map(|processor| {
            let error = match &processor["error"] {
                Value::Null => None,
                error => {
                    let code = number(error, "code")? as i32;
                    Some(ObservedError { code, message: string(error, "message")? })
                }
            };
            let metadata = processor["metadata"].as_object().ok_or("`metadata` is no object")?;
            let metadata = metadata.iter().map(|(key, value)| match value.as_str() {
                Some(value) => Ok((key.clone(), value.to_owned())),
                None => Err(format!("the metadata `{key}` is no string")),
            });
            Ok(ObservedProcessor {
                id: string(processor, "id")?,
                state: string(processor, "state")?,
                input: payload(processor, "input")?,
                output: payload(processor, "output")?,
                error,
                metadata: metadata.collect::<Result<_, String>>()?,
                attempts: number(processor, "attempts")? as u32,
                worker: optional_number(processor, "worker")?.map(|worker| worker as u32),
                started_us: optional_number(processor, "started_us")?,
                finished_us: optional_number(processor, "finished_us")?,
            })
        });
        Ok(Self {
            status: string(report, "status")?,
            output: payload(report, "output")?,
            makespan_us: number(report, "makespan_us")?,
            processors: processors.collect::<Result<_, String>>()?,
            events: list(report, "events")?.iter().map(json_event).collect::<Result<_, _>>()?,
        })
    }
}

/// Diagnostics as [`SeenDiagnostic`]s.
#[must_use]
pub fn diagnostics_of(text: &str, diagnostics: &[Diagnostic]) -> Vec<SeenDiagnostic> {
    let index = LineIndex::new(text);
    let seen = |diagnostic: &Diagnostic| {
        let at = index.position(diagnostic.range.start);
        SeenDiagnostic {
            severity: diagnostic.severity.name().into(),
            code: diagnostic.code.name().into(),
            at: format!("{}:{}", at.line, at.column),
            covers: Some(text.get(diagnostic.range.bytes()).unwrap_or("<no text>").into()),
            message: diagnostic.message.clone(),
        }
    };
    diagnostics.iter().map(seen).collect()
}

fn event(trace: &Trace, seq: usize) -> String {
    let event = trace.event(seq);
    let id = |idx| trace.graph().id(idx);
    let payload = |idx: u32| quoted(Some(trace.payload(idx)));
    let detail = match event.kind {
        EventKind::RunStarted { input } => payload(input),
        EventKind::StrategyChosen { region } => {
            let choice = trace.analysis().map(|analysis| analysis.regions[region as usize].choice);
            choice.map_or_else(String::new, |choice| {
                format!("{region} {} {}", choice.strategy.name(), choice.priority.name())
            })
        }
        EventKind::LevelStarted { level, .. } | EventKind::LevelEnded { level, .. } => level.to_string(),
        EventKind::Ready { attempt: 1 } => String::new(),
        EventKind::Ready { attempt } => format!("#{attempt}"),
        EventKind::Started { worker, attempt, origin } => {
            format!("#{attempt} on {worker} from {}", origin.map_or("input", id))
        }
        EventKind::Completed { output, .. } => payload(output),
        EventKind::Failed { error, attempt } => {
            format!("#{attempt} {}", trace.errors()[error as usize].code.number())
        }
        EventKind::RetryScheduled { until } => format!("until {}", millis(until.get())),
        EventKind::Skipped { cause } => cause.map(|cause| format!("because {}", id(cause))).unwrap_or_default(),
        EventKind::Cancelled { error } => {
            error.map(|error| trace.errors()[error as usize].code.number().to_string()).unwrap_or_default()
        }
        EventKind::PayloadAdvanced { origin } => {
            // The origin is the processor itself, which is already stated.
            if event.processor == Some(origin) { String::new() } else { format!("of {}", id(origin)) }
        }
        EventKind::RunEnded { status, output } => {
            format!("{} {}", status.name(), output.map_or_else(|| "none".into(), payload))
        }
    };
    line(event.at.get(), event.kind.name(), event.processor.map(id), &detail)
}

fn json_event(event: &Value) -> Result<String, String> {
    let name = string(event, "event")?;
    let optional = |key: &str| match &event[key] {
        Value::Null if event.get(key).is_some() => Ok(None),
        Value::String(text) => Ok(Some(text.as_str())),
        _ => Err(format!("`{key}` of {event}")),
    };
    let processor = optional("processor")?;
    let quote = |key| payload(event, key).map(|bytes| quoted(bytes.map(Payload::from).as_ref()));
    let attempt = || number(event, "attempt");
    let detail = match name.as_str() {
        "RunStarted" | "Completed" => quote(if name == "Completed" { "output" } else { "input" })?,
        "StrategyChosen" => {
            format!("{} {} {}", number(event, "region")?, string(event, "strategy")?, string(event, "priority")?)
        }
        "LevelStarted" | "LevelEnded" => number(event, "level")?.to_string(),
        "Ready" if attempt()? == 1 => String::new(),
        "Ready" => format!("#{}", attempt()?),
        "Started" => {
            let origin = optional("origin")?.unwrap_or("input");
            format!("#{} on {} from {origin}", attempt()?, number(event, "worker")?)
        }
        "Failed" => format!("#{} {}", attempt()?, number(&event["error"], "code")?),
        "RetryScheduled" => format!("until {}", millis(number(event, "until_us")?)),
        "Skipped" => optional("cause")?.map(|cause| format!("because {cause}")).unwrap_or_default(),
        "Cancelled" => match &event["error"] {
            Value::Null => String::new(),
            error => number(error, "code")?.to_string(),
        },
        "PayloadAdvanced" => match optional("origin")? {
            origin if origin == processor => String::new(),
            origin => format!("of {}", origin.unwrap_or("nobody")),
        },
        "RunEnded" => format!("{} {}", string(event, "status")?, quote("output")?),
        _ => return Err(format!("there is no event `{name}`")),
    };
    Ok(line(number(event, "at_us")?, &name, processor, &detail))
}

fn line(at: u64, name: &str, processor: Option<&str>, detail: &str) -> String {
    let mut line = format!("{} {name}", millis(at));
    for word in [processor.unwrap_or(""), detail] {
        if !word.is_empty() {
            // Writing to a string does not fail.
            let _ = write!(line, " {word}");
        }
    }
    line
}

fn millis(micros: u64) -> String {
    (micros as f64 / 1_000.0).to_string()
}

fn quoted(payload: Option<&Payload>) -> String {
    match payload.map(|payload| payload.text().ok_or(payload.bytes())) {
        None => "none".into(),
        Some(Ok(text)) => Value::from(text).to_string(),
        Some(Err(bytes)) => format!("bytes:{bytes:?}"),
    }
}

/// The value of `key` or, in base64, of `key_base64`: exactly one exists.
fn payload(of: &Value, key: &str) -> Result<Option<Vec<u8>>, String> {
    match (of.get(key), of.get(format!("{key}_base64"))) {
        (Some(Value::Null), None) => Ok(None),
        (Some(Value::String(text)), None) => Ok(Some(text.clone().into_bytes())),
        (None, Some(Value::String(text))) => base64(text).map(Some).ok_or(format!("`{text}` is no base64")),
        _ => Err(format!("neither `{key}` nor `{key}_base64`, or both, in {of}")),
    }
}

/// RFC 4648, section 4, padded.
fn base64(text: &str) -> Option<Vec<u8>> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.trim_end_matches('=');
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0u32, 0);
    for digit in digits.chars() {
        bits = bits << 6 | DIGITS.find(digit)? as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    (text.len().is_multiple_of(4) && bits == 0).then_some(bytes)
}

fn list<'v>(of: &'v Value, key: &str) -> Result<&'v [Value], String> {
    of[key].as_array().map(Vec::as_slice).ok_or_else(|| format!("`{key}` is no list"))
}

fn string(of: &Value, key: &str) -> Result<String, String> {
    of[key].as_str().map(str::to_owned).ok_or_else(|| format!("`{key}` is no string in {of}"))
}

fn number(of: &Value, key: &str) -> Result<u64, String> {
    of[key].as_u64().ok_or_else(|| format!("`{key}` is no whole number in {of}"))
}

fn optional_number(of: &Value, key: &str) -> Result<Option<u64>, String> {
    match of.get(key) {
        Some(Value::Null) => Ok(None),
        _ => number(of, key).map(Some),
    }
}
