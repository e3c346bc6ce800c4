//! The workers behind the page: started, listened to, and replaced when they do not answer.

use dagwood_proto::v1::{WorkerRequest, WorkerResponse, worker_response::Kind};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use prost::Message;

use super::Page;
use crate::{
    interop::engine::{Engine as Worker, Heard},
    state::{About, Answer, Conversation, Loss, Lost, Part, Readiness, Trouble},
};

/// A worker is given up when it has been silent for so long while an answer was due, in milliseconds. A run that goes on
/// reports itself. How long a worker takes to arrive is up to the network, and not counted.
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
            Self::Engine | Self::Explorer { has_modules: false } => "./workers/engine.js",
            Self::Sandbox | Self::Explorer { has_modules: true } => "./workers/sandbox.js",
            Self::Inspector => "./workers/inspector.js",
        }
    }

    fn part(self) -> Part {
        match self {
            Self::Engine => Part::Engine,
            Self::Sandbox => Part::Sandbox,
            Self::Inspector => Part::Inspector,
            Self::Explorer { .. } => Part::Explorer,
        }
    }
}

/// A worker, and what has been asked of it.
#[derive(Default)]
struct EngineLink {
    worker: Option<Worker>,
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
    drawn: u32,
}

/// The workers behind the page.
#[derive(Clone, Copy)]
pub struct Engine {
    readiness: ReadSignal<Readiness>,
    set_readiness: WriteSignal<Readiness>,
    engine: StoredValue<EngineLink, LocalStorage>,
    sandbox: StoredValue<EngineLink, LocalStorage>,
    inspector: StoredValue<EngineLink, LocalStorage>,
    explorer: StoredValue<EngineLink, LocalStorage>,
}

impl Engine {
    pub(super) fn new() -> Self {
        let (readiness, set_readiness) = signal(Readiness::Loading(0));
        let link = || StoredValue::new_local(EngineLink::default());
        Self { readiness, set_readiness, engine: link(), sandbox: link(), inspector: link(), explorer: link() }
    }

    /// Whether the engine is there.
    #[must_use]
    pub fn readiness(self) -> ReadSignal<Readiness> {
        self.readiness
    }

    /// The number of the engine's picture that the page shows.
    pub(super) fn drawn(self) -> u32 {
        self.engine.with_value(|link| link.drawn)
    }

    /// The page shows the engine's picture of this number.
    pub(super) fn has_drawn(self, number: u32) {
        self.engine.update_value(|link| link.drawn = number);
    }

    /// Whether the answer to a check is due.
    pub(super) fn is_checking(self) -> bool {
        self.engine.with_value(|link| link.conversation.is_checking())
    }

    /// Ends a worker.
    pub(super) fn end(self, seat: Seat) {
        self.link_to(seat).set_value(EngineLink::default());
    }

    /// The worker of a seat.
    fn link_to(self, seat: Seat) -> StoredValue<EngineLink, LocalStorage> {
        match seat {
            Seat::Engine => self.engine,
            Seat::Sandbox => self.sandbox,
            Seat::Inspector => self.inspector,
            Seat::Explorer { .. } => self.explorer,
        }
    }

    /// Notes how far the engine has come on its way.
    fn note_readiness(self, seat: Seat, readiness: Readiness) {
        if seat == Seat::Engine {
            self.set_readiness.set(readiness);
        }
    }
}

impl Page {
    /// Asks something of a worker; the request is made by `ask`, if there is one to make.
    pub(super) fn ask(self, seat: Seat, ask: impl FnOnce(&mut Conversation) -> Option<WorkerRequest>) {
        self.start_engine(seat);
        self.engine.link_to(seat).update_value(|link| {
            if let Some(request) = ask(&mut link.conversation) {
                link.send(request);
            }
        });
        self.watch(seat);
    }

    /// Starts a worker, if there is none.
    pub(super) fn start_engine(self, seat: Seat) {
        if self.engine.link_to(seat).with_value(|link| link.worker.is_some()) {
            return;
        }
        match Worker::start(seat.script(), move |heard| self.hear(seat, heard)) {
            Ok(worker) => {
                self.engine.note_readiness(seat, Readiness::Loading(0));
                let mut is_replacement = false;
                self.engine.link_to(seat).update_value(|link| {
                    link.worker = Some(worker);
                    is_replacement = std::mem::take(&mut link.is_lost);
                });
                if is_replacement && seat == Seat::Engine {
                    // The one before may have been lost with the answer about the present text.
                    self.check_now();
                }
            }
            Err(_) => self.lose_engine(seat, Loss::NotLoaded),
        }
    }

    fn hear(self, seat: Seat, heard: Heard) {
        let bytes = match heard {
            Heard::Message(bytes) => bytes,
            Heard::Loading(bytes) => return self.engine.note_readiness(seat, Readiness::Loading(bytes)),
            Heard::Broken => {
                let is_ready = self.engine.link_to(seat).with_value(|link| link.is_ready);
                return self.lose_engine(seat, if is_ready { Loss::Stopped } else { Loss::NotLoaded });
            }
        };
        let Ok(response) = WorkerResponse::decode(&*bytes) else { return };
        let is_arrival = matches!(response.kind, Some(Kind::Ready(_)));
        let mut answer = None;
        self.engine.link_to(seat).update_value(|link| {
            if is_arrival {
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
        if is_arrival {
            self.engine.note_readiness(seat, Readiness::Ready);
            self.notices.settle(About::Part(seat.part()));
        }
        self.watch(seat);
        match answer {
            Some(Answer::Checked(checked)) => self.checked(*checked),
            Some(Answer::Progress(progress)) if matches!(seat, Seat::Explorer { .. }) => {
                self.orders.progressed(progress.events);
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
        self.engine.link_to(seat).update_value(|link| {
            let conversation = &link.conversation;
            let patience = if conversation.is_stopping() && !link.is_stopped { STOPPING_MS } else { SILENCE_MS };
            link.watchdog = (link.is_ready && conversation.is_waiting())
                .then(|| Timeout::new(patience, move || self.lose_engine(seat, Loss::Silent)));
        });
    }

    /// Ends the worker. The next one is started when there is something to ask: one that cannot even be loaded is not
    /// started over and over again. Nothing of the user's is lost, for the worker has none of it.
    fn lose_engine(self, seat: Seat, loss: Loss) {
        let mut lost = Lost::default();
        let mut was_stopping = false;
        self.engine.link_to(seat).update_value(|link| {
            was_stopping = link.conversation.is_stopping();
            lost = link.conversation.forget();
            let conversation = std::mem::take(&mut link.conversation);
            *link = EngineLink { conversation, is_lost: true, ..EngineLink::default() };
        });
        if loss == Loss::NotLoaded {
            self.engine.note_readiness(seat, Readiness::NotLoaded);
        }
        // A run that waits for a check that will never come has no end either.
        let was_to_run = seat == Seat::Engine && self.runs.waits_for_check();
        if matches!(seat, Seat::Explorer { .. }) {
            self.orders.has_ended();
        } else if lost.run || was_to_run {
            self.runs.no_longer_waits();
            self.abandoned();
        }
        if seat == Seat::Inspector {
            self.not_inspected(lost.inspections, loss);
        } else if !was_stopping {
            self.notices.raise(Trouble::lost(seat.part(), loss));
        }
    }
}

impl EngineLink {
    fn send(&mut self, request: WorkerRequest) {
        match &self.worker {
            Some(worker) if self.is_ready => worker.post(&request.encode_to_vec()),
            _ => self.queue.push(request),
        }
    }
}
