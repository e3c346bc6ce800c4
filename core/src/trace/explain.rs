//! Why a processor is in its state: the rule that holds it back or that picked it, and the event that ends this.
//!
//! It all follows from the trace alone, so a run can be explained anywhere.

use alloc::{format, string::String, vec::Vec};
use core::cmp::Reverse;

use crate::{
    EventKind, FailureStrategy, Intent, Micros, Priority, ProcessorIdx, ProcessorState, Snapshot, Strategy, Trace,
    run::strategy::priority_by_rank, sentence,
};

/// Why a processor is in its state after some events of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The processor.
    pub processor: ProcessorIdx,
    /// Its state.
    pub state: ProcessorState,
    /// The reason: there is exactly one.
    pub why: Why,
    /// The event that put it into this state.
    pub since: Option<usize>,
    /// The event that releases it; for an executing processor, the event that ends its attempt. `None` if there is no
    /// such event in this trace.
    pub released_by: Option<usize>,
    /// The next event that changes its state.
    pub next: Option<usize>,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The run has not started.
    NotBegun,
    /// It depends on these processors, which have not ended successfully.
    Dependencies(Vec<ProcessorIdx>),
    /// It waits for its retry, which starts at this instant at the earliest.
    Backoff(Micros),
    /// Other events due at this instant come first.
    Settling,
    /// Its level is not the open one of its region, if any.
    Barrier {
        /// The open level.
        open: Option<u32>,
        /// Its level.
        own: u32,
    },
    /// Every worker is busy. These are ready too and will start before it, the next one first.
    NoFreeWorker {
        /// The processors ahead of it.
        ahead: Vec<ProcessorIdx>,
    },
    /// It was picked by this rule over the next in line.
    Picked {
        /// The rule that decided between the two.
        rule: Rule,
        /// The next in line, if there was one.
        over: Option<ProcessorIdx>,
    },
    /// It has completed.
    Completed,
    /// It has failed.
    Failed,
    /// It was skipped, because of a failed processor or because the run ended.
    Skipped(Option<ProcessorIdx>),
    /// Its attempt was cancelled.
    Cancelled,
}

/// Why one ready processor started before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// No other processor could start.
    OnlyOne,
    /// Its region comes first.
    Region,
    /// Its rank is greater.
    Rank,
    /// It is a Transform, and the other an Analyze.
    Transform,
    /// Its upward rank, the longest path to the end of the run, is greater.
    UpwardRank,
    /// It became ready first.
    ReadyFirst,
    /// It comes first in the file.
    FileOrder,
}

/// Explains the state of a processor in this snapshot of the trace. O(events + processors).
///
/// # Panics
/// If the processor is not in this graph.
#[must_use]
pub fn explain(trace: &Trace, snapshot: &Snapshot, processor: ProcessorIdx) -> Explanation {
    let cursor = snapshot.cursor();
    let of_it = |seq: &usize| {
        let event = trace.event(*seq);
        event.processor == Some(processor) && event.kind.state().is_some()
    };
    let since = (0..cursor).rev().find(of_it);
    let next = (cursor..trace.len()).find(of_it);
    let why = why(trace, snapshot, processor, since);
    let released_by = released_by(trace, snapshot, processor, &why, next);
    let state = snapshot.state(processor);
    Explanation { processor, state, why, since, released_by, next }
}

