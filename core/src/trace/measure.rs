//! The cost of a run: how long it took, how workers and processors spent that time, and how close it is to the best
//! possible schedule of the same attempts. A pure function of the trace.

use alloc::{vec, vec::Vec};
use core::ops::{Add, AddAssign};

use crate::{
    EventKind, Graph, Micros, Trace,
    trace::{Span, WaitCause, spans, waits},
};

/// The measures of a run. If the trace stops before the end of the run, they cover the time until its last event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// The number of workers W. If a fork changed it, the largest number, taken as constant.
    pub workers: u32,
    /// How many attempts started.
    pub attempts: usize,
    /// The time of the last event.
    pub makespan: Micros,
    /// How long each worker ran attempts.
    pub busy: Vec<Micros>,
    /// The largest number of processors that were ready at the same time, including processors that start at the instant at
    /// which they become ready.
    pub peak_ready: usize,
    /// The waits of each processor, in file order.
    pub waits: Vec<Waiting>,
    /// The longest path through the graph, where each processor counts with all its attempts and the backoffs between
    /// them: processors on a path run one after the other on any number of workers.
    pub critical_path: Micros,
    /// No schedule of the same attempts on this number of workers ends earlier: the maximum of the critical path and
    /// the work divided by W, rounded up.
    pub lower_bound: Micros,
    /// Graham's bound, rounded up: no schedule that starts a ready processor whenever a worker is free takes longer. It
    /// is the work divided by W, plus (1 − 1/W) times the critical path, in which backoffs count in full because they
    /// keep no worker busy. It assumes a constant number of workers.
    ///
    /// R. L. Graham, "Bounds for Certain Multiprocessing Anomalies", Bell System Technical Journal 45 (1966), and "Bounds
    /// on Multiprocessing Timing Anomalies", SIAM Journal on Applied Mathematics 17 (1969).
    pub graham_bound: Micros,
}

/// The time in which a processor does not run, from the start of the run until its last attempt starts or it is
/// skipped. Each microsecond belongs to exactly one cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Until it is ready for the first time: a dependency has not ended.
    pub dependency: Micros,
    /// It is ready, but its level has not started. Only under the `level` strategy.
    pub barrier: Micros,
    /// It is ready, and its level, if any, has started: no worker is free.
    pub worker: Micros,
    /// From a failed attempt until it is ready for the next.
    pub backoff: Micros,
}

impl Metrics {
    /// The measures of a trace. O(events + workers + processors · log processors + edges).
    #[must_use]
    pub fn new(trace: &Trace) -> Self {
        let (graph, workers, makespan) = (trace.graph(), trace.most_workers(), trace.makespan());
        let mut busy = vec![Micros::ZERO; workers as usize];
        let mut runs = vec![Micros::ZERO; graph.len()];
        let spans = spans(trace);
        for span in &spans {
            let &Span { processor, worker, .. } = span;
            busy[worker as usize] = busy[worker as usize] + span.duration();
            runs[processor as usize] = runs[processor as usize] + span.duration();
        }
        let waits = waiting(trace);
        let work = total(busy.iter().copied());
        let w = u128::from(workers.max(1));
        let weight = |p: usize| (u128::from(runs[p].get()), u128::from(waits[p].backoff.get()));
        let critical_path = longest_path(graph, |p| {
            let (runs, backoff) = weight(p);
            runs + backoff
        });
        // Graham's argument with a delay that holds no worker; multiplied by W, so that no intermediate result is
        // rounded.
        let delayed = longest_path(graph, |p| {
            let (runs, backoff) = weight(p);
            runs * (w - 1) + backoff * w
        });
        Self {
            workers,
            attempts: spans.len(),
            makespan,
            busy,
            peak_ready: peak_ready(trace),
            waits,
            critical_path: micros(critical_path),
            lower_bound: micros(critical_path.max(work.div_ceil(w))),
            graham_bound: micros((work + delayed).div_ceil(w)),
        }
    }

    /// The total time of all attempts, which is the total busy time of all workers.
    #[must_use]
    pub fn work(&self) -> Micros {
        micros(self.exact_work())
    }

    /// The total time in which workers were idle.
    #[must_use]
    pub fn idle(&self) -> Micros {
        micros(self.available().saturating_sub(self.exact_work()))
    }

