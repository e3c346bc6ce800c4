//! The texts of the comparison.

use dagwood_core::Micros;

texts! {
    const TITLE = "Compare";
    const RUNS_TO_COMPARE = "Runs to compare";
    const EMPTY = "Compare two to four runs side by side: when processors start, and what each run costs.";
    const FASTEST = ", fastest";
    const SHOW = "Show";
    const COSTS = "Cost of each run";
    const RUN = "Run";
    const ROWS = "Rows of the chart";
    const BY_WORKER = "by worker";
    const BY_PROCESSOR = "by processor";
    const DIVERGES = "◆ starts at a different time in another run";
    const BUSY = " busy  ";
    const IDLE = " idle  ";
    const LOWER_BOUND = " lower bound";
    const PICTURE = "All runs on one time axis";
    const ATTEMPTS = "The attempts of all runs";
    const COMPARING = "Comparing";
    const COMPARED = "Compared";
    const STRATEGY = "Strategy";
    const WORKERS = "Workers";
    const MORE = "More";
    const MORE_COSTS = "More measures of each run";
    const TOTAL = "Total";
    const VERSUS_BEST = "Versus best";
    const BEST = "best";
    const AT_BARRIERS = "Waits at barriers";
    const OVER_LOWER_BOUND = "Over lower bound";
    const UTILISATION = "Utilisation";
    const COLUMN_IDLE = "Idle";
    const WAITS_DEPENDENCY = "Waits: dependency";
    const NO_WORKER = "no worker";
    const BACKOFF = "backoff";
    const PEAK_READY = "Peak ready";
    const FORKED = ", forked";
    const PARTING = "first difference";
    const NO_DIFFERENCE = "No difference: all runs start the same processors at the same times.";
    fn progress(at: usize = 2, of: usize = 4) = "Run {at} of {of}";
    fn run(number: u32 = 3) = "Run {number}";
    fn strategy_of(run: usize = 1) = "Strategy of run {run}";
    fn workers_of(run: usize = 1) = "Workers of run {run}";
    fn remove(run: usize = 1) = "Remove run {run}";
    fn show(name: &str = "level") = "Show {name}";
    fn more_than_best(by: Micros = Micros::new(20_000), percent: u64 = 67) = "+{by} ({percent} %)";
    fn left_out(attempts: usize = 9) = "{attempts} more attempts are not drawn.";
    fn by(priority: &str = "fifo") = " by {priority}";
    fn on(workers: u32 = 2) = " × {workers}";
    fn starts(run: &str = "level", id: &str = "mark", at: Micros = Micros::new(10_000)) = "{run} starts {id} at {at}";
    fn starts_no_more(run: &str = "level") = "{run} starts no more processors";
    fn first_difference(start: usize = 2, each: &str = "level starts mark at 10 ms") = "First difference at start {start}: {each}.";
}