fn why(trace: &Trace, snapshot: &Snapshot, processor: ProcessorIdx, since: Option<usize>) -> Why {
    let graph = trace.graph();
    let known = snapshot.processor(trace, processor);
    match known.state {
        _ if snapshot.cursor() == 0 => Why::NotBegun,
        ProcessorState::Waiting => {
            if let Some(until) = known.retry_at {
                return Why::Backoff(until);
            }
            let best_effort = trace.options().failure_strategy == FailureStrategy::BestEffort;
            let has_ended = |d: ProcessorIdx| match snapshot.state(d) {
                ProcessorState::Completed => true,
                // Right after a failure, another attempt may still follow.
                ProcessorState::Failed => best_effort && !will_be_retried(trace, snapshot, d),
                _ => false,
            };
            let missing: Vec<_> = graph.dependencies(processor).iter().copied().filter(|&d| !has_ended(d)).collect();
            if missing.is_empty() { Why::Settling } else { Why::Dependencies(missing) }
        }
        ProcessorState::Ready => {
            if let Some((open, own)) = barrier(trace, snapshot, processor) {
                return Why::Barrier { open, own };
            }
            let workers = trace.workers_at(snapshot.cursor()) as usize;
            if snapshot.workers().iter().take(workers).any(Option::is_none) {
                return Why::Settling;
            }
            let mut ahead = queue(trace, snapshot);
            ahead.truncate(ahead.iter().position(|&p| p == processor).unwrap_or(0));
            Why::NoFreeWorker { ahead }
        }
        ProcessorState::Executing => {
            let before = Snapshot::at(trace, since.unwrap_or(0));
            let mut others = queue(trace, &before).into_iter().filter(|&p| p != processor);
            let over = others.next();
            let rule = over.map_or(Rule::OnlyOne, |over| rule_between(trace, processor, over));
            Why::Picked { rule, over }
        }
        ProcessorState::Completed => Why::Completed,
        ProcessorState::Failed => Why::Failed,
        ProcessorState::Skipped => Why::Skipped(known.cause),
        ProcessorState::Cancelled => Why::Cancelled,
    }
}

fn will_be_retried(trace: &Trace, snapshot: &Snapshot, processor: ProcessorIdx) -> bool {
    snapshot.cursor() < trace.len() && {
        let next = trace.event(snapshot.cursor());
        next.processor == Some(processor) && matches!(next.kind, EventKind::RetryScheduled { .. })
    }
}

/// The open level and its own, if a barrier holds a ready processor back.
fn barrier(trace: &Trace, snapshot: &Snapshot, processor: ProcessorIdx) -> Option<(Option<u32>, u32)> {
    let place = Place::of(trace, processor);
    let (open, own) = (snapshot.level(place.region), trace.graph().rank(processor));
    (place.strategy == Strategy::Level && open != Some(own)).then_some((open, own))
}

/// The ready processors that wait only for a free worker, in the order in which they will start.
#[must_use]
pub fn queue(trace: &Trace, snapshot: &Snapshot) -> Vec<ProcessorIdx> {
    let free_to_start =
        snapshot.ready().into_iter().enumerate().filter(|&(_, p)| barrier(trace, snapshot, p).is_none());
    let mut queue: Vec<_> = free_to_start.map(|(place, p)| (key(trace, p), place, p)).collect();
    queue.sort_unstable_by_key(|&(key, place, p)| (key, if key.by_readiness { place as ProcessorIdx } else { p }));
    queue.into_iter().map(|(.., p)| p).collect()
}

/// The policy of a processor.
struct Place {
    region: u32,
    strategy: Strategy,
    priority: Priority,
}

impl Place {
    fn of(trace: &Trace, processor: ProcessorIdx) -> Self {
        match trace.regions().zip(trace.analysis()) {
            Some((region_of, analysis)) => {
                let region = region_of[processor as usize];
                let choice = analysis.regions[region as usize].choice;
                Self { region, strategy: choice.strategy, priority: choice.priority }
            }
            None => Self { region: 0, strategy: trace.options().strategy, priority: trace.options().priority },
        }
    }
}

/// Smaller keys start first; equal ones start in the order of readiness or of the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    region: u32,
    priority: Reverse<u64>,
    by_readiness: bool,
}

fn key(trace: &Trace, processor: ProcessorIdx) -> Key {
    let Place { region, strategy, priority } = Place::of(trace, processor);
    let graph = trace.graph();
    let (value, by_readiness) = match (strategy, priority) {
        (Strategy::WorkQueue, Priority::Rank) => (priority_by_rank(graph, processor), false),
        (Strategy::WorkQueue, Priority::CriticalPath) => {
            (trace.upward_ranks().get(processor as usize).map_or(0, |rank| rank.get()), false)
        }
        (Strategy::Level, _) => (u64::MAX - u64::from(graph.rank(processor)), false),
        (Strategy::WorkQueue, Priority::Fifo) | (Strategy::Reactive | Strategy::Hybrid, _) => (0, true),
    };
    Key { region, priority: Reverse(value), by_readiness }
}

