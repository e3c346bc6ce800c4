//! All details of one processor at the cursor.

use dagwood_core::{EventKind, Graph, Intent, Micros, ProcessorIdx, ProcessorState, Snapshot, Trace, trace::Span};

use super::{Piece, Preview, difference};
use crate::{
    state::{Form, Replay},
    text::inspector as text,
};

/// The content of the inspector.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// The id.
    pub id: String,
    /// Its state; `None` before a run.
    pub state: Option<ProcessorState>,
    /// `transform` or `analyze`.
    pub intent: &'static str,
    /// Its rank.
    pub rank: u32,
    /// Its dependencies.
    pub depends_on: Vec<Link>,
    /// Its dependents.
    pub unblocks: Vec<Link>,
    /// The input of the last attempt.
    pub received: Option<Received>,
    /// Its output.
    pub produced: Option<Preview>,
    /// The difference between input and output, for a Transform.
    pub changed: Option<Changed>,
    /// Its metadata.
    pub metadata: Vec<(String, String)>,
    /// The number of attempts started.
    pub attempts: u32,
    /// The worker of the last attempt.
    pub worker: Option<u32>,
    /// The fuel that the last attempt used.
    pub fuel: Option<u64>,
    /// All started attempts, if there are several.
    pub tries: Vec<AttemptRow>,
    /// When it became ready, started, ended, and will be retried; only known times.
    pub times: Vec<(&'static str, Micros)>,
    /// Why the last attempt failed.
    pub failure: Option<Failure>,
    /// The failed processor for which it was skipped.
    pub cause: Option<Link>,
}

/// A mention of another processor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its id.
    pub id: String,
    /// Its state; `None` before a run.
    pub state: Option<ProcessorState>,
}

/// The input of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The payload.
    pub payload: Preview,
    /// The Transform that produced it; `None` for the run's input.
    pub origin: Option<Link>,
    /// The Transforms that produced it from the run's input, in order; the last is its origin.
    pub way: Vec<Link>,
}

/// How the output differs from the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Not at all.
    Nothing,
    /// No word or line is the same, or there are too many to show, or it is not text.
    All,
    /// In these pieces.
    Pieces(Vec<Piece>),
}

/// An attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    /// 1 for the first.
    pub attempt: u32,
    /// The worker that runs it.
    pub worker: u32,
    /// When it started.
    pub start: Micros,
    /// When it ended, if it has.
    pub end: Option<Micros>,
    /// The result.
    pub result: String,
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The number of the code.
    pub code: i32,
    /// What went wrong.
    pub message: String,
}

/// Inspects the processor with this id: in the run if it was part of it, else in the displayed graph. `spans` are the
/// attempts of the run.
#[must_use]
pub fn inspect(
    id: &str,
    shown: Option<&Graph>,
    replay: Option<&Replay>,
    spans: &[Span],
    form: Form,
) -> Option<Inspection> {
    let in_run = replay.and_then(|replay| Some((replay, replay.trace().graph().find(id)?)));
    if let Some((replay, idx)) = in_run {
        let tries = tries(spans, replay, idx);
        return Some(Inspection { tries, ..in_replay(replay, idx, form) });
    }
    let graph = shown?;
    Some(in_graph(graph, graph.find(id)?, |_| None))
}

/// The maximum number of metadata entries shown.
const METADATA: usize = 200;
/// The maximum number of neighbours shown.
const LINKS: usize = 100;
/// The maximum number of attempts shown.
const ATTEMPTS: usize = 100;

fn in_graph(graph: &Graph, idx: ProcessorIdx, state: impl Fn(ProcessorIdx) -> Option<ProcessorState>) -> Inspection {
    let links = |all: &[ProcessorIdx]| {
        all.iter().take(LINKS).map(|&p| Link { id: graph.id(p).into(), state: state(p) }).collect()
    };
    Inspection {
        id: graph.id(idx).into(),
        state: state(idx),
        intent: graph.intent(idx).name(),
        rank: graph.rank(idx),
        depends_on: links(graph.dependencies(idx)),
        unblocks: links(graph.dependents(idx)),
        received: None,
        produced: None,
        changed: None,
        metadata: Vec::new(),
        attempts: 0,
        worker: None,
        fuel: None,
        tries: Vec::new(),
        times: Vec::new(),
        failure: None,
        cause: None,
    }
}

