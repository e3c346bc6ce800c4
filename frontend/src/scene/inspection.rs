//! One processor at the cursor, in full.

use dagwood_core::{Graph, Micros, ProcessorIdx, ProcessorState};

use super::Preview;
use crate::state::Replay;

/// What the inspector shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// The id.
    pub id: String,
    /// Where it stands; none before a run.
    pub state: Option<ProcessorState>,
    /// `transform` or `analyze`.
    pub intent: &'static str,
    /// Its rank.
    pub rank: u32,
    /// What it depends on.
    pub depends_on: Vec<Link>,
    /// What depends on it.
    pub unblocks: Vec<Link>,
    /// What the last attempt received.
    pub received: Option<Received>,
    /// What it produced.
    pub produced: Option<Preview>,
    /// What it found out.
    pub metadata: Vec<(String, String)>,
    /// How many attempts have started.
    pub attempts: u32,
    /// The worker of the last attempt.
    pub worker: Option<u32>,
    /// When it became ready, started, ended, and will be tried again; only what there is.
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
    /// Where it stands; none before a run.
    pub state: Option<ProcessorState>,
}

/// What an attempt received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The payload.
    pub payload: Preview,
    /// The Transform that produced it; none for the run's input.
    pub origin: Option<Link>,
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The number of the code.
    pub code: i32,
    /// What went wrong.
    pub message: String,
}

/// Inspects the processor of this id: in the run if it was part of it, else in the graph that is shown.
#[must_use]
pub fn inspect(id: &str, shown: Option<&Graph>, replay: Option<&Replay>) -> Option<Inspection> {
    let in_run = replay.and_then(|replay| Some((replay, replay.trace().graph().find(id)?)));
    if let Some((replay, idx)) = in_run {
        return Some(in_replay(replay, idx));
    }
    let graph = shown?;
    Some(in_graph(graph, graph.find(id)?, |_| None))
}

/// The most metadata entries that are shown.
const METADATA: usize = 200;
/// The most neighbours that are shown.
const LINKS: usize = 100;

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
        metadata: Vec::new(),
        attempts: 0,
        worker: None,
        times: Vec::new(),
        failure: None,
        cause: None,
    }
}

fn in_replay(replay: &Replay, idx: ProcessorIdx) -> Inspection {
    let (trace, snapshot) = (replay.trace(), replay.snapshot());
    let graph = trace.graph();
    let state = |p: ProcessorIdx| Some(snapshot.state(p));
    let link = |p: ProcessorIdx| Link { id: graph.id(p).into(), state: state(p) };
    let processor = snapshot.processor(trace, idx);
    let times = [
        ("Ready", processor.ready_at),
        ("Started", processor.started_at),
        ("Ended", processor.finished_at),
        ("Next attempt", processor.retry_at),
    ];
    Inspection {
        received: processor
            .input
            .map(|input| Received { payload: Preview::new(trace.payload(input)), origin: processor.origin.map(link) }),
        produced: processor.output.map(|output| Preview::new(trace.payload(output))),
        metadata: processor
            .found_out(trace)
            .into_iter()
            .flatten()
            .take(METADATA)
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
        attempts: processor.attempts,
        worker: processor.worker,
        times: times.into_iter().filter_map(|(what, at)| Some((what, at?))).collect(),
        failure: processor.error.map(|error| {
            let error = &trace.errors()[error as usize];
            Failure { code: error.code.number(), message: error.message.clone() }
        }),
        cause: processor.cause.map(link),
        ..in_graph(graph, idx, state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

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
    fn shows_the_graph_before_a_run() {
        let recording = recording();
        let graph = recording.trace.graph();
        let turn = inspect("turn", Some(graph), None).expect("it is there");
        assert_eq!((turn.state, turn.rank, turn.intent), (None, 2, "transform"));
        assert_eq!(turn.depends_on, [Link { id: "mark".into(), state: None }]);
        assert_eq!(inspect("nobody", Some(graph), None), None);
    }
}
