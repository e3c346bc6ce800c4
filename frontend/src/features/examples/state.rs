//! Example workflows.

/// An example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The stable name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The lesson in one line.
    pub teaches: String,
    /// The file of the workflow, beside the index.
    pub file: String,
    /// The input to run it on.
    pub input: ExampleInput,
}

/// The input of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleInput {
    /// This text.
    Text(String),
    /// The text of this file, beside the index.
    File(String),
}
