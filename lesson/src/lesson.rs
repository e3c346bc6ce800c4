//! A lesson as its author wrote it.

use dagwood_core::{
    check::{Check, Moment, Predicate},
    text::{Spanned, TextRange},
};

use crate::{
    Block, Front, Inline, Question,
    judge::{Mistake, Task},
    markdown,
};

/// A lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// What its head says.
    pub front: Front,
    /// Its sections. The first comes before the first heading, and has no title.
    pub sections: Vec<Section>,
}

/// A part of a lesson, up to the next heading of the second level. One with checks is a task.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its title; empty before the first heading.
    pub title: Vec<Inline>,
    /// The heading, or the whole beginning.
    pub range: TextRange,
    /// What is in it, in the order of the file.
    pub items: Vec<Item>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Prose.
    Prose(Block),
    /// The workflow to start from, for this task and those after it, until the next one.
    Start(Start),
    /// What the learner's workflow must fulfil.
    Checks(Vec<Spanned<Check>>),
    /// A way to fulfil it.
    Solution(Answer),
    /// A wrong answer, and the text about it.
    Wrong(Box<Wrong>),
    /// Questions that are asked before a run.
    Predict(Vec<Spanned<Question>>),
    /// A hint.
    Hint(Vec<Block>),
    /// A note for the presenter.
    Note(Vec<Block>),
}

/// A workflow in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// Its text.
    pub text: String,
    /// Its range in the lesson.
    pub range: TextRange,
}

/// A changed workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its name; empty if it has none.
    pub name: String,
    /// The workflow.
    pub change: Change,
    /// The block.
    pub range: TextRange,
}

/// How to make a workflow from the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// By edits: see [`Script`](dagwood_core::text::edit::Script).
    Edits {
        /// A line for each.
        text: String,
        /// The range of each line in the lesson, or of the whole.
        lines: Vec<TextRange>,
    },
    /// A whole workflow.
    Workflow(Start),
}

/// A wrong answer. It is recognised by `when`, or else by failing exactly the checks in `fails`.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The changed workflow.
    pub answer: Answer,
    /// What is said about it.
    pub say: Vec<Block>,
    /// The ids of the checks that it fails.
    pub fails: Vec<Spanned<String>>,
    /// What recognises it.
    pub when: Option<Spanned<Predicate>>,
    /// The moment to show.
    pub go: Option<Spanned<Moment>>,
}

impl Wrong {
    /// How it is recognised.
    fn mistake(&self) -> Mistake<'_> {
        Mistake {
            fails: self.fails.iter().map(|id| &*id.value).collect(),
            when: self.when.as_ref().map(|when| &when.value),
            go: self.go.as_ref().map(|go| &go.value),
        }
    }
}

impl Section {
    /// Its title without marks.
    #[must_use]
    pub fn plain_title(&self) -> String {
        markdown::plain(&self.title)
    }

    /// The start workflows in it.
    pub fn starts(&self) -> impl Iterator<Item = &Start> {
        self.items.iter().filter_map(|item| match item {
            Item::Start(start) => Some(start),
            _ => None,
        })
    }

    /// Its checks; a section with some is a task.
    pub fn checks(&self) -> impl Iterator<Item = &Spanned<Check>> {
        self.items.iter().flat_map(|item| match item {
            Item::Checks(checks) => &checks[..],
            _ => &[],
        })
    }

    /// Its solutions.
    pub fn solutions(&self) -> impl Iterator<Item = &Answer> {
        self.items.iter().filter_map(|item| match item {
            Item::Solution(answer) => Some(answer),
            _ => None,
        })
    }

    /// Its wrong answers.
    pub fn wrong(&self) -> impl Iterator<Item = &Wrong> {
        self.items.iter().filter_map(|item| match item {
            Item::Wrong(wrong) => Some(&**wrong),
            _ => None,
        })
    }

    /// Its questions.
    pub fn questions(&self) -> impl Iterator<Item = &Spanned<Question>> {
        self.items.iter().flat_map(|item| match item {
            Item::Predict(questions) => &questions[..],
            _ => &[],
        })
    }

    /// The parts that judging needs.
    #[must_use]
    pub fn task(&self) -> Task<'_> {
        let checks = self.checks().map(|check| &check.value).collect();
        Task { checks, wrong: self.wrong().map(Wrong::mistake).collect() }
    }

    /// Whether it is a task.
    #[must_use]
    pub fn is_task(&self) -> bool {
        self.checks().next().is_some()
    }
}

impl Lesson {
    /// Each section with its start workflow: the last one before the end of the section, or else the first one of the lesson.
    pub fn with_starts(&self) -> impl Iterator<Item = (&Section, Option<&Start>)> {
        let first = self.sections.iter().find_map(|section| section.starts().next());
        self.sections.iter().scan(None, move |last, section| {
            *last = section.starts().last().or(*last);
            Some((section, last.or(first)))
        })
    }
}
