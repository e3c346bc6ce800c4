//! The view model: pure functions from the state of the page to plain, comparable values that views show unchanged.

mod agenda;
mod alignment;
mod chart;
mod comparison;
mod critical;
mod difference;
mod edit_form;
mod event_row;
mod field;
mod inspection;
mod json;
mod judgement;
mod kin;
mod lanes;
mod marks;
mod outcome;
mod path;
mod preview;
mod reason;
mod scale;
mod supply;
mod table;
mod telling;
#[cfg(test)]
pub(crate) mod testing;
mod waiting;

pub use self::{
    agenda::{Agenda, Change, Queued},
    alignment::{Alignment, states},
    chart::{Chart, Direction, Edge},
    comparison::{COLUMNS, CompareBar, CompareLane, Compared, Comparison},
    critical::critical,
    difference::{Piece, difference},
    edit_form::{EditForm, FormField, Takes, edit_form},
    event_row::{EventRow, moment_sentence},
    field::{Boxes, Field, Lines, Sight},
    inspection::{AttemptRow, Changed, Failure, Inspection, Link, Received, inspect},
    judgement::Judgement,
    kin::{Kin, kin},
    lanes::{Lanes, Phase, Tick, fitted},
    marks::{Mark, marks},
    outcome::{Outcome, headline},
    path::curve,
    preview::{Preview, byte_size},
    reason::{Reason, Turn, reason},
    scale::{Gap, Scale},
    supply::{Supply, supply},
    table::{TableAttempt, TableRow},
    telling::{made_sentence, quoted, story_sentence},
    waiting::{WaitRows, cause_phrase, wait_sentence, waits_sentence},
};
