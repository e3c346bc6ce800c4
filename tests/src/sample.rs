//! The expected behaviour of the sample processors, as data.

use std::fs;

use serde::Deserialize;

use crate::{ExpectError, library::modules, path};

/// One case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// The file name of the module in `public/modules`.
    pub module: String,
    /// The granted arguments, for a WASI program.
    #[serde(default)]
    pub args: Vec<String>,
    /// Its input.
    pub input: Bytes,
    /// Its output; `any` if it does not matter.
    pub output: Option<Bytes>,
    /// The error, if it has no output.
    pub error: Option<ExpectError>,
}

/// Text, literal or repeated.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Bytes {
    /// The text itself.
    Text(String),
    /// Repeated text.
    Repeated {
        /// The text to repeat.
        repeat: String,
        /// The number of repetitions.
        times: usize,
    },
}

impl Bytes {
    /// All bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone().into_bytes(),
            Self::Repeated { repeat, times } => repeat.repeat(*times).into_bytes(),
        }
    }

    /// Whether any output is accepted.
    #[must_use]
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Text(text) if text == "any")
    }
}

/// All cases.
///
/// # Panics
/// If the file is invalid.
#[must_use]
pub fn cases() -> Vec<Sample> {
    let text = fs::read_to_string(path("processors.yaml")).expect("it is there");
    serde_yaml::from_str(&text).expect("it is a list of cases")
}

/// The modules, by file name.
#[must_use]
pub fn bundled() -> Vec<(String, Vec<u8>)> {
    modules(&path("../public/modules"))
}
