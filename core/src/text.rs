//! Workflow files: reading them, what they may say, what is wrong with them, and edits of their text.

mod diagnostic;
pub mod edit;
pub(crate) mod position;
pub mod schema;
pub(crate) mod suggest;
pub(crate) mod workflow;
pub mod yaml;

pub use self::{
    diagnostic::{Code, Diagnostic, Severity},
    position::{LineIndex, Position, TextRange, line_at},
    workflow::{
        OptionValue, ProcessorKind, ProcessorSpec, Retry, Simulate, Spanned, WasmLimits, WasmSection, Workflow,
    },
    yaml::other_encoding,
};
