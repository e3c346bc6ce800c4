//! The options of a run in a line.

use dagwood_core::{Priority, RunOptions, Strategy, counted};

use super::text;

/// The options of a run in a line. The priority is left out if it is the default or not used.
#[must_use]
pub fn summary(options: &RunOptions, live: bool) -> String {
    let uses_priority = options.strategy == Strategy::WorkQueue && options.priority != Priority::DEFAULT;
    let workers = counted(options.workers, "worker");
    let parts = [
        uses_priority.then(|| options.priority.name()),
        Some(options.failure_strategy.name()),
        Some(&*workers),
        live.then_some(text::LIVE_RUN),
    ];
    parts.into_iter().flatten().fold(options.strategy.name().to_owned(), |line, part| line + " · " + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_counts() {
        let of = |strategy, priority, workers, live| {
            summary(&RunOptions { strategy, priority, workers, ..RunOptions::DEFAULT }, live)
        };
        for (summary, expected) in [
            (of(Strategy::Level, Priority::Rank, 4, false), "level · fail_fast · 4 workers"),
            (of(Strategy::Level, Priority::Fifo, 1, true), "level · fail_fast · 1 worker · live"),
            (of(Strategy::WorkQueue, Priority::Rank, 2, false), "work_queue · fail_fast · 2 workers"),
            (of(Strategy::WorkQueue, Priority::Fifo, 2, false), "work_queue · fifo · fail_fast · 2 workers"),
        ] {
            assert_eq!(summary, expected);
        }
    }
}
