//! How a plan is run: options that do not change the graph.

use crate::Micros;

/// An enum of the values of a key of a workflow file. The first is the default. The first line of the docs of a value is also
/// its rule, which is shown wherever the value is explained.
macro_rules! words {
    (
        $(#[$about:meta])*
        $words:ident {
            $(#[doc = $rule:literal] $(#[doc = $more:literal])* $word:ident = $name:literal,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $words {
            $(#[doc = $rule] $(#[doc = $more])* $word,)*
        }

        impl $words {
            /// All values, in the order in which they are shown.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$word),*];

            /// The default: the first.
            pub const DEFAULT: Self = Self::ALL[0];

            /// The name in a workflow file.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$word => $name,)*
                }
            }

            /// The one of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|word| word.name() == name)
            }

            /// What it means, in a sentence.
            #[must_use]
            pub const fn rule(self) -> &'static str {
                match self {
                    $(Self::$word => $rule.trim_ascii(),)*
                }
            }
        }

        impl Default for $words {
            fn default() -> Self {
                Self::DEFAULT
            }
        }
    };
}

words! {
    /// Decides which ready processor starts next.
    Strategy {
        /// A queue of the ready processors, ordered by `priority`: by default, the greatest rank first.
        WorkQueue = "work_queue",
        /// One level after another: the next level starts when every processor of the current one has ended.
        ///
        /// Within a level, in the order of the file.
        Level = "level",
        /// Processors start in the order in which they become ready.
        Reactive = "reactive",
        /// An analysis of the graph chooses one of the other strategies, for the whole graph or for each region.
        ///
        /// See [`Analysis`](crate::run::Analysis).
        Hybrid = "hybrid",
    }
}

words! {
    /// Decides which ready processor the work queue starts next. Ties go to the first in the file.
    Priority {
        /// The ready processor of the greatest rank starts first; of equal rank, a Transform before an Analyze.
        ///
        /// The deepest work first, as depth-first schedulers do.
        Rank = "rank",
        /// The ready processor with the longest path to the end of the run, in expected durations, starts first.
        ///
        /// That is its upward rank, from its start to the end of the run. It is the order of HEFT (H. Topcuoglu, S. Hariri,
        /// M.-Y. Wu, IEEE TPDS 13(3), 2002) without its cost of communication, and on equal workers that of critical-path
        /// scheduling (T. C. Hu, Operations Research 9(6), 1961).
        CriticalPath = "critical_path",
        /// Processors start in the order in which they became ready.
        ///
        /// List scheduling as R. L. Graham analysed it (Bell System Technical Journal 45(9), 1966).
        Fifo = "fifo",
    }
}

words! {
    /// What happens when a processor fails.
    FailureStrategy {
        /// No further processor starts after a failure, and running attempts are cancelled.
        FailFast = "fail_fast",
        /// Everything that depends on the failed processor is skipped; the rest runs.
        ContinueOnError = "continue_on_error",
        /// The dependents of a failed processor run with the payload that it received.
        BestEffort = "best_effort",
    }
}

/// The options of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RunOptions {
    /// Decides which ready processor starts next.
    pub strategy: Strategy,
    /// The order of the work queue.
    pub priority: Priority,
    /// What happens when a processor fails.
    pub failure_strategy: FailureStrategy,
    /// The number of workers, from 1 to [`crate::limits::WORKERS`].
    pub workers: u32,
    /// The time limit of the run.
    pub timeout: Option<Micros>,
}

impl RunOptions {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        strategy: Strategy::DEFAULT,
        priority: Priority::DEFAULT,
        failure_strategy: FailureStrategy::DEFAULT,
        workers: 4,
        timeout: None,
    };

    /// Which ready processor starts next, in a sentence.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self.strategy {
            Strategy::WorkQueue => self.priority.rule(),
            Strategy::Level | Strategy::Reactive | Strategy::Hybrid => self.strategy.rule(),
        }
    }
}

impl Default for RunOptions {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Options that override those of the workflow file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Overrides {
    /// Overrides `strategy`.
    pub strategy: Option<Strategy>,
    /// Overrides `executor_options.priority`.
    pub priority: Option<Priority>,
    /// Overrides `failure_strategy`.
    pub failure_strategy: Option<FailureStrategy>,
    /// Overrides `executor_options.max_concurrency`; the caller keeps it from 1 to [`crate::limits::WORKERS`].
    pub workers: Option<u32>,
}

impl From<RunOptions> for Overrides {
    /// The options of an existing run.
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
    /// The overrides that differ from `options`.
    #[must_use]
    pub fn without(self, options: RunOptions) -> Self {
        Self {
            strategy: self.strategy.filter(|&chosen| chosen != options.strategy),
            priority: self.priority.filter(|&chosen| chosen != options.priority),
            failure_strategy: self.failure_strategy.filter(|&chosen| chosen != options.failure_strategy),
            workers: self.workers.filter(|&chosen| chosen != options.workers),
        }
    }

    /// `options` with these overrides.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_of_the_work_queue_is_that_of_its_priority() {
        let rule = |strategy, priority| RunOptions { strategy, priority, ..RunOptions::DEFAULT }.rule();
        for priority in Priority::ALL {
            assert_eq!(rule(Strategy::WorkQueue, priority), priority.rule());
            assert_eq!(rule(Strategy::Level, priority), Strategy::Level.rule());
        }
        assert_eq!(Priority::Fifo.rule(), "Processors start in the order in which they became ready.");
    }
}
