//! Why a run took as long as it did: a chain of attempts, each of which began when the previous one ended.

use std::collections::HashMap;

use dagwood_core::{
    Graph, ProcessorIdx, Trace,
    trace::{Span, spans},
};

/// The processors whose attempts determined when the run ended, in order, each once. An attempt began when a
/// dependency, an earlier attempt of its own, or the processor that held its worker or its level ended. O(attempts log
/// attempts).
#[must_use]
pub fn critical(trace: &Trace) -> Vec<ProcessorIdx> {
    let mut by_end = spans(trace);
    by_end.sort_by_key(|span| (span.end, span.end_seq));
    let mut last_of = HashMap::new();
    for (i, span) in by_end.iter().enumerate() {
        last_of.insert((span.processor, span.attempt), i);
    }
    let mut chain = Vec::new();
    let mut next = by_end.len().checked_sub(1);
    while let Some(at) = next {
        let span = &by_end[at];
        if chain.last() != Some(&span.processor) {
            chain.push(span.processor);
        }
        next = match span.attempt {
            // The time between was its backoff.
            2.. => last_of.get(&(span.processor, span.attempt - 1)).copied(),
            _ => what_held_up(trace.graph(), &by_end[..at], span),
        };
    }
    chain.reverse();
    chain
}

/// The attempt that `span` most plausibly waited for, among the attempts that ended when `span` began.
fn what_held_up(graph: &Graph, by_end: &[Span], span: &Span) -> Option<usize> {
    let first = by_end.partition_point(|other| other.end < span.start);
    let last = by_end.partition_point(|other| other.end <= span.start);
    let is_before = |other: &Span| other.end_seq < span.start_seq;
    let depends = |other: &Span| graph.dependencies(span.processor).contains(&other.processor);
    (first..last)
        .filter(|&i| is_before(&by_end[i]))
        .max_by_key(|&i| (depends(&by_end[i]), by_end[i].worker == span.worker, by_end[i].end_seq))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording_of;

    fn chain(options: &str, processors: &str) -> String {
        let recording = recording_of(&format!("{options}\nprocessors:\n{processors}"), None);
        let ids = critical(&recording.trace).into_iter().map(|p| recording.trace.graph().id(p).to_owned());
        ids.collect::<Vec<_>>().join(" ")
    }

    fn processor(id: &str, duration: u32, rest: &str) -> String {
        format!(
            "- {{ id: {id}, type: local, processor: token_counter, simulate: {{ duration_ms: {duration} }}{rest} }}\n"
        )
    }

    #[test]
    fn the_chain_follows_dependencies_workers_barriers_and_retries() {
        let diamond = [
            processor("a", 5, ""),
            processor("slow", 20, ", depends_on: [a]"),
            processor("fast", 10, ", depends_on: [a]"),
            processor("end", 5, ", depends_on: [slow, fast]"),
        ]
        .concat();
        assert_eq!(chain("strategy: reactive", &diamond), "a slow end");
        let one = "strategy: reactive\nexecutor_options: { max_concurrency: 1 }";
        assert_eq!(chain(one, &diamond), "a slow fast end", "one worker makes one wait for another");
        let beside =
            [processor("long", 30, ""), processor("b", 5, ""), processor("c", 5, ", depends_on: [b]")].concat();
        assert_eq!(chain("strategy: level", &beside), "long c", "the barrier");
        assert_eq!(chain("strategy: reactive", &beside), "long");
        let retried = "- { id: r, type: local, processor: token_counter, retry: { attempts: 1, backoff_ms: 50 }, \
                       simulate: { duration_ms: 5, fail_attempts: 1 } }\n";
        assert_eq!(chain("strategy: reactive", &(retried.to_owned() + &processor("d", 1, ", depends_on: [r]"))), "r d");
    }
}
