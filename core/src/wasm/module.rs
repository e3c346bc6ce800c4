//! Compiles a module, and determines its ABI.

use alloc::{collections::BTreeMap, format, string::String, sync::Arc};
use core::fmt;

use wasmi::{
    CompilationMode, Config, CustomFuelCosts, Engine, ExternType, FuncType, Linker, OperatorCost,
    ValType::{self, I32},
    errors::ErrorKind,
};
use wasmparser::Parser;

use super::{call::Host, limits::RECURSION, sections, size, wasi};
use crate::limits::{MODULE_BYTES, MODULE_STACK_BYTES};

/// The interface that a component exports to be a processor.
pub(super) const INTERFACE: &str = "dagwood:component/processing-node@1.0.0";
/// The names that `wit-bindgen` gives to the functions of that interface in the inner module.
pub(super) const PROCESS: &str = "dagwood:component/processing-node@1.0.0#process";
pub(super) const POST_PROCESS: &str = "cabi_post_dagwood:component/processing-node@1.0.0#process";

/// The number of bytes that an instruction copies or fills per unit of fuel.
const BYTES_PER_FUEL: u32 = 32;

/// The interface between host and module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abi {
    /// It exports `memory`, `allocate`, `deallocate` and `process`.
    Core,
    /// It is a program of WASI preview 1, from standard input to standard output.
    Wasi,
    /// It is a component that exports `dagwood:component/processing-node@1.0.0`.
    Component,
}

impl Abi {
    /// `core`, `wasi` or `component`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Wasi => "wasi",
            Self::Component => "component",
        }
    }
}

/// Why a module cannot run here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The problem, as in `it imports …`.
    pub reason: String,
    /// What to change.
    pub advice: Option<&'static str>,
}

impl Refusal {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), advice: None }
    }

    pub(super) fn advise(self, advice: &'static str) -> Self {
        Self { advice: Some(advice), ..self }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)?;
        self.advice.map_or(Ok(()), |advice| write!(f, "; {advice}"))
    }
}

/// A compiled module that can run. Shared: a clone is another reference.
#[derive(Clone)]
pub struct Module(Arc<Inner>);

struct Inner {
    abi: Abi,
    module: wasmi::Module,
    linker: Linker<Host>,
    instance_bytes: usize,
}

impl Module {
    /// Compiles a module, or the module inside a component.
    ///
    /// # Errors
    /// [`Refusal`] if it is not a processor, or cannot run here.
    pub fn new(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MODULE_BYTES {
            let (bytes, most) = (bytes.len(), MODULE_BYTES >> 20);
            let reason = format!("it has {bytes} bytes, more than this playground accepts: at most {most} MiB");
            return Err(Refusal::new(reason).advise("build it optimised for size and without debug information"));
        }
        if Parser::is_component(bytes) {
            return Self::compile(component(bytes)?, Some(Abi::Component));
        }
        if !Parser::is_core_wasm(bytes) {
            return Err(no_module(bytes));
        }
        Self::compile(bytes, None)
    }

    /// Its ABI.
    #[must_use]
    pub fn abi(&self) -> Abi {
        self.0.abi
    }

    pub(super) fn wasmi(&self) -> &wasmi::Module {
        &self.0.module
    }

    pub(super) fn linker(&self) -> &Linker<Host> {
        &self.0.linker
    }

    /// The memory of an instance besides its memory and tables.
    pub(super) fn instance_bytes(&self) -> usize {
        self.0.instance_bytes
    }

    fn compile(bytes: &[u8], abi: Option<Abi>) -> Result<Self, Refusal> {
        let instance_bytes = size::check(bytes)?;
        // Code is freed only with its engine, so every module has its own.
        let engine = Engine::new(&config());
        let module =
            wasmi::Module::new(&engine, &sections::export_start(bytes)[..]).map_err(|error| invalid(&error))?;
        let mut linker = Linker::new(&engine);
        let offered = match abi {
            Some(Abi::Component) => BTreeMap::new(),
            _ => wasi::define(&mut linker),
        };
        check_imports(&module, &offered)?;
        let abi = match abi {
            Some(abi) => abi,
            None => abi_of(&module)?,
        };
        check_exports(&module, abi)?;
        Ok(Self(Arc::new(Inner { abi, module, linker, instance_bytes })))
    }
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Module").field(&self.0.abi).finish()
    }
}

