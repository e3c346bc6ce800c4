//! A checksum for each step of a run. Runs that agree up to a step have equal checksums up to there, and others have
//! different ones from their first difference on, except by a chance of one in four billion.
//!
//! The checksum of step n is the first 32 bits of the SHA-256 of the first n events, with all their data, in the encoding
//! of `Digest`. It must never change: checksums are stored in files and links.

use std::{fmt, str::FromStr};

use dagwood_core::{Event, EventKind, Metadata, ProcessorError, ProcessorIdx, Trace, run::Region};
use sha2::{Digest as _, Sha256};

/// A checksum of the first events of a run: eight hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Checksum(u32);

impl From<u32> for Checksum {
    fn from(bits: u32) -> Self {
        Self(bits)
    }
}

impl From<Checksum> for u32 {
    fn from(Checksum(bits): Checksum) -> Self {
        bits
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// A text is not a checksum as it is written: eight digits, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoChecksum;

impl FromStr for Checksum {
    type Err = NoChecksum;

    fn from_str(text: &str) -> Result<Self, NoChecksum> {
        let is_written_so = text.len() == 8 && text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        u32::from_str_radix(text, 16).ok().filter(|_| is_written_so).map(Self).ok_or(NoChecksum)
    }
}

/// The checksums of steps 1 to the last. O(events + bytes of the payloads).
#[must_use]
pub fn checksums(trace: &Trace) -> Vec<Checksum> {
    // Each content counts once, however many events refer to it.
    let payloads: Vec<_> = trace.payloads().iter().map(|payload| Sha256::digest(payload.bytes()).into()).collect();
    let mut digest = Digest { trace, payloads, hasher: Sha256::new() };
    let checksum = |event| {
        digest.event(&event);
        let [a, b, c, d, ..]: [u8; 32] = digest.hasher.clone().finalize().into();
        Checksum(u32::from_be_bytes([a, b, c, d]))
    };
    trace.events().map(checksum).collect()
}

/// The events so far. A number is eight bytes, the least significant first; a text is its length and its bytes; a processor
/// is its id; a payload is its SHA-256; what may be missing is 0, or 1 and the value.
struct Digest<'t> {
    trace: &'t Trace,
    payloads: Vec<[u8; 32]>,
    hasher: Sha256,
}

impl Digest<'_> {
    fn event(&mut self, event: &Event) {
        self.number(event.at.get());
        self.text(event.kind.name());
        self.optional(event.processor, Self::processor);
        match event.kind {
            EventKind::RunStarted { input } => self.payload(input),
            EventKind::StrategyChosen { region } => {
                self.number(region.into());
                let regions = self.trace.analysis().map(|analysis| &analysis.regions);
                if let Some(Region { choice, processors, .. }) = regions.and_then(|all| all.get(region as usize)) {
                    self.text(choice.strategy.name());
                    self.text(choice.priority.name());
                    self.number((*processors).into());
                }
            }
            EventKind::LevelStarted { level, region } | EventKind::LevelEnded { level, region } => {
                self.number(level.into());
                self.number(region.into());
            }
            EventKind::Ready { attempt } => self.number(attempt.into()),
            EventKind::Started { worker, attempt, origin } => {
                self.number(worker.into());
                self.number(attempt.into());
                self.optional(origin, Self::processor);
            }
            EventKind::Completed { output, metadata, fuel } => {
                self.payload(output);
                let trace = self.trace;
                self.optional(metadata, |digest, idx| digest.metadata(&trace.metadata()[idx as usize]));
                self.optional(fuel, Self::number);
            }
            EventKind::Failed { error, attempt } => {
                self.error(error);
                self.number(attempt.into());
            }
            EventKind::RetryScheduled { until } => self.number(until.get()),
            EventKind::Skipped { cause } => self.optional(cause, Self::processor),
            EventKind::Cancelled { error } => self.optional(error, Self::error),
            EventKind::PayloadAdvanced { origin } => self.processor(origin),
            EventKind::RunEnded { status, output } => {
                self.text(status.name());
                self.optional(output, Self::payload);
            }
        }
    }

