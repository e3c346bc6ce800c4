//! Proves that lessons can be done: starts fail, solutions pass, wrong answers fail what they name, links act.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use dagwood_core::{
    Environment, Overrides, Payload, Severity,
    check::{NamedRun, RUN, Runs},
    compile_with, kinds_of_problems,
    text::{Spanned, TextRange, edit::Script},
};

use crate::{
    Ask, Item, Lesson, Question, Section, Step,
    judge::{Judged, Task, judge},
    lesson::{Answer, Change, Start, Wrong},
    markdown,
};

/// A problem of a lesson without syntax errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of problem it is.
    pub problem: Problem,
    /// Its place in the lesson.
    pub range: TextRange,
    /// The problem, and what to change; starts in lower case and has no full stop.
    pub message: String,
}

kinds_of_problems! {
    /// A kind of problem of a lesson.
    Problem:

    /// A workflow has errors.
    NoPlan = "no-plan",
    /// An edit cannot be made.
    EditRefused = "edit-refused",
    /// A named run cannot be made.
    NoRun = "no-run",
    /// The start fulfils every check.
    StartPasses = "start-passes",
    /// A task has no solution.
    NoSolution = "no-solution",
    /// A solution fails a check.
    SolutionFails = "solution-fails",
    /// A wrong answer does not fail exactly the checks that it names.
    WrongFails = "wrong-fails",
    /// A wrong answer is not recognised by its own condition.
    WrongUnrecognised = "wrong-unrecognised",
    /// An earlier wrong answer would be shown instead.
    WrongTaken = "wrong-taken",
    /// The moment of a wrong answer never comes.
    NoMoment = "no-moment",
    /// Neither the start nor a wrong answer fails a check.
    NeverFails = "never-fails",
    /// A question is about something that does not exist in its run.
    QuestionMoot = "question-moot",
    /// A link does nothing.
    LinkFails = "link-fails",
    /// A lesson needs a lesson that is not in the checked files.
    UnknownNeed = "unknown-need",
    /// Lessons need each other.
    NeedsCycle = "needs-cycle",
    /// Two lessons have the same id.
    DuplicateLesson = "duplicate-lesson",
}

impl Problem {
    /// The severity. An unknown need is a warning, because the lesson may be in another file.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::UnknownNeed => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The problems of a lesson, in the order of its text. Judges every check on the start and on every answer.
#[must_use]
pub fn prove(lesson: &Lesson, environment: Environment) -> Vec<Finding> {
    let named = lesson.front.named_runs();
    let mut prover = Prover { lesson, named: &named, environment, findings: Vec::new() };
    for (section, start) in lesson.with_starts() {
        for item in &section.items {
            if let Item::Start(start) = item {
                prover.start(start);
            }
        }
        let Some(start) = start else { continue };
        if section.is_task() {
            prover.task(section, start);
        }
        prover.questions(section, start);
        prover.links(section, start);
    }
    let mut findings = prover.findings;
    findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
    findings
}

/// The problems of several lessons together, each with the index of its lesson: duplicate ids, unknown needs, and cycles of needs.
#[must_use]
pub fn prove_needs(lessons: &[&Lesson]) -> Vec<(usize, Finding)> {
    let mut findings = Vec::new();
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, lesson) in lessons.iter().enumerate() {
        let id = &*lesson.front.id;
        if by_id.contains_key(id) {
            let message = format!("there is already a lesson `{id}`");
            findings.push((at, Finding { problem: Problem::DuplicateLesson, range: lesson.front.range, message }));
        } else {
            by_id.insert(id, at);
        }
    }
    for (at, lesson) in lessons.iter().enumerate() {
        for need in lesson.front.needs.iter().filter(|need| !by_id.contains_key(&*need.value)) {
            let message = format!("there is no lesson `{}` here; check its file together with this one", need.value);
            findings.push((at, Finding { problem: Problem::UnknownNeed, range: need.range, message }));
        }
    }
    // Removes lessons without open needs until only cycles, and the lessons that need them, are left (Kahn's algorithm).
    let mut left: BTreeSet<usize> = (0..lessons.len()).collect();
    let is_open = |left: &BTreeSet<usize>, at: usize| {
        lessons[at].front.needs.iter().any(|need| by_id.get(&*need.value).is_some_and(|need| left.contains(need)))
    };
    while let Some(done) = left.iter().copied().find(|&at| !is_open(&left, at)) {
        left.remove(&done);
    }
    for &at in &left {
        let in_cycle = lessons[at]
            .front
            .needs
            .iter()
            .find(|need| by_id.get(&*need.value).is_some_and(|&next| reaches(lessons, &by_id, next, at)));
        if let Some(need) = in_cycle {
            let message = format!("`{}` needs `{}`, which needs it in turn", lessons[at].front.id, need.value);
            findings.push((at, Finding { problem: Problem::NeedsCycle, range: need.range, message }));
        }
    }
    findings
}

