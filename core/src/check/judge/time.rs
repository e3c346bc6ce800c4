//! Time: what runs at the same time, waits and measures.

use alloc::{format, string::String, vec, vec::Vec};

use super::On;
use crate::{
    EventKind, Micros, ProcessorIdx,
    check::{Bounds, Measure, Verdict, number::Unit, words},
    trace::{Wait, WaitCause, waits as all_waits},
};

/// A processor starts or ends an attempt.
struct Turn {
    /// The index in the list of ids.
    of: usize,
    starts: bool,
    seq: usize,
    at: Micros,
}

/// The starts and ends of attempts of these processors; a verdict if one of them does not exist or never starts.
fn turns(on: On, ids: &[String]) -> Result<(Vec<ProcessorIdx>, Vec<Turn>), Verdict> {
    let mut processors = Vec::with_capacity(ids.len());
    let mut index = vec![None; on.graph().len()];
    for (of, id) in ids.iter().enumerate() {
        let p = on.find(id)?;
        on.last_start(p)?;
        index[p as usize] = Some(of);
        processors.push(p);
    }
    let turn = |event: crate::Event| {
        let of = index[event.processor? as usize]?;
        let starts = match event.kind {
            EventKind::Started { .. } => true,
            EventKind::Completed { .. } | EventKind::Failed { .. } | EventKind::Cancelled { .. } => false,
            _ => return None,
        };
        Some(Turn { of, starts, seq: event.seq, at: event.at })
    };
    Ok((processors, on.trace().events().filter_map(turn).collect()))
}

/// `together`: the start at which all run. If there is none: the latest first start, and a processor that has ended before it.
pub(super) fn together(on: On, ids: &[String]) -> Verdict {
    let (processors, turns) = match turns(on, ids) {
        Ok(found) => found,
        Err(verdict) => return verdict,
    };
    let names = || words::list(ids.iter().map(String::as_str));
    let mut running = vec![false; ids.len()];
    for turn in &turns {
        running[turn.of] = turn.starts;
        if turn.starts && running.iter().all(|&is| is) {
            return on.verdict(
                true,
                format!("{} run together from {}.", names(), turn.at),
                turn.seq,
                Some(processors[turn.of]),
            );
        }
    }
    let mut first: Vec<Option<&Turn>> = vec![None; ids.len()];
    for turn in turns.iter().filter(|turn| turn.starts) {
        first[turn.of].get_or_insert(turn);
    }
    let Some(late) = first.into_iter().flatten().max_by_key(|turn| turn.seq) else {
        return on.moot("There is nothing to judge.".into(), None, None);
    };
    // All others have started before it, and at least one has ended.
    let mut ended: Vec<Option<&Turn>> = vec![None; ids.len()];
    for turn in turns.iter().take_while(|turn| turn.seq < late.seq) {
        ended[turn.of] = (!turn.starts).then_some(turn);
    }
    let who = &ids[late.of];
    let sentence = match ended.into_iter().flatten().next() {
        Some(turn) => format!("{} ends at {}, before {who} starts at {}.", ids[turn.of], turn.at, late.at),
        None => format!("{} never run all together.", names()),
    };
    on.verdict(false, sentence, late.seq, Some(processors[late.of]))
}

/// `apart`: the first start while another one runs; else the last start.
pub(super) fn apart(on: On, ids: &[String]) -> Verdict {
    let (processors, turns) = match turns(on, ids) {
        Ok(found) => found,
        Err(verdict) => return verdict,
    };
    let mut running: Option<usize> = None;
    let mut last = None;
    for turn in &turns {
        match running {
            Some(other) if turn.starts => {
                let sentence = format!("{} starts at {}, while {} runs.", ids[turn.of], turn.at, ids[other]);
                return on.verdict(false, sentence, turn.seq, Some(processors[turn.of]));
            }
            _ => running = turn.starts.then_some(turn.of),
        }
        if turn.starts {
            last = Some(turn);
        }
    }
    match last {
        Some(turn) => {
            let names = words::list(ids.iter().map(String::as_str));
            on.verdict(true, format!("{names} never run at the same time."), turn.seq, Some(processors[turn.of]))
        }
        None => on.moot("There is nothing to judge.".into(), None, None),
    }
}

/// `waits`: the start of the longest wait.
pub(super) fn waits(on: On, of: Option<&str>, cause: Option<WaitCause>, ms: &Bounds) -> Verdict {
    let of = match of.map(|id| on.find(id)).transpose() {
        Ok(of) => of,
        Err(verdict) => return verdict,
    };
    let is_meant =
        |wait: &&Wait| of.is_none_or(|p| p == wait.processor) && cause.is_none_or(|cause| cause == wait.cause);
    let all = all_waits(on.trace());
    let (mut total, mut longest): (u64, Option<&Wait>) = (0, None);
    for wait in all.iter().filter(is_meant) {
        total = total.saturating_add(wait.duration().get());
        if longest.is_none_or(|longest| wait.duration() > longest.duration()) {
            longest = Some(wait);
        }
    }
    let total = Micros::new(total);
    let why = match cause {
        None => "",
        Some(WaitCause::Dependency) => " for dependencies",
        Some(WaitCause::Barrier) => " at the barrier",
        Some(WaitCause::Worker) => " for a worker",
        Some(WaitCause::Backoff) => " for the backoff",
    };
    let who = of.map_or("Nobody", |p| on.id(p));
    let (holds, miss) = (ms.hold(total.into()), ms.miss(total.into(), Unit::DURATION));
    let Some(longest) = longest else {
        let sentence =
            if of.is_some() { format!("{who} does not wait{why}{miss}.") } else { format!("{who} waits{why}{miss}.") };
        return on.verdict(holds, sentence, on.last(), of);
    };
    let sentence = match of {
        Some(p) => format!("{} waits {total}{why}{miss}, from {}.", on.id(p), longest.start),
        None => {
            let (who, time, from) = (on.id(longest.processor), longest.duration(), longest.start);
            format!("All together wait {total}{why}{miss}; {who} longest, {time} from {from}.")
        }
    };
    on.verdict(holds, sentence, start_of(on, longest), Some(longest.processor))
}

/// The event at which a wait starts: an event of its processor or level at that time.
fn start_of(on: On, wait: &Wait) -> usize {
    let level = on.graph().rank(wait.processor);
    let begins = |event: &crate::Event| match event.kind {
        EventKind::RunStarted { .. } => wait.cause == WaitCause::Dependency,
        EventKind::LevelStarted { level: started, .. } => wait.cause == WaitCause::Worker && started == level,
        _ => event.processor == Some(wait.processor),
    };
    let at_that_time = on.trace().events().filter(|event| event.at == wait.start);
    at_that_time.rev().find(begins).map_or(0, |event| event.seq)
}

/// `measure`: the event that decides.
pub(super) fn measure(on: On, measure: Measure, bounds: &Bounds) -> Verdict {
    let value = measure.of(on.trace());
    let miss = bounds.miss(value, measure.unit());
    let seq = measure.decided_at(on.trace(), bounds);
    on.verdict(bounds.hold(value), format!("{}{miss}.", measure.sentence(value)), seq, on.trace().event(seq).processor)
}
