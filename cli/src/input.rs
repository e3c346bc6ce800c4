//! The input of a run.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use dagwood_core::{Payload, limits};

use crate::{
    args::Input,
    exit::{Failure, reason},
    source::Name,
};

/// The input given on the command line; empty by default.
///
/// # Errors
/// [`Failure::Refused`] if it cannot be read or is too large.
pub(crate) fn read(input: &Input) -> Result<Payload, Failure> {
    if let Some(text) = &input.input_text {
        return match text.len() {
            ..limits::INPUT_BYTES => Ok(Payload::from(text.as_str())),
            _ => Err(Failure::of_call(TOO_LARGE, too_large())),
        };
    }
    let Some(path) = &input.input_file else { return Ok(Payload::from("")) };
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { Path::new("standard input") } else { path };
    let bytes = if is_stdin { bytes(io::stdin().lock()) } else { open(path).and_then(bytes) };
    let bytes = bytes.map_err(|error| Failure::of_file(Name(name), "cannot-read", reason(&error)))?;
    if bytes.len() >= limits::INPUT_BYTES {
        return Err(Failure::of_file(Name(name), TOO_LARGE, too_large()));
    }
    Ok(bytes.into())
}

const TOO_LARGE: &str = "input-too-large";

fn too_large() -> String {
    format!("the input of a run must be smaller than {} bytes", limits::INPUT_BYTES)
}

fn open(path: &Path) -> io::Result<File> {
    if path.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { File::open(path) }
}

/// Reads everything, up to the first byte over the limit.
fn bytes(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limits::INPUT_BYTES as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}