/// An instruction costs one unit. Instructions that take much longer cost more, so that fuel limits time.
fn costs() -> OperatorCost {
    OperatorCost {
        call_indirect: 4,
        return_call_indirect: 4,
        // Computed by a program where there is no standard library.
        f32_sqrt: 4,
        f64_sqrt: 4,
        memory_grow: 8,
        table_grow: 8,
        ..OperatorCost::default()
    }
}

fn config() -> Config {
    let mut config = Config::default();
    config
        .consume_fuel(true)
        .operator_cost(costs())
        .fuel_cost(CustomFuelCosts {
            bytes_copied_per_fuel: BYTES_PER_FUEL,
            // Nothing is compiled while fuel is counted.
            fuel_per_bytes_translated: 0,
            fuel_per_bytes_validated: 0,
        })
        // Lazy compilation would charge fuel to the first caller of a function.
        .compilation_mode(CompilationMode::Eager)
        // A start function has become an export by now; otherwise it would run without a limit.
        .allow_start_fn(false)
        .set_max_recursion_depth(RECURSION)
        .set_max_stack_height(MODULE_STACK_BYTES)
        .set_max_cached_stacks(1)
        .ignore_custom_sections(true)
        .wasm_multi_memory(false);
    config
}

fn no_module(bytes: &[u8]) -> Refusal {
    let text = bytes.trim_ascii_start();
    if bytes.is_empty() {
        Refusal::new("the file is empty")
    } else if text.starts_with(b"(module") || text.starts_with(b"(component") || text.starts_with(b";;") {
        Refusal::new("it is WebAssembly text").advise("name the file `.wat`, so that it is assembled")
    } else if bytes.starts_with(b"\0asm") {
        Refusal::new("its WebAssembly version is not 1")
    } else {
        Refusal::new("it is not a WebAssembly module").advise("a module begins with the bytes 00 61 73 6d")
    }
}

/// The core module of a component.
fn component(bytes: &[u8]) -> Result<&[u8], Refusal> {
    let unbundled = sections::unbundle(bytes)?;
    if let Some(import) = unbundled.imports.first() {
        let refusal = Refusal::new(format!("it imports `{import}`; a component may not import anything"));
        return Err(if import.starts_with("wasi:") {
            refusal.advise("build it for `wasm32-unknown-unknown`, not for WASI preview 2")
        } else {
            refusal
        });
    }
    if unbundled.exports.iter().all(|(name, _)| name != INTERFACE) {
        let reason = format!("it does not export the interface `{INTERFACE}`");
        return Err(Refusal::new(reason).advise("build it from the WIT file of the documentation"));
    }
    let is_largest = |module: &&&[u8]| module.len();
    let module = unbundled.modules.iter().max_by_key(is_largest);
    module.copied().ok_or_else(|| Refusal::new("the component contains no core module"))
}

fn check_imports(module: &wasmi::Module, offered: &BTreeMap<&str, FuncType>) -> Result<(), Refusal> {
    for import in module.imports() {
        let (space, name) = (import.module(), import.name());
        match (offered.get(name).filter(|_| space == wasi::PREVIEW_1), import.ty()) {
            (Some(offered), ExternType::Func(wanted)) if offered == wanted => {}
            (Some(offered), _) => {
                let offered = signature(offered);
                return Err(Refusal::new(format!("it imports `{space}.{name}` with a type other than {offered}")));
            }
            (None, ty) => {
                let refusal = Refusal::new(format!("it imports `{space}.{name}`, which does not exist here"));
                return Err(match advice_on(space, name, ty) {
                    Some(advice) => refusal.advise(advice),
                    None => refusal,
                });
            }
        }
    }
    Ok(())
}

/// What to do about an unknown import.
fn advice_on(space: &str, name: &str, ty: &ExternType) -> Option<&'static str> {
    Some(match (space, name) {
        ("wasi_unstable", _) => "build it for `wasm32-wasip1`",
        ("env", "abort") => "compile AssemblyScript with `--use abort=`",
        ("wbg" | "__wbindgen_placeholder__" | "__wbindgen_externref_xform__", _) => {
            "it was built with `wasm-bindgen`, for JavaScript; export the functions with `extern \"C\"` instead"
        }
        ("env", name) if name.starts_with("emscripten_") || name.starts_with("invoke_") || name == "__cxa_throw" => {
            "it was built with Emscripten, for JavaScript; build it with `clang` or `zig cc` instead"
        }
        ("go" | "gojs", _) => "it was built for JavaScript; build it with `GOOS=wasip1`",
        _ if matches!(ty, ExternType::Memory(_)) => "export a memory instead",
        _ => "a processor can access only its input and, as a WASI program, what the workflow grants",
    })
}

