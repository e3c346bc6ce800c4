//! The code to measure, natively or in a browser: a processor as the engine runs it, and the interpreter below it for
//! features that the engine does not offer.

use std::sync::Arc;

use dagwood_core::{
    Intent, Payload, Processor,
    plan::WasmSpec,
    wasm::{Module, WasmProcessor},
};
use wasm_bindgen::prelude::wasm_bindgen;
use wasmi::{Config, Engine, Instance, Linker, Memory, Store, TypedFunc};

/// More than any of these needs.
const FUEL: u64 = u64::MAX >> 1;

/// A module as the engine runs it, with a fresh instance for every input.
#[wasm_bindgen]
pub struct Guest(WasmProcessor);

#[wasm_bindgen]
impl Guest {
    /// Compiles a module.
    #[wasm_bindgen(constructor)]
    pub fn new(module: &[u8]) -> Self {
        let module = Module::new(module).expect("it can run");
        let spec = WasmSpec {
            id: "it",
            module: "it",
            intent: Intent::Transform,
            fuel: FUEL,
            memory: 64 << 20,
            capabilities: Arc::default(),
        };
        Self(WasmProcessor::new(&module, spec))
    }

    /// Processes an input and returns the output.
    pub fn process(&self, input: &[u8]) -> Vec<u8> {
        let outcome = self.0.process(&Payload::from(input)).expect("it succeeds");
        outcome.output.bytes().to_vec()
    }
}

/// A single instance in the interpreter itself.
#[wasm_bindgen]
pub struct Raw {
    store: Store<()>,
    memory: Memory,
    allocate: TypedFunc<u32, u32>,
    deallocate: TypedFunc<(u32, u32), ()>,
    process: TypedFunc<(u32, u32, u32), u32>,
    nothing: TypedFunc<u32, u32>,
    is_metered: bool,
}

#[wasm_bindgen]
impl Raw {
    /// Compiles and instantiates a module, with fuel or without.
    #[wasm_bindgen(constructor)]
    pub fn new(module: &[u8], is_metered: bool) -> Self {
        let mut config = Config::default();
        config.consume_fuel(is_metered).compilation_mode(wasmi::CompilationMode::Eager);
        let engine = Engine::new(&config);
        let module = wasmi::Module::new(&engine, module).expect("it is a module");
        let mut store = Store::new(&engine, ());
        if is_metered {
            store.set_fuel(FUEL).expect("it is metered");
        }
        let instance: Instance =
            Linker::new(&engine).instantiate_and_start(&mut store, &module).expect("it imports nothing");
        let memory = instance.get_memory(&store, "memory").expect("it exports its memory");
        Self {
            allocate: instance.get_typed_func(&store, "allocate").expect("it is exported"),
            deallocate: instance.get_typed_func(&store, "deallocate").expect("it is exported"),
            process: instance.get_typed_func(&store, "process").expect("it is exported"),
            nothing: instance.get_typed_func(&store, "nothing").expect("it is exported"),
            store,
            memory,
            is_metered,
        }
    }

    /// Processes an input in this instance and returns the length of the output.
    pub fn process(&mut self, input: &[u8]) -> u32 {
        if self.is_metered {
            self.store.set_fuel(FUEL).expect("it is metered");
        }
        let Self { store, memory, allocate, deallocate, process, .. } = self;
        let size = input.len() as u32;
        let at = allocate.call(&mut *store, size).expect("it succeeds");
        let length_at = allocate.call(&mut *store, 4).expect("it succeeds");
        memory.write(&mut *store, at as usize, input).expect("it is inside");
        let output = process.call(&mut *store, (at, size, length_at)).expect("it succeeds");
        let mut length = [0; 4];
        memory.read(&*store, length_at as usize, &mut length).expect("it is inside");
        let length = u32::from_le_bytes(length);
        for range in [(output, length), (length_at, 4), (at, size)] {
            deallocate.call(&mut *store, range).expect("it succeeds");
        }
        length
    }

    /// Calls a function that does nothing, this many times.
    pub fn calls(&mut self, times: u32) -> u32 {
        let mut sum = 0u32;
        for i in 0..times {
            sum = sum.wrapping_add(self.nothing.call(&mut self.store, i).expect("it succeeds"));
        }
        sum
    }
}
