//! The command line.

mod lesson;

use std::path::{Path, PathBuf};

use clap::{
    Args as Group, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
    value_parser,
};
use dagwood_core::{FailureStrategy, Overrides, Priority, Strategy, limits};

pub(crate) use self::lesson::{JudgeFormat, Lesson, LessonCheck, LessonJudge, LessonNew};
use crate::modules::Folder;

/// Run, check, compare and share DAG workflows.
///
/// Uses the engine of the DAGwood Playground: the same file and input give the same result, byte for byte.
#[derive(Parser)]
#[command(
    name = "dagwood",
    version,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 succeeded, 1 the run failed or was partial, 2 the workflow or command line is invalid."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run a workflow, in virtual time or live, and show what every processor did
    Run(Run),
    /// Explain the state of every processor at a step of a run
    Explain(Explain),
    /// Report all problems in workflow files
    Check(Check),
    /// Run a workflow under every strategy and compare the costs
    Compare(Compare),
    /// Try every order in which processors can complete, and show the results with one shared payload
    Explore(Explore),
    /// Describe a WebAssembly module, and say whether it can run as a processor
    Inspect(Inspect),
    /// Draw a moment of a run, or save the run as a test
    Export(Export),
    /// Repeat the runs of tests, and report the first step that differs
    Verify(Verify),
    /// Convert a recorded scientific workflow (WfFormat JSON of WfCommons) to a workflow file
    Import(Import),
    /// Check lessons, judge answers to them, or write a new one
    #[command(subcommand, disable_help_subcommand = true)]
    Lesson(Lesson),
    /// Print a share link that opens a workflow in the playground
    Link(Link),
    /// Print the workflow of a share link
    Open(Open),
}

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs: one JSON object
    Json,
}

/// The run to look at.
#[derive(Group)]
#[group(id = "which_run")]
pub(crate) struct WhichRun {
    /// The workflow: a YAML file
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) strategy: StrategyChoice,
    #[command(flatten)]
    pub(crate) choices: Choices,
    #[command(flatten)]
    pub(crate) folder: ModuleFolder,
    /// Fork the run (what-if): repeat its first STEP events, then continue with a change: fail=ID, retry=ID, workers=N,
    /// duration=ID:MILLISECONDS or output=ID:TEXT. Each further --fork forks the resulting run
    #[arg(long, value_name = "STEP:CHANGE")]
    pub(crate) fork: Vec<String>,
}

#[derive(Group)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) run: WhichRun,
    /// Run processors in parallel on threads, in real time; Ctrl+C cancels the run
    #[arg(long, conflicts_with = "fork")]
    pub(crate) live: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Also list every event
    #[arg(long)]
    pub(crate) events: bool,
    /// Write the trace to a file, in the playground's format
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: Option<PathBuf>,
}

#[derive(Group)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) run: WhichRun,
    /// The step to explain: how many events of the run have happened
    #[arg(long, value_name = "N")]
    pub(crate) step: usize,
    /// Only explain this processor
    #[arg(long, value_name = "ID")]
    pub(crate) processor: Option<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Group)]
pub(crate) struct Check {
    /// Workflows: YAML files
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) folder: ModuleFolder,
    /// The output format
    #[arg(long, value_enum, default_value_t = CheckFormat::Pretty)]
    pub(crate) format: CheckFormat,
}

/// The output format of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// One line for each problem, with the source underlined below it
    Pretty,
    /// One line for each problem
    Short,
    /// For programs: one JSON list
    Json,
    /// For code hosts and editors: SARIF 2.1.0
    Sarif,
}

#[derive(Group)]
pub(crate) struct Compare {
    /// The workflow: a YAML file
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) choices: Choices,
    #[command(flatten)]
    pub(crate) folder: ModuleFolder,
    /// The numbers of workers to compare, such as 1,2,4,8; by default the number in the file
    #[arg(
        long,
        value_name = "N,…",
        value_delimiter = ',',
        conflicts_with = "max_concurrency",
        value_parser = value_parser!(u32).range(1..=i64::from(limits::WORKERS))
    )]
    pub(crate) workers: Vec<u32>,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Group)]
pub(crate) struct Explore {
    /// The workflow: a YAML file
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) folder: ModuleFolder,
    /// The maximum number of states to visit
    #[arg(
        long,
        value_name = "N",
        default_value_t = limits::EXPLORED_STATES as u32,
        value_parser = value_parser!(u32).range(1..=10_000_000)
    )]
    pub(crate) limit: u32,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Group)]
pub(crate) struct Inspect {
    /// The module: a `.wasm` file, or a `.wat` file
    pub(crate) file: PathBuf,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Group)]
pub(crate) struct Import {
    /// The recording: a JSON file
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Group)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) run: WhichRun,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) to: ExportFormat,
    #[command(flatten)]
    pub(crate) picture: Picture,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// What `--to svg` draws.
