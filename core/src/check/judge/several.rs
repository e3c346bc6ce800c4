//! Conditions of several runs or of several completion orders.

use alloc::{format, rc::Rc, string::String, vec::Vec};

use super::{On, each, every};
use crate::{
    EventKind, Snapshot, Trace,
    check::{
        Bounds, Is, Measure, Number, Sameness, Verdict,
        number::Unit,
        runs::{Made, Runs},
        words,
    },
    counted,
    explore::Possibility,
};

/// `shared`: the order that leads to the second content.
pub(super) fn shared(on: On, outputs: Option<&Bounds>, inputs: &[(String, Bounds)], runs: &mut Runs) -> Verdict {
    let exploration = match runs.exploration(on.made) {
        Ok(exploration) => exploration,
        Err(reason) => return on.moot(format!("The orders cannot be explored: {reason}."), None, None),
    };
    let of_output = outputs.map(|bounds| {
        let count = exploration.outputs.len();
        let verb = if count == 1 { "is" } else { "are" };
        let miss = bounds.miss(count.into(), Unit::Plain);
        let sentence = format!(
            "{} {verb} possible with a shared text{miss}{}.",
            counted(count, "result"),
            contents(&exploration.outputs)
        );
        with_order(on.verdict(bounds.hold(count.into()), sentence, on.last(), None), on, &exploration.outputs)
    });
    let of_inputs = || {
        each(on, inputs, |p, bounds| {
            let found = exploration.inputs.get(p as usize).map_or(&[][..], Vec::as_slice);
            let miss = bounds.miss(found.len().into(), Unit::Plain);
            let sentence = format!(
                "{} can read {} from a shared text{miss}{}.",
                on.id(p),
                counted(found.len(), "content"),
                contents(found)
            );
            let seq = on
                .events(p)
                .find(|event| matches!(event.kind, EventKind::Started { .. }))
                .map_or(on.last(), |event| event.seq);
            with_order(on.verdict(bounds.hold(found.len().into()), sentence, seq, Some(p)), on, found)
        })
    };
    let of_inputs = (!inputs.is_empty()).then(of_inputs);
    every(of_output.into_iter().chain(of_inputs))
}

/// The contents in words: `: "a" and "b"`.
fn contents(all: &[Possibility]) -> String {
    let quoted: Vec<String> = all.iter().map(|found| words::payload(&found.content)).collect();
    let list = words::list(quoted.iter().map(String::as_str));
    if list.is_empty() { list } else { format!(": {list}") }
}

/// Adds the order that leads to the second content, or to the only one.
fn with_order(verdict: Verdict, on: On, all: &[Possibility]) -> Verdict {
    let witness = all.get(1).or(all.first()).map_or(&[][..], |found| &found.witness);
    Verdict { order: witness.iter().map(|&p| on.id(p).into()).collect(), ..verdict }
}

/// `compare`: the first event at which the two runs differ.
pub(super) fn compare(measure: Measure, names: [&String; 2], is: Is, by: Option<&Bounds>, runs: &mut Runs) -> Verdict {
    let (a, b) = match (runs.get(names[0]), runs.get(names[1])) {
        (Ok(a), Ok(b)) => (a, b),
        (Err(verdict), _) | (_, Err(verdict)) => return verdict,
    };
    let values = [&a, &b].map(|made| measure.of(&made.trace));
    let [first, second] = values.map(|value| measure.unit().write(value));
    let fact = match measure {
        Measure::Makespan => format!("{} takes {first}, {} {second}", a.name, b.name),
        _ => format!("{} of {} is {first}, of {} {second}", measure.name(), a.name, b.name),
    };
    let related = match is {
        Is::Less => values[0] < values[1],
        Is::Equal => values[0] == values[1],
        Is::Greater => values[0] > values[1],
    };
    let apart = Number::from_millionths((values[0].millionths() - values[1].millionths()).abs());
    let near = by.filter(|by| related && !by.hold(apart)).map(|by| {
        let unit = match measure.unit() {
            Unit::Plain => Unit::Plain,
            Unit::Time(..) => Unit::Time("too much", "too little"),
        };
        format!(": a difference of {}{}", unit.write(apart), by.miss(apart, unit))
    });
    let holds = related && near.is_none();
    let miss = match is {
        _ if related => near.unwrap_or_default(),
        Is::Equal => ": not equal".into(),
        Is::Less | Is::Greater => format!(": not {}", is.name()),
    };
    let seq = parting(&a.trace, &b.trace).unwrap_or(a.trace.len().saturating_sub(1));
    On { made: &a }.verdict(holds, format!("{fact}{miss}."), seq, None)
}