/// The rule by which `first` starts before `second` when both are ready: for neighbours in the [`queue`], the reason
/// for their order.
///
/// # Panics
/// If they are not in this graph.
#[must_use]
pub fn rule_between(trace: &Trace, first: ProcessorIdx, second: ProcessorIdx) -> Rule {
    let (of_first, of_second) = (key(trace, first), key(trace, second));
    let graph = trace.graph();
    if of_first.region != of_second.region {
        Rule::Region
    } else if of_first.by_readiness {
        Rule::ReadyFirst
    } else if of_first.priority == of_second.priority {
        Rule::FileOrder
    } else if Place::of(trace, first).priority == Priority::CriticalPath {
        Rule::UpwardRank
    } else if graph.rank(first) != graph.rank(second) {
        Rule::Rank
    } else {
        Rule::Transform
    }
}

fn released_by(
    trace: &Trace,
    snapshot: &Snapshot,
    processor: ProcessorIdx,
    why: &Why,
    next: Option<usize>,
) -> Option<usize> {
    let next = next?;
    let ended = |seq: &usize, of: &[ProcessorIdx]| {
        let event = trace.event(*seq);
        let is_end = match event.kind.state() {
            Some(ProcessorState::Completed | ProcessorState::Failed | ProcessorState::Cancelled) => true,
            Some(
                ProcessorState::Waiting | ProcessorState::Ready | ProcessorState::Executing | ProcessorState::Skipped,
            )
            | None => false,
        };
        is_end && event.processor.is_some_and(|p| of.contains(&p))
    };
    let mut before = snapshot.cursor()..next;
    let worker = match trace.event(next).kind {
        // The cause is the failure that skips it, in any processor.
        EventKind::Skipped { cause: Some(cause) } => {
            return before.rev().find(|seq| ended(seq, &[cause])).or(Some(next));
        }
        EventKind::Skipped { cause: None } => return Some(next),
        EventKind::Started { worker, .. } => Some(worker),
        EventKind::RunStarted { .. }
        | EventKind::StrategyChosen { .. }
        | EventKind::LevelStarted { .. }
        | EventKind::LevelEnded { .. }
        | EventKind::Ready { .. }
        | EventKind::Completed { .. }
        | EventKind::Failed { .. }
        | EventKind::RetryScheduled { .. }
        | EventKind::Cancelled { .. }
        | EventKind::PayloadAdvanced { .. }
        | EventKind::RunEnded { .. } => None,
    };
    match why {
        Why::Dependencies(missing) => before.rev().find(|seq| ended(seq, missing)),
        Why::Barrier { own, .. } => before.find(|&seq| {
            let opens = EventKind::LevelStarted { level: *own, region: Place::of(trace, processor).region };
            trace.event(seq).kind == opens
        }),
        // The processor that occupied the worker which it takes then; none if a fork adds that worker.
        Why::NoFreeWorker { .. } if worker.is_some() => before
            .rev()
            .find(|&seq| {
                let event = trace.event(seq);
                event.processor.is_some_and(|p| ended(&seq, &[p]) && worker_of(trace, seq, p) == worker)
            })
            .or(Some(next)),
        Why::NotBegun | Why::Backoff(_) | Why::Settling | Why::NoFreeWorker { .. } | Why::Picked { .. } => Some(next),
        Why::Completed | Why::Failed | Why::Skipped(_) | Why::Cancelled => None,
    }
}

/// The worker of the attempt that ends with this event.
fn worker_of(trace: &Trace, end: usize, processor: ProcessorIdx) -> Option<u32> {
    let mut of_it = (0..end).rev().map(|seq| trace.event(seq)).filter(|event| event.processor == Some(processor));
    of_it.find_map(|event| event.kind.worker())
}

