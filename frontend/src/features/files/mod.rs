//! Files and texts that the user drops, pastes or opens: what each is, and what becomes of it.

mod commands;
mod model;
mod recognise;
pub(crate) mod text;
mod view;

pub(crate) use self::view::{DropHint, FileChooser, FilePicker};
pub use self::{
    commands::Files,
    model::{Report, file_of, name_of_file},
    recognise::{Content, Refusal, recognise},
};
