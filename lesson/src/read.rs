//! Reads a lesson: its head, its sections, and the data and prose in them.

use std::collections::BTreeSet;

use dagwood_core::{
    Diagnostic, Severity,
    check::RUN,
    text::{Code, TextRange},
};

use crate::{
    Item, Lesson, Section,
    block::{self, Data},
    front, limits,
    markdown::{self, Block, BlockKind, Places, Top},
    question::Ask,
};

/// Reads a lesson file. Parts with errors are left out and reported, in the order of the text; without a lesson, at least one
/// diagnostic is an error. At most [`limits::DIAGNOSTICS`] are reported.
#[must_use]
pub fn read(text: &str) -> (Option<Lesson>, Vec<Diagnostic>) {
    if text.len() > limits::TEXT_BYTES {
        let message = format!("the lesson has {} bytes; the limit is {}", text.len(), limits::TEXT_BYTES);
        return (None, vec![Diagnostic::error(Code::BadOption, TextRange::default(), message)]);
    }
    let mut diagnostics = Vec::new();
    let Some((range, rest)) = front::find(text) else {
        let message = "a lesson begins with its head: `---`, the keys `lesson: 1`, `id`, `title`, `objective` and `minutes`, and `---`";
        return (None, vec![Diagnostic::error(Code::MissingKey, TextRange::default(), message)]);
    };
    let front = front::read(text, range, &mut diagnostics);
    let blocks = markdown::read(&text[rest..], Places::At(rest as u32), &mut diagnostics);
    let sections = sections(text, rest as u32, blocks, &mut diagnostics);
    let lesson = front.map(|front| Lesson { front, sections });
    if let Some(lesson) = &lesson {
        check(lesson, &mut diagnostics);
    }
    diagnostics.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.range.end));
    if diagnostics.len() > limits::DIAGNOSTICS {
        // One error must stay, or the lesson would seem valid.
        let error = diagnostics.iter().position(|diagnostic| diagnostic.severity == Severity::Error);
        if let Some(at) = error.filter(|&at| at >= limits::DIAGNOSTICS) {
            diagnostics.swap(at, limits::DIAGNOSTICS - 1);
        }
        diagnostics.truncate(limits::DIAGNOSTICS);
    }
    (lesson, diagnostics)
}

fn sections(text: &str, start: u32, blocks: Vec<Top>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Section> {
    let mut sections = vec![Section { range: TextRange::new(start, start), ..Section::default() }];
    for Top { block, code, is_fenced } in blocks {
        if let Block { kind: BlockKind::Heading(2, title), range } = block {
            sections.push(Section { title, range, items: Vec::new() });
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        if let BlockKind::Code { info, .. } = &block.kind
            && is_fenced
        {
            if let Some((kind, name)) = block::kind(info) {
                let Some(code) = code else {
                    let message = "the lines of data begin where its fence begins; move both to the margin";
                    diagnostics.push(Diagnostic::error(Code::YamlSyntax, block.range, message));
                    continue;
                };
                let data = Data { kind, name, file: text, code, range: block.range };
                section.items.extend(data.read(diagnostics));
                continue;
            }
            if let Some(meant) = block::meant(info) {
                let message = format!("this is code to read; did you mean `{meant}`?");
                diagnostics.push(Diagnostic::warning(Code::UnknownValue, block.range, message));
            }
        }
        nested_data(std::slice::from_ref(&block), true, diagnostics);
        section.items.push(Item::Prose(block));
    }
    sections
}

/// Reports data inside of lists and quotes, where it would be shown as code.
fn nested_data(blocks: &[Block], is_top: bool, diagnostics: &mut Vec<Diagnostic>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code { info, .. } if !is_top && block::kind(info).is_some() => {
                let message = "data of a lesson stands at the margin, not in a list or quote";
                diagnostics.push(Diagnostic::error(Code::YamlSyntax, block.range, message));
            }
            BlockKind::Quote(inner) => nested_data(inner, false, diagnostics),
            BlockKind::List { items, .. } => items.iter().for_each(|item| nested_data(item, false, diagnostics)),
            _ => {}
        }
    }
}

