//! The texts of the timeline.

use dagwood_core::Micros;

use crate::state::RunNumber;

texts! {
    const TITLE = "Timeline";
    const STALE = "From an earlier run: run again.";
    const EMPTY = "Each worker’s attempts appear here after the workflow has run.";
    const WAITS = "Waits";
    const LANES = "Lanes";
    const WAITING = "Waiting";
    const IDLE = " idle";
    const RANGE_REMOVED = "The range is removed.";
    fn at(now: Micros = Micros::new(30_000)) = "at {now}";
    fn difference(sign: &str = "−", by: &str = "310 ms", percent: u64 = 57, run: RunNumber = 1) =
        "{sign}{by} ({sign}{percent} %) from run {run}, in grey";
    fn in_grey(run: RunNumber = 1) = "run {run} in grey";
    fn as_long(run: RunNumber = 1) = "as long as run {run}, in grey";
    fn range(
        duration: Micros = Micros::new(30_000),
        start: Micros = Micros::new(10_000),
        end: Micros = Micros::new(40_000),
        processors: &str = "3 processors",
        percent: u128 = 75
    ) = "{duration} marked, from {start} to {end}: {processors} ran, workers {percent} % busy.";
    fn planned(makespan: Micros = Micros::new(60_000)) =
        "Planned: {makespan}, if every processor takes as long as expected and none fails.";
    fn worker(number: u32 = 0) = "Worker {number}";
    fn more(rows: impl std::fmt::Display = 3) = "{rows} more";
    fn summary(attempts: usize = 5, workers: u32 = 2, makespan: Micros = Micros::new(60_000)) =
        "{attempts} attempts on {workers} workers in {makespan}";
}
