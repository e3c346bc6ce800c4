//! What a file is, for people who have brought one.

use dagwood_core::wasm::inspect as look;
use dagwood_proto::v1::{
    worker_request::Module,
    worker_response::{Inspected, Item},
};
use dagwood_wasm_text::{assemble, disassemble};

/// Looks at a file. Text is assembled first.
#[must_use]
pub fn inspect(Module { name, bytes }: Module) -> Inspected {
    // What was text when it was brought is a module by the time that it is looked at again.
    let assembled = if name.ends_with(".wat") && !bytes.starts_with(b"\0asm") {
        String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".into()).and_then(|text| assemble(&text))
    } else {
        Ok(bytes)
    };
    let bytes = match assembled {
        Ok(bytes) => bytes,
        Err(error) => {
            let refusal = Some(format!("it cannot be assembled: {error}"));
            return Inspected { kind: "unknown".into(), refusal, ..Inspected::default() };
        }
    };
    let inspection = look(&bytes);
    let dot = |module: &str, name: &str| if module.is_empty() { name.into() } else { format!("{module}.{name}") };
    Inspected {
        sha256: dagwood_proto::trace::hash(&bytes),
        kind: inspection.kind.name().into(),
        abi: inspection.verdict.as_ref().ok().map(|module| module.abi().name().into()),
        refusal: inspection.verdict.as_ref().err().map(ToString::to_string),
        memory: inspection.memory.map(|(least, _)| least),
        most_memory: inspection.memory.and_then(|(_, most)| most),
        imports: inspection
            .imports
            .iter()
            .map(|import| Item { name: dot(&import.module, &import.name), r#type: import.ty.clone() })
            .collect(),
        exports: inspection
            .exports
            .iter()
            .map(|export| Item { name: export.name.clone(), r#type: export.ty.clone() })
            .collect(),
        disassembly: disassemble(&inspection),
        bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &[u8]) -> Inspected {
        inspect(Module { name: name.into(), bytes: bytes.into() })
    }

    #[test]
    fn text_is_assembled() {
        let text = include_bytes!("../../../processors/upper-ascii/upper-ascii.wat");
        let inspected = file("upper.wat", text);
        assert_eq!((inspected.abi.as_deref(), inspected.refusal), (Some("core"), None));
        assert!(inspected.bytes.starts_with(b"\0asm"));
        assert_eq!((inspected.memory, inspected.most_memory, inspected.sha256.len()), (Some(1), None, 64));
        assert!(inspected.disassembly.is_some_and(|text| text.starts_with("(func ")));
        assert_eq!(file("upper.wat", &inspected.bytes).sha256, inspected.sha256);
        assert_eq!(inspected.exports[0], Item { name: "memory".into(), r#type: "a memory".into() });
    }

    #[test]
    fn what_is_no_module_says_why() {
        assert!(file("a.wat", b"(module").refusal.is_some_and(|refusal| refusal.contains("cannot be assembled")));
        assert!(file("a.wat", b"\xff").refusal.is_some_and(|refusal| refusal.contains("UTF-8")));
        let inspected = file("a.wasm", b"%PDF");
        assert_eq!((inspected.kind.as_str(), inspected.abi), ("unknown", None));
        assert!(inspected.refusal.is_some_and(|refusal| refusal.contains("no WebAssembly")));
    }
}
