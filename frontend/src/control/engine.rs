//! The workers behind the page: started, listened to, and replaced when they do not answer.

use dagwood_proto::v1::{WorkerRequest, WorkerResponse, worker_response::Kind};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use prost::Message;

use super::{Notice, Page};
use crate::{
    interop::engine::{Engine, Heard},
    state::{Answer, Conversation},
};

/// A worker is given up when it has been silent for so long while an answer was due. A run that goes on reports itself.
const SILENCE_MS: u32 = 20_000;
/// The same, when it has been asked to stop.
const STOPPING_MS: u32 = 1_000;

/// Which worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Seat {
    /// The engine as it is loaded with the page.
    #[default]
    Engine,
    /// The engine with an interpreter of modules, loaded when a workflow names one.
    Sandbox,
    /// What it takes to look at a module, loaded when somebody does.
    Inspector,
    /// One of the first two, for an exploration only: it listens to nothing until it is done.
    Explorer {
        /// Whether the workflow names modules.
        has_modules: bool,
    },
}

impl Seat {
    fn script(self) -> &'static str {
        match self {
            Self::Engine | Self::Explorer { has_modules: false } => "./engine_loader.js",
            Self::Sandbox | Self::Explorer { has_modules: true } => "./workers/sandbox.js",
            Self::Inspector => "./workers/inspector.js",
        }
    }
}

/// A worker, and what has been asked of it.
#[derive(Default)]
pub(super) struct EngineLink {
    engine: Option<Engine>,
    /// Whether it listens. What is posted before that would be lost, and waits in `queue`.
    is_ready: bool,
    queue: Vec<WorkerRequest>,
    conversation: Conversation,
    /// Whether there was a worker that had to be given up.
    is_lost: bool,
    /// Whether the worker has heard that it is to stop; it may take its time to hand over a long trace.
    is_stopped: bool,
    watchdog: Option<Timeout>,
    /// The number of its picture that the page shows.
    pub(super) drawn: u32,
}

impl Page {
    /// The worker of a seat.
    pub(super) fn link_to(self, seat: Seat) -> StoredValue<EngineLink, LocalStorage> {
        match seat {
            Seat::Engine => self.engine,
            Seat::Sandbox => self.sandbox,
            Seat::Inspector => self.inspector,
            Seat::Explorer { .. } => self.explorer,
        }
    }

    /// Asks something of a worker; the request is made by `ask`, if there is one to make.
    pub(super) fn ask(self, seat: Seat, ask: impl FnOnce(&mut Conversation) -> Option<WorkerRequest>) {
        self.start_engine(seat);
        self.link_to(seat).update_value(|link| {
            if let Some(request) = ask(&mut link.conversation) {
                link.send(request);
            }
        });
        self.watch(seat);
    }

    /// Starts a worker, if there is none.
    pub(super) fn start_engine(self, seat: Seat) {
        if self.link_to(seat).with_value(|link| link.engine.is_some()) {
            return;
        }
        match Engine::start(seat.script(), move |heard| self.hear(seat, heard)) {
            Ok(engine) => {
                let mut is_replacement = false;
                self.link_to(seat).update_value(|link| {
                    link.engine = Some(engine);
                    is_replacement = std::mem::take(&mut link.is_lost);
                });
                if is_replacement && seat == Seat::Engine {
                    // The one before may have been lost with the answer about the present text.
                    self.check_now();
                }
            }
            Err(_) => self.notice.set(Some(Notice::error("The browser does not let the page start its engine."))),
        }
    }

    fn hear(self, seat: Seat, heard: Heard) {
        let Heard::Message(bytes) = heard else {
            return self.lose_engine(seat, "The engine has stopped unexpectedly.");
        };
        let Ok(response) = WorkerResponse::decode(&*bytes) else { return };
        let mut answer = None;
        self.link_to(seat).update_value(|link| {
            if let Some(Kind::Ready(_)) = response.kind {
                link.is_ready = true;
                for request in std::mem::take(&mut link.queue) {
                    link.send(request);
                }
                return;
            }
            let (heard, next) = link.conversation.hear(response);
            link.is_stopped = link.conversation.is_stopping();
            if let Some(request) = next {
                link.send(request);
            }
            answer = heard;
        });
        self.watch(seat);
        match answer {
            Some(Answer::Checked(checked)) => self.checked(*checked),
            Some(Answer::Progress(progress)) if matches!(seat, Seat::Explorer { .. }) => {
                self.exploring.set(Some(progress.events));
            }
            Some(Answer::Progress(progress)) => self.progressed(progress),
            Some(Answer::Explored(explored)) => self.explored(*explored),
            Some(Answer::Ran(ran)) => self.ran(ran),
            Some(Answer::Refused(refused)) if matches!(seat, Seat::Explorer { .. }) => {
                self.not_explored(&refused);
            }
            Some(Answer::Refused(refused)) => self.refused(refused),
            Some(Answer::Inspected(inspection, inspected)) => self.inspected(inspection, *inspected),
            Some(Answer::Edited(change, workflow, edited)) => self.edited(*change, &workflow, edited),
            Some(Answer::Described(described)) => self.described(described),
            None => {}
        }
    }

    /// Gives the worker up when it stays silent.
    fn watch(self, seat: Seat) {
        self.link_to(seat).update_value(|link| {
            let conversation = &link.conversation;
            let patience = if conversation.is_stopping() && !link.is_stopped { STOPPING_MS } else { SILENCE_MS };
            link.watchdog = conversation
                .is_waiting()
                .then(|| Timeout::new(patience, move || self.lose_engine(seat, "The engine did not answer.")));
        });
    }

    /// Ends a worker that nobody needs any more.
    pub(super) fn end_engine(self, seat: Seat) {
        self.link_to(seat).set_value(EngineLink::default());
    }

    /// Ends the worker. The next one is started when there is something to ask: one that cannot even be loaded is not
    /// started over and over again. Nothing of the person's is lost, for the worker has none of it.
    fn lose_engine(self, seat: Seat, why: &str) {
        let mut was_running = false;
        let mut was_stopping = false;
        self.link_to(seat).update_value(|link| {
            was_stopping = link.conversation.is_stopping();
            was_running = link.conversation.forget();
            let conversation = std::mem::take(&mut link.conversation);
            *link = EngineLink { conversation, is_lost: true, ..EngineLink::default() };
        });
        // A run that waits for a check that will never come has no end either.
        let was_to_run = seat == Seat::Engine && self.runs_when_checked.get_value();
        if matches!(seat, Seat::Explorer { .. }) {
            self.exploring.set(None);
        } else if was_running || was_to_run {
            self.runs_when_checked.set_value(false);
            self.abandoned();
        }
        if !was_stopping {
            self.notice.set(Some(Notice::error(format!("{why} Run the workflow to start it again."))));
        }
    }
}

impl EngineLink {
    /// Whether the answer to a check is due.
    pub(super) fn is_checking(&self) -> bool {
        self.conversation.is_checking()
    }

    fn send(&mut self, request: WorkerRequest) {
        match &self.engine {
            Some(engine) if self.is_ready => engine.post(&request.encode_to_vec()),
            _ => self.queue.push(request),
        }
    }
}
