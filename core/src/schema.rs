//! What a workflow file may say: every key with its help, in tables that the reader of files, the published schema and
//! editors share.

use crate::{Access, FailureStrategy, Intent, Priority, Retry, RunOptions, Simulate, Strategy, WasmLimits, limits};

/// The keys of one kind of mapping.
#[derive(Debug)]
pub struct Section {
    /// What it is, with its article.
    pub what: &'static str,
    /// Its keys, in the order in which they are shown.
    pub keys: &'static [Key],
}

/// A key.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it says, in a sentence.
    pub help: &'static str,
    /// What it holds.
    pub shape: Shape,
}

/// What a key holds.
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
    /// A whole number of this range.
    Number {
        /// The least.
        least: u64,
        /// The greatest.
        most: u64,
        /// What holds if it is not given, if that is a number.
        default: Option<u64>,
    },
    /// A mapping of these keys.
    Map(&'static Section),
    /// A list of mappings of these keys, at most so many.
    List(&'static Section, usize),
    /// A mapping of any keys.
    Options,
    /// A list of texts.
    Texts,
    /// A mapping of any keys to texts.
    TextMap,
    /// A mapping of any keys to texts or to mappings of these keys.
    TextOrMap(&'static Section),
}

const fn key(name: &'static str, help: &'static str, shape: Shape) -> Key {
    Key { name, required: false, help, shape }
}

const fn required(name: &'static str, help: &'static str, shape: Shape) -> Key {
    Key { name, required: true, help, shape }
}

const fn number(least: u64, most: u64, default: Option<u64>) -> Shape {
    Shape::Number { least, most, default }
}

/// A workflow file as a whole.
pub static WORKFLOW: Section = Section {
    what: "a workflow",
    keys: &[
        required("strategy", "Decides which ready processor starts next.", Shape::Choice(&STRATEGIES)),
        key("failure_strategy", "Decides what a failed processor holds up.", Shape::Choice(&FAILURE_STRATEGIES)),
        key("executor_options", "How the workflow is run.", Shape::Map(&EXECUTOR_OPTIONS)),
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
            "How many attempts run at once: the workers.",
            number(1, limits::WORKERS as u64, Some(RunOptions::DEFAULT.workers as u64)),
        ),
        key(
            "timeout_seconds",
            "After this long the whole run is cut off.",
            number(1, limits::DURATION_MS / 1_000, None),
        ),
        key(
            "retry_attempts",
            "Extra attempts of every processor.",
            number(0, limits::ATTEMPTS as u64, Some(Retry::DEFAULT.attempts as u64)),
        ),
        key("priority", "Which ready processor `work_queue` prefers.", Shape::Choice(&PRIORITIES)),
    ],
};

/// `wasm`.
pub static WASM: Section = Section {
    what: "`wasm`",
    keys: &[
        key("fuel", "How long a processor may compute.", Shape::Map(&FUEL)),
        key("memory", "How much memory a processor may use.", Shape::Map(&MEMORY)),
        key("wasi", "What every WASI program may reach besides its input.", Shape::Map(&WASI)),
    ],
};

/// `wasm` of a processor.
pub static PROCESSOR_WASM: Section = Section {
    what: "`wasm` of a processor",
    keys: &[key("wasi", "What it may reach besides its input, over what every WASI program may.", Shape::Map(&WASI))],
};

/// `wasi`.
pub static WASI: Section = Section {
    what: "`wasi`",
    keys: &[
        key("args", "The arguments of the program.", Shape::Texts),
        key("env", "The environment variables, and their values.", Shape::TextMap),
        key(
            "files",
            "Files in memory, by absolute path: a text, which may be read, or more about it.",
            Shape::TextOrMap(&FILE),
        ),
    ],
};

/// A file of `files`.
pub static FILE: Section = Section {
    what: "a file",
    keys: &[
        key("text", "What every attempt finds in it.", Shape::Text),
        key("access", "What may be done with it; what is written is gone with the attempt.", Shape::Choice(&ACCESSES)),
    ],
};

/// The greatest number of units of fuel that can be written.
const MOST_FUEL: u64 = u64::MAX >> 1;

/// `fuel`.
pub static FUEL: Section = Section {
    what: "`fuel`",
    keys: &[
        key(
            "default",
            "Units of a processor that does not say otherwise.",
            number(1, MOST_FUEL, Some(WasmLimits::DEFAULT.fuel_default)),
        ),
        key(
            "minimum",
            "The least that a processor may ask for.",
            number(1, MOST_FUEL, Some(WasmLimits::DEFAULT.fuel_minimum)),
        ),
        key(
            "maximum",
            "The most that a processor may ask for.",
            number(1, MOST_FUEL, Some(WasmLimits::DEFAULT.fuel_maximum)),
        ),
    ],
};

/// `memory`.
pub static MEMORY: Section = Section {
    what: "`memory`",
    keys: &[key("maximum_mib", "Mebibytes.", number(1, 4_096, Some(WasmLimits::DEFAULT.memory_maximum_mib as u64)))],
};

/// An entry of `processors`.
pub static PROCESSOR: Section = Section {
    what: "a processor",
    keys: &[
        required("id", "The name that others depend on it by; unique.", Shape::Text),
        required("type", "Where its code comes from.", Shape::Choice(&TYPES)),
        key("processor", "The name of a local processor.", Shape::LocalProcessor),
        key("module", "The file name of a WebAssembly module.", Shape::Text),
        key(
            "depends_on",
            "The ids of what must end before it starts; of equal payloads the first is taken.",
            Shape::Ids,
        ),
        key("options", "What the processor itself reads.", Shape::Options),
        key("retry", "How often a failed attempt is repeated, instead of `retry_attempts`.", Shape::Map(&RETRY)),
        key("timeout_ms", "How long one attempt may take, in milliseconds.", number(1, limits::DURATION_MS, None)),
        key("simulate", "A teaching aid: what an attempt pretends.", Shape::Map(&SIMULATE)),
        key("wasm", "What a processor of type `wasm` may use.", Shape::Map(&PROCESSOR_WASM)),
    ],
};

/// `options` of a processor of type `wasm`.
pub static WASM_OPTIONS: Section = Section {
    what: "the options of a `wasm` processor",
    keys: &[
        key("intent", "Whether the output replaces the payload.", Shape::Choice(&INTENTS)),
        key(
            "fuel_level",
            "Units of fuel that one attempt has, within the bounds of `wasm`.",
            number(1, MOST_FUEL, None),
        ),
    ],
};

/// `retry`.
pub static RETRY: Section = Section {
    what: "`retry`",
    keys: &[
        key("attempts", "Extra attempts.", number(0, limits::ATTEMPTS as u64, None)),
        key(
            "backoff_ms",
            "Milliseconds before the first extra attempt; twice as many before each further one.",
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
            "How many attempts fail first.",
            number(0, limits::ATTEMPTS as u64 + 1, Some(Simulate::DEFAULT.fail_attempts as u64)),
        ),
    ],
};

/// The names of all of an enum's variants.
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

/// Keys of older files that are understood and change nothing.
pub const NO_EFFECT: [&str; 5] = ["batch_size", "endpoint", "count_type", "case", "case_type"];

/// What a word of a [`Shape::Choice`] means, in a sentence.
#[must_use]
pub fn help_of(word: &str) -> Option<&'static str> {
    let rule = Strategy::from_name(word)
        .map(Strategy::rule)
        .or_else(|| FailureStrategy::from_name(word).map(FailureStrategy::rule))
        .or_else(|| Priority::from_name(word).map(Priority::rule));
    rule.or_else(|| {
        Some(match word {
            "read" => "It can be read.",
            "read_write" => "It can be read and written.",
            "transform" => "The output replaces the payload.",
            "analyze" => "The output is kept as its own result; the payload goes on as it came.",
            "local" => "It is built in: `processor` names it.",
            "wasm" => "A WebAssembly module: `module` names it.",
            "loadable" | "grpc" | "http" => "Code of another system, which does not run here.",
            _ => return None,
        })
    })
}
