//! The worker that inspects files that users add.

use dagwood_channel::scope;
use dagwood_proto::worker::{
    WorkerRequest,
    worker_request::{Kind as Request, Module},
    worker_response::{Inspected, Kind as Response, Ready},
};
use dagwood_wasm_text::{assemble, disassemble};
use prost::Message;

use crate::{interpreter, serve::answer};

/// Inspects the files that the page sends, as long as the worker lives.
pub fn serve() {
    scope::listen(|bytes| {
        if let Ok(WorkerRequest { id, kind: Some(Request::Inspect(request)) }) = WorkerRequest::decode(&*bytes) {
            answer(id, Response::Inspected(inspect(request.file.unwrap_or_default())));
        }
    });
    answer(0, Response::Ready(Ready {}));
}

fn inspect(file: Module) -> Inspected {
    let bytes = match module(file) {
        Ok(bytes) => bytes,
        Err(refusal) => return Inspected { kind: "unknown".into(), refusal: Some(refusal), ..Inspected::default() },
    };
    let found = interpreter::inspect(&bytes);
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
