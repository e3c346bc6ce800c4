//! The texts of what if.

texts! {
    TITLE = "What if";
    NO_RUN = "Run the workflow, go to a step, and change something from there on.";
    LIVE = "Live runs are not repeatable. Run in virtual time to fork.";
    FAILS = "fails";
    ONE_MORE_ATTEMPT = "gets one more attempt";
    TAKES = "takes";
    DURATION = "Duration in milliseconds";
    MS = " ms";
    GIVES = "gives";
    OUTPUT = "Output";
    THERE_ARE = "there are";
    WORKERS_FROM_HERE = "Workers from here on";
    WORKERS = " workers";
    RUNS = "Runs";
    AND = " and ";
    FORKS = "forks";
    NO_RUNS = "No runs yet.";
    COMPARE = "Compare";
}

/// The change of a processor.
pub(crate) fn from_step(step: usize, id: &str) -> String {
    format!("From step {step} on, what if {id} …")
}

/// No processor is selected.
pub(crate) fn select(step: usize) -> String {
    format!("From step {step} on. Select a processor to change it.")
}

/// The label of the button that compares a fork with its parent.
pub(crate) fn compare(fork: u32, parent: u32) -> String {
    format!("Compare run {fork} with run {parent}")
}

/// The name of a run.
pub(crate) fn run(number: u32) -> String {
    format!("Run {number}")
}

/// An example of each text with values.
#[cfg(test)]
pub(crate) fn examples() -> Vec<String> {
    vec![from_step(3, "mark"), select(3), compare(2, 1), run(1)]
}
