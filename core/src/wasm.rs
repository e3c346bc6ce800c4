//! Processors of type `wasm`: modules that people bring, run by an interpreter in a sandbox.
//!
//! A [`Module`] is compiled once; every attempt gets a fresh instance of it, with fuel, memory, stack and output of its own.
//! What a module can reach is its input, its output and, as a WASI program, what its workflow grants: an environment and
//! files in memory, a clock that its own fuel drives, random numbers that begin with the processor's id. So the same input
//! gives the same result and the same fuel everywhere, and nothing that a module does outlives its attempt.
//!
//! There are three ways to be a processor (the [`Abi`]s); each is a small state machine that says which export is called
//! next. The one loop around them advances in slices of fuel, so that a driver stays responsive inside a processor.

mod abi;
mod call;
mod inspect;
mod limits;
mod meter;
mod module;
mod processor;
mod sections;
mod size;
#[cfg(test)]
mod tests;
mod wasi;

pub use self::{
    inspect::{Entry, Export, Import, Inspection, Kind, inspect},
    meter::HostWork,
    module::{Abi, Module, Refusal},
    processor::WasmProcessor,
    wasi::{PREVIEW_1, preview_1},
};
