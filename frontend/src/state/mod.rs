//! What the page knows: plain structs with methods, without signals, browser or engine.

mod conversation;
mod drag;
mod example;
mod moment;
mod options;
mod picture;
mod playback;
mod problem;
mod replacement;
mod replay;
mod session;
mod shelf;
mod viewport;
mod window;

pub use self::{
    conversation::{Answer, Conversation, Inspection},
    drag::Drag,
    example::{Example, ExampleInput},
    moment::Moment,
    options::{MAX_WORKERS, Options},
    picture::{Picture, PictureError},
    playback::{Playback, SPEEDS},
    problem::{Counts, Problem},
    replacement::{Replacement, replaced},
    replay::{Recording, Replay, Source},
    session::Session,
    shelf::{Bundled, Own, Shelf, file_name},
    viewport::{Size, Viewport},
    window::Window,
};
