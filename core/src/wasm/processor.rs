//! A module as a processor.

use alloc::{boxed::Box, string::String, sync::Arc};

use super::{
    call::{Running, SLICE},
    meter::HostWork,
    module::{Abi, Module},
    wasi::Granted,
};
use crate::{
    Intent, Outcome, Payload, Processor, ProcessorError,
    model::{Begun, Call},
    plan::WasmSpec,
};

/// What a call needs to know about its processor.
pub(super) struct Spec {
    pub(super) id: String,
    pub(super) module_name: String,
    pub(super) abi: Abi,
    pub(super) intent: Intent,
    /// Units of one call.
    pub(super) fuel: u64,
    /// Bytes.
    pub(super) memory: u64,
    pub(super) granted: Arc<Granted>,
}

/// A processor that runs a module, with a fresh instance for every attempt.
pub struct WasmProcessor {
    module: Module,
    spec: Arc<Spec>,
    slice: u64,
}

impl WasmProcessor {
    /// The processor that runs `module` as the workflow specifies.
    #[must_use]
    pub fn new(module: &Module, spec: WasmSpec) -> Self {
        let WasmSpec { id, module: module_name, intent, fuel, memory, capabilities } = spec;
        let (id, module_name, abi) = (id.into(), module_name.into(), module.abi());
        let granted = Arc::new(Arc::unwrap_or_clone(capabilities).into());
        let spec = Arc::new(Spec { id, module_name, abi, intent, fuel, memory, granted });
        Self { module: module.clone(), spec, slice: SLICE }
    }

    /// The same processor with slices of this much fuel.
    #[must_use]
    pub fn in_slices_of(self, fuel: u64) -> Self {
        Self { slice: fuel.max(1), ..self }
    }

    /// Processes one input, and reports the work of the host functions: for tests, which compare it with the fuel.
    pub fn measure(&self, input: &Payload) -> (Result<Outcome, ProcessorError>, HostWork) {
        match Running::begin(&self.module, &self.spec, input, self.slice) {
            Ok(mut running) => loop {
                if let Some(result) = running.advance() {
                    return (result, running.work());
                }
            },
            Err(error) => (Err(error), HostWork::default()),
        }
    }
}

impl Processor for WasmProcessor {
    fn intent(&self) -> Intent {
        self.spec.intent
    }

    fn begin(&self, input: &Payload) -> Begun {
        match Running::begin(&self.module, &self.spec, input, self.slice) {
            Ok(running) => Begun::UnderWay(Box::new(running)),
            Err(error) => Begun::Ended(Err(error)),
        }
    }

    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError> {
        self.begin(input).finish()
    }
}
