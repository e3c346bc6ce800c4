//! The texts of the inspector: a processor, why it is in its state, and the overview of a run.

texts! {
    const TITLE = "Inspector";
    const SELECT = "Select a processor in the graph to see its input and output.";
    const BREAKPOINT_HELP = "Stop playback where it starts";
    const PAYLOADS_AS = "Payloads as";
    const STATE = "State";
    const INTENT = "Intent";
    const RANK = "Rank";
    const ATTEMPTS = "Attempts";
    const WORKER = "Worker";
    const FUEL = "Fuel";
    const SKIPPED = "Skipped because of ";
    const RECEIVED = "Received";
    const RECEIVED_FROM = "from ";
    const RUN_INPUT = "the run’s input";
    const PATH = "Where it comes from";
    const PRODUCED = "Produced";
    const DIFFERENCE = "Difference";
    const SAME = "The output equals the input.";
    const NOTHING_COMMON = "No common text to compare.";
    const ATTEMPT = "Attempt";
    const START = "Start";
    const END = "End";
    const RESULT = "Result";
    const METADATA = "Metadata";
    const DEPENDS_ON = "Depends on";
    const UNBLOCKS = "Unblocks";
    const NOTHING = "nothing";
    const WHY = "Why";
    const RUN_TO_SEE = "Run the workflow to see.";
    const SINCE = "Since";
    const SINCE_START = "Since the start";
    const RELEASED_BY = "Released by";
    const RELEASED_BY_NOTHING = "Released by nothing";
    const NEXT = "Next:";
    const NEXT_NOTHING = "Next: nothing";
    const READY_QUEUE = "Ready queue";
    const EXECUTING = "Executing";
    const CHANGED = "Changed at this instant";
    const ANALYSIS = "Analysis";
    const REGIONS = "Regions";
    const EXPECTED = "Expected durations; ✓ marks the choice";
    fn error(code: impl std::fmt::Display = 500) = "Error {code}";
    fn turn(what: &str = SINCE, step: usize = 4) = "{what} step {step}";
    fn busy(worker: u32 = 0) = "Worker {worker}: ";
    fn step(step: usize = 4) = "Step {step}";
}
