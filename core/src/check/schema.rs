//! The keys of checks, with their help, in tables like those of workflow files.

use crate::{
    limits,
    text::schema::{FAILURE_STRATEGIES, PRIORITIES, STRATEGIES, Section, Shape, key, required},
};

/// The keys of conditions, after these keys.
macro_rules! conditions {
    ($($other:expr,)*) => {
        &[
            $($other,)*
            key("status", "The status of the run.", Shape::Texts),
            key("state", "The last state of processors.", Shape::Options),
            key("attempts", "How many attempts of processors start.", Shape::Options),
            key("error", "The error code of the last attempt of processors.", Shape::Options),
            key("output", "The output of the run: a text, or `contains`.", Shape::Text),
            key("receives", "What processors read: a text, `contains`, or `from`.", Shape::Options),
            key("gives", "What leaves processors: a text, or `contains`.", Shape::Options),
            key("finds", "The metadata of processors, by key.", Shape::Options),
            key("before", "Moments that come in this order.", Shape::Texts),
            key("at", "The time of moments, in milliseconds.", Shape::Options),
            key("together", "Processors that all run at some instant.", Shape::Ids),
            key("apart", "Processors of which no two run at the same instant.", Shape::Ids),
            key("waits", "How long processors wait, by cause.", Shape::Map(&WAITS)),
            key("measure", "Measures of the run, by name.", Shape::Map(&MEASURES)),
            key("picked", "The rule by which processors were picked.", Shape::Options),
            key("chosen", "What `hybrid` chose for the regions of processors.", Shape::Options),
            key("uses", "The options of the run.", Shape::Map(&USES)),
            key("sets", "Values of the file, by `ID.KEY`.", Shape::Options),
            key("path", "Two processors: the second depends on the first, however far.", Shape::Ids),
            key("edits", "How far the file differs from the start, by kind.", Shape::Map(&EDITS)),
            key("shared", "How many results a shared payload could have.", Shape::Map(&SHARED)),
            key("compare", "A measure of two runs.", Shape::Map(&COMPARE)),
            key("same", "What is equal in several runs.", Shape::Map(&SAME)),
            key("all", "Conditions that all hold.", Shape::List(&PREDICATES, limits::CONDITIONS)),
            key("any", "Conditions of which one holds.", Shape::List(&PREDICATES, limits::CONDITIONS)),
            key("not", "A condition that does not hold.", Shape::Map(&PREDICATES)),
        ]
    };
}

/// A check: its own keys, and those of a condition.
pub static CHECK: Section = Section {
    what: "a check",
    keys: conditions![
        required("id", "Its name; unique in the task.", Shape::Text),
        required("say", "What is true when it holds, in a sentence.", Shape::Text),
        key("run", "The name of the run on which it is judged; the default is `run`, the learner's own.", Shape::Text),
        key("each", "The names of several runs on which it is judged.", Shape::Texts),
    ],
};

/// A condition.
pub static PREDICATES: Section = Section { what: "a condition", keys: conditions![] };

/// A number with bounds.
pub(super) static NUM: Section = Section {
    what: "a number",
    keys: &[
        key("exactly", "It is equal to this.", Shape::Text),
        key("at_least", "It is not less than this.", Shape::Text),
        key("at_most", "It is not more than this.", Shape::Text),
        key("more_than", "It is more than this.", Shape::Text),
        key("less_than", "It is less than this.", Shape::Text),
    ],
};

/// A text of which only a part is given.
pub(super) static TEXT: Section =
    Section { what: "a text", keys: &[key("contains", "It has this in it.", Shape::Text)] };

/// What a processor receives.
pub(super) static RECEIVED: Section = Section {
    what: "what a processor receives",
    keys: &[
        key("contains", "It has this in it.", Shape::Text),
        key("from", "The processor that made it, or `input`.", Shape::Text),
    ],
};

/// `waits`.
pub(super) static WAITS: Section = Section {
    what: "`waits`",
    keys: &[
        key("of", "The processor, or `all`.", Shape::Text),
        key("for", "The cause, or `any`.", Shape::Choice(&CAUSES)),
        required("ms", "How long, in milliseconds, in total.", Shape::Map(&NUM)),
    ],
};

/// The causes of waits, and `any`.
pub(super) const CAUSES: [&str; 5] = ["any", "dependency", "barrier", "worker", "backoff"];

