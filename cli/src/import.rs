//! `dagwood import`: converts a recorded scientific workflow to a workflow file with the same graph and durations.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use dagwood_import::{Imported, MOST_BYTES, Refused, decode};

use crate::{
    args::Import,
    console::{Console, printable},
    exit::{Exit, Failure, reason},
    output,
    source::Name,
};

pub(crate) fn import(args: &Import, console: &mut Console) -> Result<Exit, Failure> {
    let file = Name(&args.file);
    let text = read(&args.file)?;
    let imported = dagwood_import::import(&text).map_err(|Refused { at, code, message }| {
        let message = printable(&message);
        match at {
            Some((line, column)) => Failure::of_file(format_args!("{file}:{line}:{column}"), code, message),
            None => Failure::of_file(file, code, message),
        }
    })?;
    let Imported { workflow, warnings } = imported;
    output::write(&args.output, &workflow, console)?;
    for warning in warnings {
        console.complain(&format!("{}: warning[wfformat]: {}", Name(&args.file), printable(&warning)));
    }
    Ok(Exit::Succeeded)
}

fn read(path: &Path) -> Result<String, Failure> {
    let cannot = |error| Failure::of_file(Name(path), "cannot-read", reason(&error));
    if path.is_dir() {
        return Err(cannot(io::ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() > MOST_BYTES {
        return Err(Failure::of_file(Name(path), "wfformat", format!("the file has more than {MOST_BYTES} bytes")));
    }
    decode(bytes).map_err(|message| Failure::of_file(Name(path), "json-syntax", message))
}
