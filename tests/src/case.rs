//! The format of the cases. Unknown keys are errors, so that a typo does not disable a check.

use std::{collections::BTreeMap, fs};

use dagwood_core::{FailureStrategy, Overrides, Strategy};
use serde::{Deserialize, Deserializer};

/// One case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name, a phrase; unique within its file.
    pub name: String,
    /// The workflow file.
    pub workflow: String,
    /// The input of the run.
    #[serde(default)]
    pub input: String,
    /// Bytes instead of `input`, each as a number.
    #[serde(default)]
    pub input_bytes: Option<Vec<u8>>,
    /// Overrides the file's strategy.
    #[serde(default)]
    pub strategy: Option<String>,
    /// Overrides the file's failure strategy.
    #[serde(default)]
    pub failure_strategy: Option<String>,
    /// Overrides the file's `max_concurrency`.
    #[serde(default)]
    pub workers: Option<u32>,
    /// The case holds under every strategy with 1 to 8 workers.
    #[serde(default)]
    pub everywhere: bool,
    /// The expected result.
    pub expect: Expect,
    /// The file that contains it.
    #[serde(skip)]
    pub file: String,
}

/// The expected result of a case. Only named parts are checked, except for `diagnostics`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// How the run ends. If missing, the workflow must be refused, and nothing runs.
    pub status: Option<String>,
    /// The output of the run as text; `null` if there is none.
    #[serde(default, deserialize_with = "present")]
    pub output: Option<Option<String>>,
    /// The output of the run as bytes.
    pub output_bytes: Option<Vec<u8>>,
    /// The time of the last event, in milliseconds.
    pub makespan_ms: Option<f64>,
    /// Processors by id.
    #[serde(default)]
    pub processors: BTreeMap<String, ExpectProcessor>,
    /// Every event, in order: see [`crate::Observed::events`].
    pub events: Option<Vec<String>>,
    /// The processors in the order in which attempts start.
    pub starts: Option<Vec<String>>,
    /// All diagnostics of the file, in the order of the text. If missing, there must be no error and no warning.
    pub diagnostics: Option<Vec<ExpectDiagnostic>>,
}

/// The expected state of one processor at the end.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(default)]
pub struct ExpectProcessor {
    /// `completed`, `failed`, …
    pub state: Option<String>,
    /// The input of the last attempt; `null` if there was no attempt.
    #[serde(deserialize_with = "present")]
    pub input: Option<Option<String>>,
    /// Its output; `null` if none.
    #[serde(deserialize_with = "present")]
    pub output: Option<Option<String>>,
    /// The error of the last attempt; `null` if none.
    #[serde(deserialize_with = "present")]
    pub error: Option<Option<ExpectError>>,
    /// All its metadata.
    pub metadata: Option<BTreeMap<String, String>>,
    /// How many attempts started.
    pub attempts: Option<u32>,
    /// The worker of the last attempt; `null` if there was none.
    #[serde(deserialize_with = "present")]
    pub worker: Option<Option<u32>>,
    /// When the last attempt started, in milliseconds.
    #[serde(deserialize_with = "present")]
    pub started_ms: Option<Option<f64>>,
    /// When the last attempt ended, in milliseconds.
    #[serde(deserialize_with = "present")]
    pub finished_ms: Option<Option<f64>>,
}

/// An error of a processor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectError {
    /// 500, 408, …
    pub code: i32,
    /// Text that the message contains.
    pub says: Option<String>,
}

/// A diagnostic.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectDiagnostic {
    /// `info`, `warning` or `error`.
    pub severity: String,
    /// Such as `unknown-key`.
    pub code: String,
    /// Where the range starts, `line:column`, if the semantics define it.
    pub at: Option<String>,
    /// The text that the range covers.
    pub covers: Option<String>,
    /// Text that the message contains, all of these.
    #[serde(default)]
    pub says: Vec<String>,
}

/// Distinguishes a key with the value `null` from a missing key.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// All cases of all files, in the order of the files' names.
///
/// # Panics
/// If a file cannot be read or a name occurs twice in it.
#[must_use]
pub fn all() -> Vec<Case> {
    let folder = crate::path("conformance");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    let mut all: Vec<Case> = Vec::new();
    for path in files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        let cases: Vec<Case> = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        for case in cases {
            let twice = all.iter().any(|other| other.file == file && other.name == case.name);
            assert!(!twice, "{file}: two cases are named `{}`", case.name);
            all.push(Case { file: file.clone(), ..case });
        }
    }
    all
}

impl Case {
    /// The input of the run.
    #[must_use]
    pub fn input(&self) -> Vec<u8> {
        self.input_bytes.clone().unwrap_or_else(|| self.input.clone().into_bytes())
    }

    /// The options with which the case is run.
    ///
    /// # Panics
    /// If the case names an unknown strategy.
    #[must_use]
    pub fn ways(&self) -> Vec<Overrides> {
        let title = self.title();
        let strategy = self
            .strategy
            .as_ref()
            .map(|name| Strategy::from_name(name).unwrap_or_else(|| panic!("{title}: there is no strategy `{name}`")));
        let failure_strategy = self.failure_strategy.as_ref().map(|name| {
            FailureStrategy::from_name(name).unwrap_or_else(|| panic!("{title}: there is no failure strategy `{name}`"))
        });
        let way = Overrides { strategy, failure_strategy, workers: self.workers, ..Overrides::default() };
        if !self.everywhere {
            return vec![way];
        }
        let workers = (1..=8).map(|workers| Overrides { workers: Some(workers), ..way });
        let ways = workers.flat_map(|way| Strategy::ALL.map(|strategy| Overrides { strategy: Some(strategy), ..way }));
        ways.collect()
    }

    /// The file and the name, for messages.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}: {}", self.file, self.name)
    }
}
