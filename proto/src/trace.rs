//! Traces as bytes. The same trace has the same bytes on every machine, and their SHA-256 is its hash.

use std::{fmt, fmt::Write, sync::Arc};

use dagwood_core::{
    Analysis, Event, EventKind, Fork, Graph, Micros, Payload, ProcessorIdx, RunOptions, Status, Trace, TraceBuilder,
};
use prost::Message;
use sha2::{Digest, Sha256};

use crate::{processor::v1::ProcessorMetadata, v1};

/// The version of the format that [`encode`] writes.
const VERSION: u32 = 1;

/// The longest trace that is read: bytes.
pub const MAX_BYTES: usize = 512 << 20;

/// Why bytes are no trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceError {
    /// There are more than [`MAX_BYTES`].
    TooLarge,
    /// They are no protobuf message of this kind.
    Malformed(String),
    /// They are of a version that is not known here.
    UnknownVersion(u32),
    /// They say something that no run can have done.
    Inconsistent(&'static str),
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "the trace has more than {MAX_BYTES} bytes"),
            Self::Malformed(error) => write!(f, "the trace cannot be read: {error}"),
            Self::UnknownVersion(version) => {
                write!(f, "the trace is of version {version}; this engine reads {VERSION}")
            }
            Self::Inconsistent(what) => write!(f, "the trace is damaged: {what}"),
        }
    }
}

impl std::error::Error for TraceError {}

/// The bytes of a trace. O(events + bytes of its payloads).
#[must_use]
pub fn encode(trace: &Trace) -> Vec<u8> {
    message(trace).encode_to_vec()
}

