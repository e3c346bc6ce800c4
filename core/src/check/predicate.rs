//! The conditions that a check can make.

use alloc::{boxed::Box, string::String, vec::Vec};

use super::{Bounds, EditKind, Measure, Moment};
use crate::{
    ErrorCode, FailureStrategy, Priority, ProcessorState, Status, Strategy,
    run::Choice,
    trace::{Rule, WaitCause},
};

/// A condition of a run or of the file. In a list of processors, each must fulfil its condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predicate {
    /// The status of the run is one of these.
    Status(Vec<Status>),
    /// The last state of each processor is one of these.
    State(Vec<(String, Vec<ProcessorState>)>),
    /// How many attempts of each processor start.
    Attempts(Vec<(String, Bounds)>),
    /// The error of the last attempt of each processor.
    Error(Vec<(String, ErrorCode)>),
    /// The output of the run.
    Output(Text),
    /// What the last attempt of each processor reads.
    Receives(Vec<(String, Received)>),
    /// What leaves each processor: the output of a Transform, else what it received.
    Gives(Vec<(String, Text)>),
    /// The metadata of each processor, by key.
    Finds(Vec<(String, Vec<(String, Found)>)>),
    /// The moments come in this order.
    Before(Vec<Moment>),
    /// The time of each moment, in milliseconds.
    At(Vec<(Moment, Bounds)>),
    /// All run at some instant.
    Together(Vec<String>),
    /// No two of them run at the same instant.
    Apart(Vec<String>),
    /// The total time of waiting.
    Waits {
        /// The processor; none for all.
        of: Option<String>,
        /// The cause; none for any.
        cause: Option<WaitCause>,
        /// The time, in milliseconds.
        ms: Bounds,
    },
    /// Measures of the run.
    Measure(Vec<(Measure, Bounds)>),
    /// The rule by which each processor was picked for its last attempt.
    Picked(Vec<(String, Rule)>),
    /// What `hybrid` chose for the region of each processor.
    Chosen(Vec<(String, Choice)>),
    /// The options of the run.
    Uses(Uses),
    /// Values of the file, by processor, or none for the file as a whole, and key.
    Sets(Vec<(Option<String>, String, Found)>),
    /// The second processor depends on the first, however far.
    Path(String, String),
    /// The difference between the file and the start, by kind.
    Edits(Vec<(EditKind, Bounds)>),
    /// How many contents a shared payload could lead to.
    Shared {
        /// Of the output of the run.
        outputs: Option<Bounds>,
        /// Of what each processor reads.
        inputs: Vec<(String, Bounds)>,
    },
    /// A measure of two runs.
    Compare {
        /// The measure.
        measure: Measure,
        /// The name of the first run.
        a: String,
        /// How the first measure compares with the second.
        is: Is,
        /// The name of the second run.
        b: String,
        /// By how much they differ.
        by: Option<Bounds>,
    },
    /// Runs are equal.
    Same {
        /// What is equal.
        what: Sameness,
        /// The names of the runs.
        runs: Vec<String>,
    },
    /// All conditions hold.
    All(Vec<Predicate>),
    /// At least one condition holds.
    Any(Vec<Predicate>),
    /// The condition does not hold.
    Not(Box<Predicate>),
}

/// What a text must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Exactly this.
    Is(String),
    /// Any text that contains this.
    Contains(String),
}

/// What a processor must receive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// This text.
    Text(Text),
    /// What this processor made; none for the input of the run.
    From(Option<String>),
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This text.
    Text(String),
    /// A number within these bounds.
    Number(Bounds),
}

/// The options that a run must have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// The strategy.
    pub strategy: Option<Strategy>,
    /// The priority of the work queue.
    pub priority: Option<Priority>,
    /// The number of workers.
    pub workers: Option<Bounds>,
    /// What happens when a processor fails.
    pub failure_strategy: Option<FailureStrategy>,
}

/// How a measure compares with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Is {
    /// It is less.
    Less,
    /// It is equal.
    Equal,
    /// It is greater.
    Greater,
}

impl Is {
    /// Every relation.
    pub const ALL: [Self; 3] = [Self::Less, Self::Equal, Self::Greater];

    /// `less`, `equal` or `greater`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Less => "less",
            Self::Equal => "equal",
            Self::Greater => "greater",
        }
    }
}

/// What is equal in several runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sameness {
    /// The output.
    Output,
    /// What every processor receives and gives.
    Payloads,
    /// Every event.
    Trace,
}

impl Sameness {
    /// Everything that can be equal.
    pub const ALL: [Self; 3] = [Self::Output, Self::Payloads, Self::Trace];

    /// `output`, `payloads` or `trace`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Output => "output",
            Self::Payloads => "payloads",
            Self::Trace => "trace",
        }
    }
}

impl Predicate {
    /// The names of runs in it, besides those of its check.
    #[must_use]
    pub fn runs(&self) -> Vec<&str> {
        match self {
            Self::Compare { a, b, .. } => [a.as_str(), b].into(),
            Self::Same { runs, .. } => runs.iter().map(String::as_str).collect(),
            Self::All(all) | Self::Any(all) => all.iter().flat_map(Self::runs).collect(),
            Self::Not(inner) => inner.runs(),
            _ => Vec::new(),
        }
    }

    /// Whether it is a rule of a task: a condition of edits and options only.
    #[must_use]
    pub fn is_rule(&self) -> bool {
        match self {
            Self::Uses(_) | Self::Edits(_) => true,
            Self::All(all) | Self::Any(all) => all.iter().all(Self::is_rule),
            Self::Not(inner) => inner.is_rule(),
            _ => false,
        }
    }
}
