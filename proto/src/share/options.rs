//! The readable options of a link in one table: names, meanings and limits. They override options of the workflow file, or
//! select what the page shows.

use dagwood_core::{FailureStrategy, Overrides, Priority, Strategy};

use super::Query;

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
    /// A panel of the page.
    pub const VIEW: Self = Self::shared("view", "The panel below the graph.", Values::Name);
    /// A theme of the page.
    pub const THEME: Self =
        Self { is_shared: false, ..Self::shared("theme", "The theme of the page, for this visit.", Values::Name) };

    /// Every option, in the order in which links have them.
    pub const ALL: [Self; 8] = [
        Self::STRATEGY,
        Self::PRIORITY,
        Self::FAILURE_STRATEGY,
        Self::WORKERS,
        Self::STEP,
        Self::NODE,
        Self::VIEW,
        Self::THEME,
    ];

    const fn shared(name: &'static str, meaning: &'static str, values: Values) -> Self {
        Self { name, meaning, values, is_shared: true }
    }

    /// The number that a query gives this option, if it is within its limits.
    fn number(self, query: &Query) -> Option<u64> {
        let number = query.get(self.name)?.parse().ok()?;
        let Values::Number { least, most } = self.values else { return None };
        (least..=most).contains(&number).then_some(number)
    }
}

/// What the options of a link say of what is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// [`LinkOption::STRATEGY`], [`LinkOption::PRIORITY`], [`LinkOption::FAILURE_STRATEGY`] and [`LinkOption::WORKERS`].
    pub overrides: Overrides,
    /// [`LinkOption::STEP`].
    pub step: Option<usize>,
    /// [`LinkOption::NODE`].
    pub node: Option<String>,
    /// [`LinkOption::VIEW`].
    pub view: Option<String>,
}

impl Options {
    /// What a query says. What is not within the limits of its option is as if it were not there.
    #[must_use]
    pub fn read(query: &Query) -> Self {
        let text = |option: LinkOption| query.get(option.name).map(String::from);
        Self {
            overrides: read_overrides(query),
            step: LinkOption::STEP.number(query).and_then(|step| step.try_into().ok()),
            node: text(LinkOption::NODE),
            view: text(LinkOption::VIEW),
        }
    }

    /// Spells each out, or takes it out of the query if there is none. All other options stay.
    pub fn write(&self, query: &mut Query) {
        write_overrides(self.overrides, query);
        query.put(LinkOption::STEP.name, self.step);
        query.put(LinkOption::NODE.name, self.node.as_ref());
        query.put(LinkOption::VIEW.name, self.view.as_ref());
    }
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
    fn what_is_written_is_what_is_read_and_removed() {
        let options = Options {
            overrides: Overrides {
                strategy: Some(Strategy::Level),
                priority: Some(Priority::Fifo),
                failure_strategy: Some(FailureStrategy::BestEffort),
                workers: Some(MAX_WORKERS),
            },
            step: Some(12),
            node: Some("a b".into()),
            view: Some("what_if".into()),
        };
        let mut query = Query::parse("utm=x&theme=dark");
        options.write(&mut query);
        assert_eq!(Options::read(&query), options);
        let expected = "?utm=x&theme=dark&strategy=level&priority=fifo&failure_strategy=best_effort&workers=64&step=12\
                        &node=a%20b&view=what_if";
        assert_eq!(query.to_string(), expected);
        remove_shared(&mut query);
        assert_eq!(query.to_string(), "?utm=x&theme=dark");
        Options::default().write(&mut query);
        assert_eq!(query.to_string(), "?utm=x&theme=dark");
    }

    #[test]
    fn what_is_beyond_its_limits_is_not_there() {
        for query in ["strategy=fastest", "workers=0", "workers=65", "workers=x", "step=-1", "step=", "what=ever"] {
            assert_eq!(Options::read(&Query::parse(query)), Options::default(), "{query}");
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