fn in_replay(replay: &Replay, idx: ProcessorIdx, form: Form) -> Inspection {
    let (trace, snapshot) = (replay.trace(), replay.snapshot());
    let graph = trace.graph();
    let state = |p: ProcessorIdx| Some(snapshot.state(p));
    let link = |p: ProcessorIdx| Link { id: graph.id(p).into(), state: state(p) };
    let processor = snapshot.processor(trace, idx);
    let times = [
        (text::READY, processor.ready_at),
        (text::STARTED, processor.started_at),
        (text::ENDED, processor.finished_at),
        (text::NEXT_ATTEMPT, processor.retry_at),
    ];
    let preview = |payload| Preview::in_form(trace.payload(payload), form);
    let replaces = graph.intent(idx) == Intent::Transform;
    let both = processor.input.zip(processor.output).filter(|_| replaces);
    Inspection {
        received: processor.input.map(|input| Received {
            payload: preview(input),
            origin: processor.origin.map(link),
            way: way(trace, snapshot, processor.origin).into_iter().map(link).collect(),
        }),
        produced: processor.output.map(preview),
        changed: both.map(|(input, output)| {
            if input == output {
                return Changed::Nothing;
            }
            let texts = trace.payload(input).text().zip(trace.payload(output).text());
            let pieces = texts.and_then(|(before, after)| difference(before, after));
            pieces.filter(|p| p.iter().any(|p| matches!(p, Piece::Same(_)))).map_or(Changed::All, Changed::Pieces)
        }),
        metadata: processor
            .found_out(trace)
            .into_iter()
            .flatten()
            .take(METADATA)
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
        attempts: processor.attempts,
        worker: processor.worker,
        fuel: processor.fuel,
        times: times.into_iter().filter_map(|(what, at)| Some((what, at?))).collect(),
        failure: processor.error.map(|error| {
            let error = &trace.errors()[error as usize];
            Failure { code: error.code.number(), message: error.message.clone() }
        }),
        cause: processor.cause.map(link),
        ..in_graph(graph, idx, state)
    }
}

/// The Transforms from the run's input to this one, which comes last; for a very long path only its end.
fn way(trace: &Trace, snapshot: &Snapshot, last: Option<ProcessorIdx>) -> Vec<ProcessorIdx> {
    let before = |&p: &ProcessorIdx| snapshot.processor(trace, p).origin;
    let mut way: Vec<_> = std::iter::successors(last, before).take(LINKS).collect();
    way.reverse();
    way
}

/// The attempts of a processor started up to the cursor, if there are several.
fn tries(spans: &[Span], replay: &Replay, idx: ProcessorIdx) -> Vec<AttemptRow> {
    let (trace, cursor) = (replay.trace(), replay.cursor());
    if replay.snapshot().processor(trace, idx).attempts < 2 {
        return Vec::new();
    }
    let own = spans.iter().filter(|span| span.processor == idx && span.start_seq < cursor).take(ATTEMPTS);
    let row = |span: &Span| {
        let has_ended = span.end_seq < cursor;
        let result = if has_ended { result(trace, span) } else { ProcessorState::Executing.name().into() };
        let end = has_ended.then_some(span.end);
        AttemptRow { attempt: span.attempt, worker: span.worker, start: span.start, end, result }
    };
    own.map(row).collect()
}

