//! The state of the page: plain structs with methods, without signals, browser or engine.

mod breakpoints;
mod changes;
pub mod command;
mod conversation;
mod dialog;
mod drag;
mod event;
mod explored;
mod form;
pub mod glossary;
mod history;
mod inspected;
mod jump;
mod measures;
mod options;
mod panel;
mod part;
mod picture;
mod pinch;
mod playback;
mod point;
mod problem;
mod replacement;
mod replay;
mod roving;
mod runs;
mod saved;
mod section;
mod session;
mod shown;
mod step;
mod trouble;
mod upload;
mod viewport;
mod window;
mod write_tab;

pub use self::{
    breakpoints::{Breakpoints, Stop},
    changes::Changes,
    conversation::{Conversation, Topic},
    dialog::Dialog,
    drag::Drag,
    event::Event,
    explored::{Explored, SharedOutcome, SharedStep, SharedStepKind},
    form::Form,
    history::{History, Stamp},
    inspected::{Inspected, Item},
    jump::{Jump, by_level},
    measures::Measures,
    options::{MAX_WORKERS, Options},
    panel::{PanelId, Region},
    part::{Part, Readiness},
    picture::{Missing, Picture, Routes},
    pinch::{Pinch, Pinched},
    playback::{Pace, Playback, scale_sentence},
    point::Point,
    problem::{Counts, Fix, Problem, Row, rows},
    replacement::{Replacement, replaced},
    replay::{Recording, Replay, Source},
    roving::moved_focus,
    runs::{Made, RunNumber, Runs},
    saved::Saved,
    section::Section,
    session::{Damage, Session, copy_name, title},
    shown::Shown,
    step::Step,
    trouble::{About, Loss, Remedy, Trouble, Troubles},
    upload::Upload,
    viewport::{Area, Size, Viewport},
    window::Window,
    write_tab::WriteTab,
};