/// Whether one lesson needs another, directly or through others.
fn reaches(lessons: &[&Lesson], by_id: &BTreeMap<&str, usize>, from: usize, to: usize) -> bool {
    let (mut seen, mut stack) = (BTreeSet::from([from]), vec![from]);
    while let Some(at) = stack.pop() {
        if at == to {
            return true;
        }
        for next in lessons[at].front.needs.iter().filter_map(|need| by_id.get(&*need.value).copied()) {
            if seen.insert(next) {
                stack.push(next);
            }
        }
    }
    false
}

/// Calls `visit` with each `do:` link of a section. A link in a wrong answer comes with that answer.
pub(crate) fn links_of<'s>(section: &'s Section, visit: &mut dyn FnMut(&'s [Step], TextRange, Option<&'s Answer>)) {
    markdown::of_inlines(&section.title, &mut |steps, range| visit(steps, range, None));
    for item in &section.items {
        let (blocks, answer) = match item {
            Item::Prose(block) => (std::slice::from_ref(block), None),
            Item::Hint(blocks) | Item::Note(blocks) => (&blocks[..], None),
            Item::Wrong(wrong) => (&wrong.say[..], Some(&wrong.answer)),
            Item::Start(_) | Item::Checks(_) | Item::Solution(_) | Item::Predict(_) => continue,
        };
        markdown::links(blocks, &mut |steps, range| visit(steps, range, answer));
    }
}

struct Prover<'p> {
    lesson: &'p Lesson,
    named: &'p [NamedRun],
    environment: Environment<'p>,
    findings: Vec<Finding>,
}

impl<'p> Prover<'p> {
    fn find(&mut self, problem: Problem, range: TextRange, message: impl Into<String>) {
        self.findings.push(Finding { problem, range, message: message.into() });
    }

    fn input(&self) -> Payload {
        Payload::from(&*self.lesson.front.input)
    }

