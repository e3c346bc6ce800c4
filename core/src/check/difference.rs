//! The difference between two workflows: the start of a task, and the learner's. Processors are compared by id.

use alloc::{borrow::Cow, collections::BTreeMap, format, string::String, vec, vec::Vec};

use super::{
    Bounds,
    number::{Number, Unit},
    words,
};
use crate::{
    Micros, Overrides, RunOptions,
    text::{ProcessorSpec, TextRange, Workflow},
};

macro_rules! kinds {
    ($(#[doc = $doc:literal] $variant:ident = $name:literal, $one:literal, $many:literal;)*) => {
        /// A kind of difference between two workflows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EditKind {
            $(#[doc = $doc] $variant,)*
        }

        impl EditKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name, such as `edges`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What is counted: singular and plural.
            const fn nouns(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$variant => ($one, $many),)*
                }
            }
        }
    };
}

kinds! {
    /// Processors that are added or removed; a renamed one is both.
    Processors = "processors", "processor", "processors";
    /// Dependencies that are added or removed.
    Edges = "edges", "dependency", "dependencies";
    /// Processors with the same dependencies in another order.
    Order = "order", "order of dependencies", "orders of dependencies";
    /// How many processors must move to restore the order of the file.
    Lines = "lines", "place in the file", "places in the file";
    /// Processors with other code: another type, local processor or module.
    Codes = "codes", "processor's code", "processors' codes";
    /// Options of processors that are added, removed or changed.
    Options = "options", "option", "options";
    /// Processors with another simulated duration.
    Durations = "durations", "duration", "durations";
    /// By how many milliseconds the durations differ, in total.
    DurationsBy = "durations_by_ms", "duration", "durations";
    /// Processors with other retries or another timeout.
    Retries = "retries", "processor's retries", "processors' retries";
    /// Whether the strategy or its priority has changed.
    Strategy = "strategy", "strategy", "strategies";
    /// Whether the number of workers has changed.
    Workers = "workers", "number of workers", "numbers of workers";
    /// Whether the failure strategy has changed.
    Failure = "failure", "failure strategy", "failure strategies";
}

/// What differs, and where.
#[derive(Debug, Default)]
pub(super) struct Difference {
    count: Number,
    /// The names of the changes, for a sentence.
    names: Vec<String>,
    /// The first place in the changed text.
    pub(super) range: Option<TextRange>,
    /// The first processor that is changed and still there.
    pub(super) processor: Option<String>,
}

impl Difference {
    fn add(&mut self, name: impl Into<String>, spec: Option<&ProcessorSpec>, range: Option<TextRange>) {
        self.count = Number::from_millionths(self.count.millionths() + 1_000_000);
        self.names.push(name.into());
        let range = range.or(spec.map(|spec| spec.range));
        if self.range.is_none() && range.is_some() {
            self.range = range;
            self.processor = spec.and_then(id).map(String::from);
        }
    }

