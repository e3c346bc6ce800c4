//! Why a processor is in its state, and the steps at which this begins and ends.

use dagwood_core::{sentence, trace::explain};

use crate::state::Replay;

/// Why a processor is in its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The reason.
    pub sentence: String,
    /// The step that put it into this state.
    pub since: Option<Turn>,
    /// The step that releases it, or ends its attempt.
    pub released_by: Option<Turn>,
    /// The step that changes its state next.
    pub next: Option<Turn>,
}

/// A step at which something changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The step, from 1: the cursor just after it.
    pub step: usize,
    /// What happens then.
    pub sentence: String,
}

/// Explains the state of the processor with this id, if it is part of the run. O(events + processors).
#[must_use]
pub fn reason(id: &str, replay: &Replay) -> Option<Reason> {
    let (trace, snapshot) = (replay.trace(), replay.snapshot());
    let explanation = explain(trace, snapshot, trace.graph().find(id)?);
    let turn = |seq: Option<usize>| seq.map(|seq| Turn { step: seq + 1, sentence: sentence(trace, seq) });
    Some(Reason {
        sentence: explanation.sentence(trace, snapshot),
        since: turn(explanation.since),
        released_by: turn(explanation.released_by),
        next: turn(explanation.next),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn tells_what_holds_back_and_when_that_ends() {
        let mut replay = Replay::at_end(recording());
        let step = |turn: Option<Turn>| turn.map(|turn| (turn.step, turn.sentence));
        replay.seek(1);
        let waits = reason("turn", &replay).expect("it is there");
        assert_eq!(waits.sentence, "turn waits for mark (waiting).");
        assert_eq!(step(waits.since), None);
        let (released, what) = step(waits.released_by).expect("its dependency ends");
        assert_eq!(what, "mark fails in attempt 1: simulated failure (error 500).");
        replay.seek(released);
        let next = step(reason("turn", &replay).expect("it is there").next).expect("it is skipped");
        assert_eq!(next.1, "turn is skipped because mark failed.");
        replay.seek(next.0);
        let skipped = reason("turn", &replay).expect("it is there");
        assert_eq!((skipped.sentence.as_str(), step(skipped.since)), (next.1.as_str(), Some(next.clone())));
        assert_eq!((skipped.released_by, skipped.next), (None, None));
        assert_eq!(reason("nobody", &replay), None);
    }
}