/// What came of an attempt that has ended.
fn result(trace: &Trace, span: &Span) -> String {
    match trace.event(span.end_seq).kind {
        EventKind::Failed { error, .. } => trace.errors()[error as usize].to_string(),
        EventKind::RunStarted { .. }
        | EventKind::StrategyChosen { .. }
        | EventKind::LevelStarted { .. }
        | EventKind::LevelEnded { .. }
        | EventKind::Ready { .. }
        | EventKind::Started { .. }
        | EventKind::Completed { .. }
        | EventKind::RetryScheduled { .. }
        | EventKind::Skipped { .. }
        | EventKind::Cancelled { .. }
        | EventKind::PayloadAdvanced { .. }
        | EventKind::RunEnded { .. } => span.outcome.name().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::{recording, recording_of};
    use dagwood_core::trace::spans;

    fn inspect(id: &str, shown: Option<&Graph>, replay: Option<&Replay>) -> Option<Inspection> {
        let spans = replay.map(|replay| spans(replay.trace())).unwrap_or_default();
        super::inspect(id, shown, replay, &spans, Form::Text)
    }

    #[test]
    fn shows_what_is_known_at_the_cursor() {
        let mut replay = Replay::at_end(recording());
        let count = inspect("count", None, Some(&replay)).expect("it is there");
        assert_eq!(count.state, Some(ProcessorState::Completed));
        let received = count.received.expect("it ran");
        assert_eq!((received.payload.shown.as_str(), received.origin.map(|o| o.id)), ("HELLO", Some("shout".into())));
        assert!(count.metadata.contains(&("word_count".into(), "1".into())));

        let mark = inspect("mark", None, Some(&replay)).expect("it is there");
        assert_eq!(mark.failure.map(|failure| failure.code), Some(500));
        let turn = inspect("turn", None, Some(&replay)).expect("it is there");
        assert_eq!((turn.state, turn.cause.map(|c| c.id)), (Some(ProcessorState::Skipped), Some("mark".into())));

        replay.seek(1);
        let count = inspect("count", None, Some(&replay)).expect("it is there");
        assert_eq!((count.state, count.received, count.metadata.len()), (Some(ProcessorState::Waiting), None, 0));
    }

    #[test]
    fn tells_where_a_payload_comes_from_and_what_became_of_it() {
        let recording = recording_of(
            "\
strategy: reactive
processors:
  - { id: shout, type: local, processor: change_text_case_upper }
  - { id: count, type: local, processor: token_counter, depends_on: [shout] }
  - { id: mark, type: local, processor: prefix_suffix_adder, depends_on: [count], retry: { attempts: 2, backoff_ms: 3 }, simulate: { fail_attempts: 1, duration_ms: 5 } }
  - { id: turn, type: local, processor: reverse_text, depends_on: [mark] }
",
            None,
        );
        let replay = Replay::at_end(recording);
        let of = |id| inspect(id, None, Some(&replay)).expect("it is there");
        let way: Vec<_> = of("turn").received.expect("it ran").way.into_iter().map(|link| link.id).collect();
        assert_eq!(way, ["shout", "mark"]);
        let pieces = vec![Piece::Added("[".into()), Piece::Same("HELLO".into()), Piece::Added("]".into())];
        let mark = of("mark");
        assert_eq!(mark.changed, Some(Changed::Pieces(pieces)));
        // An Analyze replaces nothing, and HELLO has nothing in common with the input.
        assert_eq!((of("count").changed, of("shout").changed), (None, Some(Changed::All)));
        let tries: Vec<_> = mark
            .tries
            .iter()
            .map(|row| (row.attempt, row.end.map(|end| end.since(row.start)), row.result.as_str()))
            .collect();
        let took = Some(Micros::from_millis(5));
        assert_eq!(tries, [(1, took, "simulated failure (error 500)"), (2, took, "completed")]);
        assert_eq!(of("turn").tries, []);
    }

    #[test]
    fn shows_the_graph_before_a_run() {
        let recording = recording();
        let graph = recording.trace.graph();
        let turn = inspect("turn", Some(graph), None).expect("it is there");
        assert_eq!((turn.state, turn.rank, turn.intent), (None, 2, "transform"));
        assert_eq!(turn.depends_on, [Link { id: "mark".into(), state: None }]);
        assert_eq!(inspect("nobody", Some(graph), None), None);
    }
}
