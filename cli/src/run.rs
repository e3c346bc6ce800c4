//! `dagwood run`: one run in virtual time.

use std::{fs, io::Write as _};

use dagwood_core::VirtualDriver;
use dagwood_proto::trace;

use crate::{
    args::{Format, Run},
    console::Console,
    exit::{Exit, Failure, reason},
    fork::fork,
    input,
    report::{json, text},
    source::{Name, Source},
};

pub(crate) fn run(args: &Run, console: &mut Console) -> Result<Exit, Failure> {
    let source = Source::read(&args.file)?;
    let plan = source.plan(args.choices.overrides(args.strategy.strategy), console)?;
    let input = input::read(&args.input)?;
    let run = VirtualDriver::new(&plan, plan.options(), input).run_to_end();
    let run = fork(&plan, run, &args.fork)?;
    if let Some(path) = &args.trace {
        let cannot = |error| Failure::of_file(Name(path), "cannot-write", reason(&error));
        fs::write(path, trace::encode(&run)).map_err(cannot)?;
    }
    match args.format {
        Format::Json => json::write(&mut console.out, &json::Report::new(&run, args.events))?,
        Format::Text => write!(console.out, "{}", text::report(&run, args.events))?,
    }
    Ok(run.status().into())
}
