//! What is to be seen: pure functions from what the page knows to plain values that compare, for views to show as they are.

mod alignment;
mod chart;
mod comparison;
mod event_row;
mod inspection;
mod lanes;
mod outcome;
mod path;
mod preview;
mod rules;
mod telling;
#[cfg(test)]
pub(crate) mod testing;

pub use self::{
    alignment::{Alignment, states},
    chart::{Chart, Direction, Edge, Node},
    comparison::{COLUMNS, CompareBar, CompareLane, Compared, Comparison},
    event_row::{EventRow, moment_sentence},
    inspection::{Failure, Inspection, Link, Received, inspect},
    lanes::{Lanes, Phase, Tick},
    outcome::{Outcome, headline},
    path::{boxes, curve, polyline},
    preview::{Preview, byte_size},
    rules::{failure_strategy_rule, strategy_rule},
    telling::{made_sentence, quoted, story_sentence},
};
