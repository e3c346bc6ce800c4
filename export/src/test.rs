//! Tests of workflows: a workflow with an input, options, and the events that its run must have. A test is a JSON file, so
//! that it can be kept beside the workflow and run again after every change, of the workflow, its modules or the engine.

mod file;
#[cfg(test)]
mod tests;

use std::fmt;

use dagwood_core::{EventKind, Overrides, Payload, Trace, sentence};
use dagwood_proto::trace::{self, Checksum, checksums};

pub use self::file::{Code, Refused};
use crate::drawing::shorten;

/// The maximum size of a file, in bytes.
pub const MAX_BYTES: usize = 64 << 20;
/// The maximum number of events.
pub const MAX_EVENTS: usize = 200_000;
/// The maximum length of a sentence in a file, in columns; longer ones are shortened.
const SENTENCE: usize = 300;

/// A test of a workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The text of the workflow file.
    pub workflow: String,
    /// The input of the run.
    pub input: Payload,
    /// The options that override those of the workflow file.
    pub overrides: Overrides,
    /// The expected hash of the trace.
    pub hash: String,
    /// The expected events.
    pub events: Vec<Expected>,
}

/// An expected event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The checksum of the events up to this one.
    pub checksum: Checksum,
    /// What happens, and when.
    pub sentence: String,
}

/// Why a run cannot be a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is a fork.
    Forked,
    /// It has not ended.
    Unfinished,
    /// It has more than [`MAX_EVENTS`] events.
    TooManyEvents(usize),
    /// The file would have more than [`MAX_BYTES`].
    TooLarge,
}

/// The result of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The run is the expected one.
    Passed,
    /// The run differs.
    Differs(Difference),
    /// Only the hash of the trace differs: the graph, other parts of the head, or the version of the format has changed.
    OtherHash {
        /// The hash of the trace.
        found: String,
    },
}

/// The first difference of a run from a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The step: how many events have happened after the first one that differs.
    pub step: usize,
    /// What should have happened; nothing if the run should have ended.
    pub expected: Option<String>,
    /// What happened; nothing if the run had ended.
    pub found: Option<String>,
}

impl Test {
    /// The test that a run in virtual time repeats itself. `overrides` are those with which the workflow was compiled.
    ///
    /// # Errors
    /// [`Unfit`] if the run cannot be repeated from its workflow, or is too large.
    pub fn new(workflow: &str, overrides: Overrides, trace: &Trace) -> Result<Self, Unfit> {
        if !trace.forks().is_empty() {
            return Err(Unfit::Forked);
        }
        if trace.len() > MAX_EVENTS {
            return Err(Unfit::TooManyEvents(trace.len()));
        }
        let Some(EventKind::RunStarted { input }) = trace.events().next().map(|event| event.kind) else {
            return Err(Unfit::Unfinished);
        };
        if trace.status().is_none() {
            return Err(Unfit::Unfinished);
        }
        let expected = |(seq, checksum)| Expected { checksum, sentence: happened(trace, seq) };
        let test = Self {
            workflow: workflow.into(),
            input: trace.payload(input).clone(),
            overrides,
            hash: trace::hash(&trace::encode(trace)),
            events: checksums(trace).into_iter().enumerate().map(expected).collect(),
        };
        Ok(test)
    }

    /// Compares a run with the expected one.
    #[must_use]
    pub fn judge(&self, trace: &Trace) -> Verdict {
        let found = checksums(trace);
        let same = self.events.iter().zip(&found).take_while(|(expected, found)| expected.checksum == **found).count();
        if same < self.events.len().max(found.len()) {
            return Verdict::Differs(Difference {
                step: same + 1,
                expected: self.events.get(same).map(|expected| expected.sentence.clone()),
                found: (same < found.len()).then(|| happened(trace, same)),
            });
        }
        let hash = trace::hash(&trace::encode(trace));
        if hash == self.hash { Verdict::Passed } else { Verdict::OtherHash { found: hash } }
    }
}

/// An event with its time, as a line.
fn happened(trace: &Trace, seq: usize) -> String {
    let line = format!("at {}: {}", trace.event(seq).at, sentence(trace, seq));
    shorten(&line, SENTENCE)
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forked => {
                f.write_str("a fork cannot be a test, because a workflow file does not contain its changes")
            }
            Self::Unfinished => f.write_str("the run has not ended"),
            Self::TooManyEvents(events) => {
                write!(f, "the run has {events} events; a test has {MAX_EVENTS} at most")
            }
            Self::TooLarge => write!(f, "the test would have more than {MAX_BYTES} bytes"),
        }
    }
}

impl std::error::Error for Unfit {}