    /// The runs of a text, without a start to compare it with.
    fn runs<'r>(&self, text: &'r str, options: Overrides) -> Runs<'r>
    where
        'p: 'r,
    {
        Runs::new(text, self.input(), options, self.environment).with_runs(self.named)
    }

    /// A start must be valid, and every named run of it must be possible.
    fn start(&mut self, start: &Start) {
        let compiled = compile_with(&start.text, Overrides::default(), self.environment);
        if compiled.plan.is_none() {
            for diagnostic in compiled.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error) {
                let range = TextRange::new(
                    start.range.start + diagnostic.range.start,
                    start.range.start + diagnostic.range.end,
                );
                self.find(Problem::NoPlan, range, diagnostic.message.clone());
            }
            return;
        }
        let mut runs = self.runs(&start.text, Overrides::default());
        let failed: Vec<_> =
            self.lesson.front.runs.iter().filter(|run| runs.trace(&run.value.name).is_none()).collect();
        for run in failed {
            let message =
                format!("the run `{}` cannot be made of a workflow that the lesson starts from", run.value.name);
            self.find(Problem::NoRun, run.range, message);
        }
    }

    /// The text of an answer, if it is valid.
    fn text(&mut self, answer: &Answer, start: &Start) -> Option<String> {
        let text = match changed(answer, start) {
            Ok(text) => text,
            Err(Some((range, message))) => {
                self.find(Problem::EditRefused, range, message);
                return None;
            }
            Err(None) => return None,
        };
        let compiled = compile_with(&text, Overrides::default(), self.environment);
        if compiled.plan.is_none() {
            let error = compiled.diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
            let reason = error.map_or_else(String::new, |error| format!(": {}", error.message));
            self.find(Problem::NoPlan, answer.range, format!("this workflow has errors{reason}"));
            return None;
        }
        Some(text)
    }

    fn task(&mut self, section: &Section, start: &Start) {
        let task = section.task();
        let mut ever = BTreeSet::new();
        let judged = judge(&task, &mut self.runs(&start.text, Overrides::default()).with_start(&start.text));
        if judged.passes() {
            let message = "the start fulfils every check of this task; demand something that it does not do";
            self.find(Problem::StartPasses, section.range, message);
        }
        ever.extend(judged.failed(&task).map(|(id, _)| id));
        if section.solutions().next().is_none() {
            self.find(
                Problem::NoSolution,
                section.range,
                "this task has no solution, so nothing shows that it can be done",
            );
        }
        for solution in section.solutions() {
            let Some(text) = self.text(solution, start) else { continue };
            let judged = judge(&task, &mut self.runs(&text, Overrides::default()).with_start(&start.text));
            for (id, verdict) in judged.failed(&task) {
                let message = format!("this solution fails `{id}`: {}", phrase(&verdict.sentence));
                self.find(Problem::SolutionFails, solution.range, message);
            }
        }
        let all: Vec<&Wrong> = section.wrong().collect();
        for (at, wrong) in all.iter().enumerate() {
            let Some(text) = self.text(&wrong.answer, start) else { continue };
            let mut runs = self.runs(&text, Overrides::default()).with_start(&start.text);
            let judged = judge(&task, &mut runs);
            self.wrong(wrong, &task, &judged);
            let failed: BTreeSet<&str> = judged.failed(&task).map(|(id, _)| id).collect();
            if let Some(when) = &wrong.when
                && !task.wrong[at].matches(&failed, &mut runs)
            {
                self.find(Problem::WrongUnrecognised, when.range, "this condition does not hold for the answer itself");
            }
            if let Some(earlier) = judged.wrong.filter(|&first| first < at) {
                let message = format!(
                    "the wrong answer `{}` is recognised first; give that one a `when`",
                    all[earlier].answer.name
                );
                self.find(Problem::WrongTaken, wrong.answer.range, message);
            }
            if let Some(go) = &wrong.go
                && runs.trace(RUN).and_then(|trace| go.value.step(&trace)).is_none()
            {
                self.find(Problem::NoMoment, go.range, format!("`{}` never comes in the run of this answer", go.value));
            }
            ever.extend(failed);
        }
        for check in
            section.checks().filter(|check| !check.value.predicate.is_rule() && !ever.contains(&*check.value.id))
        {
            let message =
                format!("neither the start nor a wrong answer fails `{}`, so it tests nothing", check.value.id);
            self.find(Problem::NeverFails, check.range, message);
        }
    }

    /// A wrong answer must fail exactly the checks that it names.
    fn wrong(&mut self, wrong: &Wrong, task: &Task, judged: &Judged) {
        let failed: BTreeMap<&str, &str> = judged.failed(task).map(|(id, verdict)| (id, &*verdict.sentence)).collect();
        let named: BTreeSet<&str> = wrong.fails.iter().map(|id| &*id.value).collect();
        for (id, sentence) in failed.iter().filter(|(id, _)| !named.contains(*id)) {
            let message = format!("this answer also fails `{id}`: {}", phrase(sentence));
            self.find(Problem::WrongFails, wrong.answer.range, message);
        }
        for id in wrong.fails.iter().filter(|id| !failed.contains_key(&*id.value)) {
            self.find(Problem::WrongFails, id.range, format!("this answer does not fail `{}`", id.value));
        }
    }

    /// Every question must be about something that exists in its run.
    fn questions(&mut self, section: &Section, start: &Start) {
        let mut runs = self.runs(&start.text, Overrides::default());
        for question in section.questions() {
            if let Err(message) = has_subject(question, &mut runs) {
                self.find(Problem::QuestionMoot, question.range, message);
            }
        }
    }

    /// Every link must act: on the start of its section, or, in a wrong answer, on that answer.
    fn links(&mut self, section: &'p Section, start: &Start) {
        let mut found = Vec::new();
        links_of(section, &mut |steps, range, answer| found.push((steps, range, answer)));
        for (steps, range, answer) in found {
            let text = answer.map_or_else(|| Ok(start.text.clone()), |answer| changed(answer, start));
            // An answer whose edits fail has been reported.
            let Ok(text) = text else { continue };
            if let Err(message) = self.acts(steps, text) {
                self.find(Problem::LinkFails, range, message);
            }
        }
    }

    /// What a link cannot do, as a phrase.
    fn acts(&self, steps: &[Step], mut text: String) -> Result<(), String> {
        let mut options = Overrides::default();
        for step in steps {
            match step {
                Step::Strategy(strategy) => options.strategy = Some(*strategy),
                Step::Workers(workers) => options.workers = Some(*workers),
                Step::Set { .. } => {
                    let line = step.edit().unwrap_or_default();
                    let edited = Script::read(&line)
                        .map_err(|errors| errors.into_iter().next())
                        .and_then(|script| script.apply(&text).map_err(Some));
                    text = edited.map_err(|error| error.map_or_else(String::new, |error| error.message))?;
                }
                Step::View(_) => {}
                Step::Run | Step::Go(_) | Step::Select(_) | Step::Compare(_) => {
                    let mut runs = self.runs(&text, options);
                    let trace = runs.trace(RUN).ok_or("the workflow does not run at this point")?;
                    match step {
                        Step::Go(moment) if moment.step(&trace).is_none() => {
                            return Err(format!("`{moment}` never comes in this run"));
                        }
                        Step::Select(id) if trace.graph().find(id).is_none() => {
                            return Err(format!("there is no processor `{id}`"));
                        }
                        Step::Compare(names) => {
                            if let Some(name) = names.iter().find(|name| runs.trace(name).is_none()) {
                                return Err(format!("the run `{name}` cannot be made"));
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }
}

/// The missing subject of a question, as a phrase.
fn has_subject(question: &Spanned<Question>, runs: &mut Runs) -> Result<(), String> {
    let Question { ask, run, .. } = &question.value;
    let no_run = |name: &str| format!("the run `{name}` cannot be made of the workflow at this point");
    let trace = runs.trace(run).ok_or_else(|| no_run(run))?;
    let (processor, moment) = match ask {
        Ask::Next(moment) | Ask::Queue(moment) | Ask::At(moment) | Ask::Skipped(moment) => (None, Some(moment)),
        Ask::Cause(processor, moment) => (Some(processor), Some(moment)),
        Ask::Worker(processor)
        | Ask::Wait(processor, _)
        | Ask::Receives(processor)
        | Ask::Gives(processor)
        | Ask::Chosen(processor) => (Some(processor), None),
        Ask::Compare(a, b) => {
            let lost = [a, b].into_iter().find(|name| runs.trace(name).is_none());
            return lost.map_or(Ok(()), |name| Err(no_run(name)));
        }
        Ask::Makespan | Ask::Shared => (None, None),
    };
    if let Some(id) = processor.filter(|id| trace.graph().find(id).is_none()) {
        return Err(format!("there is no processor `{id}`"));
    }
    match moment.filter(|moment| moment.step(&trace).is_none()) {
        Some(moment) => Err(format!("`{moment}` never comes in the run of this question")),
        None => Ok(()),
    }
}

/// The text of an answer. The error is the place of a refused edit, and why. It is `None` if the edits cannot be read: the reader of
/// the file has reported that.
pub(crate) fn changed(answer: &Answer, start: &Start) -> Result<String, Option<(TextRange, String)>> {
    match &answer.change {
        Change::Workflow(workflow) => Ok(workflow.text.clone()),
        Change::Edits { text, lines } => {
            let script = Script::read(text).map_err(|_| None)?;
            script.apply(&start.text).map_err(|error| {
                let range = lines.get(error.line as usize - 1).copied().unwrap_or(answer.range);
                Some((range, error.message))
            })
        }
    }
}

/// A sentence without its full stop, for the end of a message.
fn phrase(sentence: &str) -> &str {
    sentence.strip_suffix('.').unwrap_or(sentence)
}
