//! DAGwood on a terminal: the engine of the playground for scripts, tests and continuous integration.
//!
//! Each command is a module with a function from its arguments to an [`Exit`]; [`console`] is their only access to the
//! terminal. Exit codes: 0 succeeded, 1 the run failed or was partial, 2 the workflow or the command line is invalid.

mod args;
mod check;
mod compare;
mod console;
mod exit;
mod explain;
mod explore;
mod export;
mod fork;
mod import;
mod input;
mod inspect;
mod lesson;
mod link;
mod live;
mod modules;
mod output;
mod problem;
mod report;
mod run;
mod source;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use console::Console;
use exit::{Exit, Failure};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Requested help goes to standard output, everything else to standard error; a failure of either cannot be
            // reported.
            let _ = error.print();
            return if error.use_stderr() { Exit::Invalid.into() } else { Exit::Succeeded.into() };
        }
    };
    let mut console = Console::new();
    let result = command(&args.command, &mut console).and_then(|exit| Ok(console.out.flush().map(|()| exit)?));
    match result {
        Ok(exit) => exit.into(),
        Err(failure) => {
            console.complain(&failure.to_string());
            Exit::Invalid.into()
        }
    }
}

fn command(command: &Command, console: &mut Console) -> Result<Exit, Failure> {
    match command {
        Command::Run(args) => run::run(args, console),
        Command::Explain(args) => explain::explain(args, console),
        Command::Check(args) => check::check(args, console),
        Command::Compare(args) => compare::compare(args, console),
        Command::Explore(args) => explore::explore(args, console),
        Command::Export(args) => export::export(args, console),
        Command::Verify(args) => verify::verify(args, console),
        Command::Inspect(args) => inspect::inspect(args, console),
        Command::Import(args) => import::import(args, console),
        Command::Lesson(command) => lesson::lesson(command, console),
        Command::Link(args) => link::link(args, console),
        Command::Open(args) => link::open(args, console),
    }
}
