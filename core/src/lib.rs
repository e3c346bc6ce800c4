//! The engine of DAGwood: what a workflow means and how it runs.
//!
//! Data flows one way: YAML text → [`Workflow`] → [`Plan`] → [`Run`] → [`Trace`] → [`Snapshot`].
//!
//! The crate does no I/O. It has no clock, no threads and no randomness: a *driver* supplies a [`Run`] with time and
//! workers, and the same input gives the same [`Trace`], byte for byte, on every machine. [`VirtualDriver`] is the
//! driver for virtual time:
//!
//! ```
//! use dagwood_core::{compile, Payload, Status, VirtualDriver};
//!
//! let compiled = compile("
//! strategy: reactive
//! processors:
//!   - { id: shout, type: local, processor: change_text_case_upper }
//!   - { id: mark, type: local, processor: prefix_suffix_adder, depends_on: [shout] }
//! ");
//! let plan = compiled.plan.expect("the workflow is valid");
//! let trace = VirtualDriver::new(&plan, plan.options(), Payload::from("hello")).run_to_end();
//! assert_eq!(trace.status(), Some(Status::Succeeded));
//! assert_eq!(trace.output().map(Payload::bytes), Some(&b"[HELLO]"[..]));
//! ```
//!
//! # The contract of a driver
//! 1. Call [`Run::poll`] until it no longer returns [`Output::Start`], and begin each attempt that it returns.
//! 2. On [`Output::Wait`], wait for an attempt to end or for the given time, whichever is first.
//! 3. Call [`Run::handle`] for everything that is due at that instant, then go to 1. [`Output::Done`] ends the loop.
//!
//! A whole driver, whose attempts all take 10 ms:
//!
//! ```
//! use std::collections::VecDeque;
//!
//! use dagwood_core::{compile, Input, Micros, Output, Payload, Processor, Run, Status};
//!
//! # let compiled = compile("
//! # strategy: reactive
//! # processors:
//! #   - { id: shout, type: local, processor: change_text_case_upper }
//! #   - { id: mark, type: local, processor: prefix_suffix_adder, depends_on: [shout] }
//! # ");
//! let plan = compiled.plan.expect("the workflow is valid");
//! let mut run = Run::new(&plan, plan.options(), Payload::from("hello"));
//! let mut now = Micros::ZERO;
//! // The running attempts and when they end. The first to start is the first to end.
//! let mut running = VecDeque::new();
//! loop {
//!     match run.poll() {
//!         Output::Start(attempt) => running.push_back((now + Micros::from_millis(10), attempt)),
//!         Output::Wait { until } => {
//!             let ends = running.front().map(|(ends, _)| *ends);
//!             now = [until, ends].into_iter().flatten().min().expect("an attempt runs, or a time is set");
//!             while running.front().is_some_and(|(ends, _)| *ends <= now) {
//!                 let (_, attempt) = running.pop_front().expect("there is a first one");
//!                 let result = plan.processor(attempt.processor).process(&attempt.input);
//!                 let (processor, attempt) = (attempt.processor, attempt.attempt);
//!                 run.handle(Input::Finished { processor, attempt, result }, now);
//!             }
//!             run.handle(Input::Elapsed, now);
//!         }
//!         Output::Done => break,
//!     }
//! }
//! let trace = run.into_trace();
//! assert_eq!(trace.status(), Some(Status::Succeeded));
//! assert_eq!(trace.output().map(Payload::bytes), Some(&b"[HELLO]"[..]));
//! ```

#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod analysis;
mod capabilities;
mod compile;
mod diagnostic;
mod driver;
mod edit;
mod error;
mod explain;
mod explore;
mod fork;
mod graph;
mod horizon;
mod lint;
mod live;
mod local;
mod measure;
mod modules;
mod normal;
mod options;
mod payload;
mod plan;
mod position;
mod processor;
mod run;
pub mod schema;
mod sentence;
mod snapshot;
mod spans;
mod strategy;
mod suggest;
#[cfg(test)]
mod tests;
mod time;
mod trace;
mod waits;
#[cfg(feature = "wasm")]
pub mod wasm;
mod workflow;
mod yaml;

pub use self::{
    analysis::{Analysis, Choice, Cut, Reason, Region, analyze},
    capabilities::{Access, Capabilities, GrantedFile},
    compile::{Compiled, compile, compile_with},
    diagnostic::{Code, Diagnostic, Severity},
    driver::VirtualDriver,
    edit::{Edit, EditError, Fix, Fixer, NewCode, NewValue, TextEdit, apply, edit, free_id, values},
    error::{ErrorCode, ProcessorError},
    explain::{Explanation, Rule, Why, explain, queue, rule_between},
    explore::{
        ByGraph, Exploration, ExploreError, NotAnOrder, Possibility, SharedStep, SharedStepKind, explore, replay_shared,
    },
    fork::{Change, Fork, ForkError},
    graph::{Graph, GraphError, ProcessorIdx},
    lint::{ParallelTransforms, parallel_transforms},
    live::{LiveOutput, LiveRun},
    local::{LocalProcessor, OptionHelp},
    measure::{Metrics, Waiting},
    modules::{ModuleError, Modules, NoModules, WasmSpec},
    options::{FailureStrategy, Overrides, Priority, RunOptions, Strategy},
    payload::Payload,
    plan::{Part, Plan, Settings},
    position::{LineIndex, Position, TextRange, line_at},
    processor::{Begun, Call, Intent, Metadata, Outcome, Processor},
    run::{Attempt, Input, Output, Run},
    sentence::{counted, sentence},
    snapshot::{ProcessorSnapshot, ProcessorState, Snapshot},
    spans::{Span, spans},
    time::Micros,
    trace::{Event, EventKind, PayloadIdx, Status, Trace, TraceBuilder},
    waits::{Wait, WaitCause, waits},
    workflow::{ProcessorKind, ProcessorSpec, Retry, Simulate, Spanned, WasmLimits, WasmSection, Workflow},
    yaml::other_encoding,
};

/// The limits for untrusted input.
pub mod limits {
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
}
