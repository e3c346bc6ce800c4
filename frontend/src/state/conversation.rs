//! What the page has asked of the worker and still waits for. It knows messages, not the worker itself.

use std::collections::{BTreeMap, VecDeque};

use dagwood_core::Overrides;
use dagwood_proto::v1::{
    WorkerRequest, WorkerResponse,
    worker_request::{Cancel, Check, Describe, Edit, Inspect, Kind as Request, Module, Run},
    worker_response::{Checked, Described, Edited, Explored, Inspected, Kind as Response, Progress, Ran, Refused},
};

use super::{Change, Source};

/// What it takes to run something.
#[must_use]
pub fn order(source: &Source, overrides: Overrides, modules: Vec<Module>) -> Run {
    Run {
        workflow: source.workflow.clone(),
        input: source.input.clone().into(),
        strategy: overrides.strategy.map(|strategy| strategy.name().into()),
        failure_strategy: overrides.failure_strategy.map(|strategy| strategy.name().into()),
        priority: overrides.priority.map(|priority| priority.name().into()),
        workers: overrides.workers,
        modules,
        live: source.live,
        forked: None,
    }
}

/// Requests and their answers. At most one check, one run or exploration, and one change are under way, and any number of
/// inspections.
#[derive(Debug, Default)]
pub struct Conversation {
    last_id: u32,
    check: Option<u32>,
    /// What to check once the check under way has been answered. Older texts between the two are of no interest.
    next_check: Option<Check>,
    run: Option<u32>,
    stopping: bool,
    inspections: BTreeMap<u32, (Inspection, Vec<u8>)>,
    /// The changes that are still to be made, in their order; the first is under way, of this text.
    changes: VecDeque<Change>,
    change: Option<(u32, String)>,
    /// The last question about a processor; answers to older ones are of no interest.
    description: Option<u32>,
}

/// An inspection under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The file name.
    pub name: String,
    /// Whether the file is to be one of the person's modules.
    pub is_new: bool,
}

/// What a worker that is gone was at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Whether a run or an exploration was under way.
    pub run: bool,
    /// The files that it has not looked at, with their contents.
    pub inspections: Vec<(Inspection, Vec<u8>)>,
}

/// An answer that somebody waits for.
#[derive(Debug, PartialEq)]
pub enum Answer {
    /// The workflow file that was last to be checked.
    Checked(Box<Checked>),
    /// The run goes on.
    Progress(Progress),
    /// The run is over.
    Ran(Ran),
    /// The run, or the exploration, cannot begin.
    Refused(Refused),
    /// What the orders of completion lead to.
    Explored(Box<Explored>),
    /// What a file is.
    Inspected(Inspection, Box<Inspected>),
    /// What a change replaces in this text.
    Edited(Box<Change>, String, Edited),
    /// What the workflow holds of a processor.
    Described(Described),
}

impl Conversation {
    /// Asks for a check; `None` if that has to wait for the one under way.
    #[must_use]
    pub fn check(&mut self, check: Check) -> Option<WorkerRequest> {
        if self.check.is_some() {
            self.next_check = Some(check);
            return None;
        }
        let request = self.request(Request::Check(check));
        self.check = Some(request.id);
        Some(request)
    }

    /// Asks for a run; `None` while one is under way.
    #[must_use]
    pub fn run(&mut self, order: Run) -> Option<WorkerRequest> {
        self.begin(Request::Run(order))
    }

    /// Asks what the orders of completion lead to; `None` while something is under way.
    #[must_use]
    pub fn explore(&mut self, order: Run) -> Option<WorkerRequest> {
        self.begin(Request::Explore(order))
    }

    fn begin(&mut self, kind: Request) -> Option<WorkerRequest> {
        if self.run.is_some() {
            return None;
        }
        let request = self.request(kind);
        self.run = Some(request.id);
        self.stopping = false;
        Some(request)
    }

    /// Asks for the end of the run; `None` if there is none, or it has been asked for.
    #[must_use]
    pub fn stop(&mut self) -> Option<WorkerRequest> {
        if self.run.is_none() || self.stopping {
            return None;
        }
        self.stopping = true;
        Some(self.request(Request::Cancel(Cancel {})))
    }

    /// Asks what a file is.
    #[must_use]
    pub fn inspect(&mut self, inspection: Inspection, bytes: Vec<u8>) -> WorkerRequest {
        let file = Some(Module { name: inspection.name.clone(), bytes: bytes.clone() });
        let request = self.request(Request::Inspect(Inspect { file }));
        self.inspections.insert(request.id, (inspection, bytes));
        request
    }

