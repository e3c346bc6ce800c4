//! What explorations have found, from the message.

use dagwood_proto::worker::worker_response::{self as message, step};

use crate::state::{Explored, SharedOutcome, SharedStep, SharedStepKind};

impl From<message::Explored> for Explored {
    fn from(message: message::Explored) -> Self {
        let message::Explored { orders, tried, is_same, output, outcomes, outcome_count, refusal, ids } = message;
        let outcomes = outcomes.into_iter().map(outcome).collect();
        Self { orders, tried, is_same, output, outcomes, outcome_count, refusal, ids }
    }
}

fn outcome(message::Outcome { payload, orders, steps }: message::Outcome) -> SharedOutcome {
    SharedOutcome { payload, orders, steps: steps.into_iter().map(step).collect() }
}

fn step(message::Step { processor, kind }: message::Step) -> SharedStep {
    let kind = match kind {
        Some(step::Kind::Writes(payload)) => SharedStepKind::Writes(payload),
        Some(step::Kind::Leaves(_)) => SharedStepKind::Leaves,
        Some(step::Kind::Fails(error)) => SharedStepKind::Fails(error),
        Some(step::Kind::Reads(_)) | None => SharedStepKind::Reads,
    };
    SharedStep { processor, kind }
}
