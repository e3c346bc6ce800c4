//! Questions about a run that are asked before it is shown.

use dagwood_core::{
    Diagnostic,
    check::Moment,
    text::{
        Code, Spanned,
        yaml::{Entry, NodeId, Reader, shorten},
    },
    trace::WaitCause,
};

use crate::schema;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name, unique in the lesson.
    pub id: String,
    /// What is asked.
    pub ask: Ask,
    /// The name of the run that it is about; the learner's own is `run`.
    pub run: String,
}

/// What a question asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Who starts next after a moment.
    Next(Moment),
    /// On which worker a processor runs.
    Worker(String),
    /// What a processor waits for at a moment.
    Cause(String, Moment),
    /// In which order the ready processors start after a moment.
    Queue(Moment),
    /// When a moment comes.
    At(Moment),
    /// How long a processor waits, for one cause or in total.
    Wait(String, Option<WaitCause>),
    /// When the run ends.
    Makespan,
    /// Which of two runs ends first.
    Compare(String, String),
    /// What a processor receives.
    Receives(String),
    /// What a processor gives.
    Gives(String),
    /// Who never starts after a failure.
    Skipped(Moment),
    /// What `hybrid` gives the region of a processor.
    Chosen(String),
    /// How many results one shared text could have.
    Shared,
}

/// The names of all kinds of questions.
const ASKS: [&str; 13] = [
    "next", "worker", "cause", "queue", "at", "wait", "makespan", "compare", "receives", "gives", "skipped", "chosen",
    "shared",
];

/// Reads a question.
pub(crate) fn read(reader: &mut Reader, id: NodeId) -> Option<Spanned<Question>> {
    let names = ["id", "ask", "of", "at", "on", "runs", "for", "run"];
    let [name, ask, of, at, on, runs, cause, run] = reader.map(id, &schema::QUESTION, names)?;
    for (key, entry) in [("id", name), ("ask", ask)] {
        if entry.is_none() {
            reader.missing(key, id, "");
        }
    }
    let (name, kind) = (text(reader, name?), ASKS[reader.choice(ask?.value, &ASKS)?]);
    let mut given =
        Given { reader, id, kind, keys: [("of", of), ("at", at), ("on", on), ("runs", runs), ("for", cause)] };
    let ask = match kind {
        "next" => Ask::Next(given.moment("at")?),
        "worker" => Ask::Worker(given.processor()?),
        "cause" => Ask::Cause(given.processor()?, given.moment("at")?),
        "queue" => Ask::Queue(given.moment("at")?),
        "at" => Ask::At(given.moment("of")?),
        "wait" => Ask::Wait(given.processor()?, given.cause()?),
        "makespan" => Ask::Makespan,
        "compare" => {
            let (a, b) = given.runs()?;
            Ask::Compare(a, b)
        }
        "receives" => Ask::Receives(given.processor()?),
        "gives" => Ask::Gives(given.processor()?),
        "skipped" => Ask::Skipped(given.moment("on")?),
        "chosen" => Ask::Chosen(given.processor()?),
        _ => {
            // A run has one shared text, so `of: run` is allowed.
            given.take("of");
            Ask::Shared
        }
    };
    given.rest();
    let run = run.map_or_else(|| Some(dagwood_core::check::RUN.into()), |entry| text(reader, entry))?;
    Some(Spanned { value: Question { id: name?, ask, run }, range: reader.range(id) })
}

fn text(reader: &mut Reader, entry: Entry) -> Option<String> {
    reader.text(entry.value).map(|text| text.value.into_owned())
}

/// The keys of a question that have not been read yet.
struct Given<'r, 't, 'a> {
    reader: &'r mut Reader<'t, 'a>,
    id: NodeId,
    kind: &'static str,
    keys: [(&'static str, Option<Entry>); 5],
}

impl Given<'_, '_, '_> {
    fn take(&mut self, key: &str) -> Option<Entry> {
        self.keys.iter_mut().find(|(name, _)| *name == key).and_then(|(_, entry)| entry.take())
    }

    fn require(&mut self, key: &'static str) -> Option<Entry> {
        let entry = self.take(key);
        if entry.is_none() {
            self.reader.missing(key, self.id, &format!("; `ask: {}` needs it", self.kind));
        }
        entry
    }

    fn processor(&mut self) -> Option<String> {
        let entry = self.require("of")?;
        text(self.reader, entry)
    }

    fn moment(&mut self, key: &'static str) -> Option<Moment> {
        let entry = self.require(key)?;
        moment(self.reader, entry.value).map(|moment| moment.value)
    }

    fn cause(&mut self) -> Option<Option<WaitCause>> {
        let Some(entry) = self.take("for") else { return Some(None) };
        let names = WaitCause::ALL.map(WaitCause::name);
        self.reader.choice(entry.value, &names).map(|at| Some(WaitCause::ALL[at]))
    }

    fn runs(&mut self) -> Option<(String, String)> {
        let entry = self.require("runs")?;
        let runs: Vec<String> = self
            .reader
            .texts(entry.value, "a list of two runs")
            .into_iter()
            .map(|run| run.value.into_owned())
            .collect();
        let range = self.reader.range(entry.value);
        match <[String; 2]>::try_from(runs) {
            Ok([a, b]) => Some((a, b)),
            Err(_) => {
                self.reader.error(Code::BadOption, range, "two runs are compared: `runs: [A, B]`");
                None
            }
        }
    }

    /// Reports the keys that the kind of question does not have.
    fn rest(&mut self) {
        for (key, entry) in self.keys {
            if let Some(entry) = entry {
                let message = format!("`ask: {}` has no `{key}`", self.kind);
                self.reader.diagnostics.push(Diagnostic::warning(Code::UnknownKey, entry.key, message));
            }
        }
    }
}

/// Reads a moment.
pub(crate) fn moment(reader: &mut Reader, id: NodeId) -> Option<Spanned<Moment>> {
    let text = reader.text(id)?;
    match text.value.parse() {
        Ok(value) => Some(Spanned { value, range: text.range }),
        Err(error) => {
            reader.error(Code::BadOption, text.range, format!("`{}`: {error}", shorten(&text.value)));
            None
        }
    }
}
