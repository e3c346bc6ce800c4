//! Traces as bytes. Equal traces have equal bytes on every machine; their SHA-256 is the hash of the trace.

mod checksum;
mod model;
mod read;
mod step;
mod write;

use std::{fmt, fmt::Write};

use dagwood_core::Trace;
use prost::{DecodeError, Message};
use sha2::{Digest, Sha256};

pub use self::checksum::{Checksum, NoChecksum, checksums};
use crate::v1;

/// The version of the format that [`encode`] writes.
const VERSION: u32 = 2;

/// The maximum size of a trace, in bytes.
pub const MAX_BYTES: usize = 512 << 20;

/// Why bytes are not a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceError {
    /// There are more than [`MAX_BYTES`].
    TooLarge,
    /// They are not a protobuf message of this kind.
    Malformed(String),
    /// Their version is unknown.
    UnknownVersion(u32),
    /// They contradict themselves or the rules of a run.
    Inconsistent(&'static str),
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "the trace has more than {MAX_BYTES} bytes"),
            Self::Malformed(error) => write!(f, "the trace cannot be read: {error}"),
            Self::UnknownVersion(version) => {
                write!(f, "the trace has version {version}; this engine reads version {VERSION}")
            }
            Self::Inconsistent(what) => write!(f, "the trace is damaged: {what}"),
        }
    }
}

impl std::error::Error for TraceError {}

