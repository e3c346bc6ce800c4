//! How a plan is to be run: the choices a person can change without changing the graph.

use crate::Micros;

/// Decides which ready processor starts next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// A priority queue, in the order of a [`Priority`].
    WorkQueue,
    /// One level after another; within a level, file order.
    Level,
    /// In the order in which processors became ready.
    Reactive,
    /// What an [`Analysis`](crate::Analysis) of the graph recommends, region by region.
    Hybrid,
}

impl Strategy {
    /// Every strategy, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::WorkQueue, Self::Level, Self::Reactive, Self::Hybrid];

    /// The name in a workflow file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WorkQueue => "work_queue",
            Self::Level => "level",
            Self::Reactive => "reactive",
            Self::Hybrid => "hybrid",
        }
    }

    /// The strategy of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strategy| strategy.name() == name)
    }
}

/// Decides which ready processor the work queue starts next. Ties go to the one that stands first in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Priority {
    /// Greater rank first, then Transform before Analyze: the deepest work first, as depth-first schedulers do.
    #[default]
    Rank,
    /// Greater upward rank first: the longest way, in expected durations, from the processor's start to the end of the run.
    /// It is the order of HEFT (H. Topcuoglu, S. Hariri, M.-Y. Wu, IEEE TPDS 13(3), 2002) without its cost of
    /// communication, and on equal workers that of critical-path scheduling (T. C. Hu, Operations Research 9(6), 1961).
    CriticalPath,
    /// In the order in which they became ready: list scheduling as R. L. Graham analysed it (Bell System Technical Journal
    /// 45(9), 1966).
    Fifo,
}

impl Priority {
    /// Every priority, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Rank, Self::CriticalPath, Self::Fifo];

    /// The name in a workflow file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::CriticalPath => "critical_path",
            Self::Fifo => "fifo",
        }
    }

    /// The priority of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.name() == name)
    }
}

/// Decides what a failed processor holds up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FailureStrategy {
    /// Nothing more starts.
    #[default]
    FailFast,
    /// What depends on it is skipped; the rest runs.
    ContinueOnError,
    /// Its dependents get what it would have got.
    BestEffort,
}

impl FailureStrategy {
    /// Every failure strategy, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::FailFast, Self::ContinueOnError, Self::BestEffort];

    /// The name in a workflow file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FailFast => "fail_fast",
            Self::ContinueOnError => "continue_on_error",
            Self::BestEffort => "best_effort",
        }
    }

    /// The failure strategy of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strategy| strategy.name() == name)
    }
}

/// The choices of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RunOptions {
    /// Which ready processor starts next.
    pub strategy: Strategy,
    /// Which of them the work queue prefers.
    pub priority: Priority,
    /// What a failed processor holds up.
    pub failure_strategy: FailureStrategy,
    /// How many attempts run at once; from 1 to [`crate::limits::WORKERS`].
    pub workers: u32,
    /// After this much time the run is cut off.
    pub timeout: Option<Micros>,
}

/// Choices that take the place of those in the workflow file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Overrides {
    /// Instead of `strategy`.
    pub strategy: Option<Strategy>,
    /// Instead of `executor_options.priority`.
    pub priority: Option<Priority>,
    /// Instead of `failure_strategy`.
    pub failure_strategy: Option<FailureStrategy>,
    /// Instead of `executor_options.max_concurrency`; the caller keeps it from 1 to [`crate::limits::WORKERS`].
    pub workers: Option<u32>,
}

impl From<RunOptions> for Overrides {
    /// Every choice as a run had it.
    fn from(options: RunOptions) -> Self {
        Self {
            strategy: Some(options.strategy),
            priority: Some(options.priority),
            failure_strategy: Some(options.failure_strategy),
            workers: Some(options.workers),
        }
    }
}

impl Overrides {
    /// `options` with these choices in their place.
    #[must_use]
    pub fn apply(&self, options: RunOptions) -> RunOptions {
        RunOptions {
            strategy: self.strategy.unwrap_or(options.strategy),
            priority: self.priority.unwrap_or(options.priority),
            failure_strategy: self.failure_strategy.unwrap_or(options.failure_strategy),
            workers: self.workers.unwrap_or(options.workers),
            ..options
        }
    }
}
