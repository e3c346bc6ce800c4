//! `dagwood lesson check`: reports what is wrong with lessons, and which single edits pass.

use std::{
    io::{self, Write},
    path::Path,
};

use dagwood_core::{Severity, counted, text::LineIndex};
use dagwood_lesson::{Finding, Lesson, Mutated, mutate, prove, prove_needs};

use crate::{
    args::{CheckFormat, LessonCheck},
    console::{Console, printable},
    exit::{Exit, Failure},
    modules::Folder,
    problem::Problem,
    report::problems::Problems,
    source::{Source, environment},
};

/// The code of a single edit that passes.
const EDIT_PASSES: &str = "edit-passes";

/// A file that can be read as text.
struct File {
    source: Source,
    modules: Folder,
    lesson: Option<Lesson>,
}

pub(crate) fn check(args: &LessonCheck, console: &mut Console) -> Result<Exit, Failure> {
    let mut files: Vec<(Option<File>, Vec<Problem>)> = args.files.iter().map(|path| read(path, args)).collect();
    let of: Vec<usize> = (0..files.len()).filter(|&at| lesson(&files[at].0).is_some()).collect();
    let lessons: Vec<&Lesson> = files.iter().filter_map(|(file, _)| lesson(file)).collect();
    for (at, finding) in prove_needs(&lessons) {
        let (file, problems) = &mut files[of[at]];
        problems.extend(file.iter().map(|file| problem(file, &finding)));
    }
    let (mut report, mut proven, mut exit) = (Problems::new(args.format), Proven::default(), Exit::Succeeded);
    for (file, mut problems) in files {
        problems.sort_by_key(|problem| problem.place.as_ref().map(|place| (place.bytes.start, place.bytes.end)));
        let has_errors = problems.iter().any(|problem| problem.severity == Severity::Error);
        if has_errors {
            exit = Exit::Invalid;
        }
        let Some(file) = file else {
            report.write("", problems, &mut console.out)?;
            continue;
        };
        report.write(&file.source.text, problems, &mut console.out)?;
        let Some(lesson) = file.lesson.as_ref().filter(|_| !has_errors) else { continue };
        proven.add(lesson);
        if args.mutate {
            for mutated in mutate(lesson, environment(&file.modules)) {
                if is_text(args.format) {
                    write!(console.out, "{}", listed(&file.source, &mutated))?;
                } else {
                    report.write("", passing(&file.source, &mutated), &mut console.out)?;
                }
            }
        }
    }
    let edit_passes = (EDIT_PASSES, "A single edit of a start or a solution passes every check of its task.");
    let rules = dagwood_lesson::Problem::ALL.iter().map(|problem| (problem.name(), problem.description()));
    report.finish(rules.chain([edit_passes]), &mut console.out)?;
    if is_text(args.format) {
        proven.write(&mut console.out)?;
    }
    Ok(exit)
}

fn is_text(format: CheckFormat) -> bool {
    matches!(format, CheckFormat::Pretty | CheckFormat::Short)
}

fn lesson(file: &Option<File>) -> Option<&Lesson> {
    file.as_ref()?.lesson.as_ref()
}

/// Reads a lesson and, if it has no errors, proves it.
fn read(path: &Path, args: &LessonCheck) -> (Option<File>, Vec<Problem>) {
    let source = match super::read(path) {
        Ok(source) => source,
        Err(problem) => return (None, vec![*problem]),
    };
    let (lesson, diagnostics) = dagwood_lesson::read(&source.text);
    let mut problems = source.problems(&diagnostics);
    let file = File { source, modules: args.folder.of(path), lesson };
    if let Some(lesson) = &file.lesson
        && diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error)
    {
        let findings = prove(lesson, environment(&file.modules));
        problems.extend(findings.iter().map(|finding| problem(&file, finding)));
    }
    (Some(file), problems)
}

fn problem(file: &File, finding: &Finding) -> Problem {
    let severity = finding.problem.severity();
    let index = LineIndex::new(&file.source.text);
    file.source.problem(&index, severity, finding.problem.name(), finding.range, &finding.message)
}

/// A line about what was edited, and one for each edit that passes. Without numbers of lines, so that changes of prose do not
/// change it.
fn listed(source: &Source, mutated: &Mutated) -> String {
    let name = match mutated.solution {
        None => "start".into(),
        Some(solution) if solution.name.is_empty() => "solution".into(),
        Some(solution) => format!("solution `{}`", printable(&solution.name)),
    };
    let title = mutated.section.plain_title();
    let (tried, passed) = (counted(mutated.tried, "single edit"), mutated.passed.len());
    let mut lines = format!("{}: {}, {name}: {tried}, of which {passed} pass\n", source.name(), printable(&title));
    for edit in &mutated.passed {
        lines += &format!("  {}\n", printable(edit));
    }
    lines
}

/// Each edit that passes, as a note.
fn passing(source: &Source, mutated: &Mutated) -> Vec<Problem> {
    let index = LineIndex::new(&source.text);
    let note = |edit: &String| {
        let message = format!("`{edit}` passes every check of this task");
        source.problem(&index, Severity::Info, EDIT_PASSES, mutated.range(), &message)
    };
    mutated.passed.iter().map(note).collect()
}

/// How much has been proven.
#[derive(Default)]
struct Proven {
    lessons: usize,
    tasks: usize,
    solutions: usize,
    wrong: usize,
    questions: usize,
}

impl Proven {
    fn add(&mut self, lesson: &Lesson) {
        self.lessons += 1;
        for section in &lesson.sections {
            self.tasks += usize::from(section.is_task());
            self.solutions += section.solutions().count();
            self.wrong += section.wrong().count();
            self.questions += section.questions().count();
        }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            "Proven: {}, {}, {}, {}, {}.",
            counted(self.lessons, "lesson"),
            counted(self.tasks, "task"),
            counted(self.solutions, "solution"),
            counted(self.wrong, "wrong answer"),
            counted(self.questions, "question"),
        )
    }
}
