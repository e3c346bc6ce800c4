//! The workers behind the page: they are started, listened to, and replaced if they do not respond.

use std::rc::Rc;

use dagwood_channel::{Heard, Worker};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::Page;
use crate::{
    interop::load::address,
    state::{About, Conversation, Loss, Part, Readiness, Topic, Trouble},
    wire::{Answer, Message, Progress, Reply, Request},
};

/// The time after which a worker that owes an answer is replaced, in milliseconds. A run reports its progress. The time
/// for loading a worker depends on the network, and does not count.
const SILENCE_MS: u32 = 20_000;
/// The same, after it has been asked to stop.
const STOPPING_MS: u32 = 1_000;

/// The kind of a worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum WorkerKind {
    /// The engine that is loaded with the page.
    #[default]
    Engine,
    /// The engine with an interpreter of modules, loaded when a workflow names one.
    Sandbox,
    /// The module inspector, loaded for the first module to inspect.
    Inspector,
    /// One of the first two, only for an exploration: it receives no messages until the exploration is done.
    Explorer {
        /// Whether the workflow names modules.
        has_modules: bool,
    },
}

impl WorkerKind {
    /// The address of its script.
    fn script(self) -> String {
        address(match self {
            Self::Engine | Self::Explorer { has_modules: false } => "engine",
            Self::Sandbox | Self::Explorer { has_modules: true } => "sandbox",
            Self::Inspector => "inspector",
        })
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

/// What is done with the answer to a request.
struct Handler {
    /// Called with how far it has come, while it is under way.
    progressed: Rc<dyn Fn(Progress)>,
    /// Called with the answer, or with how the worker was lost.
    answered: Box<dyn FnOnce(Result<Answer, Loss>)>,
}

/// A worker, and the requests to it.
#[derive(Default)]
struct EngineLink {
    worker: Option<Worker>,
    /// Whether it receives messages. Earlier messages would be lost, so they wait in `queue`.
    is_ready: bool,
    queue: Vec<Vec<u8>>,
    conversation: Conversation<Message, Handler>,
    /// Whether an earlier worker had to be replaced.
    is_lost: bool,
    /// Whether the worker has confirmed the request to stop; sending a long trace may take time.
    is_stopped: bool,
    watchdog: Option<Timeout>,
    /// The number of its picture on display.
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

    /// Whether the engine is loaded.
    #[must_use]
    pub fn readiness(self) -> ReadSignal<Readiness> {
        self.readiness
    }

    /// The number of the engine's picture on display.
    pub(super) fn drawn(self) -> u32 {
        self.engine.with_value(|link| link.drawn)
    }

    /// The page shows the engine's picture with this number.
    pub(super) fn has_drawn(self, number: u32) {
        self.engine.update_value(|link| link.drawn = number);
    }

    /// Whether a check is running.
    pub(super) fn is_checking(self) -> bool {
        self.engine.with_value(|link| link.conversation.is_checking())
    }

    /// Ends a worker.
    pub(super) fn end(self, kind: WorkerKind) {
        self.link_to(kind).set_value(EngineLink::default());
    }

    /// The link to the worker of this kind.
    fn link_to(self, kind: WorkerKind) -> StoredValue<EngineLink, LocalStorage> {
        match kind {
            WorkerKind::Engine => self.engine,
            WorkerKind::Sandbox => self.sandbox,
            WorkerKind::Inspector => self.inspector,
            WorkerKind::Explorer { .. } => self.explorer,
        }
    }

    /// Updates the download progress of the engine.
    fn note_readiness(self, kind: WorkerKind, readiness: Readiness) {
        if kind == WorkerKind::Engine {
            self.set_readiness.set(readiness);
        }
    }
}

impl Page {
    /// Asks something of a worker. `answered` is called with the answer, or with how the worker was lost; it is not called if
    /// the answer is of no interest by then ([`Topic`]).
    pub(super) fn ask<R: Request>(
        self,
        kind: WorkerKind,
        request: R,
        answered: impl FnOnce(Result<R::Answer, Loss>) + 'static,
    ) {
        self.ask_long(kind, request, |_| {}, answered);
    }

    /// Asks something that may take long: `progressed` is called with how far it has come.
    pub(super) fn ask_long<R: Request>(
        self,
        kind: WorkerKind,
        request: R,
        progressed: impl Fn(Progress) + 'static,
        answered: impl FnOnce(Result<R::Answer, Loss>) + 'static,
    ) {
        let is_started = self.start(kind);
        let handler = Handler {
            progressed: Rc::new(progressed),
            answered: Box::new(move |answer| {
                if let Some(answer) = answer.map(R::read).transpose() {
                    answered(answer);
                }
            }),
        };
        self.engine.link_to(kind).update_value(|link| link.ask(R::TOPIC, request.message(), handler));
        if is_started { self.watch(kind) } else { self.lose_engine(kind, Loss::NotLoaded) }
    }

    /// Asks a worker to end its run. The answer to the run is what happened until then.
    pub(super) fn stop_run(self, kind: WorkerKind) {
        self.engine.link_to(kind).update_value(|link| {
            if let Some(number) = link.conversation.stop() {
                link.send(number, Message::cancel());
            }
        });
        self.watch(kind);
    }

    /// Lets the engine load what a run needs, if it has started.
    pub(super) fn prefetch_run(self) {
        self.engine.engine.update_value(|link| {
            if link.worker.is_some() {
                link.send(0, Message::prefetch());
            }
        });
    }

    /// Starts to load the engine, before there is something to check.
    pub(crate) fn load_engine(self) {
        self.start_engine(WorkerKind::Engine);
    }

    /// Starts a worker, if there is none, before there is something to ask.
    pub(super) fn start_engine(self, kind: WorkerKind) {
        if !self.start(kind) {
            self.lose_engine(kind, Loss::NotLoaded);
        }
    }

    /// Starts a worker, if there is none. `false` if the browser refuses to.
    fn start(self, kind: WorkerKind) -> bool {
        if self.engine.link_to(kind).with_value(|link| link.worker.is_some()) {
            return true;
        }
        let Ok(worker) = Worker::start(&kind.script(), move |heard| self.hear(kind, heard)) else { return false };
        self.engine.note_readiness(kind, Readiness::Loading(0));
        let mut is_replacement = false;
        self.engine.link_to(kind).update_value(|link| {
            link.worker = Some(worker);
            is_replacement = std::mem::take(&mut link.is_lost);
        });
        if is_replacement && kind == WorkerKind::Engine {
            // The previous worker may have been lost with the answer about the current text.
            self.check_now();
        }
        true
    }

    fn hear(self, kind: WorkerKind, heard: Heard) {
        let bytes = match heard {
            Heard::Message(bytes) => bytes,
            Heard::Loading(bytes) => return self.engine.note_readiness(kind, Readiness::Loading(bytes)),
            Heard::ChunkFailed => return self.lose_engine(kind, Loss::NotLoaded),
            Heard::Broken => {
                let is_ready = self.engine.link_to(kind).with_value(|link| link.is_ready);
                return self.lose_engine(kind, if is_ready { Loss::Stopped } else { Loss::NotLoaded });
            }
        };
        match Reply::decode(bytes) {
            Some(Reply::Ready) => self.arrived(kind),
            Some(Reply::Progress(number, progress)) => self.take_progress(kind, number, progress),
            Some(Reply::Answer(number, answer)) => self.take_answer(kind, number, answer),
            None => {}
        }
    }

    fn arrived(self, kind: WorkerKind) {
        self.engine.link_to(kind).update_value(EngineLink::arrive);
        self.engine.note_readiness(kind, Readiness::Ready);
        self.notices.settle(About::Part(kind.part()));
        self.watch(kind);
    }

    fn take_progress(self, kind: WorkerKind, number: u32, progress: Progress) {
        let mut progressed = None;
        self.engine.link_to(kind).update_value(|link| {
            link.is_stopped = link.conversation.is_stopping();
            progressed = link.conversation.handler(number).map(|handler| handler.progressed.clone());
        });
        self.watch(kind);
        if let Some(progressed) = progressed {
            progressed(progress);
        }
    }

    fn take_answer(self, kind: WorkerKind, number: u32, answer: Answer) {
        let mut handler = None;
        self.engine.link_to(kind).update_value(|link| handler = link.answer(number));
        self.watch(kind);
        if let Some(handler) = handler {
            (handler.answered)(Ok(answer));
        }
    }

    /// Replaces the worker if it does not respond.
    fn watch(self, kind: WorkerKind) {
        self.engine.link_to(kind).update_value(|link| {
            let conversation = &link.conversation;
            let patience = if conversation.is_stopping() && !link.is_stopped { STOPPING_MS } else { SILENCE_MS };
            link.watchdog = (link.is_ready && conversation.is_waiting())
                .then(|| Timeout::new(patience, move || self.lose_engine(kind, Loss::Silent)));
        });
    }

    /// Ends the worker. The next request starts a new one, so that a worker that cannot be loaded is not restarted in a
    /// loop. The user loses nothing, because workers hold no data of the user.
    fn lose_engine(self, kind: WorkerKind, loss: Loss) {
        let (mut handlers, mut was_stopping) = (Vec::new(), false);
        self.engine.link_to(kind).update_value(|link| {
            was_stopping = link.conversation.is_stopping();
            handlers = link.conversation.forget();
            let conversation = std::mem::take(&mut link.conversation);
            *link = EngineLink { conversation, is_lost: true, ..EngineLink::default() };
        });
        if loss == Loss::NotLoaded {
            self.engine.note_readiness(kind, Readiness::NotLoaded);
        }
        for handler in handlers {
            (handler.answered)(Err(loss));
        }
        if !was_stopping {
            self.notices.raise(match kind {
                WorkerKind::Inspector => self.modules.trouble(loss),
                WorkerKind::Engine | WorkerKind::Sandbox | WorkerKind::Explorer { .. } => {
                    Trouble::lost(kind.part(), loss)
                }
            });
        }
    }
}

impl EngineLink {
    fn ask(&mut self, topic: Topic, message: Message, handler: Handler) {
        if let Some((number, message)) = self.conversation.ask(topic, message, handler) {
            self.send(number, message);
        }
    }

    fn send(&mut self, number: u32, message: Message) {
        let bytes = message.encode(number);
        match &self.worker {
            Some(worker) if self.is_ready => worker.post(&bytes),
            _ => self.queue.push(bytes),
        }
    }

    /// The worker listens from now on.
    fn arrive(&mut self) {
        self.is_ready = true;
        if let Some(worker) = &self.worker {
            self.queue.drain(..).for_each(|bytes| worker.post(&bytes));
        }
    }

    /// A request has been answered: what is done with that.
    fn answer(&mut self, number: u32) -> Option<Handler> {
        let (handler, next) = self.conversation.answered(number);
        self.is_stopped = self.conversation.is_stopping();
        if let Some((number, message)) = next {
            self.send(number, message);
        }
        handler
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::{control::testing::page, wire::Check};

    /// Asks for a check without starting a worker. What the answer is goes into a list.
    fn ask(page: Page, heard: &Rc<RefCell<Vec<Result<(), Loss>>>>) {
        let heard = heard.clone();
        let handler = Handler {
            progressed: Rc::new(|_| {}),
            answered: Box::new(move |answer| heard.borrow_mut().push(answer.map(drop))),
        };
        page.engine.engine.update_value(|link| link.ask(Topic::Check, Check::default().message(), handler));
    }

    #[test]
    fn a_lost_worker_is_reported_to_pending_requests() {
        let (_owner, page, _events) = page();
        let heard = Rc::default();
        ask(page, &heard);
        assert!(page.engine.is_checking());
        page.lose_engine(WorkerKind::Engine, Loss::Silent);
        assert_eq!(*heard.borrow(), [Err(Loss::Silent)]);
        assert!(!page.engine.is_checking());
        page.lose_engine(WorkerKind::Engine, Loss::Silent);
        assert_eq!(heard.borrow().len(), 1, "only once");
    }
}
