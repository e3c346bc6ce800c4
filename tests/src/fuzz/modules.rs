//! Any module, component or program is refused with a reason or runs to a typed end.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use arbitrary::Unstructured;
use dagwood_core::{
    Intent, Payload,
    model::{Access, Capabilities, GrantedFile},
    plan::WasmSpec,
    wasm::{Abi, Kind, PREVIEW_1, WasmProcessor, inspect, preview_1},
};
use wasm_smith::Config;

use crate::host_calls;

/// The exports of a module of each ABI, as text: only names and types matter.
const CORE: &str = r#"(module (memory (export "memory") 1)
    (func (export "allocate") (param i32) (result i32) unreachable)
    (func (export "deallocate") (param i32 i32))
    (func (export "process") (param i32 i32 i32) (result i32) unreachable))"#;
const COMPONENT: &str = r#"(module (memory (export "memory") 1)
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
    (func (export "cabi_post_dagwood:component/processing-node@1.0.0#process") (param i32))
    (func (export "dagwood:component/processing-node@1.0.0#process") (param i32 i32) (result i32) unreachable))"#;
const PROGRAM: &str = r#"(module (memory (export "memory") 1) (func (export "_start")))"#;

/// Bytes as a module, or a random valid module with the exports of the core ABI.
pub(super) fn module(bytes: &[u8]) {
    static EXPORTS: LazyLock<Vec<u8>> = LazyLock::new(|| assemble(CORE));
    either(bytes, |data| smith(data, &EXPORTS, None));
}

/// Bytes as a component, or a random valid module inside one.
pub(super) fn component(bytes: &[u8]) {
    static EXPORTS: LazyLock<Vec<u8>> = LazyLock::new(|| assemble(COMPONENT));
    either(bytes, |data| Some(bundle(&smith(data, &EXPORTS, None)?)));
}

/// A random valid program, which calls WASI functions with arbitrary arguments.
pub(super) fn wasi(bytes: &[u8]) {
    static EXPORTS: LazyLock<Vec<u8>> = LazyLock::new(|| assemble(PROGRAM));
    static IMPORTS: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let import = |(name, ty)| format!(r#"(import "{PREVIEW_1}" "{name}" (func {ty}))"#);
        assemble(&format!("(module {})", preview_1().into_iter().map(import).collect::<String>()))
    });
    either(bytes, |data| smith(data, &EXPORTS, Some(&IMPORTS)));
}

/// The first byte says whether the rest is the file itself or the source of a generated one.
fn either(bytes: &[u8], make: impl FnOnce(&mut Unstructured) -> Option<Vec<u8>>) {
    let Some((&how, rest)) = bytes.split_first() else { return };
    if how & 1 == 0 {
        bring(rest);
    } else if let Some(made) = make(&mut Unstructured::new(rest)) {
        bring(&made);
    }
}

fn assemble(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("it is a module")
}

fn smith(data: &mut Unstructured, exports: &[u8], imports: Option<&[u8]>) -> Option<Vec<u8>> {
    // Most use only what the interpreter supports, so that most run.
    let is_wild = data.ratio(1, 8).ok()?;
    let config = Config {
        exports: Some(exports.into()),
        available_imports: imports.map(Into::into),
        min_imports: usize::from(imports.is_some()) * 2,
        max_imports: if imports.is_some() { 8 } else { 0 },
        max_memories: 1,
        max_memory32_bytes: 1 << 22,
        allow_start_export: true,
        simd_enabled: is_wild,
        relaxed_simd_enabled: is_wild,
        threads_enabled: is_wild,
        shared_everything_threads_enabled: false,
        exceptions_enabled: is_wild,
        gc_enabled: is_wild,
        memory64_enabled: is_wild,
        wide_arithmetic_enabled: is_wild,
        custom_page_sizes_enabled: false,
        ..Config::default()
    };
    wasm_smith::Module::new(config, data).ok().map(|module| module.to_bytes())
}

