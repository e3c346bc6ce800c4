//! The texts of the comparison.

texts! {
    TITLE = "Compare";
    RUNS_TO_COMPARE = "Runs to compare";
    EMPTY = "Compare two to four runs side by side: when processors start, and what each run costs.";
    FASTEST = ", fastest";
    SHOW = "Show";
    COSTS = "Cost of each run";
    RUN = "Run";
    ROWS = "Rows of the chart";
    BY_WORKER = "by worker";
    BY_PROCESSOR = "by processor";
    DIVERGES = "◆ starts at a different time in another run";
    BUSY = " busy  ";
    IDLE = " idle  ";
    LOWER_BOUND = " lower bound";
    PICTURE = "All runs on one time axis";
    ATTEMPTS = "The attempts of all runs";
}

/// The progress of a comparison.
pub(crate) fn progress(at: usize, of: usize) -> String {
    format!("Run {at} of {of}")
}

/// The name of a run.
pub(crate) fn run(number: u32) -> String {
    format!("Run {number}")
}

/// The label of the choice of a strategy.
pub(crate) fn strategy_of(run: usize) -> String {
    format!("Strategy of run {run}")
}

/// The label of the number of workers.
pub(crate) fn workers_of(run: usize) -> String {
    format!("Workers of run {run}")
}

/// The label of the button that removes a row.
pub(crate) fn remove(run: usize) -> String {
    format!("Remove run {run}")
}

/// The label of the button that shows a run.
pub(crate) fn show(name: &str) -> String {
    format!("Show {name}")
}

/// How much of the chart is missing.
pub(crate) fn left_out(attempts: usize) -> String {
    format!("{attempts} more attempts are not drawn.")
}

/// An example of each text with values.
#[cfg(test)]
pub(crate) fn examples() -> Vec<String> {
    vec![progress(2, 4), run(3), strategy_of(1), workers_of(1), remove(1), show("level"), left_out(9)]
}
