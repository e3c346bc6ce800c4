//! Describes a file before any of it runs, including files that are refused.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use wasmparser::{BinaryReaderError, CompositeInnerType, ExternalKind, FuncType, Parser, Payload, TypeRef, ValType};
use wasmparser_component::ComponentExternalKind;

use super::{
    module::{Module, PROCESS, Refusal},
    sections,
};

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A core module.
    Module,
    /// A component of the component model.
    Component,
    /// Not WebAssembly.
    Unknown,
}

impl Kind {
    /// `module`, `component` or `unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Component => "component",
            Self::Unknown => "unknown",
        }
    }
}

/// An import of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The module it is imported from, such as `wasi_snapshot_preview1`; empty in a component.
    pub module: String,
    /// Its name there.
    pub name: String,
    /// Its type, as in `(i32) -> i32`.
    pub ty: String,
}

/// An export of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its name.
    pub name: String,
    /// Its type, as in `(i32) -> i32`.
    pub ty: String,
}

/// An exported function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// Its index among the functions of the module, imported ones first.
    pub index: u32,
}

/// The description of a file.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Its kind.
    pub kind: Kind,
    /// Its length in bytes.
    pub size: usize,
    /// The module, compiled, or why it cannot run.
    pub verdict: Result<Module, Refusal>,
    /// Its imports; for a component, those of the component.
    pub imports: Vec<Import>,
    /// Its exports; for a component, those of the component.
    pub exports: Vec<Export>,
    /// The initial and the maximum size of its memory, in pages of 64 KiB.
    pub memory: Option<(u64, Option<u64>)>,
    /// The entry point of a call.
    pub entry: Option<Entry>,
    /// The module that runs, with this function only: the others do nothing. All that a disassembler needs.
    pub skeleton: Option<Vec<u8>>,
}

/// The maximum number of imports and of exports listed.
const LISTED: usize = 1_000;

/// Inspects a file.
#[must_use]
pub fn inspect(bytes: &[u8]) -> Inspection {
    let kind = match bytes {
        _ if Parser::is_core_wasm(bytes) => Kind::Module,
        _ if Parser::is_component(bytes) => Kind::Component,
        _ => Kind::Unknown,
    };
    let verdict = Module::new(bytes);
    let mut inspection = Inspection {
        kind,
        size: bytes.len(),
        verdict,
        imports: Vec::new(),
        exports: Vec::new(),
        memory: None,
        entry: None,
        skeleton: None,
    };
    // As far as it can be read: the verdict reports the rest.
    if bytes.len() <= crate::limits::MODULE_BYTES {
        let _ = match kind {
            Kind::Module => inspection.module(bytes),
            Kind::Component => inspection.component(bytes),
            Kind::Unknown => Ok(()),
        };
    }
    inspection
}

impl Inspection {
    fn component(&mut self, bytes: &[u8]) -> Result<(), BinaryReaderError> {
        let Ok(unbundled) = sections::unbundle(bytes) else { return Ok(()) };
        if let Some(inner) = unbundled.modules.iter().max_by_key(|module| module.len()) {
            self.module(inner)?;
        }
        let import = |name: &String| Import { module: String::new(), name: name.clone(), ty: "import".into() };
        self.imports = unbundled.imports.iter().take(LISTED).map(import).collect();
        let export = |(name, kind): &(String, _)| Export { name: name.clone(), ty: component_kind(*kind).into() };
        self.exports = unbundled.exports.iter().take(LISTED).map(export).collect();
        Ok(())
    }

    fn module(&mut self, bytes: &[u8]) -> Result<(), BinaryReaderError> {
        // The module's own index spaces: types, and the type of each function.
        let mut types: Vec<Option<FuncType>> = Vec::new();
        let mut functions: Vec<u32> = Vec::new();
        let mut imported = 0;
        let mut entry = None;
        let signature = |types: &[Option<FuncType>], ty: u32| {
            types.get(ty as usize).and_then(Option::as_ref).map_or_else(|| "a function".to_string(), signature_of)
        };
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::TypeSection(groups) => {
                    for group in groups {
                        for ty in group?.into_types() {
                            types.push(match ty.composite_type.inner {
                                CompositeInnerType::Func(ty) => Some(ty),
                                _ => None,
                            });
                        }
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports {
                        let import = import?;
                        let ty = match import.ty {
                            TypeRef::Func(ty) => {
                                functions.push(ty);
                                imported += 1;
                                signature(&types, ty)
                            }
                            TypeRef::Memory(memory) => {
                                self.memory = Some((memory.initial, memory.maximum));
                                "a memory".into()
                            }
                            TypeRef::Table(_) => "a table".into(),
                            TypeRef::Global(global) => format!("a global {}", value_type(global.content_type)),
                            TypeRef::Tag(_) => "a tag".into(),
                        };
                        if self.imports.len() < LISTED {
                            let (module, name) = (import.module.into(), import.name.into());
                            self.imports.push(Import { module, name, ty });
                        }
                    }
                }
                Payload::FunctionSection(own) => {
                    for ty in own {
                        functions.push(ty?);
                    }
                }
                Payload::MemorySection(memories) => {
                    for memory in memories {
                        let memory = memory?;
                        self.memory = Some((memory.initial, memory.maximum));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        let ty = match export.kind {
                            ExternalKind::Func => functions
                                .get(export.index as usize)
                                .map_or_else(|| "a function".into(), |&ty| signature(&types, ty)),
                            ExternalKind::Memory => "a memory".into(),
                            ExternalKind::Table => "a table".into(),
                            ExternalKind::Global => "a global".into(),
                            ExternalKind::Tag => "a tag".into(),
                        };
                        let known = ["process", PROCESS, "_start"].into_iter().find(|&name| name == export.name);
                        if let (Some(name), ExternalKind::Func, None) = (known, export.kind, entry) {
                            self.entry = Some(Entry { name, index: export.index });
                            entry = export.index.checked_sub(imported);
                        }
                        if self.exports.len() < LISTED {
                            self.exports.push(Export { name: export.name.into(), ty });
                        }
                    }
                }
                Payload::CodeSectionStart { .. } => break,
                _ => {}
            }
        }
        self.skeleton = entry.and_then(|entry| sections::only_function(bytes, entry));
        Ok(())
    }
}

fn signature_of(ty: &FuncType) -> String {
    let list = |types: &[ValType]| types.iter().map(|&ty| value_type(ty)).collect::<Vec<_>>().join(", ");
    match ty.results() {
        [one] => format!("({}) -> {}", list(ty.params()), value_type(*one)),
        many => format!("({}) -> ({})", list(ty.params()), list(many)),
    }
}

fn value_type(ty: ValType) -> String {
    ty.to_string()
}

const fn component_kind(kind: ComponentExternalKind) -> &'static str {
    match kind {
        ComponentExternalKind::Module => "a module",
        ComponentExternalKind::Func => "a function",
        ComponentExternalKind::Value => "a value",
        ComponentExternalKind::Type => "a type",
        ComponentExternalKind::Instance => "an interface",
        ComponentExternalKind::Component => "a component",
    }
}
