//! What workers answer.

use dagwood_core::{Micros, RunOptions, Severity};
use dagwood_proto::{
    trace,
    worker::{self, problem, worker_response as message},
};

use super::UnreadPicture;
use crate::state::{Fix, Measures, Problem, Recording, Replacement, Source};

/// What is known of a workflow file.
#[derive(Debug, Default)]
pub struct Checked {
    /// Every problem, in the order of the text.
    pub problems: Vec<Problem>,
    /// Its drawing, if it can run and the page does not have that.
    pub picture: Option<UnreadPicture>,
    /// How the file itself says it is run, if it can run.
    pub options: Option<RunOptions>,
    /// The file names of the modules that it needs, each once.
    pub modules: Vec<String>,
    /// Whether it can run, and the page has its drawing.
    pub is_drawn: bool,
    /// Where each of its processors stands, if it can run: from, to, from, to, ... in UTF-16 units.
    pub places: Vec<u32>,
}

impl From<message::Checked> for Checked {
    fn from(message: message::Checked) -> Self {
        let message::Checked { problems, picture, options, modules, is_drawn, places } = message;
        Self {
            problems: problems.into_iter().map(problem_of).collect(),
            picture: picture.map(UnreadPicture),
            options: options.and_then(|options| (&options).try_into().ok()),
            modules,
            is_drawn,
            places,
        }
    }
}

fn problem_of(message: worker::Problem) -> Problem {
    let severity = match message.severity() {
        problem::Severity::Info => Severity::Info,
        problem::Severity::Warning => Severity::Warning,
        problem::Severity::Error => Severity::Error,
    };
    let worker::Problem { code, message, from, to, line, column, fixes, .. } = message;
    let fix = |problem::Fix { title, replacements: list }| Fix { title, replacements: replacements(list) };
    Problem { severity, code, message, from, to, line, column, fixes: fixes.into_iter().map(fix).collect() }
}

fn replacements(messages: Vec<worker::Replacement>) -> Vec<Replacement> {
    let replacement = |worker::Replacement { from, to, text }| Replacement { from, to, text };
    messages.into_iter().map(replacement).collect()
}

/// How far a run or an exploration has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Events so far; of an exploration, how many states there are at least.
    pub events: u32,
    /// The processor whose code takes long, and the fuel that it has used so far.
    pub processor: Option<(String, u64)>,
}

impl From<message::Progress> for Progress {
    fn from(message::Progress { events, processor, fuel }: message::Progress) -> Self {
        Self { events, processor: processor.map(|id| (id, fuel)) }
    }
}

/// A run that is over.
#[derive(Clone, Debug, PartialEq)]
pub struct Ran {
    /// The trace, encoded.
    encoded: Vec<u8>,
    /// The SHA-256 of that, in hexadecimal.
    hash: String,
    /// What it cost.
    measures: Option<Measures>,
}

impl Ran {
    /// The run, which was made of `source`. `None` if what the worker said of it is no trace.
    #[must_use]
    pub fn recording(self, source: Source) -> Option<Recording> {
        let Self { encoded, hash, measures } = self;
        Some(Recording { trace: trace::decode(&encoded).ok()?, encoded, hash, measures: measures?, source })
    }
}

impl From<message::Ran> for Ran {
    fn from(message::Ran { trace: encoded, trace_hash: hash, measures }: message::Ran) -> Self {
        Self { encoded, hash, measures: measures.as_ref().map(measured) }
    }
}

fn measured(message: &message::Measures) -> Measures {
    Measures {
        workers: message.workers,
        makespan: Micros::new(message.makespan_us),
        work: Micros::new(message.work_us),
        idle: Micros::new(message.idle_us),
        dependency: Micros::new(message.dependency_us),
        barrier: Micros::new(message.barrier_us),
        worker: Micros::new(message.worker_us),
        backoff: Micros::new(message.backoff_us),
        peak_ready: message.peak_ready,
        lower_bound: Micros::new(message.lower_bound_us),
    }
}

/// Why a run cannot begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Why, in a sentence.
    pub message: String,
    /// Every problem of the workflow file.
    pub problems: Vec<Problem>,
}

impl From<message::Refused> for Refused {
    fn from(message::Refused { message, problems }: message::Refused) -> Self {
        Self { message, problems: problems.into_iter().map(problem_of).collect() }
    }
}

/// What a change replaces in the text, in its order, or why the change is refused.
pub type Edited = Result<Vec<Replacement>, String>;

pub(super) fn edited(message::Edited { replacements: list, refusal }: message::Edited) -> Edited {
    refusal.map_or_else(|| Ok(replacements(list)), Err)
}

/// What a workflow file holds of a processor: keys and values, in the order of the schema.
pub type Settings = Vec<(String, String)>;

pub(super) fn settings(message::Described { settings }: message::Described) -> Settings {
    settings.into_iter().map(|setting| (setting.key, setting.value)).collect()
}
