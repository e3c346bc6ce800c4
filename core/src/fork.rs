//! What if: a run that repeats the first events of another and goes on with a change.
//!
//! A fork is not a copy of a state but a way to get there: the driver repeats the run from its start, and each change takes
//! effect as soon as as many events have happened as it says. So a fork of a fork is a run with two changes, and the events
//! before a change are those of the run that was forked, byte for byte.

use alloc::{format, string::String};
use core::fmt;

use crate::{ErrorCode, Graph, Micros, Payload, ProcessorError, ProcessorIdx, ProcessorState, Snapshot, Trace, limits};

/// A change of a run, and when it takes effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// How many events happen as they did before.
    pub at: usize,
    /// What is different from then on.
    pub change: Change,
}

/// What is different about a run. Of two changes of the same thing the later one holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Every attempt of a processor that ends from then on takes this long in virtual time; one that has been running for
    /// longer than that ends at once.
    Duration {
        /// Whose.
        processor: ProcessorIdx,
        /// How long.
        duration: Micros,
    },
    /// Every attempt of a processor that ends from then on fails.
    Fail {
        /// Whose.
        processor: ProcessorIdx,
    },
    /// A processor is tried once more than it would have been.
    Retry {
        /// Which.
        processor: ProcessorIdx,
    },
    /// There are this many workers. Those that are too many finish what they run.
    Workers {
        /// How many, from 1 to [`limits::WORKERS`].
        workers: u32,
    },
    /// Every attempt of a processor that ends from then on succeeds with this output, whatever else would have come of it.
    Output {
        /// Whose.
        processor: ProcessorIdx,
        /// The output.
        output: Payload,
    },
}

/// Why a run cannot be forked so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForkError {
    /// The run has fewer events.
    NoSuchStep {
        /// The step that was asked for.
        at: usize,
        /// How many events the run has.
        events: usize,
    },
    /// The run is over by then.
    Over {
        /// How many events the run has.
        events: usize,
    },
    /// The graph has fewer processors.
    NoSuchProcessor(ProcessorIdx),
    /// The processor has ended by then.
    Ended {
        /// Its id.
        id: String,
        /// How it ended.
        state: ProcessorState,
    },
    /// The number of workers is out of range.
    Workers(u32),
    /// The trace is not one of this plan.
    OtherPlan,
    /// This event came out differently when the run was repeated: the trace is of a live run, of other code, or was altered.
    Diverged(usize),
}

impl fmt::Display for ForkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchStep { at, events } => write!(f, "there is no step {at}: the run has {events} events"),
            Self::Over { events } => {
                write!(f, "the run is over after its {events} events; fork it at an earlier step")
            }
            Self::NoSuchProcessor(p) => write!(f, "there is no processor number {p}"),
            Self::Ended { id, state } => {
                write!(f, "`{id}` is {} at that step; fork the run at an earlier one", state.name())
            }
            Self::Workers(workers) => {
                write!(f, "there cannot be {workers} workers; from 1 to {} are possible", limits::WORKERS)
            }
            Self::OtherPlan => f.write_str("the trace is not one of this workflow"),
            Self::Diverged(seq) => {
                write!(f, "event {seq} does not come out as it did; a live run, or one of other code, cannot be forked")
            }
        }
    }
}

impl core::error::Error for ForkError {}

impl Change {
    /// The processor that it is about, if it is about one.
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
    /// If it is about a processor that is not of this graph.
    #[must_use]
    pub fn sentence(&self, graph: &Graph) -> String {
        let at = self.at;
        match &self.change {
            Change::Duration { processor, duration } => {
                format!("From step {at} on, {} takes {duration}.", graph.id(*processor))
            }
            Change::Fail { processor } => format!("From step {at} on, {} fails.", graph.id(*processor)),
            Change::Retry { processor } => {
                format!("From step {at} on, {} is tried once more.", graph.id(*processor))
            }
            Change::Workers { workers: 1 } => format!("From step {at} on, there is 1 worker."),
            Change::Workers { workers } => format!("From step {at} on, there are {workers} workers."),
            Change::Output { processor, output } => {
                let bytes = crate::counted(output.bytes().len(), "byte");
                format!("From step {at} on, {} gives {bytes}, pinned.", graph.id(*processor))
            }
        }
    }

    /// Whether a run can be forked so.
    pub(crate) fn check(&self, parent: &Trace) -> Result<(), ForkError> {
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
        // Right after a failure it is still open whether there will be another attempt.
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

/// The changes that have taken effect after this many events, the last first.
fn in_effect(forks: &[Fork], events: usize) -> impl Iterator<Item = &Change> {
    forks.iter().rev().filter(move |fork| fork.at <= events).map(|fork| &fork.change)
}

/// How many attempts a processor has been given on top after this many events.
pub(crate) fn extra_attempts(forks: &[Fork], of: ProcessorIdx, events: usize) -> u32 {
    in_effect(forks, events).filter(|change| **change == Change::Retry { processor: of }).count() as u32
}

/// What comes of an attempt instead, if it ends after this many events: an output, or an error.
pub(crate) fn result(forks: &[Fork], of: ProcessorIdx, events: usize) -> Option<Result<Payload, ProcessorError>> {
    in_effect(forks, events).find_map(|change| match change {
        Change::Fail { processor } if *processor == of => {
            Some(Err(ProcessorError::new(ErrorCode::ProcessorFailed, "forced to fail (what-if)")))
        }
        Change::Output { processor, output } if *processor == of => Some(Ok(output.clone())),
        _ => None,
    })
}