/// The hash of a trace's bytes: SHA-256 in 64 hexadecimal digits.
#[must_use]
pub fn hash(encoded: &[u8]) -> String {
    Sha256::digest(encoded).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn message(trace: &Trace) -> v1::Trace {
    let mut columns = v1::Trace {
        version: VERSION,
        graph: Some((&**trace.graph()).into()),
        options: Some(trace.options().into()),
        analysis: trace.analysis().map(Into::into),
        upward_ranks_us: trace.upward_ranks().iter().map(|rank| rank.get()).collect(),
        forks: trace.forks().iter().map(Into::into).collect(),
        kinds: Vec::with_capacity(trace.len()),
        time_deltas: Vec::with_capacity(trace.len()),
        processors: Vec::with_capacity(trace.len()),
        payloads: trace.payloads().iter().map(|payload| payload.bytes().into()).collect(),
        metadata: trace.metadata().iter().map(|own| ProcessorMetadata { metadata: own.clone() }).collect(),
        errors: trace.errors().iter().map(Into::into).collect(),
        ..Default::default()
    };
    let mut before = Micros::ZERO;
    for event in trace.events() {
        columns.time_deltas.push(event.at.since(before).get());
        columns.processors.push(plus_one(event.processor));
        before = event.at;
        push(&mut columns, &event);
    }
    columns
}

/// Appends an event to the columns of its kind.
fn push(columns: &mut v1::Trace, event: &Event) {
    let kind = match event.kind {
        EventKind::RunStarted { input } => {
            columns.payload_refs.push(input);
            0
        }
        EventKind::StrategyChosen { region } => {
            columns.regions.push(region);
            12
        }
        EventKind::LevelStarted { level, region } => {
            columns.levels.push(level);
            columns.regions.push(region);
            1
        }
        EventKind::LevelEnded { level, region } => {
            columns.levels.push(level);
            columns.regions.push(region);
            2
        }
        EventKind::Ready { attempt } => {
            columns.ready_attempts.push(attempt);
            3
        }
        EventKind::Started { worker, attempt, origin } => {
            columns.workers.push(worker);
            columns.start_attempts.push(attempt);
            columns.origins.push(plus_one(origin));
            4
        }
        EventKind::Completed { output, metadata, fuel } => {
            columns.payload_refs.push(output);
            columns.metadata_refs.push(plus_one(metadata));
            columns.fuels.push(fuel.map_or(0, |fuel| fuel.saturating_add(1)));
            5
        }
        EventKind::Failed { error, attempt } => {
            columns.error_refs.push(error);
            columns.failed_attempts.push(attempt);
            6
        }
        EventKind::RetryScheduled { until } => {
            columns.backoffs.push(until.since(event.at).get());
            7
        }
        EventKind::Skipped { cause } => {
            columns.causes.push(plus_one(cause));
            8
        }
        EventKind::Cancelled { error } => {
            columns.error_refs.push(plus_one(error));
            9
        }
        EventKind::PayloadAdvanced { .. } => 10,
        EventKind::RunEnded { status, output } => {
            columns.statuses.push(status as u32);
            columns.payload_refs.push(plus_one(output));
            11
        }
    };
    columns.kinds.push(kind);
}

fn plus_one(optional: Option<u32>) -> u32 {
    optional.map_or(0, |number| number + 1)
}

/// Reads a trace. O(bytes).
///
/// # Errors
/// [`TraceError`] if the bytes are no trace. One that is returned is safe to show: every index in it is in range.
pub fn decode(bytes: &[u8]) -> Result<Trace, TraceError> {
    if bytes.len() > MAX_BYTES {
        return Err(TraceError::TooLarge);
    }
    let columns = v1::Trace::decode(bytes).map_err(|error| TraceError::Malformed(error.to_string()))?;
    if columns.version != VERSION {
        return Err(TraceError::UnknownVersion(columns.version));
    }
    read(columns).map_err(TraceError::Inconsistent)
}

fn read(columns: v1::Trace) -> Result<Trace, &'static str> {
    let graph = Graph::try_from(&columns.graph.ok_or("it has no graph")?)?;
    let options = RunOptions::try_from(&columns.options.ok_or("it has no options")?)?;
    if columns.time_deltas.len() != columns.kinds.len() || columns.processors.len() != columns.kinds.len() {
        return Err("its columns differ in length");
    }
    let processor_count = graph.len() as u32;
    let (metadata_count, error_count) = (columns.metadata.len() as u32, columns.errors.len() as u32);
    let analysis = columns.analysis.as_ref().map(Analysis::try_from).transpose()?;
    let region_count = analysis.as_ref().map_or(0, |analysis| analysis.regions.len() as u32);
    let forks: Vec<Fork> = columns.forks.iter().map(Fork::try_from).collect::<Result<_, _>>()?;
    let is_known = |fork: &Fork| fork.change.processor().is_none_or(|p| p < processor_count);
    if !forks.is_sorted_by_key(|fork| fork.at) || !forks.iter().all(is_known) {
        return Err("a fork is out of range");
    }
    if !columns.upward_ranks_us.is_empty() && columns.upward_ranks_us.len() != graph.len() {
        return Err("there is not one upward rank for each processor");
    }
    let upward_ranks = columns.upward_ranks_us.iter().map(|&us| Micros::new(us)).collect();
    let mut builder = TraceBuilder::new(Arc::new(graph), options).with_forks(forks).with_upward_ranks(upward_ranks);
    if let Some(analysis) = analysis {
        builder = builder.with_analysis(analysis);
    }
    let workers_count = builder.trace().most_workers();
    for (i, payload) in columns.payloads.into_iter().enumerate() {
        if builder.payload(Payload::from(payload)) as usize != i {
            return Err("a payload appears twice");
        }
    }
    for own in columns.metadata {
        builder.metadata(own.metadata).ok_or("there is empty metadata")?;
    }
    for error in columns.errors {
        builder.error(error.into());
    }

    let payload_count = builder.trace().payloads().len() as u32;
    let mut ready_attempts = Column::new(&columns.ready_attempts);
    let mut workers = Column::new(&columns.workers);
    let mut start_attempts = Column::new(&columns.start_attempts);
    let mut origins = Column::new(&columns.origins);
    let mut payload_refs = Column::new(&columns.payload_refs);
    let mut metadata_refs = Column::new(&columns.metadata_refs);
    let mut fuels = Column::new(&columns.fuels);
    let mut error_refs = Column::new(&columns.error_refs);
    let mut failed_attempts = Column::new(&columns.failed_attempts);
    let mut backoffs = Column::new(&columns.backoffs);
    let mut causes = Column::new(&columns.causes);
    let mut levels = Column::new(&columns.levels);
    let mut regions = Column::new(&columns.regions);
    let mut statuses = Column::new(&columns.statuses);

    let mut at = Micros::ZERO;
    for ((&kind, &delta), &processor) in columns.kinds.iter().zip(&columns.time_deltas).zip(&columns.processors) {
        at = at + Micros::new(delta);
        let processor: Option<ProcessorIdx> = minus_one(processor, processor_count)?;
        let kind = match kind {
            0 => EventKind::RunStarted { input: below(payload_refs.next()?, payload_count)? },
            1 => {
                EventKind::LevelStarted { level: levels.next()?, region: below(regions.next()?, region_count.max(1))? }
            }
            2 => EventKind::LevelEnded { level: levels.next()?, region: below(regions.next()?, region_count.max(1))? },
            12 => EventKind::StrategyChosen { region: below(regions.next()?, region_count)? },
            3 => EventKind::Ready { attempt: attempt(ready_attempts.next()?)? },
            4 => EventKind::Started {
                worker: below(workers.next()?, workers_count)?,
                attempt: attempt(start_attempts.next()?)?,
                origin: minus_one(origins.next()?, processor_count)?,
            },
            5 => EventKind::Completed {
                output: below(payload_refs.next()?, payload_count)?,
                metadata: minus_one(metadata_refs.next()?, metadata_count)?,
                fuel: fuels.next()?.checked_sub(1),
            },
            6 => EventKind::Failed {
                error: below(error_refs.next()?, error_count)?,
                attempt: attempt(failed_attempts.next()?)?,
            },
            7 => EventKind::RetryScheduled { until: at + Micros::new(backoffs.next()?) },
            8 => EventKind::Skipped { cause: minus_one(causes.next()?, processor_count)? },
            9 => EventKind::Cancelled { error: minus_one(error_refs.next()?, error_count)? },
            10 => EventKind::PayloadAdvanced { origin: processor.ok_or("an event lacks its processor")? },
            11 => EventKind::RunEnded {
                status: *Status::ALL.get(statuses.next()? as usize).ok_or("a status is not known")?,
                output: minus_one(payload_refs.next()?, payload_count)?,
            },
            _ => return Err("an event is of a kind that is not known"),
        };
        let is_of_processor = !matches!(
            kind,
            EventKind::RunStarted { .. }
                | EventKind::StrategyChosen { .. }
                | EventKind::LevelStarted { .. }
                | EventKind::LevelEnded { .. }
                | EventKind::RunEnded { .. }
        );
        if is_of_processor != processor.is_some() {
            return Err("an event lacks its processor, or has one that it should not have");
        }
        builder.push(at, processor, &kind);
    }
    let ends = [
        ready_attempts.is_at_end(),
        workers.is_at_end(),
        start_attempts.is_at_end(),
        origins.is_at_end(),
        payload_refs.is_at_end(),
        metadata_refs.is_at_end(),
        fuels.is_at_end(),
        error_refs.is_at_end(),
        failed_attempts.is_at_end(),
        backoffs.is_at_end(),
        causes.is_at_end(),
        levels.is_at_end(),
        regions.is_at_end(),
        statuses.is_at_end(),
    ];
    if ends.contains(&false) {
        return Err("a column is longer than its events");
    }
    Ok(builder.finish())
}

