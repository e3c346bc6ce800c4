//! The runs that checks are judged on. Each is made when it is first needed.

use alloc::{
    borrow::{Cow, ToOwned as _},
    collections::BTreeMap,
    format,
    rc::Rc,
    string::String,
    vec::Vec,
};

use super::{Holds, Verdict};
use crate::{
    Diagnostic, Environment, Overrides, Payload, Plan, Severity, Trace, VirtualDriver, compile_with,
    explore::{Exploration, explore},
    limits,
    text::{
        LineIndex, TextRange,
        edit::{Script, ScriptError},
        suggest::{nearest, question},
    },
};

/// The name of the learner's own run.
pub const RUN: &str = "run";

/// A named run of a lesson: the learner's run with changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedRun {
    /// Its name.
    pub name: String,
    /// Options that override those of the learner.
    pub options: Overrides,
    /// Another input.
    pub input: Option<String>,
    /// Edits that are made to a copy of the learner's text, as lines: see [`Script`].
    pub edits: Option<String>,
}

/// Makes the runs of a text in virtual time: one for each name, when it is first needed.
pub struct Runs<'a> {
    text: &'a str,
    input: Payload,
    options: Overrides,
    environment: Environment<'a>,
    start: Option<&'a str>,
    named: &'a [NamedRun],
    made: BTreeMap<String, Result<Rc<Made>, Verdict>>,
    explored: BTreeMap<String, Result<Rc<Exploration>, String>>,
}

/// A run that has been made.
pub(super) struct Made {
    pub(super) name: String,
    pub(super) plan: Plan,
    pub(super) trace: Trace,
    pub(super) input: Payload,
    /// The text, if the run's edits have changed it.
    edited: Option<String>,
    /// The range of each processor in the text.
    pub(super) places: Vec<TextRange>,
}

impl<'a> Runs<'a> {
    /// The runs of a text on an input, with the options that the learner has chosen beside the text.
    #[must_use]
    pub fn new(text: &'a str, input: Payload, options: Overrides, environment: Environment<'a>) -> Self {
        let (made, explored) = (BTreeMap::new(), BTreeMap::new());
        Self { text, input, options, environment, start: None, named: &[], made, explored }
    }

    /// Adds the text that the learner started from.
    #[must_use]
    pub fn with_start(mut self, start: &'a str) -> Self {
        self.start = Some(start);
        self
    }

    /// Adds the lesson's runs.
    #[must_use]
    pub fn with_runs(mut self, named: &'a [NamedRun]) -> Self {
        self.named = named;
        self
    }

    /// The trace of the run with this name; none if it cannot be made.
    pub fn trace(&mut self, name: &str) -> Option<Trace> {
        self.get(name).ok().map(|made| made.trace.clone())
    }

    /// The learner's text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The text that the learner started from.
    pub(super) fn start(&self) -> Option<&'a str> {
        self.start
    }

    /// The options that the learner has chosen beside the text.
    pub(super) fn options(&self) -> Overrides {
        self.options
    }

    /// The run with this name, or a verdict that says why there is none.
    pub(super) fn get(&mut self, name: &str) -> Result<Rc<Made>, Verdict> {
        if let Some(made) = self.made.get(name) {
            return made.clone();
        }
        let made = self.make(name).map(Rc::new);
        self.made.insert(name.to_owned(), made.clone());
        made
    }

    fn make(&self, name: &str) -> Result<Made, Verdict> {
        let moot = |sentence| Verdict::new(Holds::Moot, sentence);
        let own = NamedRun::default();
        let spec = match self.named.iter().find(|run| run.name == name) {
            Some(run) => run,
            None if name == RUN => &own,
            None => {
                let names = self.named.iter().map(|run| &*run.name).chain([RUN]);
                return Err(moot(format!("There is no run `{name}`{}", did_you_mean(name, names))));
            }
        };
        let text: Cow<str> = match &spec.edits {
            None => self.text.into(),
            Some(edits) => {
                let refused = |reason: &str| moot(format!("The edits of run {name} cannot be made: {reason}."));
                let first =
                    |errors: Vec<ScriptError>| errors.first().map_or_else(String::new, |error| error.message.clone());
                let script = Script::read(edits).map_err(|errors| refused(&first(errors)))?;
                script.apply(self.text).map_err(|error| refused(&error.message))?.into()
            }
        };
        let options = Overrides {
            strategy: spec.options.strategy.or(self.options.strategy),
            priority: spec.options.priority.or(self.options.priority),
            failure_strategy: spec.options.failure_strategy.or(self.options.failure_strategy),
            workers: spec.options.workers.or(self.options.workers),
        };
        let compiled = compile_with(&text, options, self.environment);
        let Some(plan) = compiled.plan else {
            return Err(self.refused(&text, &compiled.diagnostics));
        };
        let input = spec.input.as_deref().map_or_else(|| self.input.clone(), Payload::from);
        let mut driver = VirtualDriver::new(&plan, plan.options(), input.clone());
        while driver.advance() {
            if driver.trace().len() > limits::JUDGED_EVENTS {
                let most = limits::JUDGED_EVENTS;
                return Err(moot(format!("The run has more than {most} events; that is too much to judge.")));
            }
        }
        let trace = driver.into_trace();
        let edited = match text {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text),
        };
        Ok(Made { name: name.to_owned(), plan, trace, input, edited, places: compiled.places })
    }

    /// The verdict for a file that does not plan: its first error.
    fn refused(&self, text: &str, diagnostics: &[Diagnostic]) -> Verdict {
        let Some(error) = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error) else {
            return Verdict::new(Holds::Moot, "The file has errors.".into());
        };
        let line = LineIndex::new(text).position(error.range.start).line;
        let stop = if error.message.ends_with(['?', '.']) { "" } else { "." };
        let sentence = format!("The file has errors, so it does not run: line {line}: {}{stop}", error.message);
        Verdict { range: (text == self.text).then_some(error.range), ..Verdict::new(Holds::Moot, sentence) }
    }

    /// The possible results of the run with a shared payload, or why they are not known.
    pub(super) fn exploration(&mut self, made: &Made) -> Result<Rc<Exploration>, String> {
        if let Some(explored) = self.explored.get(&made.name) {
            return explored.clone();
        }
        let explored = explore(&made.plan, &made.input, limits::EXPLORED_STATES);
        let explored = explored.map(Rc::new).map_err(|error| format!("{error}"));
        self.explored.insert(made.name.clone(), explored.clone());
        explored
    }
}

impl Made {
    /// The text of the run.
    pub(super) fn text<'t>(&'t self, runs: &Runs<'t>) -> &'t str {
        self.edited.as_deref().unwrap_or(runs.text)
    }

    /// Whether its text is the learner's.
    pub(super) fn is_of_learner(&self) -> bool {
        self.edited.is_none()
    }
}

/// The end of a sentence about an unknown name: a suggestion, if there is a similar name.
pub(super) fn did_you_mean<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let question = question(nearest(name, names));
    if question.is_empty() { ".".into() } else { question }
}
