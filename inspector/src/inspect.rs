//! What is in a file: the interpreter reads it, in another WebAssembly instance of the same worker
//! (`public/workers/inspector.js`), and text is assembled and disassembled here.

use dagwood_channel::scope;
use dagwood_proto::worker::{
    Inspection, WorkerRequest, WorkerResponse,
    worker_request::{Kind as Request, Module},
    worker_response::{Inspected, Kind as Response, Ready},
};
use dagwood_wasm_text::{assemble, disassemble};
use prost::Message;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = interpreter, js_name = inspect)]
    fn interpreter_inspect(bytes: &[u8]) -> Vec<u8>;
}

/// Inspects the files that the page sends, as long as the worker lives.
pub(crate) fn serve() {
    scope::listen(|bytes| {
        if let Ok(WorkerRequest { id, kind: Some(Request::Inspect(request)) }) = WorkerRequest::decode(&*bytes) {
            answer(id, Response::Inspected(inspect(request.file.unwrap_or_default())));
        }
    });
    answer(0, Response::Ready(Ready {}));
}

fn answer(id: u32, kind: Response) {
    scope::post(&WorkerResponse { id, kind: Some(kind) }.encode_to_vec());
}

fn inspect(file: Module) -> Inspected {
    let bytes = match module(file) {
        Ok(bytes) => bytes,
        Err(refusal) => return Inspected { kind: "unknown".into(), refusal: Some(refusal), ..Inspected::default() },
    };
    // Both sides are built from the same source.
    let found = Inspection::decode(&*interpreter_inspect(&bytes)).unwrap_or_default();
    let disassembly = found.entry.and_then(|entry| disassemble(&entry.skeleton, entry.index));
    Inspected { bytes, disassembly, ..found.inspected.unwrap_or_default() }
}

/// The module in a file. Text is assembled first.
fn module(Module { name, bytes }: Module) -> Result<Vec<u8>, String> {
    // A file added as text is a module when it is inspected again.
    if !name.ends_with(".wat") || bytes.starts_with(b"\0asm") {
        return Ok(bytes);
    }
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".into());
    text.and_then(|text| assemble(&text)).map_err(|error| format!("it cannot be assembled: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
        module(Module { name: name.into(), bytes: bytes.into() })
    }

    #[test]
    fn text_is_assembled_once() {
        let text = include_bytes!("../../processors/upper-ascii/upper-ascii.wat");
        let assembled = read("upper.wat", text).expect("it is a module");
        assert!(assembled.starts_with(b"\0asm"));
        assert_eq!(read("upper.wat", &assembled), Ok(assembled));
        assert_eq!(read("a.wasm", b"%PDF"), Ok(b"%PDF".into()));
    }

    #[test]
    fn text_that_is_no_module_says_why() {
        assert!(read("a.wat", b"(module").is_err_and(|refusal| refusal.contains("cannot be assembled")));
        assert!(read("a.wat", b"\xff").is_err_and(|refusal| refusal.contains("UTF-8")));
    }
}