    /// Whether anything differs.
    pub(super) fn is_changed(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether it is within the bounds, and the sentence.
    pub(super) fn judge(&self, kind: EditKind, bounds: &Bounds) -> (bool, String) {
        let holds = bounds.hold(self.count);
        let names = words::list(self.names.iter().map(String::as_str));
        let names = if names.is_empty() { names } else { format!(": {names}") };
        let (one, many) = kind.nouns();
        if kind == EditKind::DurationsBy {
            let unit = Unit::Time("too much", "too little");
            let (by, miss) = (unit.write(self.count), bounds.miss(self.count, unit));
            return (holds, format!("Durations changed by {by}{miss}{names}."));
        }
        let number = Number::from(1u32);
        let what = match self.count {
            _ if self.names.is_empty() => format!("No {one} changed"),
            count if count == number => format!("1 {one} changed"),
            count => format!("{count} {many} changed"),
        };
        let miss = match bounds.top().filter(|&top| self.count > top) {
            Some(top) if top == Number::default() => String::from(", none may be"),
            Some(top) => format!(", {top} may be"),
            None => bounds.miss(self.count, Unit::Plain),
        };
        (holds, format!("{what}{miss}{names}."))
    }
}

/// The differences of one kind between `start` and `now`. `options` override those of `now`. O(n log n) for n values.
pub(super) fn difference(kind: EditKind, start: &Workflow, now: &Workflow, options: Overrides) -> Difference {
    let mut found = Difference::default();
    let (before, after) = (by_id(start), by_id(now));
    let common = || now.processors.iter().filter_map(|spec| Some((*before.get(id(spec)?)?, spec)));
    let chosen = options.apply(now.options);
    match kind {
        EditKind::Processors => {
            let (new, gone) = (missing(now, &before), missing(start, &after));
            new.for_each(|spec| found.add(id(spec).unwrap_or_default(), Some(spec), None));
            gone.for_each(|spec| found.add(id(spec).unwrap_or_default(), None, None));
        }
        EditKind::Edges => {
            for spec in &now.processors {
                let was = id(spec).and_then(|id| before.get(id)).map_or_else(Vec::new, |was| dependencies(was));
                for new in dependencies(spec).into_iter().filter(|new| !was.contains(new)) {
                    let range = spec.depends_on.iter().find(|name| name.value == new).map(|name| name.range);
                    found.add(edge(new, spec), Some(spec), range);
                }
            }
            for was in &start.processors {
                let spec = id(was).and_then(|id| after.get(id)).copied();
                let is = spec.map_or_else(Vec::new, dependencies);
                for old in dependencies(was).into_iter().filter(|old| !is.contains(old)) {
                    found.add(edge(old, was), spec, None);
                }
            }
        }
        EditKind::Order => {
            for (was, spec) in common() {
                let [mut old, mut new] = [was, spec].map(dependencies);
                let differs = old != new;
                old.sort_unstable();
                new.sort_unstable();
                if differs && old == new {
                    let range = spec.depends_on.first().zip(spec.depends_on.last());
                    let range = range.map(|(first, last)| TextRange::new(first.range.start, last.range.end));
                    found.add(id(spec).unwrap_or_default(), Some(spec), range);
                }
            }
        }
        EditKind::Lines => {
            let place: BTreeMap<&str, usize> =
                start.processors.iter().filter_map(id).enumerate().map(|(at, id)| (id, at)).collect();
            let common: Vec<_> = common().collect();
            let places: Vec<usize> = common.iter().filter_map(|(_, spec)| place.get(id(spec)?).copied()).collect();
            let stays = longest_rising(&places);
            for ((_, spec), _) in common.iter().zip(stays).filter(|(_, stays)| !stays) {
                found.add(id(spec).unwrap_or_default(), Some(spec), None);
            }
        }
        EditKind::Codes => {
            for (was, spec) in common() {
                let code = |spec: &ProcessorSpec| {
                    let text = |text: &Option<crate::text::Spanned<Cow<str>>>| {
                        text.as_ref().map(|text| String::from(&*text.value))
                    };
                    (spec.kind.as_ref().map(|kind| kind.value), text(&spec.processor), text(&spec.module))
                };
                if code(was) != code(spec) {
                    let range = spec.processor.as_ref().or(spec.module.as_ref()).map(|name| name.range);
                    found.add(id(spec).unwrap_or_default(), Some(spec), range);
                }
            }
        }
        EditKind::Options => {
            for (was, spec) in common() {
                let own = id(spec).unwrap_or_default();
                for (key, value) in &spec.options {
                    if !was.options.iter().any(|(old, had)| old.value == key.value && had.value == value.value) {
                        found.add(format!("{own}.options.{}", key.value), Some(spec), Some(value.range));
                    }
                }
                for (key, _) in
                    was.options.iter().filter(|(key, _)| !spec.options.iter().any(|(new, _)| new.value == key.value))
                {
                    found.add(format!("{own}.options.{}", key.value), Some(spec), None);
                }
            }
        }
        EditKind::Durations | EditKind::DurationsBy => {
            let mut by = 0;
            for (was, spec) in common().filter(|(was, spec)| was.simulate.duration != spec.simulate.duration) {
                // Without a duration, an attempt is expected to take the minimum.
                let [old, new] = [was, spec].map(|spec| spec.simulate.duration.unwrap_or(Micros::from_millis(1)));
                by += i128::from(old.get().abs_diff(new.get()));
                found.add(id(spec).unwrap_or_default(), Some(spec), None);
            }
            if kind == EditKind::DurationsBy {
                found.count = Number::from_millionths(by * 1_000);
            }
        }
        EditKind::Retries => {
            let differs =
                |was: &ProcessorSpec, spec: &ProcessorSpec| (was.retry, was.timeout) != (spec.retry, spec.timeout);
            for (_, spec) in common().filter(|(was, spec)| differs(was, spec)) {
                found.add(id(spec).unwrap_or_default(), Some(spec), None);
            }
        }
        EditKind::Strategy => {
            let policy = |options: RunOptions| (options.strategy, options.priority);
            if policy(start.options) != policy(chosen) {
                found.add(chosen.strategy.name(), None, None);
            }
        }
        EditKind::Workers if start.options.workers != chosen.workers => {
            found.add(format!("{}", chosen.workers), None, None);
        }
        EditKind::Failure if start.options.failure_strategy != chosen.failure_strategy => {
            found.add(chosen.failure_strategy.name(), None, None);
        }
        EditKind::Workers | EditKind::Failure => {}
    }
    found
}

fn id<'w>(spec: &'w ProcessorSpec) -> Option<&'w str> {
    spec.id.as_ref().map(|id| &*id.value)
}

fn dependencies<'w>(spec: &'w ProcessorSpec) -> Vec<&'w str> {
    spec.depends_on.iter().map(|name| &*name.value).collect()
}

fn edge(from: &str, to: &ProcessorSpec) -> String {
    format!("{from} -> {}", id(to).unwrap_or_default())
}

fn by_id<'w>(workflow: &'w Workflow<'w>) -> BTreeMap<&'w str, &'w ProcessorSpec<'w>> {
    workflow.processors.iter().filter_map(|spec| Some((id(spec)?, spec))).collect()
}

/// The processors whose ids are not among these.
fn missing<'w>(
    of: &'w Workflow<'w>,
    known: &BTreeMap<&str, &ProcessorSpec>,
) -> impl Iterator<Item = &'w ProcessorSpec<'w>> {
    of.processors.iter().filter(|spec| id(spec).is_some_and(|id| !known.contains_key(id)))
}

/// Marks a longest increasing subsequence. O(n log n) (M. L. Fredman, Discrete Mathematics 11, 1975).
fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    // For each length, the index of the smallest last number of an increasing subsequence; for each number, its predecessor.
    let (mut ends, mut before): (Vec<usize>, _) = (Vec::new(), vec![None; numbers.len()]);
    for (at, &number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < number);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut is_in = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        is_in[at] = true;
        next = before[at];
    }
    is_in
}
