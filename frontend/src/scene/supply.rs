//! The dependency through which the selected processor received its input, and the input.

use dagwood_core::{Intent, Payload, ProcessorIdx, ProcessorState};

use super::byte_size;
use crate::state::Replay;

/// An input that came along a dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supply {
    /// The id of the dependency that passed it on; `None` for the run's input.
    pub from: Option<String>,
    /// Its origin and its beginning.
    pub text: String,
}

/// The input of the last attempt of the processor with this id up to the cursor, and its source.
#[must_use]
pub fn supply(replay: &Replay, id: &str) -> Option<Supply> {
    let (trace, snapshot) = (replay.trace(), replay.snapshot());
    let graph = trace.graph();
    let idx = graph.find(id)?;
    let received = snapshot.processor(trace, idx);
    let payload = trace.payload(received.input?);
    let origin = |p: ProcessorIdx| {
        let passing = snapshot.processor(trace, p);
        match passing.state {
            ProcessorState::Completed if graph.intent(p) == Intent::Transform => Some(Some(p)),
            // An Analyze passes its input on, and so does a failed processor under best effort.
            ProcessorState::Completed | ProcessorState::Failed => Some(passing.origin),
            _ => None,
        }
    };
    let from = graph.passes_on(graph.dependencies(idx), origin).map(|p| graph.id(p).to_owned());
    let maker = received.origin.map_or("input", |p| graph.id(p));
    Some(Supply { from, text: format!("{maker}: {}", glimpse(payload)) })
}

/// As much of a payload as fits next to a line.
fn glimpse(payload: &Payload) -> String {
    const SHOWN: usize = 18;
    let size = byte_size(payload.bytes().len());
    match payload.text() {
        Some(text) if text.chars().nth(SHOWN).is_none() => format!("“{text}”"),
        Some(text) => format!("“{}…” {size}", text.chars().take(SHOWN).collect::<String>()),
        None => size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn what_came_and_from_whom() {
        let mut replay = Replay::at_end(recording());
        let told = |replay: &Replay, id| supply(replay, id).map(|supply| (supply.from, supply.text));
        assert_eq!(told(&replay, "count"), Some((Some("shout".into()), "shout: “HELLO”".into())));
        assert_eq!(told(&replay, "shout"), Some((None, "input: “hello”".into())));
        assert_eq!(told(&replay, "turn"), None, "it was skipped");
        replay.seek(1);
        assert_eq!(told(&replay, "count"), None, "it has not started");
    }

    #[test]
    fn long_payloads_are_cut() {
        for (payload, shown) in [
            ("short".as_bytes().to_vec(), "“short”"),
            (vec![b'x'; 2_048], "“xxxxxxxxxxxxxxxxxx…” 2 KiB"),
            (vec![0xff, 0xfe], "2 bytes"),
        ] {
            assert_eq!(glimpse(&payload.into()), shown);
        }
    }
}
