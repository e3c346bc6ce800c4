//! Reads checks from YAML, with all problems and their positions.

use alloc::{
    borrow::ToOwned as _,
    boxed::Box,
    format,
    string::{String, ToString as _},
    vec::Vec,
};

use super::{
    Bounds, Check, EditKind, Found, Is, Measure, Moment, NamedRun, Number, Predicate, Received, Sameness, Text, Uses,
    schema,
};
use crate::{
    Diagnostic, ErrorCode, FailureStrategy, Overrides, Priority, ProcessorState, Status, Strategy, limits,
    run::Choice,
    text::{
        Code, Spanned,
        edit::{Script, split_path},
        schema::{FAILURE_STRATEGIES, PRIORITIES, STRATEGIES, Section},
        yaml::{Entry, NodeId, Reader, Tree},
    },
    trace::{Rule, WaitCause},
};

/// Reads a list of checks. Checks with errors are left out and reported.
#[must_use]
pub fn read(text: &str) -> (Vec<Spanned<Check>>, Vec<Diagnostic>) {
    let tree = match Tree::read(text) {
        Ok(tree) => tree,
        Err(diagnostic) => return (Vec::new(), [diagnostic].into()),
    };
    let mut reader = Reader::new(&tree);
    let checks = tree.root.map_or_else(Vec::new, |root| from_reader(&mut reader, root));
    (checks, reader.diagnostics)
}

/// Reads a list of checks as part of a larger document.
pub fn from_reader(reader: &mut Reader, id: NodeId) -> Vec<Spanned<Check>> {
    if !reader.is_list(id) {
        reader.wrong_type(id, "a list of checks");
        return Vec::new();
    }
    let mut left = limits::CONDITIONS;
    reader.items(id).into_iter().filter_map(|item| check(reader, item, &mut left)).collect()
}

/// Reads a condition as part of a larger document.
pub fn predicate_from_reader(reader: &mut Reader, id: NodeId) -> Option<Predicate> {
    Conditions { reader, left: &mut { limits::CONDITIONS } }.predicate(id, 0)
}

/// Reads a named run as part of a larger document.
pub fn run_from_reader(reader: &mut Reader, name: &str, id: NodeId) -> Option<NamedRun> {
    let names = ["strategy", "priority", "failure_strategy", "workers", "input", "edits"];
    let [strategy, priority, failure_strategy, workers, input, edits] = reader.map(id, &schema::RUN_SPEC, names)?;
    let options = Overrides {
        strategy: strategy.and_then(|e| reader.choice(e.value, &STRATEGIES)).map(|i| Strategy::ALL[i]),
        priority: priority.and_then(|e| reader.choice(e.value, &PRIORITIES)).map(|i| Priority::ALL[i]),
        failure_strategy: failure_strategy
            .and_then(|e| reader.choice(e.value, &FAILURE_STRATEGIES))
            .map(|i| FailureStrategy::ALL[i]),
        workers: reader.number(workers).map(|workers| workers as u32),
    };
    let input = input.and_then(|e| reader.text(e.value)).map(|input| input.value.into_owned());
    let edits = edits.and_then(|e| reader.text(e.value));
    if let Some(edits) = &edits
        && let Err(errors) = Script::read(&edits.value)
    {
        for error in errors {
            reader.error(Code::BadOption, edits.range, error.to_string());
        }
    }
    let edits = edits.map(|edits| edits.value.into_owned());
    Some(NamedRun { name: name.to_owned(), options, input, edits })
}

fn check(reader: &mut Reader, id: NodeId, left: &mut usize) -> Option<Spanned<Check>> {
    let range = reader.range(id);
    let mut conditions = Conditions { reader, left };
    let (entries, predicate) = conditions.map(id, &schema::CHECK, 0)?;
    let [name, say, run, each] = *entries.first_chunk()?;
    let mut text = |entry: Option<Entry>, key| match entry {
        Some(entry) => reader.text(entry.value).map(|text| text.value.into_owned()),
        None => {
            reader.missing(key, id, "");
            None
        }
    };
    let (name, say) = (text(name, "id"), text(say, "say"));
    if let (Some(_), Some(each)) = (run, each) {
        reader.error(Code::BadOption, each.key, "a check has either `run` or `each`");
    }
    let runs = match run.or(each) {
        Some(entry) => {
            let names = reader.items(entry.value);
            let mut conditions = Conditions { reader, left };
            if names.is_empty() {
                conditions.too_few(entry.value, 1);
            }
            // Each run is judged, so its name counts as a condition.
            conditions.take(names.len(), entry.value)?;
            names.into_iter().filter_map(|item| reader.text(item)).map(|text| text.value.into_owned()).collect()
        }
        None => Vec::new(),
    };
    Some(Spanned { value: Check { id: name?, say: say?, runs, predicate: predicate? }, range })
}

