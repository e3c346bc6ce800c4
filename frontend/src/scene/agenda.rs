//! An overview of a run at the cursor: what changed, which workers are busy, and which processors start next.

use std::collections::HashSet;

use dagwood_core::{
    ProcessorIdx, ProcessorState, sentence,
    trace::{Rule, queue, rule_between},
};

use super::Link;
use crate::{state::Replay, text::inspector as text};

/// An overview of a run at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// The last event of each processor at this instant, the latest first.
    pub changes: Vec<Change>,
    /// The busy workers, and their processors.
    pub busy: Vec<(u32, Link)>,
    /// The processors that start next, in the strategy's order.
    pub queue: Vec<Queued>,
    /// Counts with their titles.
    pub counts: Vec<(&'static str, String)>,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The step, from 1: the cursor just after it.
    pub step: usize,
    /// The state of the processor since then.
    pub state: ProcessorState,
    /// What happened.
    pub sentence: String,
}

/// A processor in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The processor.
    pub link: Link,
    /// Why it comes before the next one, as a phrase; empty for the last.
    pub why: String,
}

/// The maximum number of entries in a list.
const SHOWN: usize = 12;

impl Agenda {
    /// The overview at the cursor. O(processors + workers + events of this instant).
    #[must_use]
    pub fn new(replay: &Replay) -> Self {
        let (trace, snapshot) = (replay.trace(), replay.snapshot());
        let link = |p: ProcessorIdx| Link { id: trace.graph().id(p).into(), state: Some(snapshot.state(p)) };
        let mut seen = HashSet::new();
        let at_this_instant = (0..snapshot.cursor()).rev().map(|seq| trace.event(seq));
        let changes = at_this_instant
            .take_while(|event| event.at == snapshot.now())
            .filter_map(|event| Some((event.seq, event.processor.filter(|&p| seen.insert(p))?)))
            .take(SHOWN)
            .map(|(seq, p)| Change { step: seq + 1, state: snapshot.state(p), sentence: sentence(trace, seq) })
            .collect();
        let workers = trace.workers_at(snapshot.cursor()) as usize;
        let runs = |(worker, p): (u32, &Option<ProcessorIdx>)| p.map(|p| (worker, p));
        let busy: Vec<_> = (0..).zip(snapshot.workers()).filter_map(runs).collect();
        let all = queue(trace, snapshot);
        let why = |i: usize| {
            let (first, second) = (all[i], *all.get(i + 1)?);
            let rule: Rule = rule_between(trace, first, second);
            Some(format!("before {}: {}", trace.graph().id(second), rule.phrase(trace, first, second)))
        };
        let place = |i: usize| Queued { link: link(all[i]), why: why(i).unwrap_or_default() };
        let count = |state| snapshot.count(state);
        let held_back = count(ProcessorState::Ready) - all.len();
        let ended = snapshot.states().filter(|state| state.is_ended()).count();
        let mut counts = vec![
            (text::BUSY_WORKERS, format!("{} of {workers}", busy.len())),
            (text::READY_TO_START, all.len().to_string()),
            (text::WAITING, count(ProcessorState::Waiting).to_string()),
            (text::ENDED, ended.to_string()),
        ];
        if held_back > 0 {
            counts.insert(2, (text::AT_BARRIER, held_back.to_string()));
        }
        Self {
            changes,
            queue: (0..all.len().min(SHOWN)).map(place).collect(),
            counts,
            busy: busy.into_iter().take(SHOWN).map(|(worker, p)| (worker, link(p))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{scene::testing::recording_of, state::Replay};
    use dagwood_core::EventKind;

    const QUEUE: &str = "\
strategy: work_queue
executor_options: { max_concurrency: 1 }
processors:
  - { id: first, type: local, processor: reverse_text, simulate: { duration_ms: 9 } }
  - { id: count, type: local, processor: token_counter }
  - { id: turn, type: local, processor: reverse_text }
  - { id: last, type: local, processor: reverse_text, depends_on: [turn] }
";

    #[test]
    fn tells_who_works_and_who_is_next() {
        let recording = recording_of(QUEUE, None);
        let started = recording.trace.events().position(|e| matches!(e.kind, EventKind::Started { .. }));
        let mut replay = Replay::at_end(recording);
        replay.seek(started.expect("something starts") + 1);
        let agenda = Agenda::new(&replay);
        let queue: Vec<_> = agenda.queue.iter().map(|next| (next.link.id.as_str(), next.why.as_str())).collect();
        assert_eq!(queue, [("turn", "before count: of equal rank, a transform comes first"), ("count", "")]);
        assert_eq!(
            agenda.busy.iter().map(|(worker, link)| (*worker, link.id.as_str())).collect::<Vec<_>>(),
            [(0, "first")]
        );
        let counts: Vec<_> = agenda.counts.iter().map(|(what, count)| format!("{what}: {count}")).collect();
        assert_eq!(counts, ["Busy workers: 1 of 1", "Ready to start: 2", "Waiting: 1", "Ended: 0"]);
        // Each processor once, with its last event.
        let changed: Vec<_> = agenda.changes.iter().map(|change| change.state.name()).collect();
        assert_eq!(changed, ["executing", "ready", "ready"]);
        assert_eq!(agenda.changes[0].step, replay.cursor());
    }
}