    /// Asks for a change; `None` if it has to wait for others.
    #[must_use]
    pub fn edit(&mut self, change: Change, workflow: &str) -> Option<WorkerRequest> {
        self.changes.push_back(change);
        self.next_edit(workflow)
    }

    /// Asks for the next change, now that the one before it has been made; `None` if there is none, or one is under way.
    #[must_use]
    pub fn next_edit(&mut self, workflow: &str) -> Option<WorkerRequest> {
        if self.change.is_some() {
            return None;
        }
        let operation = Some(self.changes.front()?.operation.clone());
        let request = self.request(Request::Edit(Edit { workflow: workflow.into(), operation }));
        self.change = Some((request.id, workflow.into()));
        Some(request)
    }

    /// Asks what a workflow holds of a processor.
    #[must_use]
    pub fn describe(&mut self, describe: Describe) -> WorkerRequest {
        let request = self.request(Request::Describe(describe));
        self.description = Some(request.id);
        request
    }

    /// Takes an answer in. What nobody waits for any more is dropped. There may be something else to ask.
    pub fn hear(&mut self, response: WorkerResponse) -> (Option<Answer>, Option<WorkerRequest>) {
        let WorkerResponse { id, kind } = response;
        match kind {
            Some(Response::Checked(checked)) if self.check == Some(id) => {
                self.check = None;
                match self.next_check.take() {
                    // The text is another one by now.
                    Some(check) => (None, self.check(check)),
                    None => (Some(Answer::Checked(checked.into())), None),
                }
            }
            Some(Response::Progress(progress)) if self.run == Some(id) => (Some(Answer::Progress(progress)), None),
            Some(Response::Ran(ran)) if self.run == Some(id) => {
                self.run = None;
                (Some(Answer::Ran(ran)), None)
            }
            Some(Response::Refused(refused)) if self.run == Some(id) => {
                self.run = None;
                (Some(Answer::Refused(refused)), None)
            }
            Some(Response::Explored(explored)) if self.run == Some(id) => {
                self.run = None;
                (Some(Answer::Explored(explored.into())), None)
            }
            Some(Response::Inspected(inspected)) => {
                let inspection = self.inspections.remove(&id);
                (inspection.map(|(inspection, _)| Answer::Inspected(inspection, inspected.into())), None)
            }
            Some(Response::Edited(edited)) if self.change.as_ref().is_some_and(|change| change.0 == id) => {
                let change = self.changes.pop_front().zip(self.change.take());
                (change.map(|(change, (_, workflow))| Answer::Edited(change.into(), workflow, edited)), None)
            }
            Some(Response::Described(described)) if self.description == Some(id) => {
                self.description = None;
                (Some(Answer::Described(described)), None)
            }
            _ => (None, None),
        }
    }

    /// Puts a change before all others: it was made for a text that is another one by now.
    pub fn again(&mut self, change: Change) {
        self.changes.push_front(change);
    }

    /// Forgets everything under way, because the worker is gone.
    pub fn forget(&mut self) -> Lost {
        let before = std::mem::replace(self, Self { last_id: self.last_id, ..Self::default() });
        Lost { run: before.run.is_some(), inspections: before.inspections.into_values().collect() }
    }

