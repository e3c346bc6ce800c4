//! `dagwood lesson judge`: judges a workflow as the answer to a task.

use std::io::{self, Write as _};

use dagwood_core::{
    Overrides, Severity,
    check::{Holds, RUN, Runs},
};
use dagwood_lesson::{Judged, Lesson, Section, Start, Wrong, plain_text};
use serde::Serialize;

use crate::{
    args::{JudgeFormat, LessonJudge},
    console::{Console, Out, printable},
    exit::{Exit, Failure},
    report::json,
    source::{Name, Source, environment},
};

pub(crate) fn judge(args: &LessonJudge, console: &mut Console) -> Result<Exit, Failure> {
    let lesson = lesson(args)?;
    let (section, start) = task(args, &lesson)?;
    let answer = Source::read(&args.answer)?;
    let (modules, named) = (args.folder.of(&args.file), lesson.front.named_runs());
    let input = lesson.front.input.as_str().into();
    let runs = Runs::new(&answer.text, input, Overrides::default(), environment(&modules));
    let judged = dagwood_lesson::judge(&section.task(), &mut runs.with_start(&start.text).with_runs(&named));
    let wrong = judged.wrong.and_then(|at| section.wrong().nth(at));
    match args.format {
        JudgeFormat::Pretty => write(section, &judged, wrong, &mut console.out)?,
        JudgeFormat::Json => json::write(&mut console.out, &report(section, &judged, wrong))?,
    }
    Ok(if judged.passes() { Exit::Succeeded } else { Exit::Unsuccessful })
}

fn lesson(args: &LessonJudge) -> Result<Lesson, Failure> {
    let source = super::read(&args.file)?;
    let (lesson, diagnostics) = dagwood_lesson::read(&source.text);
    let errors: Vec<_> = diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect();
    match lesson {
        Some(lesson) if errors.is_empty() => Ok(lesson),
        _ => Err(Failure::Refused(source.lines(&errors))),
    }
}

/// The task to judge, and the workflow that it starts from.
fn task<'l>(args: &LessonJudge, lesson: &'l Lesson) -> Result<(&'l Section, &'l Start), Failure> {
    let tasks = lesson.with_starts().filter(|(section, _)| section.is_task());
    // Reading a lesson reports a task without a start as an error.
    let tasks: Vec<_> = tasks.filter_map(|(section, start)| Some((section, start?))).collect();
    let refuse = |message: String| Err(Failure::of_file(Name(&args.file), "no-task", message));
    match (args.task, &tasks[..]) {
        (_, []) => refuse("the lesson has no task".into()),
        (None, [task]) => Ok(*task),
        (None, _) => refuse(format!("the lesson has {} tasks; choose one with --task", tasks.len())),
        (Some(number), _) => match tasks.get(number as usize - 1) {
            Some(task) => Ok(*task),
            None => refuse(format!("there is no task {number}; the last one is task {}", tasks.len())),
        },
    }
}

fn write(section: &Section, judged: &Judged, wrong: Option<&Wrong>, out: &mut Out) -> io::Result<()> {
    for (check, verdict) in section.checks().zip(&judged.verdicts) {
        let word = if verdict.passes() { "holds" } else { "fails" };
        writeln!(out, "{word}  {}: {}", printable(&check.value.id), printable(&check.value.say))?;
        let step = verdict.at.as_ref().map_or_else(String::new, |at| match &*at.run {
            RUN => format!(" (step {})", at.step),
            run => format!(" (step {} of the run {run})", at.step),
        });
        writeln!(out, "       {}{}", printable(&verdict.sentence), printable(&step))?;
    }
    if let Some(wrong) = wrong {
        let step = judged.go.map_or_else(String::new, |step| format!(" (step {step})"));
        writeln!(out, "\nThis is the wrong answer `{}`{step}:\n", printable(&wrong.answer.name))?;
        for line in plain_text(&wrong.say).lines() {
            writeln!(out, "{}", printable(line))?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Report<'j> {
    passed: bool,
    checks: Vec<CheckReport<'j>>,
    wrong: Option<WrongReport<'j>>,
}

#[derive(Serialize)]
struct CheckReport<'j> {
    id: &'j str,
    say: &'j str,
    holds: &'static str,
    sentence: &'j str,
    run: Option<&'j str>,
    step: Option<usize>,
    processor: Option<&'j str>,
}

#[derive(Serialize)]
struct WrongReport<'j> {
    name: &'j str,
    say: String,
    step: Option<usize>,
}

fn report<'j>(section: &'j Section, judged: &'j Judged, wrong: Option<&'j Wrong>) -> Report<'j> {
    let checks = section.checks().zip(&judged.verdicts).map(|(check, verdict)| CheckReport {
        id: &check.value.id,
        say: &check.value.say,
        holds: match verdict.holds {
            Holds::Yes => "yes",
            Holds::No => "no",
            Holds::Moot => "moot",
        },
        sentence: &verdict.sentence,
        run: verdict.at.as_ref().map(|at| &*at.run),
        step: verdict.at.as_ref().map(|at| at.step),
        processor: verdict.processor.as_deref(),
    });
    let wrong =
        wrong.map(|wrong| WrongReport { name: &wrong.answer.name, say: plain_text(&wrong.say), step: judged.go });
    Report { passed: judged.passes(), checks: checks.collect(), wrong }
}
