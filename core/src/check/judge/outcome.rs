//! How a run went: statuses, states, attempts, errors, and the order and time of moments.

use alloc::{format, string::String};

use super::On;
use crate::{
    ErrorCode, EventKind, ProcessorIdx, ProcessorState, Snapshot, Status,
    check::{Bounds, Moment, Number, Verdict, number::Unit, words},
    counted,
};

/// `status`: the first processor that did not complete decides.
pub(super) fn status(on: On, wanted: &[Status]) -> Verdict {
    let trace = on.trace();
    let Some(status) = trace.status() else { return on.moot("The run has not ended.".into(), Some(on.last()), None) };
    let bad = trace.events().find_map(|event| {
        let state = event.kind.state()?;
        let is_bad = matches!(state, ProcessorState::Failed | ProcessorState::Cancelled | ProcessorState::Skipped);
        Some((event, state)).filter(|_| is_bad)
    });
    // A failed attempt that is retried does not decide the status.
    let bad = bad.filter(|_| status != Status::Succeeded);
    let holds = wanted.contains(&status);
    let miss = if holds {
        String::new()
    } else {
        format!(", not {}", words::either(wanted.iter().map(|status| status.name())))
    };
    let name = match status {
        Status::Succeeded => "succeeded",
        Status::Partial => "is partial",
        Status::Failed => "failed",
        Status::Cancelled => "was cancelled",
    };
    match bad {
        Some((event, state)) => {
            let who = event.processor.map_or("it", |p| on.id(p));
            let verb = if state == ProcessorState::Failed {
                "fails"
            } else if state == ProcessorState::Skipped {
                "is skipped"
            } else {
                "is cancelled"
            };
            let sentence = format!("The run {name}{miss}: {who} {verb} at {}.", event.at);
            on.verdict(holds, sentence, event.seq, event.processor)
        }
        None => on.verdict(holds, format!("The run {name}{miss}."), on.last(), None),
    }
}

/// `state`: the last event of the processor decides.
pub(super) fn state(on: On, p: ProcessorIdx, wanted: &[ProcessorState]) -> Verdict {
    let (seq, state) = on.last_state(p);
    let holds = wanted.contains(&state);
    let miss =
        if holds { String::new() } else { format!(", not {}", words::either(wanted.iter().map(|state| state.name()))) };
    on.verdict(holds, format!("{} is {}{miss}.", on.id(p), state.name()), seq.unwrap_or(on.last()), Some(p))
}

/// `attempts`: the first excess attempt, or the last failure.
pub(super) fn attempts(on: On, p: ProcessorIdx, bounds: &Bounds) -> Verdict {
    let starts = || on.events(p).filter(|event| matches!(event.kind, EventKind::Started { .. }));
    let count = starts().count();
    let number = Number::from(count);
    let excess = bounds.top().filter(|&top| number > top).and_then(|top| {
        starts().find(|event| match event.kind {
            EventKind::Started { attempt, .. } => Number::from(attempt) > top,
            _ => false,
        })
    });
    let failed = || on.events(p).rev().find(|event| matches!(event.kind, EventKind::Failed { .. }));
    let seq = excess.or_else(failed).or_else(|| starts().next_back()).map(|event| event.seq);
    let miss = bounds.miss(number, Unit::Plain);
    let sentence = match count {
        0 => format!("{} is never tried{miss}.", on.id(p)),
        _ => format!("{} is tried {}{miss}.", on.id(p), counted(count, "time")),
    };
    on.verdict(bounds.hold(number), sentence, seq.or(on.last_state(p).0).unwrap_or(on.last()), Some(p))
}

/// `error`: the error of the last attempt.
pub(super) fn error(on: On, p: ProcessorIdx, wanted: ErrorCode) -> Verdict {
    let trace = on.trace();
    let (seq, state) = on.last_state(p);
    let seq = seq.unwrap_or(on.last());
    let found = Snapshot::at(trace, trace.len()).processor(trace, p).error;
    let code = found.and_then(|error| trace.errors().get(error as usize)).map(|error| error.code);
    let (who, wanted_number) = (on.id(p), wanted.number());
    match code {
        Some(code) if code == wanted => on.verdict(true, format!("{who} failed with {wanted_number}."), seq, Some(p)),
        Some(code) => {
            on.verdict(false, format!("{who} failed with {}, not {wanted_number}.", code.number()), seq, Some(p))
        }
        None => on.verdict(false, format!("{who} has no error: it is {}.", state.name()), seq, Some(p)),
    }
}

/// `before`: the first moment that is too early decides.
pub(super) fn before(on: On, moments: &[Moment]) -> Verdict {
    let time = |seq: usize| on.trace().event(seq).at;
    let mut earlier: Option<(usize, &Moment)> = None;
    let mut sentence = String::new();
    let mut last = None;
    for moment in moments {
        let (seq, p) = match moment.find(on.trace()) {
            Ok(found) => found,
            Err(never) => return on.never(never),
        };
        if let Some((before, of)) = earlier
            && seq < before
        {
            let (phrase, at, then) = (moment.sentence(), time(seq), time(before));
            return on.verdict(false, format!("{phrase} at {at}, {} at {then}.", of.phrase()), seq, p);
        }
        let phrase = if sentence.is_empty() { moment.sentence() } else { format!(", {}", moment.phrase()) };
        sentence.push_str(&format!("{phrase} at {}", time(seq)));
        earlier = Some((seq, moment));
        last = Some((seq, p));
    }
    match last {
        Some((seq, p)) => on.verdict(true, format!("{sentence}."), seq, p),
        None => on.moot("There is nothing to judge.".into(), None, None),
    }
}

/// `at`: the moment itself.
pub(super) fn at(on: On, moment: &Moment, bounds: &Bounds) -> Verdict {
    match moment.find(on.trace()) {
        Ok((seq, p)) => {
            let at = on.trace().event(seq).at;
            let miss = bounds.miss(at.into(), Unit::INSTANT);
            on.verdict(bounds.hold(at.into()), format!("{} at {at}{miss}.", moment.sentence()), seq, p)
        }
        Err(never) => on.never(never),
    }
}
