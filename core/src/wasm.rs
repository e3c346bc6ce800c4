//! Processors of type `wasm`: modules that users bring, run by an interpreter in a sandbox.
//!
//! A [`Module`] is compiled once; every attempt gets a fresh instance with its own fuel, memory, stack and output. A
//! module can access its input, its output and, as a WASI program, what its workflow grants: an environment and files
//! in memory, a clock that its own fuel drives, and random numbers that the processor's id seeds. So the same input
//! gives the same result and the same fuel everywhere, and nothing that a module does outlives its attempt.
//!
//! There are three interfaces for a processor (the [`Abi`]s); each is a small state machine that says which export is
//! called next. One loop around them advances in slices of fuel, so that a driver stays responsive while a processor
//! runs.

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
