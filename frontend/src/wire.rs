//! The messages between the page and its workers: requests and answers in the page's own types, and how they are written
//! and read. No other part of the page knows the messages themselves.

mod answer;
mod exploration;
mod inspection;
mod picture;
mod request;

use dagwood_proto::worker::{
    EarlyRequest, EarlyResponse, WorkerRequest, WorkerResponse, early_request, early_response,
    worker_request::{Cancel, Kind as RequestKind, Prefetch},
    worker_response::{self, Kind as ResponseKind},
};
use prost::Message as _;

pub use self::{
    answer::{Checked, Edited, Progress, Ran, Refused, Settings},
    picture::UnreadPicture,
    request::{Check, Describe, Draw, Edit, Explore, Forked, Inspect, Module, Rehearse, Run, Sketch, Subject},
};
use crate::state::Topic;

/// A request to a worker.
pub trait Request {
    /// What it is about.
    const TOPIC: Topic;
    /// What answers it.
    type Answer;

    /// The request as a message.
    fn message(self) -> Message;

    /// Reads the answer. `None` if the message is no answer to such a request, which workers of the same source do not send.
    fn read(answer: Answer) -> Option<Self::Answer>;
}

/// A request as a message, encoded without its number.
#[derive(Debug)]
pub struct Message(Vec<u8>);

impl Message {
    /// The request to end the run that is under way.
    #[must_use]
    pub fn cancel() -> Self {
        early_request::Kind::Cancel(Cancel {}).into()
    }

    /// The request to load what a run needs. It has no answer.
    #[must_use]
    pub fn prefetch() -> Self {
        early_request::Kind::Prefetch(Prefetch {}).into()
    }

    /// The bytes that are sent.
    #[must_use]
    pub fn encode(self, number: u32) -> Vec<u8> {
        // A message may be written in pieces, field by field.
        let mut bytes = EarlyRequest { id: number, kind: None }.encode_to_vec();
        bytes.extend(self.0);
        bytes
    }
}

/// What the page asks from the start.
impl From<early_request::Kind> for Message {
    fn from(kind: early_request::Kind) -> Self {
        Self(EarlyRequest { id: 0, kind: Some(kind) }.encode_to_vec())
    }
}

/// Everything else: only parts of the page that are loaded later have this code.
impl From<RequestKind> for Message {
    fn from(kind: RequestKind) -> Self {
        Self(WorkerRequest { id: 0, kind: Some(kind) }.encode_to_vec())
    }
}

/// What a worker says.
#[derive(Debug)]
pub enum Reply {
    /// It listens.
    Ready,
    /// The request of this number is under way.
    Progress(u32, Progress),
    /// The request of this number has been answered.
    Answer(u32, Answer),
}

impl Reply {
    /// Reads what a worker has sent. `None` if that is no message.
    #[must_use]
    pub fn decode(bytes: Vec<u8>) -> Option<Self> {
        let EarlyResponse { id, kind } = EarlyResponse::decode(&*bytes).ok()?;
        Some(match kind {
            Some(early_response::Kind::Ready(_)) => Self::Ready,
            Some(early_response::Kind::Progress(progress)) => Self::Progress(id, progress.into()),
            Some(early_response::Kind::Checked(checked)) => Self::Answer(id, Answer::Checked(checked.into())),
            None => Self::Answer(id, Answer::Unread(bytes)),
        })
    }
}

/// An answer, to be read as what the request asked for: [`Request::read`].
#[derive(Debug)]
pub enum Answer {
    /// To a check.
    Checked(Box<worker_response::Checked>),
    /// To another request: the whole message.
    Unread(Vec<u8>),
}

impl Answer {
    /// Reads an answer to anything but a check. Only parts of the page that are loaded later have this code.
    fn later(self) -> Option<ResponseKind> {
        match self {
            Self::Checked(_) => None,
            Self::Unread(bytes) => WorkerResponse::decode(&*bytes).ok()?.kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_proto::worker::worker_request;

    fn sent(kind: ResponseKind) -> Option<Reply> {
        Reply::decode(WorkerResponse { id: 7, kind: Some(kind) }.encode_to_vec())
    }

    #[test]
    fn an_answer_is_read_as_what_was_asked() {
        let refused = worker_response::Refused { message: "no".into(), ..Default::default() };
        let answer = || match sent(ResponseKind::Refused(refused.clone())) {
            Some(Reply::Answer(7, answer)) => answer,
            other => panic!("{other:?} is no answer"),
        };
        assert!(Run::read(answer()).is_some_and(|ran| ran.is_err_and(|refused| refused.message == "no")));
        assert!(Explore::read(answer()).is_some_and(|explored| explored.is_err()));
        assert!(Check::read(answer()).is_none(), "it answers no check");
    }

    #[test]
    fn a_request_has_its_number() {
        let describe = Describe { workflow: "x".into(), processor: "a".into() };
        for (message, expected) in [
            (Check::default().message(), RequestKind::Check(Default::default())),
            (Message::cancel(), RequestKind::Cancel(Cancel {})),
            (
                describe.message(),
                RequestKind::Describe(worker_request::Describe { workflow: "x".into(), processor: "a".into() }),
            ),
        ] {
            let request = WorkerRequest::decode(&*message.encode(7)).expect("it is a request");
            assert_eq!(request, WorkerRequest { id: 7, kind: Some(expected) });
        }
    }

    #[test]
    fn a_check_is_read_at_once() {
        let checked = worker_response::Checked { modules: vec!["a.wasm".into()], ..Default::default() };
        let Some(Reply::Answer(7, answer)) = sent(ResponseKind::Checked(checked)) else { panic!("it is an answer") };
        assert!(Check::read(answer).is_some_and(|checked| checked.modules == ["a.wasm"]));
    }

    #[test]
    fn how_far_a_run_has_come_is_no_answer() {
        let kind =
            ResponseKind::Progress(worker_response::Progress { events: 3, processor: Some("a".into()), fuel: 5 });
        let Some(Reply::Progress(7, progress)) = sent(kind) else { panic!("it is under way") };
        assert_eq!(progress, Progress { events: 3, processor: Some(("a".into(), 5)) });
        assert!(Reply::decode(vec![0xff]).is_none());
    }
}
