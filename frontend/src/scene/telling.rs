//! Steps of one order of completion, in words.

use dagwood_core::{Status, counted};
use dagwood_proto::v1::worker_response::{Explored, Step, step};

use super::Preview;
use crate::state::{Recording, RunNumber, Story};

/// A step of a replay as a sentence.
#[must_use]
fn step_sentence(id: &str, happened: &Step) -> String {
    match &happened.kind {
        Some(step::Kind::Writes(payload)) => format!("{id} completes and overwrites the payload: {}.", quoted(payload)),
        Some(step::Kind::Leaves(_)) => format!("{id} completes and leaves the payload unchanged."),
        Some(step::Kind::Fails(message)) => format!("{id} fails and leaves the payload unchanged: {message}."),
        Some(step::Kind::Reads(_)) | None => format!("{id} starts and reads the payload."),
    }
}

/// The position in a replay, as a sentence.
#[must_use]
pub fn story_sentence(explored: &Explored, story: Story) -> String {
    let steps = story.of(explored).map_or(&[][..], |outcome| &outcome.steps);
    match story.step.checked_sub(1).and_then(|last| steps.get(last)) {
        Some(happened) => step_sentence(id(explored, happened.processor), happened),
        None => "Not started: the payload is the run’s input.".into(),
    }
}

/// The id of a processor in an exploration.
fn id(explored: &Explored, processor: u32) -> &str {
    explored.ids.get(processor as usize).map_or("?", String::as_str)
}

/// How a run was made, as a phrase.
#[must_use]
pub fn made_sentence(recording: &Recording, parent: Option<RunNumber>) -> String {
    let trace = &recording.trace;
    let how = match (parent, trace.forks().last()) {
        (Some(parent), Some(fork)) => format!("Fork of run {parent}. {}", fork.sentence(trace.graph())),
        _ => {
            let options = trace.options();
            let workers = counted(options.workers, "worker");
            format!("{}, {workers}.", options.strategy.name())
        }
    };
    format!("{how} Result: {} after {}.", trace.status().map_or("unfinished", Status::name), trace.makespan())
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
    use crate::scene::testing::recording;
    use dagwood_proto::v1::worker_response::Outcome;

    #[test]
    fn every_step_is_a_sentence() {
        let step = |processor, kind| Step { processor, kind: Some(kind) };
        let steps = vec![step(0, step::Kind::Reads(true)), step(0, step::Kind::Writes(b"ba".to_vec()))];
        let outcome = Outcome { steps, ..Outcome::default() };
        let explored = Explored { outcomes: vec![outcome], ids: vec!["turn".into()], ..Explored::default() };
        let told = |step| story_sentence(&explored, Story { outcome: 0, step });
        assert_eq!(told(0), "Not started: the payload is the run’s input.");
        assert_eq!(told(1), "turn starts and reads the payload.");
        assert_eq!(told(2), "turn completes and overwrites the payload: “ba”.");
        assert_eq!(made_sentence(&recording(), None), "reactive, 2 workers. Result: partial after 15 ms.");
        assert_eq!(quoted(&[0xff]), "1 byte, not text");
        assert_eq!(quoted("x".repeat(70).as_bytes()).chars().count(), 63);
    }
}