    /// The work as a share of the workers' time, from 0 to 1; 0 if there was none.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        ratio(self.exact_work(), self.available()).unwrap_or(0.0)
    }

    /// The total waiting time of all processors.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        self.waits.iter().fold(Waiting::default(), |sum, &wait| sum + wait)
    }

    /// The mean number of ready processors over the run; 0 if it took no time.
    #[must_use]
    pub fn mean_ready(&self) -> f64 {
        // A processor is ready while it waits for its level or for a worker.
        let ready = total(self.waits.iter().flat_map(|wait| [wait.barrier, wait.worker]));
        ratio(ready, self.makespan.get().into()).unwrap_or(0.0)
    }

    /// The ratio of makespan to lower bound: 1 is optimal.
    #[must_use]
    pub fn over_lower_bound(&self) -> f64 {
        ratio(self.makespan.get().into(), self.lower_bound.get().into()).unwrap_or(1.0)
    }

    fn exact_work(&self) -> u128 {
        total(self.busy.iter().copied())
    }

    fn available(&self) -> u128 {
        u128::from(self.makespan.get()) * u128::from(self.workers)
    }
}

impl Waiting {
    /// The sum over all causes.
    #[must_use]
    pub fn total(&self) -> Micros {
        self.dependency + self.barrier + self.worker + self.backoff
    }
}

impl Add for Waiting {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            dependency: self.dependency + other.dependency,
            barrier: self.barrier + other.barrier,
            worker: self.worker + other.worker,
            backoff: self.backoff + other.backoff,
        }
    }
}

impl AddAssign for Waiting {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// The waits of each processor, by cause.
fn waiting(trace: &Trace) -> Vec<Waiting> {
    let mut of = vec![Waiting::default(); trace.graph().len()];
    for wait in waits(trace) {
        let Waiting { dependency, barrier, worker, backoff } = &mut of[wait.processor as usize];
        let time = match wait.cause {
            WaitCause::Dependency => dependency,
            WaitCause::Barrier => barrier,
            WaitCause::Worker => worker,
            WaitCause::Backoff => backoff,
        };
        *time = *time + wait.duration();
    }
    of
}

/// The largest number of processors that were ready at the same time.
fn peak_ready(trace: &Trace) -> usize {
    let mut is_ready = vec![false; trace.graph().len()];
    let (mut ready, mut peak) = (0usize, 0);
    for event in trace.events() {
        let Some(p) = event.processor else { continue };
        let now = match event.kind {
            EventKind::Ready { .. } => true,
            EventKind::RetryScheduled { .. } | EventKind::Started { .. } | EventKind::Skipped { .. } => false,
            EventKind::RunStarted { .. }
            | EventKind::StrategyChosen { .. }
            | EventKind::LevelStarted { .. }
            | EventKind::LevelEnded { .. }
            | EventKind::Completed { .. }
            | EventKind::Failed { .. }
            | EventKind::Cancelled { .. }
            | EventKind::PayloadAdvanced { .. }
            | EventKind::RunEnded { .. } => continue,
        };
        ready -= usize::from(core::mem::replace(&mut is_ready[p as usize], now));
        ready += usize::from(now);
        peak = peak.max(ready);
    }
    peak
}

/// The greatest sum of weights along a path of the graph.
fn longest_path(graph: &Graph, weight: impl Fn(usize) -> u128) -> u128 {
    let mut order: Vec<_> = graph.processors().collect();
    order.sort_unstable_by_key(|&p| graph.rank(p));
    let mut longest = vec![0u128; graph.len()];
    for p in order {
        let before = graph.dependencies(p).iter().map(|&d| longest[d as usize]).max().unwrap_or(0);
        longest[p as usize] = before + weight(p as usize);
    }
    longest.into_iter().max().unwrap_or(0)
}

/// A sum over workers or processors, which can exceed the longest run.
fn total(times: impl Iterator<Item = Micros>) -> u128 {
    times.map(|time| u128::from(time.get())).sum()
}

fn micros(exact: u128) -> Micros {
    Micros::new(exact.try_into().unwrap_or(u64::MAX))
}

fn ratio(part: u128, whole: u128) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sums over workers and processors can exceed the range of virtual time.
    #[test]
    fn sums_beyond_the_end_of_time_are_exact_in_ratios_and_end_there_in_times() {
        let wait = Waiting { worker: Micros::MAX, ..Waiting::default() };
        let metrics = Metrics {
            workers: 4,
            attempts: 3,
            makespan: Micros::MAX,
            busy: vec![Micros::MAX, Micros::MAX, Micros::MAX, Micros::ZERO],
            peak_ready: 3,
            waits: vec![wait; 3],
            critical_path: Micros::MAX,
            lower_bound: Micros::MAX,
            graham_bound: Micros::MAX,
        };
        assert_eq!((metrics.work(), metrics.idle(), metrics.waiting()), (Micros::MAX, Micros::MAX, wait));
        assert_eq!((metrics.utilisation(), metrics.mean_ready(), metrics.over_lower_bound()), (0.75, 3.0, 1.0));
    }
}
