//! A workflow as its author wrote it, with the place of everything a diagnostic may point at.

use alloc::{borrow::Cow, vec::Vec};

use crate::{Capabilities, Micros, RunOptions, TextRange, limits};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub range: TextRange,
}

/// A workflow file. What could not be read is left out, and a diagnostic says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Workflow<'a> {
    /// Strategy, failure strategy, workers and timeout.
    pub options: RunOptions,
    /// What WASM processors may use.
    pub wasm: WasmSection,
    /// The processors, in file order.
    pub processors: Vec<ProcessorSpec<'a>>,
    /// Where the list of processors stands, or its key if it is empty.
    pub processors_range: TextRange,
}

/// What WASM processors may use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WasmSection {
    /// Fuel and memory.
    pub limits: WasmLimits,
    /// What every WASI program may reach.
    pub capabilities: Capabilities,
}

/// How much a WASM processor may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WasmLimits {
    /// Fuel of a processor that does not say otherwise.
    pub fuel_default: u64,
    /// The least fuel a processor may ask for.
    pub fuel_minimum: u64,
    /// The most fuel a processor may ask for.
    pub fuel_maximum: u64,
    /// Memory, in MiB.
    pub memory_maximum_mib: u32,
}

impl Default for WasmLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl WasmLimits {
    /// What holds where a workflow file says nothing.
    pub const DEFAULT: Self =
        Self { fuel_default: 100_000_000, fuel_minimum: 1_000_000, fuel_maximum: 500_000_000, memory_maximum_mib: 64 };

    /// The memory of a module: bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        u64::from(self.memory_maximum_mib) << 20
    }

    /// All that an attempt may use, besides what it receives and gives: bytes.
    #[must_use]
    pub fn attempt_bytes(&self) -> u64 {
        self.memory_bytes() + (limits::MODULE_RECORDS_BYTES + limits::MODULE_STACK_BYTES) as u64
    }
}

/// Where the code of a processor comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessorKind {
    /// Built in.
    Local,
    /// A WebAssembly module.
    Wasm,
    /// Code of other systems, which this engine does not run.
    Foreign,
}

/// One processor of a workflow file.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcessorSpec<'a> {
    /// Where the whole entry stands.
    pub range: TextRange,
    /// The unique id.
    pub id: Option<Spanned<Cow<'a, str>>>,
    /// Where its code comes from.
    pub kind: Option<Spanned<ProcessorKind>>,
    /// The name of a local processor.
    pub processor: Option<Spanned<Cow<'a, str>>>,
    /// The file name of a module.
    pub module: Option<Spanned<Cow<'a, str>>>,
    /// The ids it depends on.
    pub depends_on: Vec<Spanned<Cow<'a, str>>>,
    /// What the processor itself reads.
    pub options: Vec<(Spanned<Cow<'a, str>>, Spanned<serde_yaml::Value>)>,
    /// How often it is tried again: its own `attempts`, else the workflow's `retry_attempts`.
    pub retry: Retry,
    /// How long one attempt may take.
    pub timeout: Option<Micros>,
    /// A pretended duration and pretended failures.
    pub simulate: Simulate,
    /// What it may reach as a WASI program, over what every one may.
    pub capabilities: Option<Capabilities>,
}

/// The options of a processor, as they stand in a workflow file.
pub(crate) type Options<'a> = [(Spanned<Cow<'a, str>>, Spanned<serde_yaml::Value>)];

/// How often a failed processor is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Retry {
    /// Extra attempts after the first.
    pub attempts: u32,
    /// The wait before the first extra attempt; each further wait is twice as long.
    pub backoff: Micros,
}

impl Retry {
    /// What holds where a workflow file says nothing: one attempt.
    pub const DEFAULT: Self = Self { attempts: 0, backoff: Micros::ZERO };
}

impl Default for Retry {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A teaching aid: what a processor pretends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Simulate {
    /// How long an attempt takes in virtual time.
    pub duration: Option<Micros>,
    /// How many attempts fail before one may succeed.
    pub fail_attempts: u32,
}

impl Simulate {
    /// What holds where a workflow file says nothing: nothing is pretended.
    pub const DEFAULT: Self = Self { duration: None, fail_attempts: 0 };
}

impl Default for Simulate {
    fn default() -> Self {
        Self::DEFAULT
    }
}