/// A column that is read from front to back.
struct Column<'a, T>(std::slice::Iter<'a, T>);

impl<'a, T: Copy> Column<'a, T> {
    fn new(column: &'a [T]) -> Self {
        Self(column.iter())
    }

    fn next(&mut self) -> Result<T, &'static str> {
        self.0.next().copied().ok_or("a column is shorter than its events")
    }

    fn is_at_end(&self) -> bool {
        self.0.len() == 0
    }
}

fn below(number: u32, count: u32) -> Result<u32, &'static str> {
    if number < count { Ok(number) } else { Err("a number is out of range") }
}

fn minus_one(number: u32, count: u32) -> Result<Option<u32>, &'static str> {
    number.checked_sub(1).map(|number| below(number, count)).transpose()
}

/// Attempts fit 16 bits: see [`dagwood_core::limits::ATTEMPTS`].
fn attempt(number: u32) -> Result<u32, &'static str> {
    if (1..=u32::from(u16::MAX)).contains(&number) { Ok(number) } else { Err("an attempt is out of range") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::{Overrides, Strategy, VirtualDriver, compile_with};
    use proptest::prelude::*;

    /// A run in which every kind of event occurs but `Cancelled`.
    fn eventful() -> Trace {
        let text = "
strategy: level
failure_strategy: continue_on_error
processors:
  - { id: a, type: local, processor: reverse_text, retry: { attempts: 1, backoff_ms: 3 }, simulate: { fail_attempts: 1 } }
  - { id: b, type: local, processor: token_counter, depends_on: [a] }
  - { id: c, type: local, processor: reverse_text, depends_on: [a], timeout_ms: 1, simulate: { duration_ms: 2 } }
  - { id: d, type: local, processor: reverse_text, depends_on: [c] }
";
        run(text, Overrides::default())
    }

    fn run(text: &str, overrides: Overrides) -> Trace {
        let compiled = compile_with(text, overrides);
        let plan = compiled.plan.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
        VirtualDriver::new(&plan, plan.options(), Payload::from("hello")).run_to_end()
    }

    #[test]
    fn decodes_what_it_encodes() {
        for strategy in Strategy::ALL {
            let text = "
strategy: level
executor_options: { timeout_seconds: 1 }
processors:
  - { id: a, type: local, processor: reverse_text, simulate: { duration_ms: 5000 } }
";
            for trace in [eventful(), run(text, Overrides { strategy: Some(strategy), ..Overrides::default() })] {
                assert_eq!(decode(&encode(&trace)), Ok(trace));
            }
        }
    }

    #[test]
    fn the_hash_is_sha_256() {
        // The test vector "abc" of FIPS 180-2, appendix B.1.
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn says_what_is_wrong() {
        let sound = message(&eventful());
        type Break = fn(&mut v1::Trace);
        let broken: [(Break, &str); 9] = [
            (|t| t.version = 2, "the trace is of version 2; this engine reads 1"),
            (|t| t.graph = None, "the trace is damaged: it has no graph"),
            (
                |t| t.options.as_mut().expect("set").workers = 0,
                "the trace is damaged: the number of workers is out of range",
            ),
            (|t| t.kinds.truncate(1), "the trace is damaged: its columns differ in length"),
            (|t| t.kinds[0] = 99, "the trace is damaged: an event is of a kind that is not known"),
            (|t| t.workers[0] = 99, "the trace is damaged: a number is out of range"),
            (|t| t.workers.clear(), "the trace is damaged: a column is shorter than its events"),
            (|t| t.workers.push(0), "the trace is damaged: a column is longer than its events"),
            (|t| t.payloads.push(t.payloads[0].clone()), "the trace is damaged: a payload appears twice"),
        ];
        for (break_it, expected) in broken {
            let mut columns = sound.clone();
            break_it(&mut columns);
            let error = decode(&columns.encode_to_vec()).expect_err(expected);
            assert_eq!(error.to_string(), expected);
        }
    }

    proptest! {
        /// Damage is refused or yields a trace that can be shown from end to end; never a panic.
        #[test]
        fn survives_damage(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
            let mut bytes = encode(&eventful());
            for (index, byte) in flips {
                let i = index.index(bytes.len());
                bytes[i] = byte;
            }
            if let Ok(trace) = decode(&bytes) {
                let end = dagwood_core::Snapshot::at(&trace, trace.len());
                prop_assert_eq!(end.cursor(), trace.len());
                for seq in 0..trace.len() {
                    prop_assert!(dagwood_core::sentence(&trace, seq).ends_with('.'));
                }
            }
        }
    }
}
