//! Cases as they stand in the files. A key that is not known is an error, so that a slip of the pen asserts nothing unseen.

use std::{collections::BTreeMap, fs};

use dagwood_core::{FailureStrategy, Overrides, Strategy};
use serde::{Deserialize, Deserializer};

/// One case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows, in a phrase; unique within its file.
    pub name: String,
    /// The workflow file.
    pub workflow: String,
    /// The input of the run.
    #[serde(default)]
    pub input: String,
    /// Instead of `input`: bytes, each as a number.
    #[serde(default)]
    pub input_bytes: Option<Vec<u8>>,
    /// Instead of the file's strategy.
    #[serde(default)]
    pub strategy: Option<String>,
    /// Instead of the file's failure strategy.
    #[serde(default)]
    pub failure_strategy: Option<String>,
    /// Instead of the file's `max_concurrency`.
    #[serde(default)]
    pub workers: Option<u32>,
    /// The case holds under every strategy with 1 to 8 workers.
    #[serde(default)]
    pub everywhere: bool,
    /// What is to be seen.
    pub expect: Expect,
    /// The file it is from.
    #[serde(skip)]
    pub file: String,
}

/// What is to be seen of a case. What is not named is not looked at, but for `diagnostics`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// How the run ends. Without it the workflow is refused, and nothing runs.
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
    /// Everything that is found in the file, in the order of the text. Without it there is no error and no warning.
    pub diagnostics: Option<Vec<ExpectDiagnostic>>,
}

/// What is to be seen of one processor at the end.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(default)]
pub struct ExpectProcessor {
    /// `completed`, `failed`, …
    pub state: Option<String>,
    /// What the last attempt received; `null` if there was no attempt.
    #[serde(deserialize_with = "present")]
    pub input: Option<Option<String>>,
    /// What it produced; `null` if nothing.
    #[serde(deserialize_with = "present")]
    pub output: Option<Option<String>>,
    /// Why the last attempt failed; `null` if it did not.
    #[serde(deserialize_with = "present")]
    pub error: Option<Option<ExpectError>>,
    /// All that it found out.
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
    /// Where the range starts, `line:column`, where the semantics say it.
    pub at: Option<String>,
    /// The text that the range covers.
    pub covers: Option<String>,
    /// Text that the message contains, for each entry.
    #[serde(default)]
    pub says: Vec<String>,
}

/// Tells a key with the value `null` from a key that is not there.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Every case of every file, in the order of the files' names.
///
/// # Panics
/// If a file cannot be read or a name stands twice in it.
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

    /// The ways in which the case is run.
    ///
    /// # Panics
    /// If the case names a strategy that there is not.
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

    /// The file and the name, for a message.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}: {}", self.file, self.name)
    }
}
