//! The parts of the engine that are loaded when they are first needed: `run` executes and rehearses workflows in virtual time, `edit`
//! changes texts, describes and fixes problems, and draws what is missing, `more` has live runs and explorations, `picture` draws
//! pictures.
//! `dagwood_playground::parts` says how that works. A request arrives here as bytes, because the first part of the engine cannot read it.

// The attribute generates `extern "C"` functions with Rust types. That is sound: one compilation has both sides.
#![allow(unsafe_code, improper_ctypes_definitions)]

use dagwood_core::{Diagnostic, Plan};
use dagwood_proto::worker::{
    Problem,
    worker_request::{Attempt, Describe, Draw, Edit, Run, Sketch},
    worker_response::{Kind as Response, Refused},
};
use prost::Message;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::{
    Order, Refusal, check, edit as editing, job, picture, sketch,
    work::{self, Started, Work, answer},
};

/// A part could not be loaded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChunkFailed;

impl From<SplitLoaderError> for ChunkFailed {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

#[wasm_split(run, fallible, preload(load_run))]
pub(crate) fn run(id: u32, request: Vec<u8>) -> Result<Started, ChunkFailed> {
    Ok(read(&request).and_then(|request| work::run(id, request)))
}

#[wasm_split(run, fallible)]
pub(crate) fn rehearse(id: u32, request: Vec<u8>) -> Result<(), ChunkFailed> {
    if let Ok(request) = Run::decode(&*request) {
        answer(id, Response::Ran(job::rehearse(&request)));
    }
    Ok(())
}

#[wasm_split(more, fallible)]
pub(crate) fn live(id: u32, request: Vec<u8>) -> Result<Started, ChunkFailed> {
    Ok(read(&request).and_then(|request| work::live(id, request)))
}

#[wasm_split(more, fallible)]
pub(crate) fn prepare(request: Vec<u8>) -> Result<Option<Plan>, ChunkFailed> {
    // The sender has already read it.
    Ok(read(&request).and_then(Order::read).ok().map(|order| order.plan))
}

#[wasm_split(more, fallible)]
pub(crate) fn attempt(id: u32, plan: Plan, request: Vec<u8>) -> Result<Option<Box<dyn Work>>, ChunkFailed> {
    Ok(Attempt::decode(&*request).ok().and_then(|request| work::attempt(id, plan, request)))
}

#[wasm_split(more, fallible)]
pub(crate) fn explore(id: u32, request: Vec<u8>) -> Result<Result<(), Refusal>, ChunkFailed> {
    Ok(read(&request).and_then(|request| work::explore(id, request)))
}

#[wasm_split(edit, fallible)]
pub(crate) fn problems(text: String, diagnostics: Vec<Diagnostic>) -> Result<Vec<Problem>, ChunkFailed> {
    Ok(check::problems(&text, diagnostics))
}

#[wasm_split(edit, fallible)]
pub(crate) fn refuse(id: u32, refusal: Refusal) -> Result<(), ChunkFailed> {
    let Refusal { message, workflow, diagnostics } = refusal;
    answer(id, Response::Refused(Refused { message, problems: check::problems(&workflow, diagnostics) }));
    Ok(())
}

#[wasm_split(edit, fallible)]
pub(crate) fn edit(id: u32, request: Vec<u8>) -> Result<(), ChunkFailed> {
    if let Ok(request) = Edit::decode(&*request) {
        answer(id, Response::Edited(editing::edit(&request)));
    }
    Ok(())
}

#[wasm_split(edit, fallible)]
pub(crate) fn describe(id: u32, request: Vec<u8>) -> Result<(), ChunkFailed> {
    if let Ok(request) = Describe::decode(&*request) {
        answer(id, Response::Described(editing::describe(&request)));
    }
    Ok(())
}

#[wasm_split(edit, fallible)]
pub(crate) fn sketch(id: u32, request: Vec<u8>) -> Result<(), ChunkFailed> {
    if let Ok(request) = Sketch::decode(&*request) {
        answer(id, Response::Sketched(sketch::draw(&request).unwrap_or_default()));
    }
    Ok(())
}

#[wasm_split(picture, fallible)]
pub(crate) fn draw(id: u32, request: Vec<u8>) -> Result<(), ChunkFailed> {
    if let Ok(request) = Draw::decode(&*request) {
        answer(id, Response::Drawn(picture::draw(&request)));
    }
    Ok(())
}

fn read(request: &[u8]) -> Result<Run, Refusal> {
    Run::decode(request).map_err(|error| Refusal::new(error.to_string()))
}
