//! `dagwood run`: one run, in virtual time or live.

use std::{fs, io::Write as _};

use dagwood_core::{Payload, Plan, Trace, VirtualDriver};
use dagwood_export::json::{Options, Report};
use dagwood_proto::trace;

use crate::{
    args::{Format, Run, WhichRun},
    console::Console,
    exit::{Exit, Failure, reason},
    fork::fork,
    input, live,
    report::{json, text},
    source::{Name, Source},
};

pub(crate) fn run(args: &Run, console: &mut Console) -> Result<Exit, Failure> {
    let run = if args.live { run_live(&args.run, console)? } else { run_in_virtual_time(&args.run, console)?.1 };
    if let Some(path) = &args.trace {
        let cannot = |error| Failure::of_file(Name(path), "cannot-write", reason(&error));
        fs::write(path, trace::encode(&run)).map_err(cannot)?;
    }
    match args.format {
        Format::Json => {
            let options = Options { events: args.events, live: args.live };
            json::write(&mut console.out, &Report::new(&run, options))?;
        }
        Format::Text => write!(console.out, "{}", text::report(&run, args.events, args.live))?,
    }
    Ok(run.status().into())
}

/// Runs the workflow in virtual time, with its forks. Returns its file and the run.
///
/// # Errors
/// [`Failure`] if the file, the input or a fork is refused.
pub(crate) fn run_in_virtual_time(which: &WhichRun, console: &mut Console) -> Result<(Source, Trace), Failure> {
    let (source, plan, input) = read(which, console)?;
    let run = VirtualDriver::new(&plan, plan.options(), input).run_to_end();
    Ok((source, fork(&plan, run, &which.fork)?))
}

fn run_live(which: &WhichRun, console: &mut Console) -> Result<Trace, Failure> {
    let (_, plan, input) = read(which, console)?;
    live::run(&plan, plan.options(), input)
}

/// Reads and validates the workflow, and reads the input.
///
/// # Errors
/// [`Failure`] if the file or the input is refused.
pub(crate) fn read(which: &WhichRun, console: &mut Console) -> Result<(Source, Plan, Payload), Failure> {
    let source = Source::read(&which.file)?;
    let plan = source.plan(which.choices.overrides(which.strategy.strategy), &which.folder, console)?;
    Ok((source, plan, input::read(&which.input)?))
}