impl Why {
    /// A stable name, such as `dependencies`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotBegun => "not_begun",
            Self::Dependencies(_) => "dependencies",
            Self::Backoff(_) => "backoff",
            Self::Settling => "settling",
            Self::Barrier { .. } => "barrier",
            Self::NoFreeWorker { .. } => "no_free_worker",
            Self::Picked { .. } => "picked",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Skipped(_) => "skipped",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 7] =
        [Self::OnlyOne, Self::Region, Self::Rank, Self::Transform, Self::UpwardRank, Self::ReadyFirst, Self::FileOrder];

    /// A stable name, such as `ready_first`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnlyOne => "only_one",
            Self::Region => "region",
            Self::Rank => "rank",
            Self::Transform => "transform",
            Self::UpwardRank => "upward_rank",
            Self::ReadyFirst => "ready_first",
            Self::FileOrder => "file_order",
        }
    }

    /// Why `first` starts before `second`, as a phrase.
    ///
    /// # Panics
    /// If they are not in this trace's graph.
    #[must_use]
    pub fn phrase(self, trace: &Trace, first: ProcessorIdx, second: ProcessorIdx) -> String {
        let rank = |p| trace.graph().rank(p);
        let upward_rank = |p: ProcessorIdx| trace.upward_ranks().get(p as usize).copied().unwrap_or_default();
        match self {
            Self::OnlyOne => String::from("nothing else could start"),
            Self::Region => String::from("its region gets free workers first"),
            Self::Rank => format!("its rank {} is greater than {}", rank(first), rank(second)),
            Self::Transform => format!("of equal rank, a {} comes first", Intent::Transform.name()),
            Self::UpwardRank => {
                let (own, other) = (upward_rank(first), upward_rank(second));
                format!("its longest path to the end of the run takes {own}, the other's {other}")
            }
            Self::ReadyFirst => String::from("it became ready first"),
            Self::FileOrder => String::from("it comes first in the file, and all else is equal"),
        }
    }
}

impl Explanation {
    /// The reason as a sentence.
    ///
    /// # Panics
    /// If it does not belong to this trace and snapshot.
    #[must_use]
    pub fn sentence(&self, trace: &Trace, snapshot: &Snapshot) -> String {
        let graph = trace.graph();
        let id = |p: ProcessorIdx| graph.id(p);
        let who = id(self.processor);
        match &self.why {
            Why::NotBegun => format!("{who} waits: the run has not started."),
            Why::Dependencies(missing) => {
                let each = |&p: &ProcessorIdx| format!("{} ({})", id(p), snapshot.state(p).name());
                format!("{who} waits for {}.", enumerate(missing.iter().map(each)))
            }
            Why::Backoff(until) => {
                format!("{who} waits until {until}, when the backoff after its failed attempt ends.")
            }
            Why::Settling if self.state == ProcessorState::Ready => {
                format!("{who} is ready: free workers are assigned after everything else that is due at this instant.")
            }
            Why::Settling => format!("{who} becomes ready later at this same instant."),
            Why::Barrier { open: Some(open), own } => {
                format!("{who} is ready, but level {own} starts only when every processor of level {open} has ended.")
            }
            Why::Barrier { open: None, own } => format!("{who} is ready, but level {own} has not started."),
            Why::NoFreeWorker { ahead } if ahead.is_empty() => {
                format!("{who} is ready and next, but no worker is free.")
            }
            Why::NoFreeWorker { ahead } => {
                let before = enumerate(ahead.iter().map(|&p| String::from(id(p))));
                format!("{who} is ready, but no worker is free, and {before} will start before it.")
            }
            Why::Picked { over: None, .. } => format!("{who} was picked: nothing else could start."),
            Why::Picked { rule, over: Some(over) } => {
                let (over, reason) = (id(*over), rule.phrase(trace, self.processor, *over));
                format!("{who} was picked before {over}: {reason}.")
            }
            Why::Completed | Why::Failed | Why::Cancelled | Why::Skipped(_) => {
                self.since.map_or_else(String::new, |seq| sentence(trace, seq))
            }
        }
    }
}

/// `a`, `a and b`, `a, b and c`; for long lists the first few and a count.
fn enumerate(items: impl ExactSizeIterator<Item = String>) -> String {
    const NAMED: usize = 5;
    let count = items.len();
    let named = if count > NAMED + 1 { NAMED } else { count };
    let mut all = String::new();
    for (i, item) in items.take(named).enumerate() {
        all.push_str(match i {
            0 => "",
            _ if i + 1 == count => " and ",
            _ => ", ",
        });
        all.push_str(&item);
    }
    if named < count {
        all.push_str(&format!(" and {} more", count - named));
    }
    all
}