/// The smallest component around a module that has the right export.
fn bundle(module: &[u8]) -> Vec<u8> {
    const NAME: &str = "dagwood:component/processing-node@1.0.0";
    let mut component = b"\0asm\x0d\0\x01\0\x01".to_vec();
    component.extend(crate::hostile::leb128(module.len()));
    component.extend(module);
    // Section 11, exports: one, with the name, instance 0, without its own type.
    let export = [&[1, 0, NAME.len() as u8], NAME.as_bytes(), &[5, 0, 0]].concat();
    component.extend([11, export.len() as u8]);
    component.extend(export);
    component
}

/// Properties of any file.
fn bring(bytes: &[u8]) {
    const FUEL: u64 = 20_000;
    const MEMORY: u64 = 4 << 20;
    let inspection = inspect(bytes);
    assert_eq!(inspection.size, bytes.len());
    let module = match inspection.verdict {
        Ok(module) => module,
        Err(refusal) => return assert!(!refusal.reason.is_empty()),
    };
    assert_eq!(inspection.kind == Kind::Component, module.abi() == Abi::Component);
    let file = |text: &str, access| GrantedFile { contents: Payload::from(text), access };
    let capabilities = Arc::new(Capabilities {
        args: vec!["-a".into()],
        env: BTreeMap::from([("LANG".into(), "en".into())]),
        files: BTreeMap::from([
            ("/a/b".into(), file("words", Access::Read)),
            ("/c".into(), file("", Access::ReadWrite)),
        ]),
    });
    let processor = |slice| {
        let (fuel, memory, capabilities) = (FUEL, MEMORY, Arc::clone(&capabilities));
        let spec = WasmSpec { id: "it", module: "it", intent: Intent::Transform, fuel, memory, capabilities };
        WasmProcessor::new(&module, spec).in_slices_of(slice)
    };
    let input = Payload::from("some input");
    let (result, work) = processor(FUEL).measure(&input);
    assert_eq!((result.clone(), work), processor(777).measure(&input), "slices change nothing");
    let fuel = match &result {
        Ok(outcome) => outcome.fuel,
        Err(error) => {
            assert!(!error.message.is_empty());
            error.fuel
        }
    };
    assert!(fuel.is_some_and(|fuel| fuel <= FUEL), "{fuel:?}");
    assert!(fuel.is_some_and(|fuel| host_calls::is_paid(work, fuel)), "{work:?} for {fuel:?}");
}

/// A sequence of host calls, determined by the bytes: of any function, with any arguments, repeated.
pub(super) fn host_work(bytes: &[u8]) {
    let mut data = Unstructured::new(bytes);
    let functions = preview_1();
    let mut calls = String::new();
    while let Ok((name, ty)) = data.choose(&functions)
        && !data.is_empty()
    {
        let arguments: String = host_calls::params(ty).map(|ty| argument(ty, &mut data)).collect();
        calls += &host_calls::call(name, ty, &arguments);
    }
    let module = host_calls::module(&functions, &calls);
    let (result, work) = host_calls::attempt(&module, 1_000_000);
    let fuel = match &result {
        Ok(outcome) => outcome.fuel,
        Err(error) => error.fuel,
    };
    assert!(fuel.is_some_and(|fuel| host_calls::is_paid(work, fuel)), "{work:?} for {fuel:?} by {calls}");
}

/// An argument of a type: a meaningful one, or any.
fn argument(ty: &str, data: &mut Unstructured) -> String {
    // Descriptors, counts, and addresses in memory.
    const LIKELY: [i64; 20] = [
        0, 1, 2, 3, 4, 5, 6, 8, 64, 1_024, 1_056, 2_048, 8_192, 16_384, 24_576, 32_768, 65_536, 262_144, 4_194_303, -1,
    ];
    let value = match data.int_in_range(0..=LIKELY.len() + 3).unwrap_or(0) {
        i if i < LIKELY.len() => LIKELY[i],
        _ => i64::from(data.arbitrary::<i32>().unwrap_or_default()),
    };
    format!("({ty}.const {value})")
}