/// The first event that differs; none if all are equal.
fn parting(a: &Trace, b: &Trace) -> Option<usize> {
    let both = a.len().min(b.len());
    (0..both).find(|&seq| !a.has_same(b, seq)).or((a.len() != b.len()).then_some(both))
}

/// `same`: the first event that differs from the first run.
pub(super) fn same(what: Sameness, names: &[String], runs: &mut Runs) -> Verdict {
    let mut all: Vec<Rc<Made>> = Vec::with_capacity(names.len());
    for name in names {
        match runs.get(name) {
            Ok(made) => all.push(made),
            Err(verdict) => return verdict,
        }
    }
    let Some((first, others)) = all.split_first() else {
        return Verdict::new(crate::check::Holds::Moot, "There is nothing to judge.".into());
    };
    let on = On { made: first };
    let list = || words::list(names.iter().map(String::as_str));
    for other in others {
        let found = match what {
            Sameness::Output => other_output(first, other),
            Sameness::Payloads => other_payload(on, other),
            Sameness::Trace => parting(&first.trace, &other.trace).map(|seq| {
                let seq = seq.min(on.last());
                (format!("{} and {} differ from event {} on", first.name, other.name, seq + 1), seq, None)
            }),
        };
        if let Some((sentence, seq, p)) = found {
            return on.verdict(false, format!("{sentence}."), seq, p);
        }
    }
    let sentence = match what {
        Sameness::Output => format!("{} have the same output.", list()),
        Sameness::Payloads => format!("{} have the same payloads.", list()),
        Sameness::Trace => format!("{} have the same trace.", list()),
    };
    on.verdict(true, sentence, on.last(), None)
}

/// A difference: a sentence without its full stop, the event of the first run, and its processor.
type Apart = Option<(String, usize, Option<u32>)>;

fn other_output(first: &Made, other: &Made) -> Apart {
    let (a, b) = (first.trace.output(), other.trace.output());
    let words = |output: Option<&crate::Payload>| output.map_or_else(|| "no output".into(), words::payload);
    let sentence = || format!("{} gives {}, {} {}", first.name, words(a), other.name, words(b));
    (a != b).then(|| (sentence(), first.trace.len().saturating_sub(1), None))
}

/// The first processor, in the order of the first run, that receives or gives something else in the other run.
fn other_payload(on: On, other: &Made) -> Apart {
    let (mine, theirs) = (on.trace(), &other.trace);
    let ends = [mine, theirs].map(|trace| Snapshot::at(trace, trace.len()));
    let by_id: alloc::collections::BTreeMap<&str, u32> =
        theirs.graph().processors().map(|p| (theirs.graph().id(p), p)).collect();
    for event in mine.events() {
        let (Some(p), is_start) = (event.processor, matches!(event.kind, EventKind::Started { .. })) else { continue };
        if !is_start && !matches!(event.kind, EventKind::Completed { .. }) {
            continue;
        }
        let Some(&q) = by_id.get(on.id(p)) else {
            return Some((format!("There is no {} in {}", on.id(p), other.name), event.seq, Some(p)));
        };
        let known = [ends[0].processor(mine, p), ends[1].processor(theirs, q)];
        let payload = |at: usize, trace: &Trace| {
            let payload = if is_start { known[at].input } else { known[at].output };
            payload.map(|payload| trace.payload(payload).clone())
        };
        let (a, b) = (payload(0, mine), payload(1, theirs));
        if a != b {
            let verb = if is_start { "receives" } else { "gives" };
            let words = |payload: Option<crate::Payload>| {
                payload.map_or_else(|| "nothing".into(), |payload| words::payload(&payload))
            };
            let sentence =
                format!("{} {verb} {} in {}, {} in {}", on.id(p), words(a), on.made.name, words(b), other.name);
            return Some((sentence, event.seq, Some(p)));
        }
    }
    None
}
