//! The readable options of a link in one table: names, meanings and limits. They override options of the workflow file, or
//! select what the page shows.

use std::fmt;

use dagwood_core::{FailureStrategy, Overrides, Priority, Strategy};

use super::{MAX_FORKS, Query};

/// A readable option of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkOption {
    /// Its name.
    pub name: &'static str,
    /// Its meaning, in a sentence.
    pub meaning: &'static str,
    /// Its valid values.
    pub values: Values,
    /// Whether it describes the shared run. Other options describe the page and stay in its address.
    pub is_shared: bool,
}

/// What an option may hold. Anything else is as if the option were not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// A name out of a few.
    Name,
    /// A whole number of this range.
    Number {
        /// The least.
        least: u64,
        /// The greatest.
        most: u64,
    },
    /// Any text.
    Text,
}

/// The most workers that a link may ask for. A file may ask for more.
pub const MAX_WORKERS: u32 = 64;

impl LinkOption {
    /// A [`Strategy`].
    pub const STRATEGY: Self =
        Self::shared("strategy", "The strategy, instead of that of the workflow file.", Values::Name);
    /// A [`Priority`].
    pub const PRIORITY: Self =
        Self::shared("priority", "The priority, instead of that of the workflow file.", Values::Name);
    /// A [`FailureStrategy`].
    pub const FAILURE_STRATEGY: Self =
        Self::shared("failure_strategy", "The failure strategy, instead of that of the workflow file.", Values::Name);
    /// A number of workers.
    pub const WORKERS: Self = Self::shared(
        "workers",
        "The number of workers, instead of that of the workflow file.",
        Values::Number { least: 1, most: MAX_WORKERS as u64 },
    );
    /// A number of events.
    pub const STEP: Self = Self::shared(
        "step",
        "The step at which the run is shown: how many of its events have happened.",
        Values::Number { least: 0, most: u64::MAX },
    );
    /// An id.
    pub const NODE: Self = Self::shared("node", "The id of the processor that is selected.", Values::Text);
    /// Panels of the page.
    pub const VIEW: Self = Self::shared("view", "The views that are shown.", Values::Text);
    /// The run of the link that is on display.
    pub const RUN: Self = Self::shared(
        "run",
        "The run on display: 0 is the workflow's run, n is the nth fork.",
        Values::Number { least: 0, most: MAX_FORKS as u64 },
    );
    /// The rows of the comparison.
    pub const COMPARE: Self = Self::shared("compare", "The compared runs.", Values::Text);
    /// Kinds of events.
    pub const STOP_AT: Self = Self::shared("stop_at", "The kinds of events at which playing stops.", Values::Text);
    /// An example of the page.
    pub const EXAMPLE: Self = Self::shared("example", "The name of the example that the workflow is.", Values::Text);
    /// A theme of the page.
    pub const THEME: Self =
        Self { is_shared: false, ..Self::shared("theme", "The theme of the page, for this visit.", Values::Name) };

    /// Every option, in the order in which links have them.
    pub const ALL: [Self; 12] = [
        Self::STRATEGY,
        Self::PRIORITY,
        Self::FAILURE_STRATEGY,
        Self::WORKERS,
        Self::RUN,
        Self::STEP,
        Self::NODE,
        Self::VIEW,
        Self::COMPARE,
        Self::STOP_AT,
        Self::EXAMPLE,
        Self::THEME,
    ];

    const fn shared(name: &'static str, meaning: &'static str, values: Values) -> Self {
        Self { name, meaning, values, is_shared: true }
    }

    /// The number that a query gives this option, if it is within its limits.
    pub(super) fn number(self, query: &Query) -> Option<u64> {
        let number = query.get(self.name)?.parse().ok()?;
        let Values::Number { least, most } = self.values else { return None };
        (least..=most).contains(&number).then_some(number)
    }
}

/// A row of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedRun {
    /// A run of the workflow with these options.
    Options {
        /// The strategy.
        strategy: Strategy,
        /// The priority, if the strategy has one.
        priority: Priority,
        /// The number of workers; `None` for the number of the page's next run.
        workers: Option<u32>,
    },
    /// A run of the link: 0 is the run of the workflow, n is the nth fork.
    Run(usize),
}

/// The most rows of a comparison.
pub const MAX_COMPARED: usize = 4;

/// `level`, `work_queue:fifo`, `reactive:4`, `work_queue:fifo:4` or `run:2`.
impl fmt::Display for ComparedRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Options { strategy, priority, workers } => {
                f.write_str(strategy.name())?;
                if priority != Priority::default() {
                    write!(f, ":{}", priority.name())?;
                }
                workers.map_or(Ok(()), |workers| write!(f, ":{workers}"))
            }
            Self::Run(run) => write!(f, "run:{run}"),
        }
    }
}

