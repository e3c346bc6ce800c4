//! The code of a workflow's processors: modules are only names where a workflow is checked, and code where it runs.

use std::{cell::RefCell, collections::BTreeMap};

use dagwood_core::{
    ErrorCode, Intent, Outcome, Payload, Processor, ProcessorError,
    plan::{LocalSpec, ModuleError, Modules, WasmSpec},
};
use dagwood_proto::worker::worker_request::{self, Known};

use crate::interpreter::Code;

/// Modules by name, for checking a workflow. Remembers which ones it names.
pub(crate) struct Names<'m> {
    known: &'m [Known],
    asked: RefCell<Vec<String>>,
}

impl<'m> Names<'m> {
    pub(crate) fn new(known: &'m [Known]) -> Self {
        Self { known, asked: RefCell::default() }
    }

    /// The requested modules, each once.
    pub(crate) fn asked(self) -> Vec<String> {
        self.asked.into_inner()
    }
}

impl Modules for Names<'_> {
    fn processor(&self, spec: WasmSpec) -> Result<Box<dyn Processor>, ModuleError> {
        let mut asked = self.asked.borrow_mut();
        if asked.iter().all(|name| name != spec.module) {
            asked.push(spec.module.into());
        }
        match self.known.iter().find(|known| known.name == spec.module) {
            Some(Known { refusal: None, .. }) => Ok(Box::new(Stub(spec.intent))),
            Some(Known { refusal: Some(refusal), .. }) => Err(ModuleError::Refused(refusal.clone())),
            None => Err(ModuleError::Missing),
        }
    }

    fn names(&self) -> Vec<String> {
        self.known.iter().map(|known| known.name.clone()).collect()
    }
}

/// A local processor without its code, which no check needs.
pub(crate) fn stub(spec: &LocalSpec) -> Box<dyn Processor> {
    Box::new(Stub(spec.processor.intent()))
}

/// A processor whose code is not loaded here.
struct Stub(Intent);

impl Processor for Stub {
    fn intent(&self) -> Intent {
        self.0
    }

    fn process(&self, _: &Payload) -> Result<Outcome, ProcessorError> {
        Err(ProcessorError::new(ErrorCode::ModuleRefused, "the code is not here"))
    }
}

/// A compiled module, and its bytes.
type Kept = (Vec<u8>, Result<Code, String>);

thread_local! {
    // The modules of the last run are usually those of the next.
    static KEPT: RefCell<BTreeMap<String, Kept>> = RefCell::default();
}

/// Compiled modules.
pub(crate) struct Compiled(BTreeMap<String, Result<Code, String>>);

impl Compiled {
    pub(crate) fn new(modules: Vec<worker_request::Module>) -> Self {
        let mut kept = KEPT.take();
        let compile = |worker_request::Module { name, bytes }| {
            let (bytes, code) = match kept.remove(&name) {
                Some(kept) if kept.0 == bytes => kept,
                _ => {
                    let code = Code::compile(&bytes);
                    (bytes, code)
                }
            };
            (name, (bytes, code))
        };
        let compiled: BTreeMap<String, Kept> = modules.into_iter().map(compile).collect();
        let codes = compiled.iter().map(|(name, (_, code))| (name.clone(), code.clone())).collect();
        KEPT.set(compiled);
        Self(codes)
    }
}

impl Modules for Compiled {
    fn processor(&self, spec: WasmSpec) -> Result<Box<dyn Processor>, ModuleError> {
        match self.0.get(spec.module) {
            Some(Ok(code)) => code.processor(&spec),
            Some(Err(refusal)) => Err(ModuleError::Refused(refusal.clone())),
            None => Err(ModuleError::Missing),
        }
    }

    fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}
