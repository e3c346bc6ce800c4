//! What the page asks of workers.

use std::sync::Arc;

use dagwood_core::{Graph, Overrides, Trace, run::Fork};
use dagwood_proto::{
    trace,
    worker::{
        early_request,
        worker_request::{self as message, Kind, draw, edit},
        worker_response::Kind as ResponseKind,
    },
};

use super::{Answer, Checked, Edited, Message, Ran, Refused, Request, Settings, UnreadPicture};
use crate::{
    features::{
        edit_form::{Code, Operation, Value},
        modules::Known,
    },
    state::{Explored, Inspected, Missing, Picture, Source, Topic},
};

/// Reads, validates and draws a workflow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// The workflow file.
    pub workflow: String,
    /// The modules that it can name.
    pub modules: Vec<Known>,
    /// Whether its levels go from left to right.
    pub across: bool,
    /// The number of the picture that the page has of this worker; 0 if it has none.
    pub drawn: u32,
}

impl From<Check> for message::Check {
    fn from(Check { workflow, modules, across, drawn }: Check) -> Self {
        let known = |Known { name, refusal }| message::Known { name, refusal };
        Self { workflow, modules: modules.into_iter().map(known).collect(), across, drawn }
    }
}

impl Request for Check {
    const TOPIC: Topic = Topic::Check;
    type Answer = Checked;

    fn message(self) -> Message {
        early_request::Kind::Check(self.into()).into()
    }

    fn read(answer: Answer) -> Option<Checked> {
        if let Answer::Checked(checked) = answer { Some((*checked).into()) } else { None }
    }
}

/// Runs a workflow.
#[derive(Clone, Debug)]
pub struct Run {
    /// What the run is made of.
    pub source: Source,
    /// What was chosen instead of the file's options.
    pub overrides: Overrides,
    /// The modules that the workflow names.
    pub modules: Vec<Module>,
    /// The run that it repeats, if it is a fork.
    pub forked: Option<Forked>,
}

/// Rehearses the run of a workflow: without the code of its processors, which take their expected durations and never fail.
#[derive(Clone, Debug)]
pub struct Rehearse {
    /// What the run would be made of.
    pub source: Source,
    /// What was chosen instead of the file's options.
    pub overrides: Overrides,
}

impl Request for Rehearse {
    const TOPIC: Topic = Topic::Other;
    /// `None` if the workflow cannot run.
    type Answer = Option<Trace>;

    fn message(self) -> Message {
        let Self { mut source, overrides } = self;
        let named = |name| Module { name, bytes: Vec::new() };
        let modules = std::mem::take(&mut source.modules).into_iter().map(named).collect();
        Kind::Rehearse(Run { source, overrides, modules, forked: None }.into()).into()
    }

    fn read(answer: Answer) -> Option<Self::Answer> {
        if let ResponseKind::Ran(ran) = answer.later()? { Some(trace::decode(&ran.trace).ok()) } else { None }
    }
}

/// A module, by its file name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its file name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A run that is repeated up to a change.
#[derive(Clone, Debug)]
pub struct Forked {
    /// Its trace, encoded.
    pub trace: Vec<u8>,
    /// What is different, and from when on.
    pub fork: Fork,
}

impl From<Module> for message::Module {
    fn from(Module { name, bytes }: Module) -> Self {
        Self { name, bytes }
    }
}

impl From<Run> for message::Run {
    fn from(Run { source, overrides, modules, forked }: Run) -> Self {
        Self {
            workflow: source.workflow,
            input: source.input.into(),
            strategy: overrides.strategy.map(|strategy| strategy.name().into()),
            failure_strategy: overrides.failure_strategy.map(|strategy| strategy.name().into()),
            priority: overrides.priority.map(|priority| priority.name().into()),
            workers: overrides.workers,
            modules: modules.into_iter().map(Into::into).collect(),
            forked: forked.map(|Forked { trace, fork }| message::Forked { trace, fork: Some((&fork).into()) }),
        }
    }
}

impl Request for Run {
    const TOPIC: Topic = Topic::Run;
    type Answer = Result<Ran, Refused>;

    fn message(self) -> Message {
        if self.source.live { Kind::Live(self.into()).into() } else { Kind::Run(self.into()).into() }
    }

    fn read(answer: Answer) -> Option<Self::Answer> {
        match answer.later()? {
            ResponseKind::Ran(ran) => Some(Ok(ran.into())),
            ResponseKind::Refused(refused) => Some(Err(refused.into())),
            _ => None,
        }
    }
}

/// Asks what the orders in which processors can complete lead to.
#[derive(Clone, Debug)]
pub struct Explore(pub Run);

impl Request for Explore {
    const TOPIC: Topic = Topic::Run;
    type Answer = Result<Explored, Refused>;

    fn message(self) -> Message {
        Kind::Explore(self.0.into()).into()
    }

    fn read(answer: Answer) -> Option<Self::Answer> {
        match answer.later()? {
            ResponseKind::Explored(explored) => Some(Ok(explored.into())),
            ResponseKind::Refused(refused) => Some(Err(refused.into())),
            _ => None,
        }
    }
}

