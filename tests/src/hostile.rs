//! Modules that misbehave, and the expected result of each.

use std::{collections::BTreeMap, fs};

use serde::Deserialize;

use crate::{ExpectError, library::modules, path};

/// A hostile module.
pub struct Hostile {
    /// Its file name.
    pub name: String,
    /// The module.
    pub bytes: Vec<u8>,
    /// How an attempt to run it ends.
    pub expected: ExpectError,
}

/// All hostile modules: those in `tests/hostile`, and generated ones.
///
/// # Panics
/// If a module has no expectation, or an expectation no module.
#[must_use]
pub fn all() -> Vec<Hostile> {
    #[derive(Deserialize)]
    struct Expected(BTreeMap<String, ExpectError>);
    let text = fs::read_to_string(path("hostile/expected.yaml")).expect("it is there");
    let Expected(mut expected) = serde_yaml::from_str(&text).expect("it is what it should be");
    let mut all = Vec::new();
    for (name, bytes) in modules(&path("hostile")).into_iter().chain(generated()) {
        let expected = expected.remove(&name).unwrap_or_else(|| panic!("{name} has no expectation"));
        all.push(Hostile { name, bytes, expected });
    }
    for (name, bytes) in cut_off() {
        all.push(Hostile { name, bytes, expected: ExpectError { code: 422, says: None } });
    }
    assert!(expected.is_empty(), "these are no modules: {:?}", expected.keys());
    all
}

/// A valid module of the core ABI with a section of nearly every kind.
fn sound() -> Vec<u8> {
    let text = r#"(module
        (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
        (memory (export "memory") 1)
        (table 2 funcref)
        (global $free (mut i32) (i32.const 1024))
        (func $start)
        (func (export "allocate") (param i32) (result i32)
          (global.set $free (i32.add (global.get $free) (i32.const 64))) (global.get $free))
        (func (export "deallocate") (param i32 i32))
        (func $process (export "process") (param i32 i32 i32) (result i32)
          (drop (call $yield)) (memory.init $text (i32.const 8) (i32.const 0) (i32.const 1)) (local.get 0))
        (start $start)
        (elem (i32.const 0) $start $process)
        (data $text "x"))"#;
    wat::parse_str(text).expect("it is a module")
}

/// The valid module, truncated after the header of each section and inside it.
fn cut_off() -> Vec<(String, Vec<u8>)> {
    let module = sound();
    let mut cut = Vec::new();
    let mut at = 8;
    while at < module.len() {
        let (id, size) = (module[at], usize::from(module[at + 1]));
        assert!(size < 0x80, "every section is small, so that its size is one byte");
        cut.push((format!("cut-off-at-section-{id}.wasm"), module[..at + 2].to_vec()));
        cut.push((format!("cut-off-in-section-{id}.wasm"), module[..at + 1 + size].to_vec()));
        at += 2 + size;
    }
    cut
}

fn generated() -> Vec<(String, Vec<u8>)> {
    let mut large = sound();
    // A custom section of the necessary length.
    let rest = (16 << 20) + 1 - large.len() - 5;
    large.push(0);
    large.extend(leb128(rest));
    large.resize((16 << 20) + 1, 0);
    let module = |fields: &str| {
        let text = format!(
            r#"(module (memory (export "memory") 1) {fields}
                 (func (export "allocate") (param i32) (result i32) (i32.const 1024))
                 (func (export "deallocate") (param i32 i32))
                 (func (export "process") (param i32 i32 i32) (result i32) (i32.const 0)))"#
        );
        wat::parse_str(text).expect("it is a module")
    };
    // A component has a different header; its section 1 is a core module.
    let inner = sound();
    let component = [&b"\0asm\x0d\0\x01\0\x01"[..], &leb128(inner.len()), &inner].concat();
    vec![
        ("a-byte-too-many.wasm".into(), large),
        ("component-cut-off.wasm".into(), component[..component.len() - 3].to_vec()),
        ("deep-nesting.wasm".into(), nested(2_600_000)),
        ("empty.wasm".into(), Vec::new()),
        ("many-functions.wasm".into(), module(&"(func)".repeat(1_000_000))),
        ("many-locals.wasm".into(), module(&format!("(func {})", "(local i64)".repeat(30_001)))),
        ("many-parameters.wasm".into(), module(&format!("(func {})", "(param i64)".repeat(1_001)))),
        // Its start function would never end.
        ("many-sections.wasm".into(), [module("(func $f (loop (br 0))) (start $f)"), [0, 1, 0].repeat(1_001)].concat()),
        ("many-tables.wasm".into(), module(&"(table 100000 funcref)".repeat(100))),
        ("no-module.wasm".into(), b"%PDF-1.7".to_vec()),
    ]
}

/// A module whose only function has nested blocks. No assembler would produce it.
fn nested(depth: usize) -> Vec<u8> {
    let mut body = vec![0];
    body.extend([0x02, 0x40].repeat(depth));
    body.extend([0x0b].repeat(depth + 1));
    let section = |id: u8, contents: Vec<u8>| [vec![id], leb128(contents.len()), contents].concat();
    let code = [vec![1], leb128(body.len()), body].concat();
    [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, vec![1, 0x60, 0, 0]),
        section(3, vec![1, 0]),
        section(5, vec![1, 0, 1]),
        section(7, b"\x02\x06memory\x02\x00\x06_start\x00\x00".to_vec()),
        section(10, code),
    ]
    .concat()
}

/// A number in WebAssembly's encoding.
pub(crate) fn leb128(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}
