//! The parts of the engine that are loaded when they are first needed: `run` executes workflows, `edit` changes texts and
//! fixes problems, `more` has live runs and explorations. `dagwood_playground::parts` says how that works.

// The attribute generates `extern "C"` functions with Rust types. That is sound: one compilation has both sides.
#![allow(unsafe_code, improper_ctypes_definitions)]

use dagwood_core::{Diagnostic, Plan};
use dagwood_proto::worker::{
    Problem,
    worker_request::{Attempt, Describe, Edit, Run},
    worker_response::{Described, Edited, Kind as Response, Progress, Refused},
};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::{Order, check, edit as editing, explore as exploring, serve::answer, work};

/// A part could not be loaded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Work that has started, or why it cannot.
pub(crate) type Started = Result<Box<dyn work::Work>, Refused>;

#[wasm_split(run, fallible)]
pub(crate) fn run(id: u32, request: Run) -> Result<Started, NotLoaded> {
    Ok(work::run(id, request))
}

#[wasm_split(edit, fallible)]
pub(crate) fn problems(text: String, diagnostics: Vec<Diagnostic>) -> Result<Vec<Problem>, NotLoaded> {
    Ok(check::problems(&text, diagnostics))
}

#[wasm_split(edit, fallible)]
pub(crate) fn edit(request: Edit) -> Result<Edited, NotLoaded> {
    Ok(editing::edit(&request))
}

#[wasm_split(edit, fallible)]
pub(crate) fn describe(request: Describe) -> Result<Described, NotLoaded> {
    Ok(editing::describe(&request))
}

#[wasm_split(more, fallible)]
pub(crate) fn live(id: u32, request: Run) -> Result<Started, NotLoaded> {
    Ok(work::live(id, request))
}

#[wasm_split(more, fallible)]
pub(crate) fn attempt(id: u32, plan: Plan, request: Attempt) -> Result<Option<Box<dyn work::Work>>, NotLoaded> {
    Ok(work::attempt(id, plan, request))
}

#[wasm_split(more, fallible)]
pub(crate) fn explore(id: u32, request: Run) -> Result<Response, NotLoaded> {
    let tell = |states| answer(id, Response::Progress(Progress { events: states, ..Progress::default() }));
    Ok(match Order::read(request) {
        Ok(order) => Response::Explored(exploring::explore(&order, tell)),
        Err(refused) => Response::Refused(refused),
    })
}
