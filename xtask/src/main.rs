//! The project's task runner. `cargo xtask serve` builds and serves the playground, `cargo xtask test` runs every test;
//! both install what is missing. All tasks are safe to repeat: they skip what is already done.
//!
//! A new task is a module with a function, a variant of [`Task`] and a line in [`main`].

mod bench;
mod command;
mod dist;
mod fuzz;
mod pictures;
mod processors;
mod project;
mod serve;
mod setup;
mod size;
mod step;
mod test;

use anyhow::Result;
use clap::Parser;
use project::Project;
use std::process::ExitCode;
use std::time::Duration;

/// Tasks of the DAGwood Playground.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
enum Task {
    /// Install what is missing, build the playground and serve it on this machine, rebuilding on change
    Serve {
        /// Port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Install what is missing and run the tests
    Test {
        /// Run these steps only, separated by commas
        #[arg(long, value_enum, value_delimiter = ',', value_name = "STEPS")]
        only: Vec<test::Step>,
    },
    /// Only install what is missing
    Setup {
        /// What to prepare the machine for
        #[arg(long = "for", value_enum, default_value_t = setup::Purpose::All)]
        purpose: setup::Purpose,
    },
    /// Build the static site into dist/: copy it to any folder of any static host
    Dist,
    /// Measure the engine against a bare loop and against other crates that run graphs, and print the ratios
    Bench {
        /// How often to repeat each measurement; the fastest counts
        #[arg(long, default_value_t = 9, value_parser = clap::value_parser!(u32).range(1..))]
        rounds: u32,
        /// Measure only these: shapes of graphs, such as `layered10k`, or `sandbox`
        shapes: Vec<String>,
    },
    /// Search for inputs that break properties which must hold for all inputs
    Fuzz {
        /// Fuzz these targets only
        #[arg(value_enum)]
        targets: Vec<fuzz::Target>,
        /// How long to fuzz each, in seconds
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
        seconds: u64,
        /// The maximum number of executions of each
        #[arg(long)]
        runs: Option<u64>,
    },
    /// Install what is missing and repeat the tests that depend on chance ten times as often as `test` does
    Soak,
    /// Build the sample processors into public/modules/; needed after a change of their sources, and committed
    Processors {
        /// Build only these, such as `rle`
        names: Vec<String>,
    },
    /// Print the size of each file of dist/, uncompressed and compressed with brotli, and of each part of a visit
    Size {
        /// Print instead where the bytes of the page's and the engine's programs come from, after `cargo xtask dist`
        #[arg(long, value_enum)]
        by: Option<size::By>,
        /// With `--by`: instead of groups, the functions whose names contain one of these
        names: Vec<String>,
    },
}

fn main() -> ExitCode {
    let task = Task::parse();
    match run(&task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<()> {
    let project = Project::locate()?;
    match task {
        Task::Serve { port } => serve::run(&project, *port),
        Task::Test { only } => test::run(&project, only),
        Task::Setup { purpose } => setup::run(&project, *purpose),
        Task::Dist => dist::run(&project),
        Task::Bench { rounds, shapes } => bench::run(&project, *rounds, shapes),
        Task::Fuzz { targets, seconds, runs } => {
            fuzz::run(&project, targets, &fuzz::Bounds { time: Duration::from_secs(*seconds), runs: *runs })
        }
        Task::Soak => test::soak(&project),
        Task::Processors { names } => processors::run(&project, names),
        Task::Size { by: None, .. } => size::run(&project),
        Task::Size { by: Some(size::By::Group), names } => size::by_group(&project, names),
    }
}
