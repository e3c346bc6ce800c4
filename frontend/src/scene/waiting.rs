//! The rows of waits below the lanes.

use dagwood_core::{
    Graph, ProcessorIdx, Trace,
    trace::{Wait, WaitCause, waits},
};

/// The rows of waits. Adjacent waits of one processor share a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitRows {
    /// Every displayed wait, with its row.
    pub waits: Vec<(Wait, u32)>,
    /// The number of rows.
    pub rows: u32,
    /// The number of waits without a row.
    pub left_out: usize,
}

/// The maximum number of rows.
const ROWS: usize = 24;

impl WaitRows {
    /// The waits of a run, each in the first row that is free at its time. O(waits · (log waits + rows)).
    #[must_use]
    pub fn new(trace: &Trace) -> Self {
        let mut all = waits(trace);
        all.sort_by_key(|wait| (wait.start, wait.processor));
        // The last processor in each row.
        let mut last: Vec<Wait> = Vec::new();
        let mut placed = Self::default();
        for wait in all {
            let follows = |other: &Wait| other.processor == wait.processor && other.end == wait.start;
            let is_free = |other: &Wait| other.end < wait.start;
            let row = last.iter().position(follows).or_else(|| last.iter().position(is_free)).unwrap_or(last.len());
            match last.get_mut(row) {
                Some(other) => *other = wait,
                None if row < ROWS => last.push(wait),
                None => {
                    placed.left_out += 1;
                    continue;
                }
            }
            placed.waits.push((wait, row as u32));
        }
        placed.rows = last.len() as u32;
        placed
    }
}

/// The cause of a wait, as a phrase.
#[must_use]
pub const fn cause_phrase(cause: WaitCause) -> &'static str {
    match cause {
        WaitCause::Dependency => "for a dependency",
        WaitCause::Barrier => "at the barrier of its level",
        WaitCause::Worker => "for a free worker",
        WaitCause::Backoff => "until its backoff ends",
    }
}

/// A wait as a sentence.
#[must_use]
pub fn wait_sentence(graph: &Graph, wait: &Wait) -> String {
    let (who, what) = (graph.id(wait.processor), cause_phrase(wait.cause));
    format!("{who} waits {what}, from {} to {}: {}.", wait.start, wait.end, wait.duration())
}

/// All waits of a processor, as a sentence; `None` if there are none. O(events + processors).
#[must_use]
pub fn waits_sentence(trace: &Trace, processor: ProcessorIdx) -> Option<String> {
    let own = waits(trace).into_iter().filter(|wait| wait.processor == processor);
    let each: Vec<_> = own.map(|wait| format!("{} {}", wait.duration(), cause_phrase(wait.cause))).collect();
    (!each.is_empty()).then(|| format!("In total it waits {}.", each.join(", then ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::{WORKFLOW, recording, recording_of};

    fn told(trace: &Trace) -> Vec<(u32, String)> {
        let rows = WaitRows::new(trace);
        rows.waits.iter().map(|(wait, row)| (*row, wait_sentence(trace.graph(), wait))).collect()
    }

    #[test]
    fn each_wait_has_a_row_and_a_cause() {
        assert_eq!(
            told(&recording().trace),
            [
                (0, "count waits for a dependency, from 0 ms to 10 ms: 10 ms.".into()),
                (1, "mark waits for a dependency, from 0 ms to 10 ms: 10 ms.".into()),
                (2, "turn waits for a dependency, from 0 ms to 15 ms: 15 ms.".into()),
            ]
        );
    }

    #[test]
    fn what_follows_of_one_processor_shares_its_row() {
        let recording = recording_of(&WORKFLOW.replace("max_concurrency: 2", "max_concurrency: 1"), None);
        let trace = &recording.trace;
        let of_mark: Vec<_> = told(trace).into_iter().filter(|(_, said)| said.starts_with("mark")).collect();
        assert_eq!(
            of_mark,
            [
                (1, "mark waits for a dependency, from 0 ms to 10 ms: 10 ms.".into()),
                (1, "mark waits for a free worker, from 10 ms to 15 ms: 5 ms.".into()),
            ]
        );
        let of = |id| waits_sentence(trace, trace.graph().find(id).expect("it is there"));
        let expected = "In total it waits 10 ms for a dependency, then 5 ms for a free worker.";
        assert_eq!((of("mark").as_deref(), of("shout")), (Some(expected), None));
    }
}
