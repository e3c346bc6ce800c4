//! The schema of a workflow file: every key with its help, in tables that the file reader, the published schema and
//! editors share.

use crate::{
    FailureStrategy, Intent, Priority, RunOptions, Strategy, limits,
    model::Access,
    text::{Retry, Simulate, WasmLimits},
};

/// The keys of one kind of mapping.
#[derive(Debug)]
pub struct Section {
    /// What it describes, with an article.
    pub what: &'static str,
    /// Its keys, in the order in which they are shown.
    pub keys: &'static [Key],
}

/// A key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it is required.
    pub required: bool,
    /// Its meaning, in a sentence.
    pub help: &'static str,
    /// Its values.
    pub shape: Shape,
}

/// The values of a key.
#[derive(Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// The name of a local processor.
    LocalProcessor,
    /// A list of ids.
    Ids,
    /// One of these words; the first is the default, unless the key is required.
    Choice(&'static [&'static str]),
    /// A whole number in a range.
    Number {
        /// The least.
        least: u64,
        /// The greatest.
        most: u64,
        /// The default, if it is a number.
        default: Option<u64>,
    },
    /// A mapping with these keys.
    Map(&'static Section),
    /// A list of mappings with these keys, with a maximum length.
    List(&'static Section, usize),
    /// A mapping with any keys.
    Options,
    /// A list of texts.
    Texts,
    /// A mapping from any keys to texts.
    TextMap,
    /// A mapping from any keys to texts or to mappings with these keys.
    TextOrMap(&'static Section),
}

/// An optional key.
#[must_use]
pub const fn key(name: &'static str, help: &'static str, shape: Shape) -> Key {
    Key { name, required: false, help, shape }
}

/// A required key.
#[must_use]
pub const fn required(name: &'static str, help: &'static str, shape: Shape) -> Key {
    Key { name, required: true, help, shape }
}

/// A whole number in a range.
#[must_use]
pub const fn number(least: u64, most: u64, default: Option<u64>) -> Shape {
    Shape::Number { least, most, default }
}

/// A whole workflow file.
pub static WORKFLOW: Section = Section {
    what: "a workflow",
    keys: &[
        required("strategy", "Decides which ready processor starts next.", Shape::Choice(&STRATEGIES)),
        key("failure_strategy", "Decides what happens when a processor fails.", Shape::Choice(&FAILURE_STRATEGIES)),
        key("executor_options", "How the workflow runs.", Shape::Map(&EXECUTOR_OPTIONS)),
        key("wasm", "What processors of type `wasm` may use.", Shape::Map(&WASM)),
        required("processors", "The processors.", Shape::List(&PROCESSOR, limits::PROCESSORS)),
    ],
};

/// `executor_options`.
pub static EXECUTOR_OPTIONS: Section = Section {
    what: "`executor_options`",
    keys: &[
        key(
            "max_concurrency",
            "The number of workers: how many attempts run at the same time.",
            number(1, limits::WORKERS as u64, Some(RunOptions::DEFAULT.workers as u64)),
        ),
        key(
            "timeout_seconds",
            "The time limit of the whole run, in seconds.",
            number(1, limits::DURATION_MS / 1_000, None),
        ),
        key(
            "retry_attempts",
            "Extra attempts for every processor.",
            number(0, limits::ATTEMPTS as u64, Some(Retry::DEFAULT.attempts as u64)),
        ),
        key("priority", "The order in which `work_queue` starts ready processors.", Shape::Choice(&PRIORITIES)),
    ],
};

/// `wasm`.
pub static WASM: Section = Section {
    what: "`wasm`",
    keys: &[
        key("fuel", "How much fuel an attempt may use.", Shape::Map(&FUEL)),
        key("memory", "How much memory an attempt may use.", Shape::Map(&MEMORY)),
        key("wasi", "What every WASI program may access besides its input.", Shape::Map(&WASI)),
    ],
};

/// `wasm` of a processor.
pub static PROCESSOR_WASM: Section = Section {
    what: "`wasm` of a processor",
    keys: &[key("wasi", "What it may access in addition to what every WASI program may.", Shape::Map(&WASI))],
};

/// `wasi`.
pub static WASI: Section = Section {
    what: "`wasi`",
    keys: &[
        key("args", "The arguments of the program.", Shape::Texts),
        key("env", "The environment variables and their values.", Shape::TextMap),
        key(
            "files",
            "Files in memory, by absolute path: a text (read-only), or a map with `text` and `access`.",
            Shape::TextOrMap(&FILE),
        ),
    ],
};

/// A file of `files`.
pub static FILE: Section = Section {
    what: "a file",
    keys: &[
        key("text", "Its content when an attempt starts.", Shape::Text),
        key("access", "Whether it can be written. Changes are lost when the attempt ends.", Shape::Choice(&ACCESSES)),
    ],
};

/// The largest amount of fuel that can be written.
const MOST_FUEL: u64 = u64::MAX >> 1;

/// `fuel`.
pub static FUEL: Section = Section {
    what: "`fuel`",
    keys: &[
        key(
            "default",
            "Fuel of a processor without `fuel_level`.",
            number(1, MOST_FUEL, Some(WasmLimits::DEFAULT.fuel_default)),
        ),
        key("minimum", "The smallest `fuel_level`.", number(1, MOST_FUEL, Some(WasmLimits::DEFAULT.fuel_minimum))),
        key("maximum", "The largest `fuel_level`.", number(1, MOST_FUEL, Some(WasmLimits::DEFAULT.fuel_maximum))),
    ],
};

/// `memory`.
pub static MEMORY: Section = Section {
    what: "`memory`",
    keys: &[key(
        "maximum_mib",
        "The limit of an attempt, in mebibytes (MiB).",
        number(1, 4_096, Some(WasmLimits::DEFAULT.memory_maximum_mib as u64)),
    )],
};

/// An entry of `processors`.
pub static PROCESSOR: Section = Section {
    what: "a processor",
    keys: &[
        required("id", "Its name, which others use in `depends_on`; unique.", Shape::Text),
        required("type", "Where its code comes from.", Shape::Choice(&TYPES)),
        key("processor", "The name of a local processor.", Shape::LocalProcessor),
        key("module", "The file name of a WebAssembly module.", Shape::Text),
        key(
            "depends_on",
            "The ids of the processors that must end before it starts. If payloads tie, the first one wins.",
            Shape::Ids,
        ),
        key("options", "Options that the processor itself reads.", Shape::Options),
        key("retry", "How failed attempts are retried. Overrides `retry_attempts`.", Shape::Map(&RETRY)),
        key("timeout_ms", "The time limit of one attempt, in milliseconds.", number(1, limits::DURATION_MS, None)),
        key("simulate", "Simulated duration and failures, for teaching.", Shape::Map(&SIMULATE)),
        key("wasm", "What a processor of type `wasm` may use.", Shape::Map(&PROCESSOR_WASM)),
    ],
};

/// `options` of a processor of type `wasm`.
pub static WASM_OPTIONS: Section = Section {
    what: "the options of a `wasm` processor",
    keys: &[
        key("intent", "Whether the output replaces the payload.", Shape::Choice(&INTENTS)),
        key("fuel_level", "Fuel of one attempt, within the limits set in `wasm.fuel`.", number(1, MOST_FUEL, None)),
    ],
};

/// `retry`.
pub static RETRY: Section = Section {
    what: "`retry`",
    keys: &[
        key("attempts", "Extra attempts after the first.", number(0, limits::ATTEMPTS as u64, None)),
        key(
            "backoff_ms",
            "The wait before the first extra attempt, in milliseconds. It doubles with each further attempt.",
            number(0, limits::DURATION_MS, Some(Retry::DEFAULT.backoff.get() / 1_000)),
        ),
    ],
};

/// `simulate`.
pub static SIMULATE: Section = Section {
    what: "`simulate`",
    keys: &[
        key(
            "duration_ms",
            "How long an attempt takes in virtual time, in milliseconds.",
            number(0, limits::DURATION_MS, None),
        ),
        key(
            "fail_attempts",
            "How many attempts fail before one can succeed.",
            number(0, limits::ATTEMPTS as u64 + 1, Some(Simulate::DEFAULT.fail_attempts as u64)),
        ),
    ],
};

/// The names of all variants of an enum.
macro_rules! names {
    ($of:ty) => {{
        let mut names = [""; <$of>::ALL.len()];
        let mut i = 0;
        while i < names.len() {
            names[i] = <$of>::ALL[i].name();
            i += 1;
        }
        names
    }};
}

pub(crate) const STRATEGIES: [&str; Strategy::ALL.len()] = names!(Strategy);
pub(crate) const FAILURE_STRATEGIES: [&str; FailureStrategy::ALL.len()] = names!(FailureStrategy);
pub(crate) const PRIORITIES: [&str; Priority::ALL.len()] = names!(Priority);

pub(crate) const INTENTS: [&str; Intent::ALL.len()] = names!(Intent);
pub(crate) const ACCESSES: [&str; Access::ALL.len()] = names!(Access);

/// The types of processors. The last three run on other systems.
pub(crate) const TYPES: [&str; 5] = ["local", "wasm", "loadable", "grpc", "http"];

/// Keys of older files that are accepted and have no effect.
pub const NO_EFFECT: [&str; 5] = ["batch_size", "endpoint", "count_type", "case", "case_type"];

/// The meaning of a word of a [`Shape::Choice`], in a sentence.
#[must_use]
pub fn help_of(word: &str) -> Option<&'static str> {
    let rule = Strategy::from_name(word)
        .map(Strategy::rule)
        .or_else(|| FailureStrategy::from_name(word).map(FailureStrategy::rule))
        .or_else(|| Priority::from_name(word).map(Priority::rule));
    rule.or_else(|| {
        Some(match word {
            "read" => "The file can be read.",
            "read_write" => "The file can be read and written.",
            "transform" => "The output replaces the payload.",
            "analyze" => "The output is the processor's own result; the payload passes through unchanged.",
            "local" => "A built-in processor, named by `processor`.",
            "wasm" => "A WebAssembly module, named by `module`.",
            "loadable" | "grpc" | "http" => "Code of another system; it does not run here.",
            _ => return None,
        })
    })
}
