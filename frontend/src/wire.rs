//! The messages between the page and its workers: requests and answers in the page's own types, and how they are written
//! and read. No other part of the page knows the messages themselves.

mod answer;
mod exploration;
mod inspection;
mod picture;
mod request;

use dagwood_proto::worker::{
    WorkerRequest, WorkerResponse,
    worker_request::{Cancel, Kind as RequestKind, Prefetch},
    worker_response::Kind as ResponseKind,
};
use prost::Message as _;

pub use self::{
    answer::{Checked, Edited, Progress, Ran, Refused, Settings},
    picture::UnreadPicture,
    request::{Check, Describe, Edit, Explore, Forked, Inspect, Module, Run},
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

/// A request as a message, without its number.
#[derive(Debug)]
pub struct Message(RequestKind);

impl Message {
    /// The request to end the run that is under way.
    #[must_use]
    pub fn cancel() -> Self {
        Self(RequestKind::Cancel(Cancel {}))
    }

    /// The request to load what a run needs. It has no answer.
    #[must_use]
    pub fn prefetch() -> Self {
        Self(RequestKind::Prefetch(Prefetch {}))
    }

    /// The bytes that are sent.
    #[must_use]
    pub fn encode(self, number: u32) -> Vec<u8> {
        WorkerRequest { id: number, kind: Some(self.0) }.encode_to_vec()
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
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let WorkerResponse { id, kind } = WorkerResponse::decode(bytes).ok()?;
        Some(match kind? {
            ResponseKind::Ready(_) => Self::Ready,
            ResponseKind::Progress(progress) => Self::Progress(id, progress.into()),
            kind => Self::Answer(id, Answer(kind.into())),
        })
    }
}

/// An answer, to be read as what the request asked for: [`Request::read`].
#[derive(Debug)]
pub struct Answer(Box<ResponseKind>);

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_proto::worker::worker_response;

    fn sent(kind: ResponseKind) -> Option<Reply> {
        Reply::decode(&WorkerResponse { id: 7, kind: Some(kind) }.encode_to_vec())
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
    fn how_far_a_run_has_come_is_no_answer() {
        let kind =
            ResponseKind::Progress(worker_response::Progress { events: 3, processor: Some("a".into()), fuel: 5 });
        let Some(Reply::Progress(7, progress)) = sent(kind) else { panic!("it is under way") };
        assert_eq!(progress, Progress { events: 3, processor: Some(("a".into(), 5)) });
        assert!(Reply::decode(b"\xff").is_none());
    }
}
