//! Files that a command writes.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
};

use crate::{
    args::Output,
    console::Console,
    exit::{Failure, reason},
    source::Name,
};

/// Writes the result to the file that was named, or else to standard output. An existing file is overwritten only on
/// request.
///
/// # Errors
/// [`Failure`] if it cannot be written.
pub(crate) fn write(to: &Output, result: &str, console: &mut Console) -> Result<(), Failure> {
    let Some(path) = &to.output else { return Ok(console.out.write_all(result.as_bytes())?) };
    let mut options = OpenOptions::new();
    options.write(true).create(to.force).truncate(to.force).create_new(!to.force);
    options.open(path).and_then(|mut file| file.write_all(result.as_bytes())).map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::AlreadyExists => "the file already exists; --force overwrites it".into(),
            _ => reason(&error),
        };
        Failure::of_file(Name(path), "cannot-write", reason)
    })
}
