//! The interpreter of modules: another WebAssembly instance in the same worker, loaded by the worker's script
//! (`public/workers/`). The other side is the crate `dagwood-interpreter`.

use std::rc::Rc;

use dagwood_core::{
    ErrorCode, Intent, Outcome, Payload, Processor, ProcessorError,
    model::{Begun, Call},
    plan::{ModuleError, WasmSpec},
};
use dagwood_proto::{processor::v1::ProcessorResponse, worker};
use prost::Message;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen, throw_val};

mod js {
    use super::{JsValue, wasm_bindgen};

    #[wasm_bindgen]
    extern "C" {
        pub(super) type Code;
        pub(super) type CodeProcessor;
        pub(super) type CodeCall;

        #[wasm_bindgen(js_namespace = interpreter, catch)]
        pub(super) fn compile(bytes: &[u8]) -> Result<Code, JsValue>;

        #[wasm_bindgen(method)]
        pub(super) fn processor(this: &Code, spec: &[u8]) -> Option<CodeProcessor>;
        #[wasm_bindgen(method)]
        pub(super) fn free(this: &Code);

        #[wasm_bindgen(method)]
        pub(super) fn begin(this: &CodeProcessor, input: &[u8]) -> CodeCall;
        #[wasm_bindgen(method, js_name = free)]
        pub(super) fn free_processor(this: &CodeProcessor);

        #[wasm_bindgen(method)]
        pub(super) fn advance(this: &CodeCall) -> Option<Vec<u8>>;
        #[wasm_bindgen(method)]
        pub(super) fn fuel(this: &CodeCall) -> u64;
        #[wasm_bindgen(method, js_name = free)]
        pub(super) fn free_call(this: &CodeCall);
    }
}

/// A compiled module. A clone is another reference.
#[derive(Clone)]
pub(crate) struct Code(Rc<OwnedCode>);

struct OwnedCode(js::Code);

impl Drop for OwnedCode {
    fn drop(&mut self) {
        self.0.free();
    }
}

impl Code {
    /// Compiles a module.
    ///
    /// # Errors
    /// Why it cannot run here.
    pub(crate) fn compile(bytes: &[u8]) -> Result<Self, String> {
        // A refusal is a text. Anything else is a crash of the interpreter; then the worker is unusable.
        let crash_or_refusal = |thrown: JsValue| thrown.as_string().unwrap_or_else(|| throw_val(thrown));
        js::compile(bytes).map(|code| Self(Rc::new(OwnedCode(code)))).map_err(crash_or_refusal)
    }

    /// The processor that runs the module as a workflow specifies.
    ///
    /// # Errors
    /// [`ModuleError`] if the interpreter does not understand the specification.
    pub(crate) fn processor(&self, spec: &WasmSpec) -> Result<Box<dyn Processor>, ModuleError> {
        let (id, intent) = (spec.id.into(), spec.intent);
        let processor = self.0.0.processor(&worker::WasmSpec::from(spec).encode_to_vec()).map(SendWrapper::new);
        match processor {
            Some(processor) => Ok(Box::new(CodeProcessor { id, intent, processor })),
            None => Err(ModuleError::Unavailable),
        }
    }
}

struct CodeProcessor {
    id: String,
    intent: Intent,
    /// A worker has only one thread, so this never moves to another.
    processor: SendWrapper<js::CodeProcessor>,
}

impl Drop for CodeProcessor {
    fn drop(&mut self) {
        self.processor.free_processor();
    }
}

impl Processor for CodeProcessor {
    fn intent(&self) -> Intent {
        self.intent
    }

    fn begin(&self, input: &Payload) -> Begun {
        Begun::UnderWay(Box::new(CodeCall { id: self.id.clone(), call: self.processor.begin(input.bytes()) }))
    }

    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError> {
        self.begin(input).finish()
    }
}

struct CodeCall {
    id: String,
    call: js::CodeCall,
}

impl Drop for CodeCall {
    fn drop(&mut self) {
        self.call.free_call();
    }
}

impl Call for CodeCall {
    fn advance(&mut self) -> Option<Result<Outcome, ProcessorError>> {
        let response = self.call.advance()?;
        Some(match ProcessorResponse::decode(&*response) {
            Ok(response) => response.into_result(&self.id),
            Err(error) => Err(ProcessorError::new(ErrorCode::ProcessorFailed, error.to_string())),
        })
    }

    fn fuel(&self) -> u64 {
        self.call.fuel()
    }
}
