//! Judges conditions: a function for each predicate, in files by what they look at.

mod file;
mod options;
mod outcome;
mod payload;
mod several;
mod time;

use alloc::{format, rc::Rc, string::String, vec::Vec};

use super::{
    At, Check, Holds, Predicate, Verdict,
    moment::Never,
    runs::{Made, RUN, Runs, did_you_mean},
};
use crate::{Event, EventKind, Graph, ProcessorIdx, ProcessorState, Trace};

/// Judges a check on each of its runs. Returns the first failed verdict, or the last one.
pub(super) fn check(check: &Check, runs: &mut Runs) -> Verdict {
    if check.runs.is_empty() {
        return predicate(&check.predicate, RUN, runs);
    }
    let on = |name: &String, runs: &mut Runs| {
        let mut verdict = predicate(&check.predicate, name, runs);
        if name != RUN && is_of_run(&check.predicate) {
            verdict.sentence = format!("In run {name}: {}", verdict.sentence);
        }
        verdict
    };
    until_failed(check.runs.iter().map(|name| on(name, runs)))
}

/// Whether the condition concerns a single run, so that its sentence must name the run.
fn is_of_run(predicate: &Predicate) -> bool {
    !matches!(predicate, Predicate::Compare { .. } | Predicate::Same { .. } | Predicate::Edits(_))
}

/// The first failed verdict, or the last one.
fn until_failed(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let mut last = Verdict::new(Holds::Moot, "There is nothing to judge.".into());
    for verdict in verdicts {
        let passes = verdict.passes();
        last = verdict;
        if !passes {
            break;
        }
    }
    last
}

/// Judges a condition on a run.
pub(super) fn predicate(predicate: &Predicate, run: &str, runs: &mut Runs) -> Verdict {
    let made = match predicate {
        Predicate::Compare { measure, a, is, b, by } => {
            return several::compare(*measure, [a, b], *is, by.as_ref(), runs);
        }
        Predicate::Same { what, runs: names } => return several::same(*what, names, runs),
        Predicate::All(all) => return every(all.iter().map(|inner| self::predicate(inner, run, runs))),
        Predicate::Any(any) => return some(any.iter().map(|inner| self::predicate(inner, run, runs))),
        Predicate::Not(inner) => {
            let verdict = self::predicate(inner, run, runs);
            let holds = match verdict.holds {
                Holds::Yes => Holds::No,
                Holds::No => Holds::Yes,
                Holds::Moot => Holds::Moot,
            };
            return Verdict { holds, ..verdict };
        }
        _ => match runs.get(run) {
            Ok(made) => made,
            Err(verdict) => return verdict,
        },
    };
    of_run(predicate, &made, runs)
}

/// Judges a condition on a run that has been made.
fn of_run(predicate: &Predicate, made: &Rc<Made>, runs: &mut Runs) -> Verdict {
    let on = On { made };
    match predicate {
        Predicate::Status(wanted) => outcome::status(on, wanted),
        Predicate::State(all) => each(on, all, |p, wanted| outcome::state(on, p, wanted)),
        Predicate::Attempts(all) => each(on, all, |p, bounds| outcome::attempts(on, p, bounds)),
        Predicate::Error(all) => each(on, all, |p, &code| outcome::error(on, p, code)),
        Predicate::Output(text) => payload::output(on, text),
        Predicate::Receives(all) => each(on, all, |p, wanted| payload::receives(on, p, wanted)),
        Predicate::Gives(all) => each(on, all, |p, text| payload::gives(on, p, text)),
        Predicate::Finds(all) => {
            each(on, all, |p, keys| every(keys.iter().map(|(key, wanted)| payload::finds(on, p, key, wanted))))
        }
        Predicate::Before(moments) => outcome::before(on, moments),
        Predicate::At(all) => every(all.iter().map(|(moment, bounds)| outcome::at(on, moment, bounds))),
        Predicate::Together(ids) => time::together(on, ids),
        Predicate::Apart(ids) => time::apart(on, ids),
        Predicate::Waits { of, cause, ms } => time::waits(on, of.as_deref(), *cause, ms),
        Predicate::Measure(all) => every(all.iter().map(|(measure, bounds)| time::measure(on, *measure, bounds))),
        Predicate::Picked(all) => each(on, all, |p, &rule| options::picked(on, p, rule)),
        Predicate::Chosen(all) => each(on, all, |p, &choice| options::chosen(on, p, choice)),
        Predicate::Uses(uses) => options::uses(on, uses, runs),
        Predicate::Sets(all) => {
            every(all.iter().map(|(of, key, wanted)| file::sets(on, of.as_deref(), key, wanted, runs)))
        }
        Predicate::Path(from, to) => file::path(on, from, to, runs),
        Predicate::Edits(all) => every(all.iter().map(|(kind, bounds)| file::edits(*kind, bounds, runs))),
        Predicate::Shared { outputs, inputs } => several::shared(on, outputs.as_ref(), inputs, runs),
        // Judged in `predicate`: they do not concern a single run.
        Predicate::Compare { .. }
        | Predicate::Same { .. }
        | Predicate::All(_)
        | Predicate::Any(_)
        | Predicate::Not(_) => Verdict::new(Holds::Moot, String::new()),
    }
}

