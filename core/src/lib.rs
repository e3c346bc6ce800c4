//! The engine of DAGwood: what a workflow means and how it runs.
//!
//! Data flows one way: YAML text → [`Workflow`] → [`Plan`] → [`Run`] → [`Trace`] → [`Snapshot`].
//!
//! The crate does no I/O. It has no clock, no threads and no randomness of its own: a *driver* gives a [`Run`] its time and
//! its workers, and the same input gives the same [`Trace`], byte for byte, on every machine. [`VirtualDriver`] is the driver
//! that counts virtual time; its source is also the example of the loop that every driver is.
//!
//! # The contract of a driver
//! 1. [`Run::poll`] until it no longer answers [`Output::Start`], and begin each attempt that it hands out.
//! 2. On [`Output::Wait`], wait for an attempt to end or for the given time, whichever is first.
//! 3. [`Run::handle`] everything that is due at that one instant, then go to 1. [`Output::Done`] ends the loop.
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

/// The limits that untrusted input is held to.
pub mod limits {
    /// A workflow file: bytes.
    pub const TEXT_BYTES: usize = 16 << 20;
    /// Processors of one workflow.
    pub const PROCESSORS: usize = 100_000;
    /// What is read back of a workflow file to see whether its fixes are right, for all of them together: bytes.
    pub const FIX_BYTES: usize = 1 << 20;
    /// Nesting of a workflow file.
    pub const DEPTH: usize = 64;
    /// Values of a workflow file after its aliases are followed.
    pub const VALUES: u64 = 4_000_000;
    /// The input of a run: it must be smaller than this many bytes.
    pub const INPUT_BYTES: usize = 10 << 20;
    /// What a module receives: it may have this many bytes.
    pub const MODULE_INPUT_BYTES: usize = 10 << 20;
    /// What a module gives: it may have this many bytes.
    pub const MODULE_OUTPUT_BYTES: usize = 16 << 20;
    /// What is kept for a module besides its memory, even if that is as large as it may be: bytes.
    pub const MODULE_RECORDS_BYTES: usize = 1 << 20;
    /// What the modules of a live run may use at once, all of them together: bytes.
    pub const LIVE_BYTES: u64 = 1 << 30;
    /// The values on the stacks of all calls of a module together: bytes.
    pub const MODULE_STACK_BYTES: usize = 4 << 20;
    /// A module: bytes.
    pub const MODULE_BYTES: usize = 16 << 20;
    /// The contents of all files that are granted to a processor: bytes.
    pub const GRANTED_BYTES: usize = 4 << 20;
    /// Workers of one run.
    pub const WORKERS: u32 = 10_000;
    /// Any duration of a workflow file: a day, in milliseconds.
    pub const DURATION_MS: u64 = 86_400_000;
    /// Extra attempts of one processor.
    pub const ATTEMPTS: u32 = 1_000;
    /// Processors of a workflow whose completion orders are explored.
    pub const EXPLORED_PROCESSORS: usize = 64;
    /// States that an exploration visits, of each kind, unless it is told otherwise: some seconds at most.
    pub const EXPLORED_STATES: usize = 200_000;
    /// What the processors read and write in an exploration: bytes.
    pub const EXPLORED_BYTES: usize = 64 << 20;
}
