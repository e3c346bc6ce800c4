//! The strategies in a sentence each.

use dagwood_core::{FailureStrategy, Strategy};

/// What a strategy does.
#[must_use]
pub fn strategy_rule(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::WorkQueue => "The ready processor of the greatest rank starts first.",
        Strategy::Level => "The next level starts when all of this one has ended.",
        Strategy::Reactive => "A processor starts as soon as its dependencies have ended.",
        Strategy::Hybrid => "Each part of the graph gets the strategy that is expected to be fastest for it.",
    }
}

/// What a failure strategy does.
#[must_use]
pub fn failure_strategy_rule(strategy: FailureStrategy) -> &'static str {
    match strategy {
        FailureStrategy::FailFast => "A failure ends the run.",
        FailureStrategy::ContinueOnError => "A failure skips what depends on it, and the rest runs.",
        FailureStrategy::BestEffort => "A failed processor passes its input on, and everything runs.",
    }
}