/// The bytes of a trace. O(events + bytes of its payloads).
#[must_use]
pub fn encode(trace: &Trace) -> Vec<u8> {
    write::write(trace).encode_to_vec()
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

/// Reads a trace. O(bytes).
///
/// # Errors
/// [`TraceError`] if the bytes are not a trace. A returned trace is safe to show: every index in it is in range.
pub fn decode(bytes: &[u8]) -> Result<Trace, TraceError> {
    if bytes.len() > MAX_BYTES {
        return Err(TraceError::TooLarge);
    }
    let malformed = |error: DecodeError| TraceError::Malformed(error.to_string());
    let v1::TraceVersion { version } = v1::TraceVersion::decode(bytes).map_err(malformed)?;
    if version != VERSION {
        return Err(TraceError::UnknownVersion(version));
    }
    let message = v1::Trace::decode(bytes).map_err(malformed)?;
    read::read(message).map_err(TraceError::Inconsistent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::{
        Environment, ErrorCode, EventKind, Micros, Overrides, Payload, ProcessorError, Status, Strategy, VirtualDriver,
        compile_with,
        run::{Change, Fork},
        trace::TraceBuilder,
    };
    use proptest::prelude::*;

    /// A run with every kind of event but `Cancelled`.
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
        let compiled = compile_with(text, overrides, Environment::default());
        let plan = compiled.plan.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
        VirtualDriver::new(&plan, plan.options(), Payload::from("hello")).run_to_end()
    }

    #[test]
    fn decodes_what_it_encodes() {
        let strategies = Strategy::ALL.map(|strategy| Overrides { strategy: Some(strategy), ..Overrides::default() });
        let text = "
strategy: work_queue
executor_options: { timeout_seconds: 1, priority: critical_path }
processors:
  - { id: a, type: local, processor: reverse_text, simulate: { duration_ms: 500 } }
  - { id: b, type: local, processor: reverse_text, depends_on: [a], simulate: { duration_ms: 500 } }
  - { id: c, type: local, processor: reverse_text, depends_on: [a], simulate: { duration_ms: 5000 } }
";
        for trace in strategies.map(|overrides| run(text, overrides)).into_iter().chain([eventful()]) {
            assert_eq!(decode(&encode(&trace)), Ok(trace));
        }
    }

    #[test]
    fn decodes_forks() {
        let text = "
strategy: hybrid
processors:
  - { id: a, type: local, processor: reverse_text, simulate: { duration_ms: 5 } }
  - { id: b, type: local, processor: reverse_text, depends_on: [a], simulate: { duration_ms: 7 } }
";
        let plan = compile_with(text, Overrides::default(), Environment::default()).plan.expect("it is valid");
        let mut trace = run(text, Overrides::default());
        for (at, change) in [
            (2, Change::Workers { workers: 9 }),
            (3, Change::Output { processor: 0, output: Payload::from("pinned") }),
            (4, Change::Duration { processor: 1, duration: Micros::from_millis(70) }),
            (5, Change::Fail { processor: 1 }),
            (6, Change::Retry { processor: 1 }),
        ] {
            trace = VirtualDriver::fork(&plan, &trace, Fork { at, change }).expect("b has not ended").run_to_end();
            assert_eq!(decode(&encode(&trace)).as_ref(), Ok(&trace));
        }
        assert_eq!(trace.forks().len(), 5);
    }

    /// Events in an order and with numbers that no run of this engine gives.
    #[test]
    fn decodes_what_cannot_be_foreseen() {
        let sound = eventful();
        let mut builder = TraceBuilder::new(sound.graph().clone(), sound.options());
        let payloads: Vec<_> = ["x", "y", "z"].map(|text| builder.payload(Payload::from(text))).into();
        let own = |i: u32| [(String::from("key"), i.to_string())].into();
        let metadata: Vec<_> = (0..2).map(|i| builder.metadata(own(i))).collect();
        let errors: Vec<_> = (0..2).map(|_| builder.error(ProcessorError::new(ErrorCode::BadInput, "no"))).collect();
        let late = Micros::new(9);
        for (at, processor, kind) in [
            (Micros::ZERO, Some(3), EventKind::Ready { attempt: 7 }),
            (Micros::ZERO, None, EventKind::RunStarted { input: payloads[2] }),
            (Micros::ZERO, Some(3), EventKind::Started { worker: 2, attempt: 7, origin: Some(1) }),
            (
                late,
                Some(3),
                EventKind::Completed { output: payloads[1], metadata: metadata[1], fuel: Some(u64::MAX - 1) },
            ),
            (late, Some(1), EventKind::Completed { output: payloads[0], metadata: metadata[0], fuel: None }),
            (late, Some(1), EventKind::PayloadAdvanced { origin: 2 }),
            (late, Some(0), EventKind::Started { worker: 0, attempt: 1, origin: None }),
            (late, Some(2), EventKind::Started { worker: 0, attempt: 1, origin: None }),
            (late, Some(0), EventKind::Failed { error: errors[1], attempt: 2 }),
            (late, Some(0), EventKind::RetryScheduled { until: Micros::new(11) }),
            (late, Some(2), EventKind::Cancelled { error: Some(errors[0]) }),
            (late, Some(2), EventKind::Skipped { cause: Some(3) }),
            (late, Some(1), EventKind::Skipped { cause: None }),
            (late, None, EventKind::LevelEnded { level: 3, region: 0 }),
            (late, None, EventKind::RunEnded { status: Status::Cancelled, output: Some(payloads[1]) }),
        ] {
            builder.push(at, processor, &kind);
        }
        let trace = builder.finish();
        assert_eq!(decode(&encode(&trace)), Ok(trace));
    }

    /// At most six bytes per event, including names and edges, for any size of graph.
    #[test]
    fn is_small() {
        for (layers, width) in [(40, 25), (100, 100)] {
            let mut text = String::from("strategy: work_queue\nprocessors:\n");
            for p in 0..layers * width {
                // Three dependencies each, spread over the previous layer.
                let before = p / width * width;
                let own = (1..=3)
                    .filter(|_| before > 0)
                    .map(|i| format!("p{}", before - width + (p * 7 + i * i * 11) % width));
                let own: Vec<_> = own.collect();
                text += &format!(
                    "  - {{ id: p{p}, type: local, processor: reverse_text, depends_on: [{}] }}\n",
                    own.join(", ")
                );
            }
            let trace = run(&text, Overrides::default());
            let bytes = encode(&trace).len() as f64 / trace.len() as f64;
            assert!(bytes < 6.0, "{bytes} bytes for each of {} events", trace.len());
        }
    }

    #[test]
    fn the_hash_is_sha_256() {
        // The test vector "abc" of FIPS 180-2, appendix B.1.
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn says_what_is_wrong() {
        let sound = write::write(&eventful());
        type Break = fn(&mut v1::Trace);
        let damaged = "the trace is damaged: ";
        let broken: [(Break, &str); 18] = [
            (|t| t.graph = None, "it has no graph"),
            (|t| t.options = None, "it has no options"),
            (|t| t.options.as_mut().expect("set").workers = 0, "the number of workers is out of range"),
            (|t| t.upward_ranks_us.push(1), "the number of upward ranks is not the number of processors"),
            (|t| t.forks.push(v1::Fork::default()), "a fork has no change"),
            (|t| t.steps.truncate(1), "there are fewer steps than its events need"),
            (|t| t.events = 1, "there are more steps than events"),
            (|t| t.events += 1, "there are fewer steps than its events need"),
            (|t| t.steps[1] = 0x0f, "an event has an unknown kind"),
            (|t| t.steps[1] |= 0x10, "an event has an invalid flag"),
            (|t| t.processors[0] = -1, "a number is out of range"),
            (|t| t.processors.clear(), "a column is shorter than its events"),
            (|t| t.processors.push(0), "a column is longer than its events"),
            (|t| t.time_deltas.push(1), "a column is longer than its events"),
            (|t| t.ends[0] = 7, "an attempt ends on an idle worker"),
            (|t| t.outputs[0] = 99, "a number is out of range"),
            (|t| t.payloads.push(t.payloads[0].clone()), "a payload appears twice"),
            (|t| t.metadata.clear(), "a number is out of range"),
        ];
        let of_version_3 = v1::Trace { version: 3, ..sound.clone() }.encode_to_vec();
        let error = decode(&of_version_3).expect_err("another version");
        assert_eq!(error.to_string(), "the trace has version 3; this engine reads version 2");
        let whole = sound.encode_to_vec();
        for length in 0..whole.len() {
            assert!(decode(&whole[..length]).is_err(), "the first {length} bytes");
        }
        for (break_it, expected) in broken {
            let mut columns = sound.clone();
            break_it(&mut columns);
            let error = decode(&columns.encode_to_vec()).expect_err(expected);
            assert_eq!(error.to_string(), format!("{damaged}{expected}"));
        }
    }

    proptest! {
        /// Damage is refused, or gives a trace that can be shown from end to end; never a panic.
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
