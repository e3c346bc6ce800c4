//! `dagwood lesson`: checks lessons, judges answers to them, and writes new ones.

mod check;
mod judge;
mod new;

use std::path::Path;

use dagwood_lesson::limits;

use crate::{
    args::Lesson,
    console::Console,
    exit::{Exit, Failure},
    problem::Problem,
    source::Source,
};

pub(crate) fn lesson(command: &Lesson, console: &mut Console) -> Result<Exit, Failure> {
    match command {
        Lesson::Check(args) => check::check(args, console),
        Lesson::Judge(args) => judge::judge(args, console),
        Lesson::New(args) => new::new(args, console),
    }
}

/// Reads the file of a lesson.
fn read(path: &Path) -> Result<Source, Box<Problem>> {
    Source::read_within(path, limits::TEXT_BYTES)
}