/// `all`: the first failed verdict, or all sentences with the last witness.
fn every(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let mut sentences = Vec::new();
    let verdict = until_failed(verdicts.inspect(|verdict| sentences.push(verdict.sentence.clone())));
    if verdict.passes() { Verdict { sentence: sentences.join(" "), ..verdict } } else { verdict }
}

/// `any`: the first passed verdict, or all sentences with the first witness. It is moot if a part is moot: otherwise `not` would turn
/// that into a success.
fn some(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let mut failed: Vec<Verdict> = Vec::new();
    for verdict in verdicts {
        if verdict.passes() {
            return verdict;
        }
        failed.push(verdict);
    }
    let sentence = failed.iter().map(|verdict| &*verdict.sentence).collect::<Vec<_>>().join(" ");
    let is_moot = failed.is_empty() || failed.iter().any(|verdict| verdict.holds == Holds::Moot);
    let holds = if is_moot { Holds::Moot } else { Holds::No };
    match failed.into_iter().next() {
        Some(first) => Verdict { holds, sentence, ..first },
        None => Verdict::new(holds, "There is nothing to judge.".into()),
    }
}

/// A condition for each of some processors.
fn each<T>(on: On, all: &[(String, T)], judge: impl Fn(ProcessorIdx, &T) -> Verdict) -> Verdict {
    every(all.iter().map(|(id, wanted)| match on.find(id) {
        Ok(p) => judge(p, wanted),
        Err(verdict) => verdict,
    }))
}

/// A run to judge, and verdicts about it.
#[derive(Clone, Copy)]
struct On<'r> {
    made: &'r Made,
}

impl<'r> On<'r> {
    fn trace(self) -> &'r Trace {
        &self.made.trace
    }

    fn graph(self) -> &'r Graph {
        self.made.trace.graph()
    }

    fn id(self, p: ProcessorIdx) -> &'r str {
        self.graph().id(p)
    }

    /// The last event.
    fn last(self) -> usize {
        self.trace().len().saturating_sub(1)
    }

    /// The processor with this id, or a verdict that says that there is none.
    fn find(self, id: &str) -> Result<ProcessorIdx, Verdict> {
        let graph = self.graph();
        graph.find(id).ok_or_else(|| {
            let question = did_you_mean(id, graph.processors().map(|p| graph.id(p)));
            Verdict::new(Holds::Moot, format!("There is no processor `{id}`{question}"))
        })
    }

    /// The range of a processor in the learner's text.
    fn place(self, p: ProcessorIdx) -> Option<crate::text::TextRange> {
        self.made.places.get(p as usize).copied().filter(|_| self.made.is_of_learner())
    }

    /// A verdict whose witness is an event.
    fn verdict(self, holds: bool, sentence: String, seq: usize, p: Option<ProcessorIdx>) -> Verdict {
        self.witness(if holds { Holds::Yes } else { Holds::No }, sentence, Some(seq), p)
    }

    /// A verdict that the condition cannot be judged, with the event that best explains why.
    fn moot(self, sentence: String, near: Option<usize>, p: Option<ProcessorIdx>) -> Verdict {
        self.witness(Holds::Moot, sentence, near, p)
    }

    fn witness(self, holds: Holds, sentence: String, seq: Option<usize>, p: Option<ProcessorIdx>) -> Verdict {
        let at =
            seq.filter(|&seq| seq < self.trace().len()).map(|seq| At { run: self.made.name.clone(), step: seq + 1 });
        let processor = p.map(|p| self.id(p).into());
        Verdict { holds, sentence, at, processor, range: None, order: Vec::new() }
    }

    /// The verdict that a moment never comes.
    fn never(self, never: Never) -> Verdict {
        match never {
            Never::NoProcessor(id) => match self.find(&id) {
                Err(verdict) => verdict,
                Ok(p) => self.moot(format!("{id} does nothing."), None, Some(p)),
            },
            Never::Not { sentence, near, processor } => self.moot(sentence, near, processor),
        }
    }

    /// The events of a processor.
    fn events(self, p: ProcessorIdx) -> impl DoubleEndedIterator<Item = Event> + 'r {
        self.trace().events().filter(move |event| event.processor == Some(p))
    }

    /// The last event that changes the state of a processor, and the state.
    fn last_state(self, p: ProcessorIdx) -> (Option<usize>, ProcessorState) {
        let last = self.events(p).rev().find_map(|event| Some((event.seq, event.kind.state()?)));
        last.map_or((None, ProcessorState::Waiting), |(seq, state)| (Some(seq), state))
    }

    /// The start of the last attempt of a processor, or the verdict that it never starts.
    fn last_start(self, p: ProcessorIdx) -> Result<Event, Verdict> {
        let start = self.events(p).rev().find(|event| matches!(event.kind, EventKind::Started { .. }));
        start.ok_or_else(|| {
            let (near, state) = self.last_state(p);
            self.moot(format!("{} never starts: it is {}.", self.id(p), state.name()), near, Some(p))
        })
    }
}