    fn number(&mut self, number: u64) {
        self.hasher.update(number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.hasher.update(text);
    }

    fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.hasher.update([value.is_some().into()]);
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn processor(&mut self, idx: ProcessorIdx) {
        self.text(self.trace.graph().id(idx));
    }

    fn payload(&mut self, idx: u32) {
        self.hasher.update(self.payloads[idx as usize]);
    }

    fn metadata(&mut self, metadata: &Metadata) {
        self.number(metadata.len() as u64);
        for (key, value) in metadata {
            self.text(key);
            self.text(value);
        }
    }

    fn error(&mut self, idx: u32) {
        let ProcessorError { code, message, metadata, fuel } = &self.trace.errors()[idx as usize];
        self.number(code.number().unsigned_abs().into());
        self.text(message);
        self.metadata(metadata);
        self.optional(*fuel, Self::number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::{
        Overrides, Payload, Strategy, VirtualDriver, compile_with,
        run::{Change, Fork},
    };

    const WORKFLOW: &str = "
strategy: reactive
failure_strategy: continue_on_error
executor_options: { max_concurrency: 2 }
processors:
  - { id: a, type: local, processor: reverse_text, retry: { attempts: 1, backoff_ms: 3 }, simulate: { fail_attempts: 1 } }
  - { id: b, type: local, processor: token_counter, depends_on: [a] }
  - { id: c, type: local, processor: reverse_text, depends_on: [a], timeout_ms: 1, simulate: { duration_ms: 2 } }
  - { id: d, type: local, processor: reverse_text, depends_on: [c] }
";

    fn run(strategy: Strategy, input: &str) -> Trace {
        let overrides = Overrides { strategy: Some(strategy), ..Overrides::default() };
        let plan = compile_with(WORKFLOW, overrides, dagwood_core::Environment::default()).plan.expect("it is valid");
        VirtualDriver::new(&plan, plan.options(), Payload::from(input)).run_to_end()
    }

    /// The number of steps in which two runs agree.
    fn common(a: &Trace, b: &Trace) -> usize {
        let (a, b) = (checksums(a), checksums(b));
        let agree: Vec<_> = a.iter().zip(&b).map(|(a, b)| a == b).collect();
        let common = agree.iter().take_while(|&&agrees| agrees).count();
        assert!(!agree[common..].contains(&true), "they never agree again");
        common
    }

    /// Stored checksums are compared with these: a difference here makes files and links of older versions fail.
    #[test]
    fn checksums_never_change() {
        for (strategy, expected) in [
            (
                Strategy::Reactive,
                "8d55a06b 3e1ff9a4 31fd5090 b739076c 61178eac 33b10e13 1389b458 0974132e 4f55d219 08bca213 70a9c93e \
                 7dd69eeb 065d35dc 38cbd65d 29f3eb36 b730e5a5 6ed5a8f0",
            ),
            (
                Strategy::Hybrid,
                "8d55a06b 32c9def9 23a7ad59 9fd4874c f523cb95 e5768a03 585b5d18 51d8fc5a bf47310d d17f752d 9dc60cad \
                 9f7a200d b9bba914 3f2432f4 035c9bdd f6b4c0ab 875f7a83 3d922379",
            ),
        ] {
            let found: Vec<_> = checksums(&run(strategy, "hello")).iter().map(Checksum::to_string).collect();
            assert_eq!(found.join(" "), expected);
        }
    }

    #[test]
    fn runs_agree_up_to_their_first_difference() {
        let sound = run(Strategy::Reactive, "hello");
        assert_eq!(common(&sound, &sound), sound.len());
        assert_eq!(common(&sound, &run(Strategy::Reactive, "hellp")), 0, "another input of the same length");
        assert_eq!(common(&sound, &run(Strategy::Level, "hello")), 2, "a level starts");
        let plan = compile_with(WORKFLOW, Overrides::default(), dagwood_core::Environment::default()).plan;
        let plan = plan.expect("it is valid");
        for at in 1..sound.len() - 1 {
            let change = Change::Workers { workers: 1 };
            let Ok(driver) = VirtualDriver::fork(&plan, &sound, Fork { at, change }) else { continue };
            let forked = driver.run_to_end();
            let same = sound.events().zip(forked.events()).take_while(|(a, b)| a == b).count();
            assert!(common(&sound, &forked) >= at && common(&sound, &forked) == same, "a fork at {at}");
        }
    }

    #[test]
    fn a_checksum_is_eight_digits() {
        for (text, expected) in [("00000000", Ok(Checksum(0))), ("0123abcd", Ok(Checksum(0x0123_abcd)))] {
            assert_eq!(text.parse(), expected);
            assert_eq!(expected.map(|checksum| checksum.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "0123abc", "0123ABCD", "+123abcd", "0123abcde", "0123abcg"] {
            assert_eq!(text.parse::<Checksum>(), Err(NoChecksum), "{text}");
        }
    }
}