/// `measure`.
pub(super) static MEASURES: Section = Section {
    what: "`measure`",
    keys: &[
        key("makespan_ms", "The time of the last event.", Shape::Map(&NUM)),
        key("work_ms", "The total duration of all attempts.", Shape::Map(&NUM)),
        key("idle_ms", "The total idle time of all workers.", Shape::Map(&NUM)),
        key("utilisation", "The work as a share of the workers' time.", Shape::Map(&NUM)),
        key("peak_ready", "The largest number of processors that were ready at the same time.", Shape::Map(&NUM)),
        key("mean_ready", "The average number of ready processors.", Shape::Map(&NUM)),
        key("peak_running", "The largest number of attempts that ran at the same time.", Shape::Map(&NUM)),
        key("critical_path_ms", "The longest path through the graph.", Shape::Map(&NUM)),
        key("lower_bound_ms", "No schedule is shorter.", Shape::Map(&NUM)),
        key("over_lower_bound", "The makespan divided by the lower bound.", Shape::Map(&NUM)),
        key(
            "graham_bound_ms",
            "No schedule that leaves no worker idle while a processor is ready is longer.",
            Shape::Map(&NUM),
        ),
        key("workers_used", "How many workers run an attempt.", Shape::Map(&NUM)),
        key("processors", "The number of processors.", Shape::Map(&NUM)),
        key("edges", "The number of dependencies.", Shape::Map(&NUM)),
        key("levels", "The number of levels.", Shape::Map(&NUM)),
    ],
};

/// `edits`.
pub(super) static EDITS: Section = Section {
    what: "`edits`",
    keys: &[
        key("processors", "Processors that are added or removed; a renamed one is both.", Shape::Map(&NUM)),
        key("edges", "Dependencies that are added or removed.", Shape::Map(&NUM)),
        key("order", "Processors with the same dependencies in another order.", Shape::Map(&NUM)),
        key("lines", "Processors to move for the order in the file to be the same.", Shape::Map(&NUM)),
        key("codes", "Processors with other code: another type, local processor or module.", Shape::Map(&NUM)),
        key("options", "Options of processors that are added, removed or changed.", Shape::Map(&NUM)),
        key("durations", "Processors with another simulated duration.", Shape::Map(&NUM)),
        key("durations_by_ms", "By how many milliseconds the durations differ, in total.", Shape::Map(&NUM)),
        key("retries", "Processors with other retries or another timeout.", Shape::Map(&NUM)),
        key("strategy", "Whether the strategy, and its priority, are others.", Shape::Map(&NUM)),
        key("workers", "Whether the number of workers is another.", Shape::Map(&NUM)),
        key("failure", "Whether the failure strategy is another.", Shape::Map(&NUM)),
    ],
};

/// `uses`.
pub(super) static USES: Section = Section {
    what: "`uses`",
    keys: &[
        key("strategy", "The strategy.", Shape::Choice(&STRATEGIES)),
        key("priority", "The priority of the work queue.", Shape::Choice(&PRIORITIES)),
        key("workers", "The number of workers.", Shape::Map(&NUM)),
        key("failure_strategy", "What happens when a processor fails.", Shape::Choice(&FAILURE_STRATEGIES)),
    ],
};

/// `shared`.
pub(super) static SHARED: Section = Section {
    what: "`shared`",
    keys: &[
        key("outputs", "How many outputs are possible.", Shape::Map(&NUM)),
        key("inputs", "How many contents each processor can read.", Shape::Options),
    ],
};

/// `compare`.
pub(super) static COMPARE: Section = Section {
    what: "`compare`",
    keys: &[
        required("measure", "The measure.", Shape::Text),
        required("a", "The name of the first run.", Shape::Text),
        required(
            "is",
            "How the measure of the first compares with that of the second.",
            Shape::Choice(&["less", "equal", "greater"]),
        ),
        required("b", "The name of the second run.", Shape::Text),
        key("by", "By how much they differ.", Shape::Map(&NUM)),
    ],
};

/// `same`.
pub(super) static SAME: Section = Section {
    what: "`same`",
    keys: &[
        required("what", "What is equal.", Shape::Choice(&["output", "payloads", "trace"])),
        required("runs", "The names of the runs.", Shape::Texts),
    ],
};

/// A run of a lesson.
pub static RUN_SPEC: Section = Section {
    what: "a run",
    keys: &[
        key("strategy", "Overrides the strategy.", Shape::Choice(&STRATEGIES)),
        key("priority", "Overrides the priority.", Shape::Choice(&PRIORITIES)),
        key("failure_strategy", "Overrides the failure strategy.", Shape::Choice(&FAILURE_STRATEGIES)),
        key(
            "workers",
            "Overrides the number of workers.",
            Shape::Number { least: 1, most: limits::WORKERS as u64, default: None },
        ),
        key("input", "Another input.", Shape::Text),
        key("edits", "Edits that are made to a copy of the text, a line for each.", Shape::Text),
    ],
};
