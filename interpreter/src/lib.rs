//! The interpreter of modules, separate from the engine: most workflows do not need it, and the engine is loaded first.
//!
//! Both are WebAssembly instances in one worker, each with its own memory. The engine calls these exports as it calls
//! the browser (`worker/src/interpreter.rs`); only bytes cross, the messages of `dagwood-proto`.

use dagwood_core::{
    Payload, Processor,
    model::Begun,
    wasm::{Export, Import, Module, WasmProcessor, inspect as look},
};
use dagwood_proto::{
    processor::v1::ProcessorResponse,
    trace::hash,
    worker::{
        Inspection, WasmSpec,
        inspection::Entry,
        worker_response::{Inspected, Item},
    },
};
use prost::Message;
use wasm_bindgen::prelude::wasm_bindgen;

/// A compiled module.
#[wasm_bindgen]
pub struct Code(Module);

/// Compiles a module.
///
/// # Errors
/// Why it cannot run here.
#[wasm_bindgen]
pub fn compile(bytes: &[u8]) -> Result<Code, String> {
    Module::new(bytes).map(Code).map_err(|refusal| refusal.to_string())
}

#[wasm_bindgen]
impl Code {
    /// The processor that runs it, as specified by a [`WasmSpec`]. `None` if `spec` is not one.
    #[must_use]
    pub fn processor(&self, spec: &[u8]) -> Option<CodeProcessor> {
        let spec = WasmSpec::decode(spec).ok()?;
        let processor = WasmProcessor::new(&self.0, spec.to_core());
        Some(CodeProcessor { id: spec.id, processor })
    }
}

/// A processor that runs a module.
#[wasm_bindgen]
pub struct CodeProcessor {
    id: String,
    processor: WasmProcessor,
}

#[wasm_bindgen]
impl CodeProcessor {
    /// Begins an attempt.
    #[must_use]
    pub fn begin(&self, input: &[u8]) -> CodeCall {
        CodeCall { id: self.id.clone(), begun: Some(self.processor.begin(&Payload::from(input))) }
    }
}

/// A running attempt, in slices.
#[wasm_bindgen]
pub struct CodeCall {
    id: String,
    /// `None` once it has ended.
    begun: Option<Begun>,
}

#[wasm_bindgen]
impl CodeCall {
    /// Runs a slice. `None` until it has ended; then a [`ProcessorResponse`], once.
    pub fn advance(&mut self) -> Option<Vec<u8>> {
        let result = match self.begun.take()? {
            Begun::Ended(result) => result,
            Begun::UnderWay(mut call) => match call.advance() {
                Some(result) => result,
                None => {
                    self.begun = Some(Begun::UnderWay(call));
                    return None;
                }
            },
        };
        Some(ProcessorResponse::new(&self.id, &result).encode_to_vec())
    }

    /// The fuel used so far.
    #[must_use]
    pub fn fuel(&self) -> u64 {
        match &self.begun {
            Some(Begun::UnderWay(call)) => call.fuel(),
            Some(Begun::Ended(_)) | None => 0,
        }
    }
}

/// The description of a file, as an [`Inspection`].
#[wasm_bindgen]
#[must_use]
pub fn inspect(bytes: &[u8]) -> Vec<u8> {
    inspection(bytes).encode_to_vec()
}

