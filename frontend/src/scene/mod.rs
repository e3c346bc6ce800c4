//! What is to be seen: pure functions from what the page knows to plain values that compare, for views to show as they are.

mod agenda;
mod alignment;
mod chart;
mod comparison;
mod difference;
mod event_row;
mod inspection;
mod json;
mod judgement;
mod lanes;
mod marks;
mod outcome;
mod path;
mod preview;
mod reason;
mod rules;
mod telling;
#[cfg(test)]
pub(crate) mod testing;

pub use self::{
    agenda::{Agenda, Change, Queued},
    alignment::{Alignment, states},
    chart::{Chart, Direction, Edge, Node},
    comparison::{COLUMNS, CompareBar, CompareLane, Compared, Comparison},
    difference::{Piece, difference},
    event_row::{EventRow, moment_sentence},
    inspection::{AttemptRow, Changed, Failure, Inspection, Link, Received, inspect},
    judgement::Judgement,
    lanes::{Lanes, Phase, Tick},
    marks::{Mark, marks},
    outcome::{Outcome, headline},
    path::{boxes, curve, polyline},
    preview::{Preview, byte_size},
    reason::{Reason, Turn, reason},
    rules::{failure_strategy_rule, strategy_rule},
    telling::{made_sentence, quoted, story_sentence},
};
