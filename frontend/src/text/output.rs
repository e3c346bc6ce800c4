//! The texts of runs and of their output.

use crate::state::RunNumber;

texts! {
    const TITLE = "Output";
    const EMPTY = "Run the workflow to see its output.";
    const STALE = "Workflow, input or options have changed: run again.";
    const RUNNING = "Running";
    const STOPPING = "Stopping";
    const UNFINISHED = "unfinished";
    const RESULT = "Result";
    const NO_OUTPUT = "The run has no output.";
    const DETAILS = "Details";
    const HASH = "Trace SHA-256";
    const NOT_READ = "The run could not be read.";
    const SHOWING_THIS = "Showing this run.";
    const NO_ENGINE = "Not run: the engine could not be loaded.";
    const CHAIN = "Each processor waits for the one before it, so no strategy has a choice.";
    const ONE_WORKER = "With 1 worker, every strategy takes as long as all processors together.";
    const ENOUGH_WORKERS = "Every ready processor has a worker, and all levels together take as long as the longest path, so no strategy is faster.";
    const OPEN_DIFFERENT = "Open an example where strategies differ";
    fn than(run: RunNumber = 3, time: &str = "540 ms", how: &str = ", level") = "run {run} ({time}{how})";
    fn less(by: &str = "310 ms", percent: u64 = 57, than: &str = "run 3 (540 ms, level)") = "{by} ({percent} %) less than {than}.";
    fn more(by: &str = "310 ms", percent: u64 = 135, than: &str = "run 3 (230 ms, reactive)") = "{by} ({percent} %) more than {than}.";
    fn as_long(than: &str = "run 3 (540 ms, level)") = "As long as {than}.";
    fn comparing(at: impl std::fmt::Display = 1, of: impl std::fmt::Display = 4) = "Comparing, {at} of {of}";
    fn showing(run: RunNumber = 3) = "Showing run {run}.";
    fn not_run(reason: &str = "the workflow has errors") = "Not run: {reason}.";
    fn module_not_loaded(name: &str = "rle.wasm") = "the module “{name}” could not be loaded";
    fn inside(processor: &str = "spin", fuel: u64 = 12) = ", {processor} has used {fuel} M fuel";
    fn progress(what: &str = RUNNING, events: impl std::fmt::Display = 42, inside: &str = "") =
        "{what}: {events} events so far{inside}";
}
