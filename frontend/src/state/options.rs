//! Strategy, priority, failure strategy and workers: the values of the file, and the user's choices.

use dagwood_core::{FailureStrategy, Overrides, Priority, RunOptions, Strategy};
use dagwood_proto::share;

/// The maximum number of workers that the page offers: the maximum of a link. A file may ask for more.
pub const MAX_WORKERS: u32 = share::MAX_WORKERS;

/// The options of the next run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    file: Option<RunOptions>,
    overrides: Overrides,
}

impl Options {
    /// Choices that were made before the file was read.
    #[must_use]
    pub fn new(overrides: Overrides) -> Self {
        Self { file: None, overrides }
    }

    /// Takes the values of the file. If the file has changed a value, the choice is dropped: a user who edits the text
    /// means the text.
    pub fn read(&mut self, file: RunOptions) {
        if let Some(before) = self.file.replace(file) {
            let chosen = &mut self.overrides;
            chosen.strategy = chosen.strategy.filter(|_| before.strategy == file.strategy);
            chosen.priority = chosen.priority.filter(|_| before.priority == file.priority);
            chosen.failure_strategy =
                chosen.failure_strategy.filter(|_| before.failure_strategy == file.failure_strategy);
            chosen.workers = chosen.workers.filter(|_| before.workers == file.workers);
        }
        // A choice that equals the file is not a choice: it would override the next edit of the file.
        self.overrides = self.overrides.without(file);
    }

    /// The effective values: the choices, else the file, else the engine's defaults.
    #[must_use]
    pub fn effective(&self) -> RunOptions {
        self.overrides.apply(self.file())
    }

    /// The user's choices, if they differ from the file.
    #[must_use]
    pub fn overrides(&self) -> Overrides {
        self.overrides
    }

    /// Selects a strategy.
    pub fn choose_strategy(&mut self, strategy: Strategy) {
        self.overrides.strategy = Some(strategy).filter(|&chosen| chosen != self.file().strategy);
    }

    /// Whether the next run's options differ from those of the file.
    #[must_use]
    pub fn differ(&self) -> bool {
        self.overrides != Overrides::default()
    }

    /// Selects a priority of the work queue.
    pub fn choose_priority(&mut self, priority: Priority) {
        self.overrides.priority = Some(priority).filter(|&chosen| chosen != self.file().priority);
    }

    /// Selects a failure strategy.
    pub fn choose_failure_strategy(&mut self, strategy: FailureStrategy) {
        self.overrides.failure_strategy = Some(strategy).filter(|&chosen| chosen != self.file().failure_strategy);
    }

    /// Selects a number of workers, limited to the range that the page offers.
    pub fn choose_workers(&mut self, workers: u32) {
        let workers = workers.clamp(1, MAX_WORKERS.max(self.file().workers));
        self.overrides.workers = Some(workers).filter(|&chosen| chosen != self.file().workers);
    }

    fn file(&self) -> RunOptions {
        self.file.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(strategy: Strategy, workers: u32) -> RunOptions {
        RunOptions {
            strategy,
            priority: Priority::Rank,
            failure_strategy: FailureStrategy::FailFast,
            workers,
            timeout: None,
        }
    }

    #[test]
    fn a_choice_holds_until_the_file_changes_its_own_value() {
        let mut options = Options::default();
        options.read(file(Strategy::Level, 2));
        options.choose_strategy(Strategy::Reactive);
        options.choose_workers(8);
        assert_eq!(options.effective().strategy, Strategy::Reactive);

        options.read(file(Strategy::Level, 3));
        assert_eq!(options.effective().strategy, Strategy::Reactive, "the file's strategy is what it was");
        assert_eq!(options.effective().workers, 3, "the file's workers are others");
    }

    #[test]
    fn choosing_what_the_file_says_is_no_choice() {
        let mut options = Options::new(Overrides { workers: Some(2), ..Overrides::default() });
        options.read(file(Strategy::Level, 2));
        assert_eq!(options.overrides(), Overrides::default());
        options.choose_strategy(Strategy::Reactive);
        options.choose_priority(Priority::Fifo);
        assert_eq!(options.effective().priority, Priority::Fifo);
        options.choose_strategy(Strategy::Level);
        options.choose_priority(Priority::Rank);
        assert_eq!(options.overrides(), Overrides::default());
    }

    #[test]
    fn workers_stay_in_range() {
        for (in_file, asked, held) in [(4, 0, 1), (4, 65, 64), (100, 90, 90), (100, 200, 100)] {
            let mut options = Options::default();
            options.read(file(Strategy::Level, in_file));
            options.choose_workers(asked);
            assert_eq!(options.effective().workers, held, "file {in_file}, asked {asked}");
        }
    }
}