/// Checks across parts: limits, names, and the parts of tasks.
fn check(lesson: &Lesson, diagnostics: &mut Vec<Diagnostic>) {
    let mut names = Names { runs: lesson.front.runs.iter().map(|run| &*run.value.name).collect(), diagnostics };
    let mut tasks = Count::new("tasks", limits::TASKS);
    let mut checks = Count::new("checks", limits::CHECKS);
    let mut wrong = Count::new("wrong answers", limits::WRONG);
    let mut questions = Count::new("questions", limits::QUESTIONS);
    let mut asked = BTreeSet::new();
    for (section, start) in lesson.with_starts() {
        if section.is_task() {
            tasks.add(section.range, names.diagnostics);
            if start.is_none() {
                names.error(
                    Code::MissingKey,
                    section.range,
                    "a task needs a workflow to start from: a block ```` ```yaml start ````".into(),
                );
            }
        }
        let mut ids = BTreeSet::new();
        for check in section.checks() {
            checks.add(check.range, names.diagnostics);
            names.unique(&mut ids, &check.value.id, "check", check.range);
            let inner = check.value.predicate.runs();
            check.value.runs.iter().map(String::as_str).chain(inner).for_each(|run| names.run(run, check.range));
        }
        let mut answers = BTreeSet::new();
        for answer in section.solutions() {
            names.of_task(section, answer.range);
            names.unique(&mut answers, &answer.name, "solution", answer.range);
        }
        answers.clear();
        for found in section.wrong() {
            wrong.add(found.answer.range, names.diagnostics);
            names.of_task(section, found.answer.range);
            names.unique(&mut answers, &found.answer.name, "wrong answer", found.answer.range);
            for id in found.fails.iter().filter(|id| !ids.contains(&*id.value)) {
                let known = ids.iter().copied().collect::<Vec<_>>().join("`, `");
                names.error(
                    Code::UnknownValue,
                    id.range,
                    format!("this task has no check `{}`; it has `{known}`", id.value),
                );
            }
            if let Some(when) = &found.when {
                when.value.runs().into_iter().for_each(|run| names.run(run, when.range));
            }
        }
        for question in section.questions() {
            questions.add(question.range, names.diagnostics);
            names.unique(&mut asked, &question.value.id, "question", question.range);
            names.run(&question.value.run, question.range);
            if let Ask::Compare(a, b) = &question.value.ask {
                [a, b].into_iter().for_each(|run| names.run(run, question.range));
            }
        }
        crate::proof::links_of(section, &mut |steps, range, _| {
            for step in steps {
                if let crate::Step::Compare(runs) = step {
                    runs.iter().for_each(|run| names.run(run, range));
                }
            }
        });
    }
}

struct Names<'n> {
    runs: BTreeSet<&'n str>,
    diagnostics: &'n mut Vec<Diagnostic>,
}

impl Names<'_> {
    fn error(&mut self, code: Code, range: TextRange, message: String) {
        self.diagnostics.push(Diagnostic::error(code, range, message));
    }

    /// A named run must exist.
    fn run(&mut self, name: &str, range: TextRange) {
        if name != RUN && !self.runs.contains(name) {
            let known: Vec<&str> = std::iter::once(RUN).chain(self.runs.iter().copied()).collect();
            self.error(
                Code::UnknownValue,
                range,
                format!("there is no run `{name}`; there are `{}`", known.join("`, `")),
            );
        }
    }

    fn unique<'i>(&mut self, known: &mut BTreeSet<&'i str>, id: &'i str, what: &str, range: TextRange) {
        if !known.insert(id) {
            let message = if id.is_empty() {
                format!("a second {what} needs a name")
            } else {
                format!("there is already a {what} `{id}`")
            };
            self.error(Code::DuplicateId, range, message);
        }
    }

    fn of_task(&mut self, section: &Section, range: TextRange) {
        if !section.is_task() {
            self.error(
                Code::MissingKey,
                range,
                "this section has no checks, so it is no task and has no answers".into(),
            );
        }
    }
}

/// Counts parts, and reports the first that is too many.
struct Count {
    what: &'static str,
    most: usize,
    found: usize,
}

impl Count {
    fn new(what: &'static str, most: usize) -> Self {
        Self { what, most, found: 0 }
    }

    fn add(&mut self, range: TextRange, diagnostics: &mut Vec<Diagnostic>) {
        self.found += 1;
        if self.found == self.most + 1 {
            diagnostics.push(Diagnostic::error(
                Code::BadOption,
                range,
                format!("more than {} {}", self.most, self.what),
            ));
        }
    }
}
