//! The example workflows of the playground.

use std::fs;

use serde::Deserialize;

/// An example, as listed in `index.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Its name in links.
    pub name: String,
    /// The workflow, in the folder of the index.
    pub file: String,
    /// Its title.
    pub title: String,
    /// Its lesson.
    pub teaches: String,
    /// Its topics, from [`TAGS`].
    pub tags: Vec<String>,
    /// Its input, as text.
    pub input: Option<String>,
    /// Its input, as a file in the folder of the index.
    pub input_file: Option<String>,
}

/// The words by which examples are found.
pub const TAGS: [&str; 12] = [
    "first steps",
    "payloads",
    "workers",
    "patterns",
    "barrier",
    "priorities",
    "failures",
    "real world",
    "science",
    "anomaly",
    "hybrid",
    "modules",
];

/// All examples, in the order of the index.
///
/// # Panics
/// If the index cannot be read.
#[must_use]
pub fn all() -> Vec<Example> {
    let index = read("index.json");
    serde_json::from_str(&index).unwrap_or_else(|error| panic!("index.json: {error}"))
}

impl Example {
    /// The text of the workflow.
    #[must_use]
    pub fn workflow(&self) -> String {
        read(&self.file)
    }

    /// The input of the run.
    ///
    /// # Panics
    /// If the index has both or neither of a text and a file.
    #[must_use]
    pub fn input(&self) -> String {
        match (&self.input, &self.input_file) {
            (Some(text), None) => text.clone(),
            (None, Some(file)) => read(file),
            _ => panic!("{}: an example has `input` or `input_file`, and one of them only", self.name),
        }
    }
}

fn read(file: &str) -> String {
    let path = crate::path("../public/examples").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
