//! What the page knows: plain structs with methods, without signals, browser or engine.

mod appearance;
mod below;
mod breakpoints;
mod change;
pub mod command;
mod conversation;
mod dialog;
mod drag;
mod event;
mod example;
mod form;
mod jump;
mod lab;
mod moment;
mod options;
mod part;
mod picture;
mod pinch;
mod playback;
mod problem;
mod replacement;
mod replay;
mod runs;
mod session;
mod shelf;
mod shown;
mod step;
mod story;
mod trouble;
mod upload;
mod viewport;
mod visits;
mod window;

pub use self::{
    appearance::{Appearance, Pane, Theme},
    below::Below,
    breakpoints::{Breakpoints, Stop},
    change::Change,
    conversation::{Answer, Conversation, Inspection, Lost, order},
    dialog::Dialog,
    drag::Drag,
    event::Event,
    example::{Example, ExampleInput},
    form::Form,
    jump::{Jump, by_level},
    lab::{Lab, MOST_VARIANTS, Rows, Variant},
    moment::Moment,
    options::{MAX_WORKERS, Options},
    part::{Part, Readiness},
    picture::{Picture, PictureError},
    pinch::{Pinch, Pinched},
    playback::{Pace, Playback, scale_sentence},
    problem::{Counts, Fix, Problem},
    replacement::{Replacement, replaced},
    replay::{Recording, Replay, Source},
    runs::{Made, RunNumber, Runs},
    session::Session,
    shelf::{Bundled, Own, Shelf, file_name},
    shown::Shown,
    step::Step,
    story::Story,
    trouble::{About, Loss, Remedy, Trouble, Troubles},
    upload::Upload,
    viewport::{Area, Size, Viewport},
    visits::Visits,
    window::Window,
};
