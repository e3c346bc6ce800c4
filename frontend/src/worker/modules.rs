//! The modules of a workflow: by name alone where a workflow is only looked at, as code where it runs.

use std::cell::RefCell;

use dagwood_core::{ErrorCode, Intent, ModuleError, Modules, Outcome, Payload, Processor, ProcessorError, WasmSpec};
use dagwood_proto::v1::worker_request::Known;

/// Modules by name, to look at a workflow with. Remembers which it names.
pub(super) struct Names<'m> {
    known: &'m [Known],
    asked: RefCell<Vec<String>>,
}

impl<'m> Names<'m> {
    pub(super) fn new(known: &'m [Known]) -> Self {
        Self { known, asked: RefCell::default() }
    }

    /// The modules that were asked for, each once.
    pub(super) fn asked(self) -> Vec<String> {
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
            Some(Known { refusal: None, .. }) => Ok(Box::new(Elsewhere(spec.intent))),
            Some(Known { refusal: Some(refusal), .. }) => Err(ModuleError::Refused(refusal.clone())),
            None => Err(ModuleError::Missing),
        }
    }

    fn names(&self) -> Vec<String> {
        self.known.iter().map(|known| known.name.clone()).collect()
    }
}

/// A processor whose code is not here.
struct Elsewhere(Intent);

impl Processor for Elsewhere {
    fn intent(&self) -> Intent {
        self.0
    }

    fn process(&self, _: &Payload) -> Result<Outcome, ProcessorError> {
        Err(ProcessorError::new(ErrorCode::ModuleRefused, "the module is not here"))
    }
}

#[cfg(feature = "wasm")]
pub(super) use with::Compiled;
#[cfg(not(feature = "wasm"))]
pub(super) use without::Compiled;

#[cfg(feature = "wasm")]
mod with {
    use std::{cell::RefCell, collections::BTreeMap};

    use dagwood_core::{
        ModuleError, Modules, Processor, WasmSpec,
        wasm::{Module, WasmProcessor},
    };
    use dagwood_proto::v1::worker_request;

    /// A module as it was compiled, and the bytes that it was compiled from.
    type Kept = (Vec<u8>, Result<Module, String>);

    thread_local! {
        // The modules of the last run are those of the next, most often.
        static KEPT: RefCell<BTreeMap<String, Kept>> = RefCell::default();
    }

    /// Modules, compiled.
    pub(in super::super) struct Compiled(BTreeMap<String, Result<Module, String>>);

    impl Compiled {
        pub(in super::super) fn new(modules: Vec<worker_request::Module>) -> Self {
            let mut kept = KEPT.take();
            let compile = |worker_request::Module { name, bytes }| {
                let (bytes, module) = match kept.remove(&name) {
                    Some(kept) if kept.0 == bytes => kept,
                    _ => {
                        let module = Module::new(&bytes).map_err(|refusal| refusal.to_string());
                        (bytes, module)
                    }
                };
                (name, (bytes, module))
            };
            let compiled: BTreeMap<String, Kept> = modules.into_iter().map(compile).collect();
            let modules = compiled.iter().map(|(name, (_, module))| (name.clone(), module.clone())).collect();
            KEPT.set(compiled);
            Self(modules)
        }
    }

    impl Modules for Compiled {
        fn processor(&self, spec: WasmSpec) -> Result<Box<dyn Processor>, ModuleError> {
            match self.0.get(spec.module) {
                Some(Ok(module)) => Ok(Box::new(WasmProcessor::new(module, spec))),
                Some(Err(refusal)) => Err(ModuleError::Refused(refusal.clone())),
                None => Err(ModuleError::Missing),
            }
        }

        fn names(&self) -> Vec<String> {
            self.0.keys().cloned().collect()
        }
    }
}

#[cfg(not(feature = "wasm"))]
mod without {
    use dagwood_core::{ModuleError, Modules, NoModules, Processor, WasmSpec};
    use dagwood_proto::v1::worker_request;

    /// No modules: there is nothing here to run them with.
    pub(in super::super) struct Compiled;

    impl Compiled {
        pub(in super::super) fn new(_: Vec<worker_request::Module>) -> Self {
            Self
        }
    }

    impl Modules for Compiled {
        fn processor(&self, spec: WasmSpec) -> Result<Box<dyn Processor>, ModuleError> {
            NoModules.processor(spec)
        }

        fn names(&self) -> Vec<String> {
            NoModules.names()
        }
    }
}
