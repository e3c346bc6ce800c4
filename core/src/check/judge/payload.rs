//! Payloads and metadata: what processors and the run receive, give and find.

use alloc::{format, string::String};

use super::On;
use crate::{
    EventKind, Intent, Payload, ProcessorIdx, ProcessorState, Snapshot,
    check::{Found, Number, Received, Text, Verdict, number::Unit, runs::did_you_mean, words},
};

/// Compares a payload with the wanted text. Returns whether it matches, and a description.
fn compare(found: &Payload, wanted: &Text) -> (bool, String) {
    let text = found.text();
    match wanted {
        Text::Is(wanted) if text == Some(wanted) => (true, words::quoted(wanted)),
        Text::Is(wanted) => {
            let bytes = || format!("{}, not {}", words::payload(found), words::quoted(wanted));
            (false, text.map_or_else(bytes, |text| words::difference(text, wanted)))
        }
        Text::Contains(part) if text.is_some_and(|text| text.contains(&**part)) => {
            (true, format!("{}, with {} in it", words::payload(found), words::quoted(part)))
        }
        Text::Contains(part) => (false, format!("{}, without {} in it", words::payload(found), words::quoted(part))),
    }
}

/// `output`: the completion of the Transform that made it.
pub(super) fn output(on: On, wanted: &Text) -> Verdict {
    let trace = on.trace();
    let Some(output) = trace.output() else {
        return on.moot("The run has no output.".into(), Some(on.last()), None);
    };
    let (holds, text) = compare(output, wanted);
    let end = Snapshot::at(trace, trace.len());
    let sink = on.graph().passes_on(on.graph().sinks(), |p| leaves(on, &end, p));
    let origin = sink.and_then(|sink| leaves(on, &end, sink)).flatten();
    let completed =
        origin.and_then(|p| on.events(p).rev().find(|event| matches!(event.kind, EventKind::Completed { .. })));
    let seq = completed.map_or(on.last(), |event| event.seq);
    on.verdict(holds, format!("The output is {text}."), seq, origin)
}

/// The origin of the payload that leaves a processor: `Some(None)` for the input of the run, `None` if none leaves it.
fn leaves(on: On, snapshot: &Snapshot, p: ProcessorIdx) -> Option<Option<ProcessorIdx>> {
    let known = snapshot.processor(on.trace(), p);
    match known.state {
        ProcessorState::Completed if on.graph().intent(p) == Intent::Transform => Some(Some(p)),
        ProcessorState::Completed => Some(known.origin),
        // Under `best_effort`, a failed processor passes on what it received.
        ProcessorState::Failed if on.trace().options().failure_strategy == crate::FailureStrategy::BestEffort => {
            Some(known.origin)
        }
        _ => None,
    }
}

/// `receives`: the start of the last attempt.
pub(super) fn receives(on: On, p: ProcessorIdx, wanted: &Received) -> Verdict {
    let trace = on.trace();
    let start = match on.last_start(p) {
        Ok(start) => start,
        Err(verdict) => return verdict,
    };
    let snapshot = Snapshot::at(trace, start.seq + 1);
    let known = snapshot.processor(trace, p);
    let Some(input) = known.input.map(|input| trace.payload(input)) else {
        return on.moot(format!("{} receives nothing.", on.id(p)), Some(start.seq), Some(p));
    };
    let source = |origin: Option<ProcessorIdx>| {
        origin.map_or_else(|| "the run's input".into(), |origin| format!("what {} made", on.id(origin)))
    };
    let who = on.id(p);
    match wanted {
        Received::Text(text) => {
            let (holds, text) = compare(input, text);
            on.verdict(holds, format!("{who} gets {}: {text}.", source(known.origin)), start.seq, Some(p))
        }
        Received::From(from) => {
            let from = match from.as_deref().map(|id| on.find(id)).transpose() {
                Ok(from) => from,
                Err(verdict) => return verdict,
            };
            let holds = known.origin == from;
            let sentence = if holds {
                format!("{who} gets {}.", source(known.origin))
            } else {
                format!("{who} gets {}: {}.", source(known.origin), reason(on, &snapshot, p, known.origin, from))
            };
            on.verdict(holds, sentence, start.seq, Some(p))
        }
    }
}

/// Why a processor receives the payload of `origin` instead of the wanted one.
fn reason(
    on: On,
    snapshot: &Snapshot,
    p: ProcessorIdx,
    origin: Option<ProcessorIdx>,
    wanted: Option<ProcessorIdx>,
) -> String {
    let graph = on.graph();
    let dependencies = graph.dependencies(p);
    if dependencies.is_empty() {
        return "it depends on nothing".into();
    }
    let passes_on = |origin| dependencies.iter().any(|&dependency| leaves(on, snapshot, dependency) == Some(origin));
    let Some(other) = wanted else {
        let who = origin.map_or("a processor", |origin| on.id(origin));
        return format!("{who} changed the input on the way");
    };
    if !passes_on(wanted) {
        return format!("nothing that it depends on passes on what {} made", on.id(other));
    }
    let rank = |origin: Option<ProcessorIdx>| origin.map_or(0, |origin| graph.rank(origin));
    if origin.is_some() && rank(origin) == rank(wanted) {
        format!("rank {} as {}, and listed first", rank(origin), on.id(other))
    } else {
        format!("its rank {} is greater than the {} of {}", rank(origin), rank(wanted), on.id(other))
    }
}

/// `gives`: the end of the processor.
pub(super) fn gives(on: On, p: ProcessorIdx, wanted: &Text) -> Verdict {
    let trace = on.trace();
    let (seq, state) = on.last_state(p);
    let end = Snapshot::at(trace, trace.len());
    let known = end.processor(trace, p);
    let payload = match leaves(on, &end, p) {
        Some(origin) if origin == Some(p) => known.output,
        Some(_) => known.input,
        None => None,
    };
    let Some(payload) = payload.map(|payload| trace.payload(payload)) else {
        return on.moot(format!("{} gives nothing: it is {}.", on.id(p), state.name()), seq, Some(p));
    };
    let (holds, text) = compare(payload, wanted);
    on.verdict(holds, format!("{} gives {text}.", on.id(p)), seq.unwrap_or(on.last()), Some(p))
}

/// `finds`: the end of the last attempt.
pub(super) fn finds(on: On, p: ProcessorIdx, key: &str, wanted: &Found) -> Verdict {
    let trace = on.trace();
    let (who, (seq, state)) = (on.id(p), on.last_state(p));
    let known = Snapshot::at(trace, trace.len()).processor(trace, p);
    let Some(metadata) = known.found_out(trace) else {
        return on.moot(format!("{who} finds nothing: it is {}.", state.name()), seq, Some(p));
    };
    let Some(value) = metadata.get(key) else {
        let question = did_you_mean(key, metadata.keys().map(String::as_str));
        return on.moot(format!("{who} finds no `{key}`{question}"), seq, Some(p));
    };
    let (holds, miss) = match wanted {
        Found::Text(text) if text == value => (true, String::new()),
        Found::Text(text) => (false, format!(", not {text}")),
        Found::Number(bounds) => match Number::read(value) {
            Some(number) => (bounds.hold(number), bounds.miss(number, Unit::Plain)),
            None => (false, ", which is no number".into()),
        },
    };
    on.verdict(holds, format!("{who} finds {key} = {value}{miss}."), seq.unwrap_or(on.last()), Some(p))
}
