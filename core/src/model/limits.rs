//! The limits for untrusted input.

/// Size of a workflow file, in bytes.
pub const TEXT_BYTES: usize = 16 << 20;
/// Processors of one workflow.
pub const PROCESSORS: usize = 100_000;
/// Total size of the texts read back to check fixes of a workflow file, in bytes.
pub const FIX_BYTES: usize = 1 << 20;
/// Nesting depth of a workflow file.
pub const DEPTH: usize = 64;
/// Values of a workflow file after expanding aliases.
pub const VALUES: u64 = 4_000_000;
/// The input of a run must be smaller than this, in bytes.
pub const INPUT_BYTES: usize = 10 << 20;
/// Maximum input of a module, in bytes.
pub const MODULE_INPUT_BYTES: usize = 10 << 20;
/// Maximum output of a module, in bytes.
pub const MODULE_OUTPUT_BYTES: usize = 16 << 20;
/// Memory kept for a module in addition to its own, even if that is at its maximum, in bytes.
pub const MODULE_RECORDS_BYTES: usize = 1 << 20;
/// Memory that all modules of a live run may use together, in bytes.
pub const LIVE_BYTES: u64 = 1 << 30;
/// Size of the values on the stacks of all nested calls of a module, in bytes.
pub const MODULE_STACK_BYTES: usize = 4 << 20;
/// Size of a module, in bytes.
pub const MODULE_BYTES: usize = 16 << 20;
/// Total size of the files granted to a processor, in bytes.
pub const GRANTED_BYTES: usize = 4 << 20;
/// Workers of one run.
pub const WORKERS: u32 = 10_000;
/// Any duration of a workflow file: a day, in milliseconds.
pub const DURATION_MS: u64 = 86_400_000;
/// Extra attempts of one processor.
pub const ATTEMPTS: u32 = 1_000;
/// Processors of a workflow whose completion orders can be explored.
pub const EXPLORED_PROCESSORS: usize = 64;
/// Default number of states of each kind that an exploration visits: some seconds at most.
pub const EXPLORED_STATES: usize = 200_000;
/// Total size of what the processors read and write in an exploration, in bytes.
pub const EXPLORED_BYTES: usize = 64 << 20;
/// Events of a run that is made to judge a check.
pub const JUDGED_EVENTS: usize = 1_000_000;
/// Nesting depth of a check.
pub const CHECK_DEPTH: usize = 16;
/// Conditions in a list of checks, including nested ones and the entries of lists and maps.
pub const CONDITIONS: usize = 1_024;
