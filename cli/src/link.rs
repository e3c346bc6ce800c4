//! `dagwood link` and `dagwood open`: convert a file to a share link and back.

use std::{
    fs,
    io::{self, Read, Write as _},
    path::Path,
};

use dagwood_core::{Overrides, VirtualDriver, counted};
use dagwood_proto::share::{self, Fingerprint, LinkError, LinkedFork, LinkedModule, Moment, Query};

use crate::{
    args::{Link, Open},
    console::{Console, printable},
    exit::{Exit, Failure, reason},
    explain::{check_step, no_processor},
    fork::fork,
    input,
    source::{Name, Source},
};

pub(crate) fn link(args: &Link, console: &mut Console) -> Result<Exit, Failure> {
    let which = &args.run;
    let source = Source::read(&which.file)?;
    let chosen = which.choices.overrides(which.strategy.strategy);
    let plan = source.plan(chosen, &which.folder, console)?;
    let input = input::read(&which.input)?;
    for id in args.breakpoint.iter().chain(&args.processor) {
        plan.graph().find(id).ok_or_else(|| no_processor(id))?;
    }
    // Only options that differ from the file are written.
    let folder = which.folder.of(&which.file);
    let own = source.compile_with(Overrides::default(), &folder).plan.map(|plan| plan.options());
    let modules: Vec<_> = folder.own().iter().map(|(name, bytes)| LinkedModule::new(name, bytes)).collect();
    if modules.len() > share::MAX_MODULES {
        return Err(Failure::of_call("link", format!("a link has at most {} modules", share::MAX_MODULES)));
    }
    for module in modules.iter().filter(|module| module.bytes().is_none()) {
        let name = printable(module.name());
        console.complain(&format!(
            "note: the link has only the name and the hash of `{name}`, which is larger than 4 KiB"
        ));
    }
    let mut moment = Moment {
        input: input.bytes().into(),
        modules,
        version: env!("CARGO_PKG_VERSION").into(),
        overrides: own.map_or(chosen, |own| chosen.without(own)),
        breakpoints: args.breakpoint.iter().cloned().collect(),
        node: args.processor.clone(),
        ..Moment::default()
    };
    if args.step.is_some() || !which.fork.is_empty() {
        if which.fork.len() > share::MAX_FORKS {
            return Err(Failure::of_call("fork", format!("a link has at most {} forks", share::MAX_FORKS)));
        }
        let run = fork(&plan, VirtualDriver::new(&plan, plan.options(), input).run_to_end(), &which.fork)?;
        let step = args.step.unwrap_or(run.len());
        check_step(step, &run)?;
        // Each fork changes the result of the previous fork.
        let forks = run.forks().iter().cloned().enumerate();
        moment.forks = forks.map(|(parent, fork)| LinkedFork { parent, fork }).collect();
        (moment.run, moment.step, moment.fingerprint) = (moment.forks.len(), Some(step), Some(Fingerprint::of(&run)));
    }
    moment.workflow = source.text;
    let link = moment.link(Query::default());
    let link = link.map_err(|error| Failure::of_file(Name(&which.file), "link", error))?;
    writeln!(console.out, "{}{link}", address(&args.page))?;
    Ok(Exit::Succeeded)
}

/// The page's address without its own options and fragment.
fn address(page: &str) -> &str {
    page.split(['?', '#']).next().unwrap_or(page)
}

pub(crate) fn open(args: &Open, console: &mut Console) -> Result<Exit, Failure> {
    let link = if args.link == "-" { from_stdin()? } else { args.link.clone() };
    let of_call = |error: LinkError| Failure::of_call("link", error);
    let link = share::Link::decode(&link).map_err(of_call)?;
    let query = link.query.to_string();
    let moment = Moment::try_from(link).map_err(of_call)?;
    match &args.output {
        Some(path) => write(path, moment.workflow.as_bytes())?,
        None => console.out.write_all(moment.workflow.as_bytes())?,
    }
    match &args.input_output {
        Some(path) => write(path, &moment.input)?,
        None if moment.input.is_empty() => {}
        None => {
            let n = moment.input.len();
            console.complain(&format!(
                "note: the link also contains an input of {n} bytes; --input-output FILE writes it to a file"
            ));
        }
    }
    open_modules(&moment.modules, args.modules_output.as_deref(), console)?;
    for (number, what) in [(moment.forks.len(), "fork"), (moment.breakpoints.len(), "breakpoint")] {
        if number > 0 {
            console.complain(&format!("note: the link also contains {}", counted(number, what)));
        }
    }
    if !query.is_empty() {
        console.complain(&format!("note: options in the link: {}", printable(&query)));
    }
    Ok(Exit::Succeeded)
}

/// Writes the modules of a link, or says which it has. A file with another content is never replaced.
fn open_modules(modules: &[LinkedModule], folder: Option<&Path>, console: &mut Console) -> Result<(), Failure> {
    for module in modules {
        let name = printable(module.name());
        match (module.bytes(), folder) {
            (Some(bytes), Some(folder)) => {
                let path = folder.join(module.name());
                match fs::read(&path) {
                    Ok(present) if module.is(&present) => {}
                    Ok(_) => {
                        return Err(Failure::of_file(
                            Name(&path),
                            "cannot-write",
                            "there is another file of this name",
                        ));
                    }
                    Err(_) => write(&path, bytes)?,
                }
            }
            (Some(_), None) => console.complain(&format!(
                "note: the link also contains the module `{name}`; --modules-output DIR writes it to a folder"
            )),
            (None, _) => console.complain(&format!("note: the link needs the module `{name}` but does not contain it")),
        }
    }
    Ok(())
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