/// The ABI of a module, from its exports.
fn abi_of(module: &wasmi::Module) -> Result<Abi, Refusal> {
    let has = |name| module.get_export(name).is_some();
    if has("process") {
        Ok(Abi::Core)
    } else if has("_start") {
        Ok(Abi::Wasi)
    } else if has(PROCESS) {
        let refusal = Refusal::new("it is the core module of a component");
        Err(refusal.advise("convert it to a component with `wasm-tools component new`"))
    } else {
        let refusal = Refusal::new("it exports neither `process` nor `_start`");
        Err(refusal.advise("export `memory`, `allocate`, `deallocate` and `process`, or build a WASI program"))
    }
}

/// Checks the exports against the ABI.
fn check_exports(module: &wasmi::Module, abi: Abi) -> Result<(), Refusal> {
    let ty = |params: &[ValType], results: &[ValType]| FuncType::new(params.iter().copied(), results.iter().copied());
    let needed = match abi {
        Abi::Core => &[
            ("allocate", ty(&[I32], &[I32])),
            ("deallocate", ty(&[I32, I32], &[])),
            ("process", ty(&[I32, I32, I32], &[I32])),
        ][..],
        Abi::Wasi => &[("_start", ty(&[], &[]))],
        Abi::Component => &[("cabi_realloc", ty(&[I32, I32, I32, I32], &[I32])), (PROCESS, ty(&[I32, I32], &[I32]))],
    };
    match module.get_export("memory") {
        Some(ExternType::Memory(_)) => {}
        _ => return Err(Refusal::new("it exports no memory named `memory`").advise("export its memory")),
    }
    for (name, wanted) in needed {
        check_function(module, name, wanted)?;
    }
    for (name, wanted) in [("_initialize", ty(&[], &[])), (POST_PROCESS, ty(&[I32], &[]))] {
        if module.get_export(name).is_some() {
            check_function(module, name, &wanted)?;
        }
    }
    Ok(())
}

fn check_function(module: &wasmi::Module, name: &str, wanted: &FuncType) -> Result<(), Refusal> {
    match module.get_export(name) {
        Some(ExternType::Func(found)) if found == *wanted => Ok(()),
        Some(ExternType::Func(found)) => {
            let reason = format!("it exports `{name}` as {}, not as {}", signature(&found), signature(wanted));
            Err(Refusal::new(reason).advise("use the signature of the ABI"))
        }
        Some(_) => Err(Refusal::new(format!("its export `{name}` is not a function"))),
        None => Err(Refusal::new(format!("it does not export `{name}`")).advise("export every function of the ABI")),
    }
}

/// A function type, as in `(i32, i32) -> i32`.
pub(super) fn signature(ty: &FuncType) -> String {
    let list = |types: &[ValType]| {
        let names: alloc::vec::Vec<_> = types.iter().map(|ty| format!("{ty:?}").to_lowercase()).collect();
        names.join(", ")
    };
    match ty.results() {
        [] => format!("({}) -> ()", list(ty.params())),
        [one] => format!("({}) -> {}", list(ty.params()), list(&[*one])),
        many => format!("({}) -> ({})", list(ty.params()), list(many)),
    }
}

fn invalid(error: &wasmi::Error) -> Refusal {
    let message = format!("{error}");
    let is_about = |words: &[&str]| words.iter().any(|word| message.contains(word));
    let advice = if is_about(&["SIMD", "simd"]) {
        Some("build it without SIMD")
    } else if is_about(&["threads", "shared", "atomic"]) {
        Some("build it without threads")
    } else if is_about(&["exceptions"]) {
        Some("build it without exceptions")
    } else if is_about(&["gc ", "function references", "heap type"]) {
        Some("use a language with its own memory management")
    } else if is_about(&["memory64", "64-bit"]) {
        Some("build it for wasm32")
    } else {
        None
    };
    let is_limit = matches!(error.kind(), ErrorKind::Translation(_))
        || is_about(&["exceeds limit", "exceed maximum", "size is out of bounds", "size out of bounds"]);
    let reason = if is_limit {
        format!("it is more than this playground accepts: {message}")
    } else {
        format!("it is not a valid module: {message}")
    };
    Refusal { advice, ..Refusal::new(reason) }
}
