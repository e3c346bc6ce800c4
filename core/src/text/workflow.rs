//! A workflow as its author wrote it, with the ranges that diagnostics may refer to.

use alloc::{borrow::Cow, vec::Vec};

use crate::{Micros, RunOptions, limits, model::Capabilities, text::TextRange};

/// A value and its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its range in the text.
    pub range: TextRange,
}

/// A workflow file. Unreadable parts are left out and reported as diagnostics.
#[derive(Clone, Debug, PartialEq)]
pub struct Workflow<'a> {
    /// Strategy, failure strategy, workers and timeout.
    pub options: RunOptions,
    /// What modules may use.
    pub wasm: WasmSection,
    /// The processors, in file order.
    pub processors: Vec<ProcessorSpec<'a>>,
    /// The range of the list of processors, or of its key if it is empty.
    pub processors_range: TextRange,
}

/// What modules may use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WasmSection {
    /// Fuel and memory.
    pub limits: WasmLimits,
    /// What every WASI program may access.
    pub capabilities: Capabilities,
}

/// The limits of modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WasmLimits {
    /// The fuel of a processor without `fuel_level`.
    pub fuel_default: u64,
    /// The smallest `fuel_level`.
    pub fuel_minimum: u64,
    /// The largest `fuel_level`.
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
    /// The defaults.
    pub const DEFAULT: Self =
        Self { fuel_default: 100_000_000, fuel_minimum: 1_000_000, fuel_maximum: 500_000_000, memory_maximum_mib: 64 };

    /// The memory limit of a module in bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        u64::from(self.memory_maximum_mib) << 20
    }

    /// The total memory limit of an attempt in bytes, without its input and output.
    #[must_use]
    pub fn attempt_bytes(&self) -> u64 {
        self.memory_bytes() + (limits::MODULE_RECORDS_BYTES + limits::MODULE_STACK_BYTES) as u64
    }
}

/// The source of a processor's code.
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
    /// The range of the whole entry.
    pub range: TextRange,
    /// The unique id.
    pub id: Option<Spanned<Cow<'a, str>>>,
    /// The source of its code.
    pub kind: Option<Spanned<ProcessorKind>>,
    /// The name of a local processor.
    pub processor: Option<Spanned<Cow<'a, str>>>,
    /// The file name of a module.
    pub module: Option<Spanned<Cow<'a, str>>>,
    /// The ids of its dependencies.
    pub depends_on: Vec<Spanned<Cow<'a, str>>>,
    /// The options that the processor reads.
    pub options: Vec<(Spanned<Cow<'a, str>>, Spanned<OptionValue<'a>>)>,
    /// Its retries: its own `attempts`, else the workflow's `retry_attempts`.
    pub retry: Retry,
    /// The time limit of one attempt.
    pub timeout: Option<Micros>,
    /// Simulated duration and failures.
    pub simulate: Simulate,
    /// What it may access as a WASI program, combined with what every program may.
    pub capabilities: Option<Capabilities>,
}

/// The options of a processor, as written in a workflow file.
pub(crate) type Options<'a> = [(Spanned<Cow<'a, str>>, Spanned<OptionValue<'a>>)];

/// The value of an option. No processor has options of other kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue<'a> {
    /// Nothing, as in `prefix:`: it counts as missing.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Number(u64),
    /// Anything else.
    Other,
}

/// How a failed processor is retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Retry {
    /// Extra attempts after the first.
    pub attempts: u32,
    /// The wait before the first extra attempt; each further wait is twice as long.
    pub backoff: Micros,
}

impl Retry {
    /// The default: one attempt.
    pub const DEFAULT: Self = Self { attempts: 0, backoff: Micros::ZERO };
}

impl Default for Retry {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Simulated behaviour of a processor, for teaching.
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