impl ComparedRun {
    fn parse(text: &str) -> Option<Self> {
        let (first, rest) = text.split_once(':').map_or((text, None), |(first, rest)| (first, Some(rest)));
        if first == "run" {
            return rest?.parse().ok().filter(|&run| run <= MAX_FORKS).map(Self::Run);
        }
        let strategy = Strategy::from_name(first)?;
        let (priority, workers) = match rest.map(|rest| rest.split_once(':').unwrap_or((rest, ""))) {
            None => (Priority::default(), None),
            Some((one, "")) => Priority::from_name(one).map_or((Priority::default(), Some(one)), |one| (one, None)),
            Some((priority, workers)) => (Priority::from_name(priority)?, Some(workers)),
        };
        let workers = match workers {
            Some(workers) => Some(workers.parse().ok().filter(|workers| (1..=MAX_WORKERS).contains(workers))?),
            None => None,
        };
        Some(Self::Options { strategy, priority, workers })
    }

    /// Two to four rows.
    fn parse_all(text: &str) -> Option<Vec<Self>> {
        let rows: Vec<_> = text.split(',').take(MAX_COMPARED + 1).map(Self::parse).collect::<Option<_>>()?;
        (2..=MAX_COMPARED).contains(&rows.len()).then_some(rows)
    }
}

/// The rows of the comparison in a query; `None` for the default rows.
pub(super) fn read_compared(query: &Query) -> Option<Vec<ComparedRun>> {
    query.get(LinkOption::COMPARE.name).and_then(ComparedRun::parse_all)
}

/// The values of an option that is a list.
pub(super) fn read_list(option: LinkOption, query: &Query) -> Vec<String> {
    let list = query.get(option.name).unwrap_or_default();
    list.split(',').filter(|value| !value.is_empty()).map(Into::into).collect()
}

/// A list as the value of an option; `None` if it is empty.
pub(super) fn list(values: &[impl fmt::Display]) -> Option<String> {
    let values: Vec<_> = values.iter().map(ToString::to_string).collect();
    (!values.is_empty()).then(|| values.join(","))
}

/// The choices that a query spells out.
#[must_use]
pub fn read_overrides(query: &Query) -> Overrides {
    let name = |option: LinkOption| query.get(option.name);
    Overrides {
        strategy: name(LinkOption::STRATEGY).and_then(Strategy::from_name),
        priority: name(LinkOption::PRIORITY).and_then(Priority::from_name),
        failure_strategy: name(LinkOption::FAILURE_STRATEGY).and_then(FailureStrategy::from_name),
        workers: LinkOption::WORKERS.number(query).and_then(|workers| workers.try_into().ok()),
    }
}

/// Spells out the choices, each only where there is one.
pub fn write_overrides(overrides: Overrides, query: &mut Query) {
    query.put(LinkOption::STRATEGY.name, overrides.strategy.map(Strategy::name));
    query.put(LinkOption::PRIORITY.name, overrides.priority.map(Priority::name));
    query.put(LinkOption::FAILURE_STRATEGY.name, overrides.failure_strategy.map(FailureStrategy::name));
    query.put(LinkOption::WORKERS.name, overrides.workers);
}

/// Takes everything that is about what is shared out of a query.
pub fn remove_shared(query: &mut Query) {
    for option in LinkOption::ALL.iter().filter(|option| option.is_shared) {
        query.remove(option.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_comparison_are_read_as_they_are_written() {
        for text in ["level", "work_queue:fifo", "reactive:4", "work_queue:fifo:64", "run:0", "run:23"] {
            assert_eq!(ComparedRun::parse(text).map(|row| row.to_string()), Some(text.to_owned()));
        }
        for text in ["", "run", "run:", "run:24", "run:x", "fast", "level:0", "level:65", "level:x:4", "level:fifo:4:5"]
        {
            assert_eq!(ComparedRun::parse(text), None, "{text}");
        }
        for (text, rows) in [("level", None), ("level,run:0", Some(2)), ("level,level,level,level,level", None)] {
            assert_eq!(ComparedRun::parse_all(text).map(|rows| rows.len()), rows, "{text}");
        }
    }

    #[test]
    fn every_option_is_documented() {
        let semantics = include_str!("../../../docs/SEMANTICS.md");
        for LinkOption { name, .. } in LinkOption::ALL {
            assert!(semantics.contains(&format!("| `{name}` |")), "docs/SEMANTICS.md says nothing of `{name}`");
        }
    }
}
