//! Checks of a workflow and of its runs: conditions in a lesson, each judged with a *witness*: the step that decides.
//!
//! A [`Check`] has one [`Predicate`], from a closed set: there are no expressions and no loops, so judging always ends. [`judge`]
//! makes the runs that it needs, in virtual time, once for each name, and returns a [`Verdict`] with a sentence. What cannot be
//! judged, such as an unknown processor, is [`Holds::Moot`], which counts as failed: no check passes vacuously.
//!
//! ```
//! use dagwood_core::{Overrides, Environment, Payload, check::{self, Holds, Runs}};
//!
//! let text = "
//! strategy: reactive
//! processors:
//!   - { id: shout, type: local, processor: change_text_case_upper, simulate: { duration_ms: 40 } }
//! ";
//! let checks = check::read("- { id: time, say: It ends within 30 ms, measure: { makespan_ms: { at_most: 30 } } }");
//! let mut runs = Runs::new(text, Payload::from("hello"), Overrides::default(), Environment::default());
//! let verdict = check::judge(&checks.0[0].value, &mut runs);
//! assert_eq!(verdict.holds, Holds::No);
//! assert_eq!(verdict.sentence, "The run ends at 40 ms, 10 ms too late.");
//! ```

mod difference;
mod judge;
mod measure;
mod moment;
mod number;
mod predicate;
mod read;
mod runs;
mod schema;
#[cfg(test)]
mod tests;
mod words;

use alloc::{string::String, vec::Vec};

pub use self::{
    difference::EditKind,
    measure::Measure,
    moment::{Moment, NotAMoment, Point},
    number::{Bounds, Number},
    predicate::{Found, Is, Predicate, Received, Sameness, Text, Uses},
    read::{from_reader, predicate_from_reader, read, run_from_reader},
    runs::{NamedRun, RUN, Runs},
    schema::{CHECK, PREDICATES, RUN_SPEC},
};
use crate::text::TextRange;

/// A condition, with the sentence that is true when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name, unique in its task.
    pub id: String,
    /// A sentence that is true when the check holds.
    pub say: String,
    /// The names of the runs on which it is judged. If empty, the learner's own run.
    pub runs: Vec<String>,
    /// The condition.
    pub predicate: Predicate,
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It cannot be judged, which counts as failed; the sentence says why.
    Moot,
}

/// What judging a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it holds.
    pub holds: Holds,
    /// What happened and, if the check fails, by how much it is missed.
    pub sentence: String,
    /// The witness: the step that decides. `None` if the file decides.
    pub at: Option<At>,
    /// The id of the processor that it is about.
    pub processor: Option<String>,
    /// The part of the learner's text that decides.
    pub range: Option<TextRange>,
    /// With a shared payload: the completion order that leads to the result, as ids.
    pub order: Vec<String>,
}

/// A step of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The name of the run.
    pub run: String,
    /// The step: the number of events that have happened, from 1.
    pub step: usize,
}

impl Verdict {
    /// Whether the check is passed.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.holds == Holds::Yes
    }

    /// A verdict without a witness.
    fn new(holds: Holds, sentence: String) -> Self {
        Self { holds, sentence, at: None, processor: None, range: None, order: Vec::new() }
    }
}

/// Judges a check. Every predicate takes O(events + |text| log |text|), besides the runs and explorations that have not been made
/// yet.
pub fn judge(check: &Check, runs: &mut Runs) -> Verdict {
    judge::check(check, runs)
}

/// Judges a condition on the learner's own run.
pub fn judge_predicate(predicate: &Predicate, runs: &mut Runs) -> Verdict {
    judge::predicate(predicate, RUN, runs)
}
