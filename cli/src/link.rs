//! `dagwood link` and `dagwood open`: convert a file to a share link and back.

use std::{
    fs,
    io::{self, Read, Write as _},
    path::Path,
};

use dagwood_core::Overrides;
use dagwood_proto::{
    share::{self, Options, Query},
    v1::Document,
};

use crate::{
    args::{Link, Open},
    console::{Console, printable},
    exit::{Exit, Failure, reason},
    input,
    source::{Name, Source},
};

pub(crate) fn link(args: &Link, console: &mut Console) -> Result<Exit, Failure> {
    let source = Source::read(&args.file)?;
    let plan = source.plan(Overrides::default(), &args.folder, console)?;
    let input = input::read(&args.input)?;
    // Only options that differ from the file are written.
    let overrides = args.choices.overrides(args.strategy.strategy).without(plan.options());
    let step = args.step.map(|step| step as usize);
    let mut query = Query::default();
    Options { overrides, step, ..Options::default() }.write(&mut query);
    let document =
        Document { workflow: source.text, input: input.bytes().into(), engine: env!("CARGO_PKG_VERSION").into() };
    let link = share::Link { document, query };
    let link = link.encode().map_err(|error| Failure::of_file(Name(&args.file), "link", error))?;
    writeln!(console.out, "{}{link}", address(&args.page))?;
    Ok(Exit::Succeeded)
}

/// The page's address without its own options and fragment.
fn address(page: &str) -> &str {
    page.split(['?', '#']).next().unwrap_or(page)
}

pub(crate) fn open(args: &Open, console: &mut Console) -> Result<Exit, Failure> {
    let link = if args.link == "-" { from_stdin()? } else { args.link.clone() };
    let share::Link { document, query } =
        share::Link::decode(&link).map_err(|error| Failure::of_call("link", error))?;
    match &args.output {
        Some(path) => write(path, document.workflow.as_bytes())?,
        None => console.out.write_all(document.workflow.as_bytes())?,
    }
    match &args.input_output {
        Some(path) => write(path, &document.input)?,
        None if document.input.is_empty() => {}
        None => {
            let n = document.input.len();
            console.complain(&format!(
                "note: the link also contains an input of {n} bytes; --input-output FILE writes it to a file"
            ));
        }
    }
    let query = query.to_string();
    if !query.is_empty() {
        console.complain(&format!("note: options in the link: {}", printable(&query)));
    }
    Ok(Exit::Succeeded)
}

/// Reads a link from standard input: some are longer than the system's limit for arguments.
fn from_stdin() -> Result<String, Failure> {
    // One byte more than a link may have, to detect longer ones.
    const MOST: u64 = share::MAX_LINK_BYTES as u64 + 1;
    let mut link = String::new();
    let cannot = |error| Failure::of_file("standard input", "cannot-read", reason(&error));
    io::stdin().lock().take(MOST).read_to_string(&mut link).map_err(cannot)?;
    Ok(link)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| Failure::of_file(Name(path), "cannot-write", reason(&error)))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_page_has_one_query_and_one_fragment() {
        for page in ["http://h/p/", "http://h/p/?theme=dark", "http://h/p/#code/d1.x", "http://h/p/?a#b"] {
            assert_eq!(address(page), "http://h/p/");
        }
    }
}
