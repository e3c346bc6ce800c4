//! The texts of the output.

texts! {
    const TITLE = "Output";
    const EMPTY = "Run the workflow to see its output.";
    const STALE = "Workflow, input or options have changed: run again.";
    const RUNNING = "Running";
    const STOPPING = "Stopping";
    const UNFINISHED = "unfinished";
    const RESULT = "Result";
    const NO_OUTPUT = "The run has no output.";
    const HASH = "Trace SHA-256";
    fn comparing(at: impl std::fmt::Display = 1, of: impl std::fmt::Display = 4) = "Comparing, {at} of {of}";
    fn inside(processor: &str = "spin", fuel: u64 = 12) = ", {processor} has used {fuel} M fuel";
    fn progress(what: &str = RUNNING, events: impl std::fmt::Display = 42, inside: &str = "") =
        "{what}: {events} events so far{inside}";
}
