//! Steps of one order of completion, in words.

use dagwood_core::{Graph, explore::count_orders};

use super::{OrderStep, text};
use crate::{
    scene::Preview,
    state::{Explored, SharedStep, SharedStepKind},
};

/// A step of a replay as a sentence.
#[must_use]
fn step_sentence(id: &str, happened: &SharedStep) -> String {
    match &happened.kind {
        SharedStepKind::Writes(payload) => text::writes(id, &quoted(payload)),
        SharedStepKind::Leaves => text::leaves(id),
        SharedStepKind::Fails(message) => text::fails(id, message),
        SharedStepKind::Reads => text::reads(id),
    }
}

/// The position in a replay, as a sentence.
#[must_use]
pub fn order_sentence(explored: &Explored, order_step: OrderStep) -> String {
    let steps = order_step.of(explored).map_or(&[][..], |outcome| &outcome.steps);
    match order_step.step.checked_sub(1).and_then(|last| steps.get(last)) {
        Some(happened) => step_sentence(id(explored, happened.processor), happened),
        None => text::NOT_STARTED.into(),
    }
}

/// The id of a processor in an exploration.
fn id(explored: &Explored, processor: u32) -> &str {
    explored.ids.get(processor as usize).map_or("?", String::as_str)
}

/// The number of completion orders of a graph, and what exploring them shows.
#[must_use]
pub fn offer(graph: &Graph) -> String {
    /// More than this would take the page longer than a task may.
    const MOST: usize = 2_000;
    count_orders(graph, MOST)
        .map_or_else(|_| text::EMPTY.into(), |count| text::offer(&text::orders(&count.to_string())))
}

/// The beginning of a payload, in quotation marks if it is text.
#[must_use]
pub fn quoted(payload: &[u8]) -> String {
    const SHOWN: usize = 60;
    let preview = Preview::new(&payload.to_vec().into());
    match std::str::from_utf8(payload) {
        Ok(text) if text.chars().count() <= SHOWN => format!("“{text}”"),
        Ok(text) => format!("“{}…”", text.chars().take(SHOWN).collect::<String>()),
        Err(_) => preview.note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{scene::testing::picture_of, state::SharedOutcome};

    #[test]
    fn says_how_many_orders_there_are() {
        let graph = |count: usize, above: &str| {
            let processor =
                |i| format!("- {{ id: p{i}, type: local, processor: token_counter, depends_on: [{above}] }}\n");
            let last: String = (1..count).map(processor).collect();
            let first = "- { id: p0, type: local, processor: token_counter }\n";
            picture_of(&format!("strategy: level\nprocessors:\n{first}{last}")).graph
        };
        for (graph, begins) in [
            (graph(1, ""), "The processors can complete in 1 order. Explore tries"),
            (graph(4, "p0"), "The processors can complete in 6 orders. Explore tries"),
            (graph(60, ""), "See every order in which"),
            (graph(70, ""), "See every order in which"),
        ] {
            let offer = offer(&graph);
            assert!(offer.starts_with(begins), "{offer}");
        }
    }

    #[test]
    fn every_step_is_a_sentence() {
        let step = |processor, kind| SharedStep { processor, kind };
        let steps = vec![step(0, SharedStepKind::Reads), step(0, SharedStepKind::Writes(b"ba".to_vec()))];
        let outcome = SharedOutcome { steps, ..SharedOutcome::default() };
        let explored = Explored { outcomes: vec![outcome], ids: vec!["turn".into()], ..Explored::default() };
        let told = |step| order_sentence(&explored, OrderStep { outcome: 0, step });
        assert_eq!(told(0), "Not started: the payload is the run’s input.");
        assert_eq!(told(1), "turn starts and reads the payload.");
        assert_eq!(told(2), "turn completes and overwrites the payload: “ba”.");
        assert_eq!(quoted(&[0xff]), "1 byte, not text");
        assert_eq!(quoted("x".repeat(70).as_bytes()).chars().count(), 63);
    }
}
