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
//! The names that most users need are at the root; the others are in the module of their part: [`model`], [`text`],
//! [`plan`], [`run`], [`trace`], [`explore`], [`check`].
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

pub mod check;
pub mod explore;
pub mod model;
pub mod plan;
pub mod run;
#[cfg(test)]
mod tests;
pub mod text;
pub mod trace;
#[cfg(feature = "wasm")]
pub mod wasm;

pub use self::{
    model::{
        ErrorCode, FailureStrategy, Graph, Intent, Metadata, Micros, Outcome, Overrides, Payload, Priority, Processor,
        ProcessorError, ProcessorIdx, RunOptions, Strategy, limits,
    },
    plan::{Environment, Plan, compile, compile_with},
    run::{Input, Output, Run, VirtualDriver},
    text::{Diagnostic, Severity, Workflow},
    trace::{Event, EventKind, ProcessorState, Snapshot, Status, Trace, counted, sentence},
};
