//! What the page has asked of the worker and still waits for. It knows messages, not the worker itself.

use dagwood_core::Overrides;
use dagwood_proto::v1::{
    WorkerRequest, WorkerResponse,
    worker_request::{Cancel, Check, Kind as Request, Run},
    worker_response::{Checked, Kind as Response, Progress, Ran, Refused},
};

/// Requests and their answers. At most one check and one run are under way.
#[derive(Debug, Default)]
pub struct Conversation {
    last_id: u32,
    check: Option<u32>,
    /// The text to check once the check under way has been answered. Older texts between the two are of no interest.
    next_check: Option<String>,
    run: Option<u32>,
    stopping: bool,
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
    /// The run cannot begin.
    Refused(Refused),
}

impl Conversation {
    /// Asks for a check; `None` if that has to wait for the one under way.
    #[must_use]
    pub fn check(&mut self, workflow: String) -> Option<WorkerRequest> {
        if self.check.is_some() {
            self.next_check = Some(workflow);
            return None;
        }
        let request = self.request(Request::Check(Check { workflow }));
        self.check = Some(request.id);
        Some(request)
    }

    /// Asks for a run; `None` while one is under way.
    #[must_use]
    pub fn run(&mut self, workflow: String, input: &str, overrides: Overrides) -> Option<WorkerRequest> {
        if self.run.is_some() {
            return None;
        }
        let request = self.request(Request::Run(Run {
            workflow,
            input: input.into(),
            strategy: overrides.strategy.map(|strategy| strategy.name().into()),
            failure_strategy: overrides.failure_strategy.map(|strategy| strategy.name().into()),
            priority: overrides.priority.map(|priority| priority.name().into()),
            workers: overrides.workers,
        }));
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

    /// Takes an answer in. What nobody waits for any more is dropped. There may be something else to ask.
    pub fn hear(&mut self, response: WorkerResponse) -> (Option<Answer>, Option<WorkerRequest>) {
        let WorkerResponse { id, kind } = response;
        match kind {
            Some(Response::Checked(checked)) if self.check == Some(id) => {
                self.check = None;
                match self.next_check.take() {
                    // The text is another one by now.
                    Some(workflow) => (None, self.check(workflow)),
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
            _ => (None, None),
        }
    }

    /// Forgets everything under way, because the worker is gone. `true` if a run was.
    pub fn forget(&mut self) -> bool {
        let was_running = self.run.is_some();
        *self = Self { last_id: self.last_id, ..Self::default() };
        was_running
    }

    /// Whether an answer is due.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.check.is_some() || self.run.is_some()
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

    fn checked(id: u32) -> WorkerResponse {
        WorkerResponse { id, kind: Some(Response::Checked(Checked::default())) }
    }

    fn ran(id: u32) -> WorkerResponse {
        WorkerResponse { id, kind: Some(Response::Ran(Ran::default())) }
    }

    #[test]
    fn only_the_newest_text_is_checked() {
        let mut conversation = Conversation::default();
        let first = conversation.check("a".into()).expect("nothing is under way");
        assert_eq!(conversation.check("b".into()), None);
        assert_eq!(conversation.check("c".into()), None);
        let (answer, next) = conversation.hear(checked(first.id));
        assert_eq!(answer, None, "the text is no longer `a`");
        let next = next.expect("`c` is still to be checked");
        assert_eq!(next.kind, Some(Request::Check(Check { workflow: "c".into() })));
        assert_eq!(conversation.hear(checked(next.id)).0, Some(Answer::Checked(Box::default())));
        assert!(!conversation.is_waiting());
    }

    #[test]
    fn one_run_at_a_time_and_one_stop() {
        let mut conversation = Conversation::default();
        assert_eq!(conversation.stop(), None);
        let run = conversation.run("a".into(), "", Overrides::default()).expect("nothing is under way");
        assert_eq!(conversation.run("b".into(), "", Overrides::default()), None);
        assert!(conversation.stop().is_some() && conversation.is_stopping());
        assert_eq!(conversation.stop(), None);
        assert_eq!(conversation.hear(ran(run.id)).0, Some(Answer::Ran(Ran::default())));
        assert!(!conversation.is_stopping() && !conversation.is_waiting());
    }

    #[test]
    fn answers_of_a_lost_worker_are_dropped() {
        let mut conversation = Conversation::default();
        let run = conversation.run("a".into(), "", Overrides::default()).expect("nothing is under way");
        assert!(conversation.forget());
        assert!(!conversation.forget());
        assert_eq!(conversation.hear(ran(run.id)), (None, None));
        let again = conversation.run("a".into(), "", Overrides::default()).expect("nothing is under way");
        assert_ne!(again.id, run.id);
    }
}
