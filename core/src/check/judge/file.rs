//! The file: its values, its graph, and its difference from the start.

use alloc::{format, string::String, vec, vec::Vec};

use super::On;
use crate::{
    ProcessorIdx,
    check::{Bounds, EditKind, Found, Holds, Number, Verdict, difference::difference, number::Unit, runs::Runs},
    text::{edit::value_at, yaml},
};

/// `sets`: the value in the file.
pub(super) fn sets(on: On, of: Option<&str>, key: &str, wanted: &Found, runs: &Runs) -> Verdict {
    let p = match of.map(|id| on.find(id)).transpose() {
        Ok(p) => p,
        Err(verdict) => return verdict,
    };
    let name = of.map_or_else(|| String::from(key), |of| format!("{of}.{key}"));
    let with_range = |holds, sentence, range| Verdict {
        processor: of.map(String::from),
        range: if on.made.is_of_learner() { range } else { None },
        ..Verdict::new(if holds { Holds::Yes } else { Holds::No }, sentence)
    };
    let place = || p.and_then(|p| on.place(p));
    let Some(value) = value_at(on.made.text(runs), of, key) else {
        return with_range(false, format!("{name} is not set."), place());
    };
    let Some(text) = value.text else {
        return with_range(false, format!("{name} is a list or a map."), Some(value.range));
    };
    let (holds, miss) = match wanted {
        Found::Text(wanted) if *wanted == text => (true, String::new()),
        Found::Text(wanted) => (false, format!(", not {wanted}")),
        Found::Number(bounds) => match Number::read(&text).filter(|_| value.is_number) {
            Some(number) => (bounds.hold(number), bounds.miss(number, Unit::Plain)),
            None => (false, ", which is no number".into()),
        },
    };
    with_range(holds, format!("{name} is {text}{miss}."), Some(value.range))
}

/// `path`: the second processor becomes ready.
pub(super) fn path(on: On, from: &str, to: &str, runs: &Runs) -> Verdict {
    let (source, target) = match (on.find(from), on.find(to)) {
        (Ok(source), Ok(target)) => (source, target),
        (Err(verdict), _) | (_, Err(verdict)) => return verdict,
    };
    let seq = on.events(target).next().map_or(on.last(), |event| event.seq);
    let way = way(on, source, target);
    let sentence = match way.as_deref() {
        None => format!("Nothing leads from {from} to {to}."),
        Some([] | [_]) => format!("{to} depends on {from}."),
        Some([_, .., between]) => format!("{to} depends on {from}, by way of {}.", on.id(*between)),
    };
    let list = || value_at(on.made.text(runs), Some(to), "depends_on").map(|value| value.range);
    let range = if on.made.is_of_learner() { list().or_else(|| on.place(target)) } else { None };
    Verdict { range, ..on.verdict(way.is_some(), sentence, seq, Some(target)) }
}

/// The processors on a shortest path from the target back to the source, without the source.
fn way(on: On, source: ProcessorIdx, target: ProcessorIdx) -> Option<Vec<ProcessorIdx>> {
    let graph = on.graph();
    let mut reached: Vec<Option<ProcessorIdx>> = vec![None; graph.len()];
    let mut queue = vec![target];
    let mut next = 0;
    while let Some(&p) = queue.get(next) {
        next += 1;
        for &dependency in graph.dependencies(p) {
            if dependency == source {
                let mut way = vec![p];
                let mut at = p;
                while let Some(after) = reached[at as usize] {
                    way.insert(0, after);
                    at = after;
                }
                return Some(way);
            }
            if reached[dependency as usize].is_none() {
                reached[dependency as usize] = Some(p);
                queue.push(dependency);
            }
        }
    }
    None
}

/// `edits`: the first place that differs.
pub(super) fn edits(kind: EditKind, bounds: &Bounds, runs: &Runs) -> Verdict {
    let moot = |sentence: &str| Verdict::new(Holds::Moot, sentence.into());
    let Some(start) = runs.start() else { return moot("It is not known what the text was at the start.") };
    let (Some(start), Some(now)) = (yaml::read(start).0, yaml::read(runs.text()).0) else {
        return moot("The text at the start cannot be read.");
    };
    let found = difference(kind, &start, &now, runs.options());
    let (holds, sentence) = found.judge(kind, bounds);
    // Marks the changed value instead of the whole processor or file.
    let key = match kind {
        EditKind::Durations | EditKind::DurationsBy => Some("simulate.duration_ms"),
        EditKind::Retries => Some("retry"),
        EditKind::Strategy => Some("strategy"),
        EditKind::Workers => Some("executor_options.max_concurrency"),
        EditKind::Failure => Some("failure_strategy"),
        _ => None,
    };
    let is_changed = found.is_changed();
    let value = key.filter(|_| is_changed).and_then(|key| value_at(runs.text(), found.processor.as_deref(), key));
    let range = value.map(|value| value.range).or(found.range);
    Verdict { range, processor: found.processor, ..Verdict::new(if holds { Holds::Yes } else { Holds::No }, sentence) }
}
