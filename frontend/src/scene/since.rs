//! A run compared with the run before, in a sentence.

use std::cmp::Ordering;

use dagwood_core::{FailureStrategy, Micros, Priority, RunOptions, Status, Strategy, Trace, counted, trace::spans};

use crate::{state::Made, text::output as text};

/// A run compared with the run before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The difference, in a sentence.
    pub sentence: String,
    /// Why no strategy makes a difference to this graph, if that is so.
    pub reason: Option<&'static str>,
}

impl Since {
    /// Compares a run with the run before, of the same graph. Nothing can be said unless both have succeeded.
    #[must_use]
    pub fn new(trace: &Trace, before: &Made) -> Option<Self> {
        let old = &before.recording.trace;
        if [trace, old].iter().any(|run| run.status() != Some(Status::Succeeded)) {
            return None;
        }
        let (now, then) = (trace.makespan(), old.makespan());
        let how = how(&old.options(), &trace.options());
        let than = text::than(before.number, &then.to_string(), &how);
        let sentence = match difference(now, then) {
            (Ordering::Equal, ..) => text::as_long(&than),
            (Ordering::Less, by, percent) => text::less(&by.to_string(), percent, &than),
            (Ordering::Greater, by, percent) => text::more(&by.to_string(), percent, &than),
        };
        let other_strategy = trace.options().strategy != old.options().strategy;
        let reason = if now == then && other_strategy { no_choice(trace) } else { None };
        Some(Self { sentence, reason })
    }
}

/// Whether a duration is less or greater than another, by how much, and by how many percent of the other.
#[must_use]
pub fn difference(now: Micros, then: Micros) -> (Ordering, Micros, u64) {
    let by = now.max(then).since(now.min(then));
    let whole = then.get().max(1);
    (now.cmp(&then), by, (by.get() * 100 + whole / 2) / whole)
}

/// The options of a run that another run does not have; nothing if they are equal.
fn how(options: &RunOptions, others: &RunOptions) -> String {
    let name = |differs: bool, name: &str| differs.then(|| name.to_owned());
    [
        name(options.strategy != others.strategy, Strategy::name(options.strategy)),
        name(options.priority != others.priority, Priority::name(options.priority)),
        name(options.workers != others.workers, &counted(options.workers, "worker")),
        name(options.failure_strategy != others.failure_strategy, FailureStrategy::name(options.failure_strategy)),
    ]
    .into_iter()
    .flatten()
    .fold(String::new(), |all, one| format!("{all}, {one}"))
}

/// Why every strategy gives this run the same makespan: each processor has one attempt, and there is nothing to decide.
fn no_choice(trace: &Trace) -> Option<&'static str> {
    let (graph, workers) = (trace.graph(), trace.options().workers);
    let spans = spans(trace);
    if spans.len() != graph.len() {
        return None;
    }
    let sizes = graph.level_sizes();
    if sizes.iter().all(|&size| size == 1) {
        return Some(text::CHAIN);
    }
    if workers == 1 {
        return Some(text::ONE_WORKER);
    }
    // With a worker for each processor of a level, no strategy takes longer than level by level, nor less than the longest path.
    let mut longest = vec![0; sizes.len()];
    for span in &spans {
        let level = &mut longest[graph.rank(span.processor) as usize];
        *level = span.duration().get().max(*level);
    }
    let is_wide_enough = sizes.iter().all(|&size| size <= workers);
    let path =
        longest_path(trace, &spans.iter().map(|span| (span.processor, span.duration().get())).collect::<Vec<_>>());
    (is_wide_enough && longest.iter().sum::<u64>() == path).then_some(text::ENOUGH_WORKERS)
}

/// The time of the longest path of dependencies, in microseconds. `durations` has every processor.
fn longest_path(trace: &Trace, durations: &[(u32, u64)]) -> u64 {
    let graph = trace.graph();
    let mut ends = vec![0; graph.len()];
    for &(processor, duration) in durations {
        ends[processor as usize] = duration;
    }
    for processor in graph.by_rank() {
        let before = graph.dependencies(processor).iter().map(|&dependency| ends[dependency as usize]).max();
        ends[processor as usize] += before.unwrap_or_default();
    }
    ends.into_iter().max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use expect_test::expect;

    use super::*;
    use crate::{scene::testing::recording_of, state::Recording};

    fn processors(workers: u32, all: &[(&str, u32, &str)]) -> String {
        let line = |(id, ms, after): &(&str, u32, &str)| {
            format!(
                "  - {{ id: {id}, type: local, processor: reverse_text, depends_on: [{after}], simulate: {{ duration_ms: {ms} }} }}\n"
            )
        };
        let lines: String = all.iter().map(line).collect();
        format!("strategy: level\nexecutor_options: {{ max_concurrency: {workers} }}\nprocessors:\n{lines}")
    }

    fn compared(first: &Arc<Recording>, second: &Arc<Recording>) -> Option<Since> {
        let made = Made { number: 1, parent: None, recording: first.clone(), cursor: 0 };
        Since::new(&second.trace, &made)
    }

    #[test]
    fn says_by_how_much_and_why_not() {
        let barrier = [("a", 10, ""), ("b", 40, ""), ("c", 40, "a"), ("d", 10, "b")];
        let even = [("a", 10, ""), ("b", 10, ""), ("c", 40, "a"), ("d", 40, "b")];
        let chain = [("a", 10, ""), ("b", 40, "a")];
        let mut said = String::new();
        for (name, file) in [
            ("barrier", processors(2, &barrier)),
            ("one worker", processors(1, &barrier)),
            ("even levels", processors(2, &even)),
            ("chain", processors(3, &chain)),
        ] {
            let [level, reactive] = [Strategy::Level, Strategy::Reactive].map(|s| recording_of(&file, Some(s)));
            for (first, second) in [(&level, &reactive), (&reactive, &level), (&level, &level)] {
                let since = compared(first, second).expect("both succeed");
                said += &format!("{name}: {} {}\n", since.sentence, since.reason.unwrap_or_default());
            }
        }
        let two = recording_of(&processors(2, &barrier), None);
        let three = recording_of(&processors(3, &barrier), Some(Strategy::Reactive));
        said += &compared(&two, &three).expect("both succeed").sentence;
        expect![[r#"
            barrier: 30 ms (38 %) less than run 1 (80 ms, level). 
            barrier: 30 ms (60 %) more than run 1 (50 ms, reactive). 
            barrier: As long as run 1 (80 ms). 
            one worker: As long as run 1 (100 ms, level). With 1 worker, every strategy takes as long as all processors together.
            one worker: As long as run 1 (100 ms, reactive). With 1 worker, every strategy takes as long as all processors together.
            one worker: As long as run 1 (100 ms). 
            even levels: As long as run 1 (50 ms, level). Every ready processor has a worker, and all levels together take as long as the longest path, so no strategy is faster.
            even levels: As long as run 1 (50 ms, reactive). Every ready processor has a worker, and all levels together take as long as the longest path, so no strategy is faster.
            even levels: As long as run 1 (50 ms). 
            chain: As long as run 1 (50 ms, level). Each processor waits for the one before it, so no strategy has a choice.
            chain: As long as run 1 (50 ms, reactive). Each processor waits for the one before it, so no strategy has a choice.
            chain: As long as run 1 (50 ms). 
            30 ms (38 %) less than run 1 (80 ms, level, 2 workers)."#]].assert_eq(&said);
        let failed = crate::scene::testing::recording();
        assert_eq!((compared(&failed, &two), compared(&two, &failed)), (None, None));
    }
}
