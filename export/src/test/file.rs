//! The file of a test: JSON. The workflow is a list of lines and each event is a line, so that differences between two
//! versions of a file can be read.

use std::fmt;

use dagwood_core::{FailureStrategy, Overrides, Payload, Priority, Strategy, limits};
use dagwood_proto::base64;
use serde::{Deserialize, Serialize};

use super::{Expected, MAX_BYTES, MAX_EVENTS, Test, Unfit};
use crate::json::text_or_base64;

/// The version of the format.
const VERSION: u64 = 1;

/// A file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The version, under a name that says what the file is.
    dagwood_test: u64,
    workflow: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    input: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    input_base64: Option<String>,
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    options: Options,
    hash: String,
    events: Vec<String>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    strategy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    priority: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failure_strategy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    workers: Option<u32>,
}

/// The version of a file that may have another format.
#[derive(Deserialize)]
struct Version {
    dagwood_test: u64,
}

/// Why a text is not a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The kind of problem.
    pub code: Code,
    /// The problem.
    pub message: String,
    /// Its line and column, from 1, where they are known.
    pub place: Option<(usize, usize)>,
}

/// A kind of problem with the file of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The text is not JSON.
    JsonSyntax,
    /// It is JSON of another kind, or contradicts itself.
    BadTest,
    /// Its version is unknown.
    TestVersion,
    /// It exceeds a limit.
    TestTooLarge,
}

impl Code {
    /// The stable name, such as `bad-test`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonSyntax => "json-syntax",
            Self::BadTest => "bad-test",
            Self::TestVersion => "test-version",
            Self::TestTooLarge => "test-too-large",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refused {}

impl Test {
    /// The text of the file.
    ///
    /// # Errors
    /// [`Unfit::TooLarge`].
    pub fn write(&self) -> Result<String, Unfit> {
        let (input, input_base64) = text_or_base64(Some(&self.input));
        let Overrides { strategy, priority, failure_strategy, workers } = self.overrides;
        let file = File {
            dagwood_test: VERSION,
            workflow: self.workflow.split('\n').map(String::from).collect(),
            input: input.flatten().map(String::from),
            input_base64,
            options: Options {
                strategy: strategy.map(|strategy| strategy.name().into()),
                priority: priority.map(|priority| priority.name().into()),
                failure_strategy: failure_strategy.map(|strategy| strategy.name().into()),
                workers,
            },
            hash: self.hash.clone(),
            events: self.events.iter().map(|event| format!("{} {}", event.checksum, event.sentence)).collect(),
        };
        let text = serde_json::to_string_pretty(&file).expect("all keys are text") + "\n";
        if text.len() > MAX_BYTES { Err(Unfit::TooLarge) } else { Ok(text) }
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// [`Refused`] if it is not a test.
    pub fn read(text: &str) -> Result<Self, Refused> {
        if text.len() > MAX_BYTES {
            return Err(too_large(format!("the file has more than {MAX_BYTES} bytes")));
        }
        // Some editors put a byte order mark before a text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // First the version: a file of another one may have other keys.
        let Version { dagwood_test: version } = serde_json::from_str(text).map_err(|error| {
            let Refused { code, message, place } = Refused::of_json(&error);
            let message = format!("this is not a test as `dagwood export --to test` writes it: {message}");
            Refused { code, message, place }
        })?;
        if version != VERSION {
            let message = format!("the test has version {version}; this program reads version {VERSION}");
            return Err(Refused { code: Code::TestVersion, message, place: None });
        }
        serde_json::from_str::<File>(text).map_err(|error| Refused::of_json(&error))?.test()
    }
}

impl File {
    fn test(self) -> Result<Test, Refused> {
        let workflow = self.workflow.join("\n");
        if workflow.len() > limits::TEXT_BYTES {
            return Err(too_large(format!("the workflow has more than {} bytes", limits::TEXT_BYTES)));
        }
        let input: Payload = match (self.input, self.input_base64) {
            (Some(text), None) => text.into_bytes().into(),
            (None, Some(digits)) => base64::decode(&digits).ok_or_else(|| bad("`input_base64` is not base64"))?.into(),
            (Some(_), Some(_)) => return Err(bad("there are both `input` and `input_base64`; keep one")),
            (None, None) => return Err(bad("there is no `input`; an empty one is `\"input\": \"\"`")),
        };
        if input.bytes().len() >= limits::INPUT_BYTES {
            return Err(too_large(format!("the input must be smaller than {} bytes", limits::INPUT_BYTES)));
        }
        if self.events.len() > MAX_EVENTS {
            return Err(too_large(format!("there are more than {MAX_EVENTS} events")));
        }
        if self.hash.len() != 64 || !self.hash.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(bad("`hash` is not a SHA-256: 64 hexadecimal digits in lower case"));
        }
        let event = |(i, line): (usize, &String)| {
            let event = line.split_once(' ').and_then(|(checksum, sentence)| {
                Some(Expected { checksum: checksum.parse().ok()?, sentence: sentence.into() })
            });
            let step = i + 1;
            event.ok_or_else(|| bad(format!("the event of step {step} does not begin with a checksum of eight digits")))
        };
        Ok(Test {
            workflow,
            input,
            overrides: self.options.overrides()?,
            hash: self.hash,
            events: self.events.iter().enumerate().map(event).collect::<Result<_, _>>()?,
        })
    }
}

impl Options {
    fn is_empty(&self) -> bool {
        matches!(self, Self { strategy: None, priority: None, failure_strategy: None, workers: None })
    }

    fn overrides(&self) -> Result<Overrides, Refused> {
        fn named<T>(key: &str, name: Option<&str>, of_name: fn(&str) -> Option<T>) -> Result<Option<T>, Refused> {
            let unknown = |name| bad(format!("`options.{key}` has no value `{name}`"));
            name.map(|name| of_name(name).ok_or_else(|| unknown(name))).transpose()
        }
        if self.workers.is_some_and(|workers| !(1..=limits::WORKERS).contains(&workers)) {
            return Err(bad(format!("`options.workers` must be from 1 to {}", limits::WORKERS)));
        }
        Ok(Overrides {
            strategy: named("strategy", self.strategy.as_deref(), Strategy::from_name)?,
            priority: named("priority", self.priority.as_deref(), Priority::from_name)?,
            failure_strategy: named("failure_strategy", self.failure_strategy.as_deref(), FailureStrategy::from_name)?,
            workers: self.workers,
        })
    }
}

impl Refused {
    fn of_json(error: &serde_json::Error) -> Self {
        let code = if error.is_data() { Code::BadTest } else { Code::JsonSyntax };
        let (line, column) = (error.line(), error.column().max(1));
        let message = error.to_string();
        // The place is not part of the message.
        let message = message.rsplit_once(" at line ").map_or(&*message, |(message, _)| message).into();
        Self { code, message, place: (line > 0).then_some((line, column)) }
    }
}

fn bad(message: impl Into<String>) -> Refused {
    Refused { code: Code::BadTest, message: message.into(), place: None }
}

fn too_large(message: String) -> Refused {
    Refused { code: Code::TestTooLarge, message, place: None }
}
