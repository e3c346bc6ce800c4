//! The limits of a lesson.

/// Size of a lesson file, in bytes.
pub const TEXT_BYTES: usize = 256 << 10;
/// Nesting depth of Markdown: quotes, lists, emphasis, links.
pub const DEPTH: usize = 24;
/// Tasks.
pub const TASKS: usize = 12;
/// Checks, of all tasks.
pub const CHECKS: usize = 64;
/// Wrong answers, of all tasks.
pub const WRONG: usize = 32;
/// Questions.
pub const QUESTIONS: usize = 24;
/// Named runs.
pub const RUNS: usize = 16;
/// Steps of a link.
pub const STEPS: usize = 16;
/// Problems that are reported of one file.
pub const DIAGNOSTICS: usize = 100;
/// Single edits that are tried of one workflow.
pub const MUTANTS: usize = 5_000;