fn inspection(bytes: &[u8]) -> Inspection {
    let found = look(bytes);
    let import = |Import { module, name, ty }: &Import| {
        let name = if module.is_empty() { name.clone() } else { format!("{module}.{name}") };
        Item { name, r#type: ty.clone() }
    };
    let export = |Export { name, ty }: &Export| Item { name: name.clone(), r#type: ty.clone() };
    let inspected = Inspected {
        sha256: hash(bytes),
        kind: found.kind.name().into(),
        abi: found.verdict.as_ref().ok().map(|module| module.abi().name().into()),
        refusal: found.verdict.as_ref().err().map(ToString::to_string),
        memory: found.memory.map(|(least, _)| least),
        most_memory: found.memory.and_then(|(_, most)| most),
        imports: found.imports.iter().map(import).collect(),
        exports: found.exports.iter().map(export).collect(),
        ..Inspected::default()
    };
    let entry = found.entry.zip(found.skeleton).map(|(entry, skeleton)| Entry { index: entry.index, skeleton });
    Inspection { inspected: Some(inspected), entry }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::{ErrorCode, Intent, Outcome, ProcessorError, plan::WasmSpec as Spec};

    const UPPER: &str = include_str!("../../processors/upper-ascii/upper-ascii.wat");
    const ENDLESS: &str = r#"(module (memory (export "memory") 1) (global $top (mut i32) (i32.const 8))
        (func (export "allocate") (param i32) (result i32)
          global.get $top (global.set $top (i32.add (global.get $top) (i32.const 64))))
        (func (export "deallocate") (param i32 i32))
        (func (export "process") (param i32 i32 i32) (result i32) (loop br 0) unreachable))"#;
    /// More than one slice.
    const FUEL: u64 = 100_000_000;

    fn module(text: &str) -> Vec<u8> {
        wat::parse_str(text).expect("it is a module")
    }

    fn processor(text: &str) -> CodeProcessor {
        let code = compile(&module(text)).expect("it can run");
        let capabilities = Default::default();
        let spec =
            Spec { id: "it", module: "it.wasm", intent: Intent::Transform, fuel: FUEL, memory: 1 << 20, capabilities };
        code.processor(&WasmSpec::from(&spec).encode_to_vec()).expect("it says what it is")
    }

    fn end(mut call: CodeCall) -> Result<Outcome, ProcessorError> {
        let response = loop {
            if let Some(response) = call.advance() {
                break response;
            }
        };
        assert_eq!((call.advance(), call.fuel()), (None, 0), "it has ended");
        ProcessorResponse::decode(&*response).expect("it is a response").into_result("it")
    }

    #[test]
    fn gives_what_the_processor_gives() {
        let processor = processor(UPPER);
        let outcome = end(processor.begin(b"some input")).expect("it succeeds");
        assert_eq!(Ok(outcome.clone()), processor.processor.process(&Payload::from("some input")));
        assert_eq!((outcome.output.bytes(), outcome.fuel.is_some()), (&b"SOME INPUT"[..], true));
    }

    #[test]
    fn tells_how_far_an_attempt_has_come() {
        let mut call = processor(ENDLESS).begin(b"x");
        assert_eq!((call.advance(), call.fuel() > 0), (None, true));
        let error = end(call).expect_err("its fuel comes to an end");
        assert_eq!(error.code, ErrorCode::OutOfFuel);
        assert!(error.fuel.is_some_and(|fuel| FUEL - fuel < 10), "{error:?}");
    }

    #[test]
    fn says_why_a_file_cannot_run() {
        assert!(compile(b"%PDF").err().is_some_and(|refusal| refusal.contains("not a WebAssembly module")));
        let code = compile(&module(UPPER)).expect("it can run");
        assert!(code.processor(b"\xff").is_none());
    }

    #[test]
    fn says_what_a_file_is() {
        let bytes = module(UPPER);
        let Inspection { inspected, entry } = Inspection::decode(&*inspect(&bytes)).expect("it was just written");
        let inspected = inspected.expect("there is always one");
        assert_eq!((inspected.kind.as_str(), inspected.abi.as_deref()), ("module", Some("core")));
        assert_eq!((inspected.memory, inspected.most_memory, inspected.sha256.len()), (Some(1), None, 64));
        assert_eq!(inspected.exports[0], Item { name: "memory".into(), r#type: "a memory".into() });
        assert!(entry.is_some_and(|entry| entry.skeleton.starts_with(b"\0asm")));

        let other = inspection(b"%PDF");
        let inspected = other.inspected.expect("there is always one");
        assert_eq!((inspected.kind.as_str(), inspected.abi, other.entry), ("unknown", None, None));
        assert!(inspected.refusal.is_some_and(|refusal| refusal.contains("not a WebAssembly module")));
    }
}
