//! The view model: pure functions from the state of the page to plain, comparable values that views show unchanged.

mod agenda;
mod alignment;
mod chart;
mod critical;
mod difference;
mod event_row;
mod field;
mod ghost;
mod inspection;
mod json;
mod judgement;
mod kin;
mod lanes;
mod levels;
mod marks;
mod outcome;
mod preview;
mod range;
mod reason;
mod scale;
mod since;
mod supply;
mod table;
#[cfg(test)]
pub(crate) mod testing;
mod waiting;

pub use self::{
    agenda::{Agenda, Change, Queued},
    alignment::{Alignment, states},
    chart::{Chart, Direction, Edge},
    critical::critical,
    difference::{Piece, difference},
    event_row::{EventRow, moment_sentence},
    field::{Boxes, Field, Lines, Sight},
    ghost::Ghost,
    inspection::{AttemptRow, Changed, Failure, Inspection, Link, Received, inspect},
    judgement::Judgement,
    kin::{Kin, kin},
    lanes::{Lanes, Phase},
    levels::{Band, Levels, gate},
    marks::{Mark, marks},
    outcome::{Outcome, headline},
    preview::{Preview, byte_size},
    range::Range,
    reason::{Reason, Turn, reason},
    scale::{Gap, Scale},
    since::{Since, difference as time_difference},
    supply::{Supply, supply},
    table::{TableAttempt, TableRow},
    waiting::{WaitRows, cause_phrase, wait_sentence, waits_sentence},
};
