//! Random workflows, the same on every machine, for comparing engine, command line and page.

use std::fmt::Write as _;

use dagwood_core::{FailureStrategy, Priority, Strategy, plan::LocalProcessor};
use fastrand::Rng;
use serde::{Deserialize, Serialize};

/// A random workflow and its input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Random {
    /// The workflow file.
    pub workflow: String,
    /// The input, as text.
    pub input: String,
}

/// The random workflow with this number.
#[must_use]
pub fn random(seed: u64) -> Random {
    let rng = &mut Rng::with_seed(seed);
    let strategy = pick(rng, &Strategy::ALL).name();
    let failure_strategy = pick(rng, &FailureStrategy::ALL).name();
    let priority = pick(rng, &Priority::ALL).name();
    let workers = rng.u32(1..6);
    // Writing to a string does not fail, here and below.
    let mut workflow = format!(
        "strategy: {strategy}\nfailure_strategy: {failure_strategy}\n\
         executor_options: {{ max_concurrency: {workers}, priority: {priority} }}\nprocessors:\n"
    );
    let count = rng.usize(1..16);
    for i in 0..count {
        let local = pick(rng, &LocalProcessor::ALL).name();
        let depends_on: Vec<String> =
            (0..rng.usize(0..4)).filter(|_| i > 0).map(|_| format!("p{}", rng.usize(0..i.max(1)))).collect();
        let _ = write!(
            workflow,
            "  - {{ id: p{i}, type: local, processor: {local}, depends_on: [{}]",
            depends_on.join(", ")
        );
        if rng.u8(0..3) > 0 {
            let _ =
                write!(workflow, ", simulate: {{ duration_ms: {}, fail_attempts: {} }}", rng.u8(0..9), one_in(rng, 6));
        }
        if one_in(rng, 4) > 0 {
            let _ = write!(workflow, ", retry: {{ attempts: {}, backoff_ms: {} }}", rng.u8(0..3), rng.u8(0..4));
        }
        if one_in(rng, 8) > 0 {
            let _ = write!(workflow, ", timeout_ms: {}", rng.u8(1..9));
        }
        workflow.push_str(" }\n");
    }
    const WORDS: [&str; 8] = ["dag", "Straße", "the", "ﬁn", "🦀", "İ", "x\ty", "a  b"];
    let input = (0..rng.usize(0..7)).map(|_| *pick(rng, &WORDS)).collect::<Vec<_>>().join(" ");
    Random { workflow, input }
}

/// One of these.
pub(crate) fn pick<'a, T>(rng: &mut Rng, from: &'a [T]) -> &'a T {
    &from[rng.usize(0..from.len())]
}

/// 1 or 2 once in this many times, else 0.
fn one_in(rng: &mut Rng, times: u8) -> u8 {
    if rng.u8(0..times) == 0 { rng.u8(1..3) } else { 0 }
}