/// Reads conditions, up to a number of them.
struct Conditions<'r, 't, 'a> {
    reader: &'r mut Reader<'t, 'a>,
    left: &'r mut usize,
}

impl Conditions<'_, '_, '_> {
    /// The entries of a map of this section, in its order, and its condition. There must be exactly one.
    fn map(
        &mut self,
        id: NodeId,
        section: &'static Section,
        depth: usize,
    ) -> Option<(Vec<Option<Entry>>, Option<Predicate>)> {
        let range = self.reader.range(id);
        if depth > limits::CHECK_DEPTH {
            let message = format!("conditions are nested more than {} deep", limits::CHECK_DEPTH);
            self.reader.error(Code::BadOption, range, message);
            return None;
        }
        self.take(1, id)?;
        let names: Vec<&str> = section.keys.iter().map(|key| key.name).collect();
        let mut entries = alloc::vec![None; names.len()];
        if !self.reader.find(id, section, &names, &mut entries) {
            return None;
        }
        let is_condition = |name: &str| schema::PREDICATES.keys.iter().any(|key| key.name == name);
        let mut found = names
            .iter()
            .zip(&entries)
            .filter_map(|(&name, entry)| Some((name, (*entry)?)))
            .filter(|(name, _)| is_condition(name));
        let (first, second) = (found.next(), found.next());
        if let Some((_, second)) = second {
            self.reader.error(Code::BadOption, second.key, "there is one condition in a map; put several into `all`");
        }
        let Some((name, entry)) = first else {
            self.reader.error(Code::MissingKey, range, "write a condition here, such as `output` or `before`");
            return Some((entries, None));
        };
        let predicate = self.of(name, entry.value, depth);
        Some((entries, predicate))
    }

    /// Counts conditions and the entries of their lists and maps. `None` if there are too many.
    fn take(&mut self, count: usize, id: NodeId) -> Option<()> {
        if let Some(left) = self.left.checked_sub(count) {
            *self.left = left;
            return Some(());
        }
        let message = format!("more than {} conditions, with the entries of their maps", limits::CONDITIONS);
        // Reported once.
        if !self.reader.diagnostics.iter().any(|diagnostic| diagnostic.message == message) {
            self.reader.error(Code::BadOption, self.reader.range(id), message);
        }
        None
    }

    fn predicate(&mut self, id: NodeId, depth: usize) -> Option<Predicate> {
        self.map(id, &schema::PREDICATES, depth)?.1
    }

    /// The condition with this name.
    fn of(&mut self, name: &str, id: NodeId, depth: usize) -> Option<Predicate> {
        Some(match name {
            "status" => Predicate::Status(self.words(id, &Status::ALL, Status::name)?),
            "state" => Predicate::State(
                self.each(id, |own, value| own.words(value, &ProcessorState::ALL, ProcessorState::name))?,
            ),
            "attempts" => Predicate::Attempts(self.each(id, Self::bounds)?),
            "error" => Predicate::Error(self.each(id, Self::error_code)?),
            "output" => Predicate::Output(self.text(id)?),
            "receives" => Predicate::Receives(self.each(id, Self::received)?),
            "gives" => Predicate::Gives(self.each(id, Self::text)?),
            "finds" => Predicate::Finds(self.each(id, |own, value| own.each(value, Self::found))?),
            "before" => {
                let moments: Vec<Moment> = self.list(id, 2, Self::moment)?;
                Predicate::Before(moments)
            }
            "at" => {
                let all = self.pairs(id, |own, key, value| Some((own.moment(key)?, own.bounds(value)?)))?;
                Predicate::At(all)
            }
            "together" => Predicate::Together(self.list(id, 2, Self::string)?),
            "apart" => Predicate::Apart(self.list(id, 2, Self::string)?),
            "waits" => self.waits(id)?,
            "measure" => Predicate::Measure(self.table(id, &schema::MEASURES, Measure::ALL, Measure::name)?),
            "picked" => Predicate::Picked(self.each(id, |own, value| own.word(value, &Rule::ALL, Rule::name))?),
            "chosen" => Predicate::Chosen(self.each(id, Self::choice)?),
            "uses" => self.uses(id)?,
            "sets" => {
                let all = self.pairs(id, |own, key, value| {
                    let path = own.reader.text(key)?.value;
                    let (of, key) = split_path(&path);
                    Some((of.map(String::from), String::from(key), own.found(value)?))
                })?;
                Predicate::Sets(all)
            }
            "path" => {
                let range = self.reader.range(id);
                let ends: Vec<String> = self.list(id, 2, Self::string)?;
                let [from, to] = <[String; 2]>::try_from(ends)
                    .map_err(|_| self.reader.error(Code::BadOption, range, "a path has two ends: `[P, Q]`"))
                    .ok()?;
                Predicate::Path(from, to)
            }
            "edits" => Predicate::Edits(self.table(id, &schema::EDITS, EditKind::ALL, EditKind::name)?),
            "shared" => self.shared(id)?,
            "compare" => self.compare(id)?,
            "same" => self.same(id)?,
            "all" => Predicate::All(self.list(id, 1, |own, item| own.predicate(item, depth + 1))?),
            "any" => Predicate::Any(self.list(id, 1, |own, item| own.predicate(item, depth + 1))?),
            _ => Predicate::Not(Box::new(self.predicate(id, depth + 1)?)),
        })
    }

    fn string(&mut self, id: NodeId) -> Option<String> {
        self.reader.text(id).map(|text| text.value.into_owned())
    }

    fn moment(&mut self, id: NodeId) -> Option<Moment> {
        let text = self.reader.text(id)?;
        text.value
            .parse()
            .map_err(|error| self.reader.error(Code::BadOption, text.range, format!("`{}`: {error}", text.value)))
            .ok()
    }

    /// The values of a list. `None` if there are too few, or if one is invalid.
    fn list<T>(&mut self, id: NodeId, least: usize, read: impl Fn(&mut Self, NodeId) -> Option<T>) -> Option<Vec<T>> {
        let items = self.reader.items(id);
        if !self.reader.is_list(id) {
            self.reader.wrong_type(id, "a list");
            return None;
        }
        if items.len() < least {
            self.too_few(id, least);
            return None;
        }
        let count = items.len();
        self.take(count, id)?;
        let all: Vec<T> = items.into_iter().filter_map(|item| read(self, item)).collect();
        (all.len() == count).then_some(all)
    }

    fn too_few(&mut self, id: NodeId, least: usize) {
        let range = self.reader.range(id);
        let entries = if least == 1 { "one entry is" } else { "two entries are" };
        self.reader.error(Code::BadOption, range, format!("at least {entries} needed here"));
    }

    /// The entries of a map with any keys. `None` if it is empty, or if one is invalid.
    fn pairs<T>(&mut self, id: NodeId, read: impl Fn(&mut Self, NodeId, NodeId) -> Option<T>) -> Option<Vec<T>> {
        let entries = self.reader.any_keys(id);
        if entries.is_empty() {
            if self.reader.is_map(id) || self.reader.is_null(id) {
                self.too_few(id, 1);
            }
            return None;
        }
        let count = entries.len();
        self.take(count, id)?;
        let all: Vec<T> = entries.into_iter().filter_map(|[key, value]| read(self, key, value)).collect();
        (all.len() == count).then_some(all)
    }

    /// A map from ids or other names.
    fn each<T>(&mut self, id: NodeId, read: impl Fn(&mut Self, NodeId) -> Option<T>) -> Option<Vec<(String, T)>> {
        self.pairs(id, |own, key, value| Some((own.string(key)?, read(own, value)?)))
    }

    /// A map from names of a table to numbers.
    fn table<T: Copy>(
        &mut self,
        id: NodeId,
        section: &'static Section,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<Vec<(T, Bounds)>> {
        let names: Vec<&str> = section.keys.iter().map(|key| key.name).collect();
        let mut entries = alloc::vec![None; names.len()];
        if !self.reader.find(id, section, &names, &mut entries) {
            return None;
        }
        let mut found = Vec::new();
        let mut is_readable = true;
        for &value in all {
            let at = names.iter().position(|&known| known == name(value));
            let Some(entry) = at.and_then(|at| entries[at]) else { continue };
            match self.bounds(entry.value) {
                Some(bounds) => found.push((value, bounds)),
                None => is_readable = false,
            }
        }
        if found.is_empty() && is_readable {
            self.reader.error(Code::MissingKey, self.reader.range(id), format!("{} needs a key", section.what));
        }
        (is_readable && !found.is_empty()).then_some(found)
    }

    /// One of these words.
    fn word<T: Copy>(&mut self, id: NodeId, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
        let names: Vec<&str> = all.iter().map(|&word| name(word)).collect();
        self.reader.choice(id, &names).map(|at| all[at])
    }

    /// One or more of these words.
    fn words<T: Copy>(&mut self, id: NodeId, all: &[T], name: fn(T) -> &'static str) -> Option<Vec<T>> {
        let items = self.reader.items(id);
        if items.is_empty() {
            self.reader.wrong_type(id, "a word or a list of words");
            return None;
        }
        let count = items.len();
        self.take(count, id)?;
        let words: Vec<T> = items.into_iter().filter_map(|item| self.word(item, all, name)).collect();
        (words.len() == count).then_some(words)
    }

    fn number(&mut self, id: NodeId) -> Option<Number> {
        let digits = self.reader.digits(id)?;
        let number = Number::read(&digits.value);
        if number.is_none() {
            let message = format!("`{}` must have decimal digits, up to six after the point", digits.value);
            self.reader.error(Code::BadOption, digits.range, message);
        }
        number
    }

    /// A number, or a map of bounds.
    fn bounds(&mut self, id: NodeId) -> Option<Bounds> {
        if !self.reader.is_map(id) {
            return self.number(id).map(Bounds::exactly);
        }
        let names = ["exactly", "at_least", "at_most", "more_than", "less_than"];
        let entries = self.reader.map(id, &schema::NUM, names)?;
        if entries.iter().all(Option::is_none) {
            self.reader.error(Code::MissingKey, self.reader.range(id), "a number needs a bound, such as `at_most`");
            return None;
        }
        let mut is_readable = true;
        let [exactly, at_least, at_most, more_than, less_than] = entries.map(|entry| {
            let number = self.number(entry?.value);
            is_readable &= number.is_some();
            number
        });
        is_readable.then_some(Bounds { exactly, at_least, at_most, more_than, less_than })
    }

    /// A text, or `contains`.
    fn text(&mut self, id: NodeId) -> Option<Text> {
        if !self.reader.is_map(id) {
            return self.string(id).map(Text::Is);
        }
        match self.reader.map(id, &schema::TEXT, ["contains"])? {
            [Some(part)] => self.string(part.value).map(Text::Contains),
            [None] => {
                self.reader.error(Code::MissingKey, self.reader.range(id), "write a text, or `contains` and a text");
                None
            }
        }
    }

    /// A text, `contains`, or `from`.
    fn received(&mut self, id: NodeId) -> Option<Received> {
        if !self.reader.is_map(id) {
            return self.string(id).map(Text::Is).map(Received::Text);
        }
        match self.reader.map(id, &schema::RECEIVED, ["contains", "from"])? {
            [Some(part), None] => self.string(part.value).map(Text::Contains).map(Received::Text),
            [None, Some(from)] => {
                let from = self.string(from.value)?;
                Some(Received::From((from != "input").then_some(from)))
            }
            _ => {
                self.reader.error(
                    Code::BadOption,
                    self.reader.range(id),
                    "write a text, or one of `contains` and `from`",
                );
                None
            }
        }
    }

    /// A text, a number, or bounds.
    fn found(&mut self, id: NodeId) -> Option<Found> {
        if self.reader.is_map(id) || self.reader.is_number(id) {
            self.bounds(id).map(Found::Number)
        } else {
            self.string(id).map(Found::Text)
        }
    }

    fn error_code(&mut self, id: NodeId) -> Option<ErrorCode> {
        let digits = self.reader.digits(id)?;
        let code = digits.value.parse().ok().and_then(ErrorCode::from_number);
        if code.is_none() {
            let message =
                format!("`{}` is no error code; there are 400, 408, 413, 422, 429, 500 and 507", digits.value);
            self.reader.error(Code::UnknownValue, digits.range, message);
        }
        code
    }

    fn choice(&mut self, id: NodeId) -> Option<Choice> {
        let names = Choice::ALL.map(|choice| choice.to_string());
        let names = names.each_ref().map(String::as_str);
        self.reader.choice(id, &names).map(|at| Choice::ALL[at])
    }

    fn waits(&mut self, id: NodeId) -> Option<Predicate> {
        let [of, cause, ms] = self.reader.map(id, &schema::WAITS, ["of", "for", "ms"])?;
        let of = of.and_then(|entry| self.string(entry.value)).filter(|of| of != "all");
        let cause = match cause {
            Some(entry) => {
                self.reader.choice(entry.value, &schema::CAUSES)?.checked_sub(1).map(|at| WaitCause::ALL[at])
            }
            None => None,
        };
        let Some(ms) = ms else {
            self.reader.missing("ms", id, "");
            return None;
        };
        Some(Predicate::Waits { of, cause, ms: self.bounds(ms.value)? })
    }

    fn uses(&mut self, id: NodeId) -> Option<Predicate> {
        let names = ["strategy", "priority", "workers", "failure_strategy"];
        let entries = self.reader.map(id, &schema::USES, names)?;
        if entries.iter().all(Option::is_none) {
            self.reader.error(Code::MissingKey, self.reader.range(id), "`uses` needs an option, such as `strategy`");
            return None;
        }
        let [strategy, priority, workers, failure_strategy] = entries;
        let mut uses = Uses::default();
        if let Some(entry) = strategy {
            uses.strategy = Some(Strategy::ALL[self.reader.choice(entry.value, &STRATEGIES)?]);
        }
        if let Some(entry) = priority {
            uses.priority = Some(Priority::ALL[self.reader.choice(entry.value, &PRIORITIES)?]);
        }
        if let Some(entry) = workers {
            uses.workers = Some(self.bounds(entry.value)?);
        }
        if let Some(entry) = failure_strategy {
            uses.failure_strategy = Some(FailureStrategy::ALL[self.reader.choice(entry.value, &FAILURE_STRATEGIES)?]);
        }
        Some(Predicate::Uses(uses))
    }

    fn shared(&mut self, id: NodeId) -> Option<Predicate> {
        let [outputs, inputs] = self.reader.map(id, &schema::SHARED, ["outputs", "inputs"])?;
        if outputs.is_none() && inputs.is_none() {
            self.reader.error(Code::MissingKey, self.reader.range(id), "`shared` needs `outputs` or `inputs`");
            return None;
        }
        let outputs = match outputs {
            Some(entry) => Some(self.bounds(entry.value)?),
            None => None,
        };
        let inputs = match inputs {
            Some(entry) => self.each(entry.value, Self::bounds)?,
            None => Vec::new(),
        };
        Some(Predicate::Shared { outputs, inputs })
    }

    fn compare(&mut self, id: NodeId) -> Option<Predicate> {
        let [measure, a, is, b, by] = self.reader.map(id, &schema::COMPARE, ["measure", "a", "is", "b", "by"])?;
        for (key, entry) in [("measure", measure), ("a", a), ("is", is), ("b", b)] {
            if entry.is_none() {
                self.reader.missing(key, id, "");
            }
        }
        let measure = self.word(measure?.value, Measure::ALL, Measure::name);
        let (a, b) = (self.string(a?.value), self.string(b?.value));
        let is = self.word(is?.value, &Is::ALL, Is::name);
        let by = match by {
            Some(entry) => Some(self.bounds(entry.value)?),
            None => None,
        };
        Some(Predicate::Compare { measure: measure?, a: a?, is: is?, b: b?, by })
    }

    fn same(&mut self, id: NodeId) -> Option<Predicate> {
        let [what, runs] = self.reader.map(id, &schema::SAME, ["what", "runs"])?;
        for (key, entry) in [("what", what), ("runs", runs)] {
            if entry.is_none() {
                self.reader.missing(key, id, "");
            }
        }
        let what = self.word(what?.value, &Sameness::ALL, Sameness::name);
        let runs = self.list(runs?.value, 2, Self::string)?;
        Some(Predicate::Same { what: what?, runs })
    }
}