/// Asks what a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspect(pub Module);

impl Request for Inspect {
    const TOPIC: Topic = Topic::Other;
    type Answer = Inspected;

    fn message(self) -> Message {
        Kind::Inspect(message::Inspect { file: Some(self.0.into()) }).into()
    }

    fn read(answer: Answer) -> Option<Inspected> {
        if let ResponseKind::Inspected(inspected) = answer.later()? { Some(inspected.into()) } else { None }
    }
}

/// Asks what a change replaces in the text of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The workflow file.
    pub workflow: String,
    /// The change.
    pub operation: Operation,
}

impl Request for Edit {
    const TOPIC: Topic = Topic::Other;
    type Answer = Edited;

    fn message(self) -> Message {
        let Self { workflow, operation } = self;
        Kind::Edit(message::Edit { workflow, operation: Some(operation.into()) }).into()
    }

    fn read(answer: Answer) -> Option<Edited> {
        if let ResponseKind::Edited(edited) = answer.later()? { Some(super::answer::edited(edited)) } else { None }
    }
}

impl From<Operation> for edit::Operation {
    fn from(operation: Operation) -> Self {
        match operation {
            Operation::Add { id, code, after } => {
                let code = match code {
                    Code::Local(name) => edit::add::Code::Local(name),
                    Code::Module(name) => edit::add::Code::Module(name),
                };
                let depends_on = after.iter().cloned().collect();
                Self::Add(edit::Add { id, code: Some(code), depends_on, after })
            }
            Operation::Remove { id } => Self::Remove(edit::Remove { id }),
            Operation::Rename { id, to } => Self::Rename(edit::Rename { id, to }),
            Operation::Connect { from, to } => Self::Connect(edit::Link { from, to }),
            Operation::Disconnect { from, to } => Self::Disconnect(edit::Link { from, to }),
            Operation::Set { processor, keys } => {
                let key = |(name, value): (String, Option<Value>)| {
                    let value = value.map(|value| match value {
                        Value::Text(text) => edit::key::Value::Text(text),
                        Value::Number(number) => edit::key::Value::Number(number),
                    });
                    edit::Key { name, value }
                };
                Self::Set(edit::Set { processor, keys: keys.into_iter().map(key).collect() })
            }
        }
    }
}

/// Draws a workflow, or a moment of its run, as SVG.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The name of the workflow.
    pub name: String,
    /// What to draw.
    pub subject: Subject,
    /// Whether its levels go from left to right.
    pub across: bool,
}

/// The content of a picture.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The graph of a workflow that has not run.
    Workflow(Arc<Graph>),
    /// A moment of a run.
    Moment {
        /// The trace, encoded.
        trace: Vec<u8>,
        /// The step.
        step: usize,
    },
}

impl Request for Draw {
    const TOPIC: Topic = Topic::Other;
    /// `None` if it cannot be drawn.
    type Answer = Option<String>;

    fn message(self) -> Message {
        let (subject, step) = match self.subject {
            Subject::Workflow(graph) => (draw::Subject::Graph((&*graph).into()), 0),
            Subject::Moment { trace, step } => (draw::Subject::Trace(trace), step as u32),
        };
        Kind::Draw(message::Draw { name: self.name, subject: Some(subject), step, across: self.across }).into()
    }

    fn read(answer: Answer) -> Option<Self::Answer> {
        if let ResponseKind::Drawn(drawn) = answer.later()? {
            Some(Some(drawn.svg).filter(|svg| !svg.is_empty()))
        } else {
            None
        }
    }
}

/// Draws a workflow in which processors are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The workflow file.
    pub workflow: String,
    /// Whether its levels go from left to right.
    pub across: bool,
}

impl Request for Sketch {
    const TOPIC: Topic = Topic::Other;
    /// The drawing without the missing processors, and these. `None` if it cannot be drawn.
    type Answer = Option<(Picture, Vec<Missing>)>;

    fn message(self) -> Message {
        let Self { workflow, across } = self;
        Kind::Sketch(message::Sketch { workflow, across }).into()
    }

    fn read(answer: Answer) -> Option<Self::Answer> {
        let ResponseKind::Sketched(sketched) = answer.later()? else { return None };
        let picture = sketched.picture.and_then(|picture| UnreadPicture(picture).read());
        Some(picture.map(|picture| (picture, sketched.missing.into_iter().map(super::picture::missing).collect())))
    }
}

/// Asks what a workflow file holds of one processor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Describe {
    /// The workflow file.
    pub workflow: String,
    /// The id of the processor.
    pub processor: String,
}

impl Request for Describe {
    const TOPIC: Topic = Topic::Processor;
    type Answer = Settings;

    fn message(self) -> Message {
        let Self { workflow, processor } = self;
        Kind::Describe(message::Describe { workflow, processor }).into()
    }

    fn read(answer: Answer) -> Option<Settings> {
        if let ResponseKind::Described(described) = answer.later()? {
            Some(super::answer::settings(described))
        } else {
            None
        }
    }
}
