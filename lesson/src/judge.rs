//! Judges an answer to a task, and recognises wrong answers. Needs no Markdown: checks and conditions are enough.

use std::collections::BTreeSet;

use dagwood_core::check::{self, Check, Moment, Predicate, RUN, Runs, Verdict};

/// The parts of a task that judging needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task<'t> {
    /// What an answer must fulfil.
    pub checks: Vec<&'t Check>,
    /// The wrong answers. The first match is recognised.
    pub wrong: Vec<Mistake<'t>>,
}

/// How a wrong answer is recognised: by `when`, or else by failing exactly the checks in `fails`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake<'t> {
    /// The ids of the checks that it fails.
    pub fails: BTreeSet<&'t str>,
    /// The condition that recognises it.
    pub when: Option<&'t Predicate>,
    /// The moment to show.
    pub go: Option<&'t Moment>,
}

/// The result of judging an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The verdict on each check, in the order of [`Task::checks`].
    pub verdicts: Vec<Verdict>,
    /// The index of the recognised wrong answer in [`Task::wrong`]; none if every check holds.
    pub wrong: Option<usize>,
    /// The step of the learner's run at the moment of that wrong answer.
    pub go: Option<usize>,
}

impl Judged {
    /// Whether every check holds.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.verdicts.iter().all(Verdict::passes)
    }

    /// The checks that fail, each with its verdict.
    pub(crate) fn failed<'t>(&self, task: &Task<'t>) -> impl Iterator<Item = (&'t str, &Verdict)> {
        let verdicts = task.checks.iter().map(|check| &*check.id).zip(&self.verdicts);
        verdicts.filter(|(_, verdict)| !verdict.passes())
    }
}

impl Mistake<'_> {
    /// Whether an answer that fails these checks matches.
    pub(crate) fn matches(&self, failed: &BTreeSet<&str>, runs: &mut Runs) -> bool {
        match self.when {
            Some(when) => check::judge_predicate(when, runs).passes(),
            None => self.fails == *failed,
        }
    }
}

/// Judges an answer, given by its runs, on every check. If it fails, looks for a matching wrong answer.
pub fn judge(task: &Task, runs: &mut Runs) -> Judged {
    let verdicts = task.checks.iter().map(|check| check::judge(check, runs)).collect();
    let mut judged = Judged { verdicts, wrong: None, go: None };
    let failed: BTreeSet<&str> = judged.failed(task).map(|(id, _)| id).collect();
    if !failed.is_empty() {
        judged.wrong = task.wrong.iter().position(|mistake| mistake.matches(&failed, runs));
        let moment = judged.wrong.and_then(|at| task.wrong[at].go);
        judged.go = moment.and_then(|moment| moment.step(&runs.trace(RUN)?));
    }
    judged
}

/// Whether an answer, given by its runs, fulfils every check. Stops at the first failed one.
pub(crate) fn passes(task: &Task, runs: &mut Runs) -> bool {
    task.checks.iter().all(|check| check::judge(check, runs).passes())
}
