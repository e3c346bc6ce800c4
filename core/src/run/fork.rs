//! What if: a run that repeats the first events of another run and continues with a change.
//!
//! A fork is not a copy of a state but a recipe: the driver repeats the run from its start, and each change takes
//! effect after the given number of events. So a fork of a fork is a run with two changes, and the events before a
//! change are byte for byte those of the run that was forked.

use alloc::{format, string::String};
use core::fmt;

use crate::{ErrorCode, Graph, Micros, Payload, ProcessorError, ProcessorIdx, ProcessorState, Snapshot, Trace, limits};

/// A change of a run, and when it takes effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// How many events are repeated.
    pub at: usize,
    /// The change after that.
    pub change: Change,
}

/// A change of a run. Of two changes of the same thing, the later one wins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// From this step on, every attempt of a processor that ends takes this long in virtual time. An attempt that has
    /// already run longer ends immediately.
    Duration {
        /// The processor.
        processor: ProcessorIdx,
        /// The duration.
        duration: Micros,
    },
    /// From then on, every attempt of a processor that ends fails.
    Fail {
        /// The processor.
        processor: ProcessorIdx,
    },
    /// A processor gets one more attempt.
    Retry {
        /// The processor.
        processor: ProcessorIdx,
    },
    /// There are this many workers. Excess workers finish what they run.
    Workers {
        /// The number of workers, from 1 to [`limits::WORKERS`].
        workers: u32,
    },
    /// From then on, every attempt of a processor that ends succeeds with this output, regardless of its result.
    Output {
        /// The processor.
        processor: ProcessorIdx,
        /// The output.
        output: Payload,
    },
}

/// Why a run cannot be forked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForkError {
    /// The run has fewer events than that.
    NoSuchStep {
        /// The requested step.
        at: usize,
        /// The number of events of the run.
        events: usize,
    },
    /// The run ended before that step.
    Over {
        /// The number of events of the run.
        events: usize,
    },
    /// There is no such processor.
    NoSuchProcessor(ProcessorIdx),
    /// The processor ended before that step.
    Ended {
        /// Its id.
        id: String,
        /// How it ended.
        state: ProcessorState,
    },
    /// The number of workers is out of range.
    Workers(u32),
    /// The trace belongs to a different plan.
    OtherPlan,
    /// This event differs on replay: the trace is from a live run or from different code, or was altered.
    Diverged(usize),
}

impl fmt::Display for ForkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchStep { at, events } => write!(f, "there is no step {at}: the run has {events} events"),
            Self::Over { events } => {
                write!(f, "the run ends after {events} events; fork it at an earlier step")
            }
            Self::NoSuchProcessor(p) => write!(f, "there is no processor number {p}"),
            Self::Ended { id, state } => {
                write!(f, "`{id}` is already {} at that step; fork the run at an earlier step", state.name())
            }
            Self::Workers(workers) => {
                write!(f, "{workers} workers are not possible; use 1 to {}", limits::WORKERS)
            }
            Self::OtherPlan => f.write_str("the trace belongs to a different workflow"),
            Self::Diverged(seq) => {
                write!(f, "event {seq} differs on replay; live runs, and runs of a different version, cannot be forked")
            }
        }
    }
}

impl core::error::Error for ForkError {}

impl Change {
    /// The processor that it affects, if it affects one.
    #[must_use]
    pub const fn processor(&self) -> Option<ProcessorIdx> {
        match *self {
            Self::Duration { processor, .. }
            | Self::Fail { processor }
            | Self::Retry { processor }
            | Self::Output { processor, .. } => Some(processor),
            Self::Workers { .. } => None,
        }
    }
}

impl Fork {
    /// The fork as a sentence.
    ///
    /// # Panics
    /// If its processor is not in this graph.
    #[must_use]
    pub fn sentence(&self, graph: &Graph) -> String {
        let at = self.at;
        match &self.change {
            Change::Duration { processor, duration } => {
                format!("From step {at} on, {} takes {duration}.", graph.id(*processor))
            }
            Change::Fail { processor } => format!("From step {at} on, {} fails.", graph.id(*processor)),
            Change::Retry { processor } => {
                format!("From step {at} on, {} gets one more attempt.", graph.id(*processor))
            }
            Change::Workers { workers: 1 } => format!("From step {at} on, there is 1 worker."),
            Change::Workers { workers } => format!("From step {at} on, there are {workers} workers."),
            Change::Output { processor, output } => {
                let bytes = crate::counted(output.bytes().len(), "byte");
                format!("From step {at} on, the output of {} is pinned ({bytes}).", graph.id(*processor))
            }
        }
    }

    /// Checks that a run can be forked like this. O(events).
    ///
    /// # Errors
    /// Why it cannot; [`ForkError::OtherPlan`] and [`ForkError::Diverged`] are found only by the fork itself.
    pub fn check(&self, parent: &Trace) -> Result<(), ForkError> {
        let (at, events) = (self.at, parent.len());
        if at > events {
            return Err(ForkError::NoSuchStep { at, events });
        }
        if at == events && parent.status().is_some() {
            return Err(ForkError::Over { events });
        }
        if let Change::Workers { workers } = self.change
            && !(1..=limits::WORKERS).contains(&workers)
        {
            return Err(ForkError::Workers(workers));
        }
        let Some(p) = self.change.processor() else { return Ok(()) };
        if p as usize >= parent.graph().len() {
            return Err(ForkError::NoSuchProcessor(p));
        }
        let state = Snapshot::at(parent, at).state(p);
        // Right after a failure, another attempt may still follow.
        let has_just_failed = at > 0 && {
            let last = parent.event(at - 1);
            last.processor == Some(p) && last.kind.state() == Some(ProcessorState::Failed)
        };
        if state.is_ended() && !has_just_failed {
            return Err(ForkError::Ended { id: parent.graph().id(p).into(), state });
        }
        Ok(())
    }
}

/// The changes in effect after this many events, the last one first.
fn in_effect(forks: &[Fork], events: usize) -> impl Iterator<Item = &Change> {
    forks.iter().rev().filter(move |fork| fork.at <= events).map(|fork| &fork.change)
}

/// The number of extra attempts that a processor has after this many events.
pub(crate) fn extra_attempts(forks: &[Fork], of: ProcessorIdx, events: usize) -> u32 {
    in_effect(forks, events).filter(|change| **change == Change::Retry { processor: of }).count() as u32
}

/// The forced result of an attempt that ends after this many events: an output, or an error.
pub(crate) fn result(forks: &[Fork], of: ProcessorIdx, events: usize) -> Option<Result<Payload, ProcessorError>> {
    in_effect(forks, events).find_map(|change| match change {
        Change::Fail { processor } if *processor == of => {
            Some(Err(ProcessorError::new(ErrorCode::ProcessorFailed, "forced to fail (what-if)")))
        }
        Change::Output { processor, output } if *processor == of => Some(Ok(output.clone())),
        _ => None,
    })
}
