//! The arguments of `dagwood lesson`.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand, ValueEnum, value_parser};
use dagwood_lesson::limits;

use super::{CheckFormat, ModuleFolder};

#[derive(Subcommand)]
pub(crate) enum Lesson {
    /// Report all problems in lessons, and prove that they can be done
    ///
    /// A start must fail, solutions must pass, each wrong answer must fail exactly the checks that it names, and links must act.
    #[command(after_help = "Example: dagwood lesson check public/lessons/*.md")]
    Check(LessonCheck),
    /// Judge a workflow as the answer to a task
    #[command(after_help = "Example: dagwood lesson judge public/lessons/02-pipeline.md --answer my-workflow.yaml\n\n\
                            Exit codes: 0 every check holds, 1 one fails, 2 a file cannot be read or the lesson has errors.")]
    Judge(LessonJudge),
    /// Write a new lesson, with comments, that passes `dagwood lesson check`
    #[command(after_help = "Example: dagwood lesson new my-lesson")]
    New(LessonNew),
}

#[derive(Group)]
pub(crate) struct LessonCheck {
    /// Lessons: Markdown files
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Also try single edits of each start and solution, and list the edits that still pass all checks
    #[arg(long)]
    pub(crate) mutate: bool,
    #[command(flatten)]
    pub(crate) folder: ModuleFolder,
    /// The output format
    #[arg(long, value_enum, default_value_t = CheckFormat::Pretty)]
    pub(crate) format: CheckFormat,
}

#[derive(Group)]
pub(crate) struct LessonJudge {
    /// The lesson: a Markdown file
    pub(crate) file: PathBuf,
    /// The answer: a workflow file
    #[arg(long, value_name = "FILE")]
    pub(crate) answer: PathBuf,
    /// The number of the task, from 1; needed if the lesson has several
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=limits::TASKS as i64))]
    pub(crate) task: Option<u32>,
    #[command(flatten)]
    pub(crate) folder: ModuleFolder,
    /// The output format
    #[arg(long, value_enum, default_value_t = JudgeFormat::Pretty)]
    pub(crate) format: JudgeFormat,
}

/// The output format of a judged answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum JudgeFormat {
    /// For people
    Pretty,
    /// For programs: one JSON object
    Json,
}

#[derive(Group)]
pub(crate) struct LessonNew {
    /// The id of the lesson: small letters, digits and hyphens
    pub(crate) id: String,
    /// Write the lesson to this file instead of ID.md; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite the file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}
