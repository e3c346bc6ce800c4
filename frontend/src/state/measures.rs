//! What a run cost.

use dagwood_core::{Micros, Trace, trace::Metrics};

/// What a run cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measures {
    /// How many workers there were.
    pub workers: u32,
    /// The time of the last event.
    pub makespan: Micros,
    /// How long all attempts took together.
    pub work: Micros,
    /// How long workers had nothing to do, together.
    pub idle: Micros,
    /// How long processors waited for dependencies, together.
    pub dependency: Micros,
    /// How long they waited for their level to begin.
    pub barrier: Micros,
    /// How long they waited for a worker.
    pub worker: Micros,
    /// How long they waited between attempts.
    pub backoff: Micros,
    /// The greatest number of processors that were ready at once.
    pub peak_ready: u32,
    /// No schedule of the same attempts on as many workers ends earlier.
    pub lower_bound: Micros,
}

impl Measures {
    /// Those of a run.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let metrics = Metrics::new(trace);
        let waiting = metrics.waiting();
        Self {
            workers: metrics.workers,
            makespan: metrics.makespan,
            work: metrics.work(),
            idle: metrics.idle(),
            dependency: waiting.dependency,
            barrier: waiting.barrier,
            worker: waiting.worker,
            backoff: waiting.backoff,
            peak_ready: metrics.peak_ready as u32,
            lower_bound: metrics.lower_bound,
        }
    }
}