#[derive(Group, Default, PartialEq, Eq)]
#[group(id = "picture_options")]
pub(crate) struct Picture {
    /// The step to draw: how many events of the run have happened; by default all
    #[arg(long, value_name = "N")]
    pub(crate) step: Option<usize>,
    /// The content of the picture; by default both
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) draw: Option<Drawn>,
    /// Draw the levels of the graph from left to right
    #[arg(long)]
    pub(crate) left_to_right: bool,
}

#[derive(Group)]
pub(crate) struct Verify {
    /// Tests: files that `dagwood export --to test` writes
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) folder: ModuleFolder,
}

/// A format for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// A picture: SVG
    Svg,
    /// A test for `dagwood verify`: JSON
    Test,
}

/// The content of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawn {
    /// The graph, without a run
    Workflow,
    /// The graph at a step
    Graph,
    /// The timeline, with the step marked
    Timeline,
    /// The graph and the timeline
    Both,
}

/// Where to write the result.
#[derive(Group)]
#[group(id = "output_file")]
pub(crate) struct Output {
    /// Write the result to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite the file if it exists
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

#[derive(Group)]
pub(crate) struct Link {
    #[command(flatten)]
    pub(crate) run: WhichRun,
    /// The step at which the link opens: how many events of the run have happened
    #[arg(long, value_name = "N")]
    pub(crate) step: Option<usize>,
    /// The processor that is selected
    #[arg(long, value_name = "ID")]
    pub(crate) processor: Option<String>,
    /// A processor with a breakpoint
    #[arg(long, value_name = "ID")]
    pub(crate) breakpoint: Vec<String>,
    /// The address of the playground
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080/")]
    pub(crate) page: String,
}

#[derive(Group)]
pub(crate) struct Open {
    /// The link, in quotes; `-` reads it from standard input
    pub(crate) link: String,
    /// Write the workflow to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Also write the input in the link to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) input_output: Option<PathBuf>,
    /// Also write the modules in the link to this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) modules_output: Option<PathBuf>,
}

/// The input of a run; empty by default.
#[derive(Group)]
#[group(id = "run_input", multiple = false)]
pub(crate) struct Input {
    /// The input of the run, as text
    #[arg(long = "input", value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) input_text: Option<String>,
    /// A file with the input of the run; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) input_file: Option<PathBuf>,
}

/// The location of the modules of `wasm` processors.
#[derive(Group)]
#[group(id = "module_folder")]
pub(crate) struct ModuleFolder {
    /// The folder of the workflow's modules, instead of the folder of the workflow
    #[arg(long, value_name = "DIR")]
    pub(crate) modules: Option<PathBuf>,
}

impl ModuleFolder {
    /// The modules that the workflow `file` can name.
    pub(crate) fn of(&self, file: &Path) -> Folder {
        Folder::new(self.modules.as_deref(), file)
    }
}

#[derive(Group)]
pub(crate) struct StrategyChoice {
    /// Overrides `strategy` in the file
    #[arg(long, value_name = "STRATEGY", value_parser = strategies())]
    pub(crate) strategy: Option<Strategy>,
}

#[derive(Group)]
pub(crate) struct Choices {
    /// Overrides `failure_strategy` in the file
    #[arg(long, value_name = "STRATEGY", value_parser = failure_strategies())]
    pub(crate) failure_strategy: Option<FailureStrategy>,
    /// Overrides `priority` in the file: the order of the work queue
    #[arg(long, value_name = "PRIORITY", value_parser = priorities())]
    pub(crate) priority: Option<Priority>,
    /// Overrides `max_concurrency` in the file: the number of workers
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=i64::from(limits::WORKERS)))]
    pub(crate) max_concurrency: Option<u32>,
}

impl Choices {
    /// The options as the engine takes them.
    pub(crate) fn overrides(&self, strategy: Option<Strategy>) -> Overrides {
        Overrides {
            strategy,
            priority: self.priority,
            failure_strategy: self.failure_strategy,
            workers: self.max_concurrency,
        }
    }
}

fn strategies() -> impl TypedValueParser<Value = Strategy> {
    let names = PossibleValuesParser::new(Strategy::ALL.map(Strategy::name));
    names.try_map(|name| Strategy::from_name(&name).ok_or("no such strategy"))
}

fn priorities() -> impl TypedValueParser<Value = Priority> {
    let names = PossibleValuesParser::new(Priority::ALL.map(Priority::name));
    names.try_map(|name| Priority::from_name(&name).ok_or("no such priority"))
}

fn failure_strategies() -> impl TypedValueParser<Value = FailureStrategy> {
    let names = PossibleValuesParser::new(FailureStrategy::ALL.map(FailureStrategy::name));
    names.try_map(|name| FailureStrategy::from_name(&name).ok_or("no such failure strategy"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        <super::Args as clap::CommandFactory>::command().debug_assert();
    }
}
