//! What the sample processors do, as data.

use std::fs;

use serde::Deserialize;

use crate::{ExpectError, path, shelf::modules};

/// One case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// The file name of the module in `public/modules`.
    pub module: String,
    /// The arguments that it is granted, as a WASI program.
    #[serde(default)]
    pub args: Vec<String>,
    /// What it receives.
    pub input: Bytes,
    /// What it gives; `any` if that is of no interest.
    pub output: Option<Bytes>,
    /// Why it gives nothing.
    pub error: Option<ExpectError>,
}

/// Text as it is, or repeated.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Bytes {
    /// As it is.
    Text(String),
    /// So many times.
    Repeated {
        /// What is repeated.
        repeat: String,
        /// How often.
        times: usize,
    },
}

impl Bytes {
    /// All of it.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone().into_bytes(),
            Self::Repeated { repeat, times } => repeat.repeat(*times).into_bytes(),
        }
    }

    /// Whether anything will do.
    #[must_use]
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Text(text) if text == "any")
    }
}

/// Every case.
///
/// # Panics
/// If the file is not as it should be.
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