    /// Whether an answer is due.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        let is_editing = self.change.is_some() || self.description.is_some();
        self.is_checking() || self.run.is_some() || !self.inspections.is_empty() || is_editing
    }

    /// Whether the answer to a check is due.
    #[must_use]
    pub fn is_checking(&self) -> bool {
        self.check.is_some()
    }

    /// Whether the run has been asked to end and has not.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping && self.run.is_some()
    }

    fn request(&mut self, kind: Request) -> WorkerRequest {
        self.last_id += 1;
        WorkerRequest { id: self.last_id, kind: Some(kind) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_proto::v1::worker_request::edit::{Operation, Remove};

    fn check(workflow: &str) -> Check {
        Check { workflow: workflow.into(), ..Check::default() }
    }

    fn ask_to_run(conversation: &mut Conversation) -> Option<WorkerRequest> {
        conversation.run(Run::default())
    }

    fn checked(id: u32) -> WorkerResponse {
        WorkerResponse { id, kind: Some(Response::Checked(Checked::default())) }
    }

    fn ran(id: u32) -> WorkerResponse {
        WorkerResponse { id, kind: Some(Response::Ran(Ran::default())) }
    }

    #[test]
    fn only_the_newest_text_is_checked() {
        let mut conversation = Conversation::default();
        let first = conversation.check(check("a")).expect("nothing is under way");
        assert_eq!(conversation.check(check("b")), None);
        assert_eq!(conversation.check(check("c")), None);
        let (answer, next) = conversation.hear(checked(first.id));
        assert_eq!(answer, None, "the text is no longer `a`");
        let next = next.expect("`c` is still to be checked");
        assert_eq!(next.kind, Some(Request::Check(check("c"))));
        assert_eq!(conversation.hear(checked(next.id)).0, Some(Answer::Checked(Box::default())));
        assert!(!conversation.is_waiting());
    }

    #[test]
    fn one_run_at_a_time_and_one_stop() {
        let mut conversation = Conversation::default();
        assert_eq!(conversation.stop(), None);
        let run = ask_to_run(&mut conversation).expect("nothing is under way");
        assert_eq!(ask_to_run(&mut conversation), None);
        assert!(conversation.stop().is_some() && conversation.is_stopping());
        assert_eq!(conversation.stop(), None);
        assert_eq!(conversation.hear(ran(run.id)).0, Some(Answer::Ran(Ran::default())));
        assert!(!conversation.is_stopping() && !conversation.is_waiting());
    }

    #[test]
    fn answers_of_a_lost_worker_are_dropped() {
        let mut conversation = Conversation::default();
        let run = ask_to_run(&mut conversation).expect("nothing is under way");
        assert!(conversation.forget().run);
        assert_eq!(conversation.forget(), Lost::default());
        assert_eq!(conversation.hear(ran(run.id)), (None, None));
        let again = ask_to_run(&mut conversation).expect("nothing is under way");
        assert_ne!(again.id, run.id);
    }

    #[test]
    fn changes_are_made_one_after_the_other() {
        let mut conversation = Conversation::default();
        let change = |id: &str| Change::new(Operation::Remove(Remove { id: id.into() }));
        let asked = |request: &WorkerRequest| match &request.kind {
            Some(Request::Edit(Edit { workflow, operation: Some(Operation::Remove(Remove { id })) })) => {
                (workflow.clone(), id.clone())
            }
            other => panic!("{other:?} is no removal"),
        };
        let edited = |id| WorkerResponse { id, kind: Some(Response::Edited(Edited::default())) };
        let first = conversation.edit(change("a"), "one").expect("nothing is under way");
        assert_eq!(conversation.edit(change("b"), "one"), None);
        assert!(conversation.is_waiting());
        let (answer, next) = conversation.hear(edited(first.id));
        assert_eq!(answer, Some(Answer::Edited(change("a").into(), "one".into(), Edited::default())));
        assert_eq!(next, None, "the text is not yet what the next is to change");
        // The person has typed meanwhile: the same again.
        conversation.again(change("a"));
        let again = conversation.next_edit("two").expect("it is to be made again");
        assert_eq!(asked(&again), ("two".into(), "a".into()));
        assert_eq!(conversation.hear(edited(first.id)), (None, None), "that has been answered");
        assert!(conversation.hear(edited(again.id)).0.is_some());
        let second = conversation.next_edit("three").expect("there is another one");
        assert_eq!(asked(&second), ("three".into(), "b".into()));
    }

    #[test]
    fn only_the_last_question_about_a_processor_is_answered() {
        let mut conversation = Conversation::default();
        let ask = |conversation: &mut Conversation| conversation.describe(Describe::default()).id;
        let (first, second) = (ask(&mut conversation), ask(&mut conversation));
        let described = |id| WorkerResponse { id, kind: Some(Response::Described(Described::default())) };
        assert_eq!(conversation.hear(described(first)), (None, None));
        assert_eq!(conversation.hear(described(second)).0, Some(Answer::Described(Described::default())));
        assert!(!conversation.is_waiting());
    }

    #[test]
    fn inspections_are_told_apart() {
        let mut conversation = Conversation::default();
        let file = |name: &str, is_new| Inspection { name: name.into(), is_new };
        let first = conversation.inspect(file("a.wasm", true), vec![1]);
        let second = conversation.inspect(file("b.wasm", false), vec![2]);
        let inspected = |id| WorkerResponse { id, kind: Some(Response::Inspected(Inspected::default())) };
        assert_eq!(
            conversation.hear(inspected(second.id)).0,
            Some(Answer::Inspected(file("b.wasm", false), Box::default()))
        );
        assert!(conversation.is_waiting());
        assert_eq!(
            conversation.hear(inspected(first.id)).0,
            Some(Answer::Inspected(file("a.wasm", true), Box::default()))
        );
        assert_eq!(conversation.hear(inspected(first.id)), (None, None));
        assert!(!conversation.is_waiting());
    }
}
