//! The live driver: a pool of workers, each with its own engine, that run attempts in parallel and in real time.
//! Payloads are the same as in virtual time; timing depends on the machine.
//!
//! A worker reports several times a second while it runs an attempt. A worker that has crashed or does not respond is
//! ended: its attempt fails, and the next attempt of its slot gets a new worker. The same holds for a worker whose
//! attempt the run has given up on.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use dagwood_channel::{Heard, Worker, scope};
use dagwood_core::{
    ErrorCode, Micros, Outcome, Plan, ProcessorError, ProcessorIdx, RunOptions,
    run::{Attempt, LiveOutput, LiveRun},
};
use dagwood_proto::worker::{
    WorkerRequest, WorkerResponse,
    worker_request::{Attempt as AttemptRequest, Kind as Request, Run},
    worker_response::{Kind as Response, Progress, Ran},
};
use gloo_timers::callback::Timeout;
use prost::Message;

use crate::job::{Order, ran};

/// The maximum number of workers in the pool: more than usual machines have processors.
const MOST_WORKERS: u32 = 32;
/// The interval of progress reports in milliseconds, even if nothing happens.
const PROGRESS_MS: u32 = 1_000;
/// How long a worker with an attempt may be silent, in milliseconds.
const SILENCE_MS: u32 = 5_000;

/// A live run. Dropping it ends its workers.
pub(crate) struct Live(Rc<RefCell<Inner>>);

struct Inner {
    run: LiveRun,
    plan: Plan,
    /// The first message to every worker.
    prepare: Vec<u8>,
    members: Vec<Option<Member>>,
    /// When the run started, in milliseconds.
    start: f64,
    timer: Option<Timeout>,
    own: Weak<RefCell<Self>>,
    tell: Rc<dyn Fn(Told)>,
    is_done: bool,
}

/// A worker of the pool.
struct Member {
    worker: Worker,
    /// Whether it is ready. Messages before that would be lost.
    is_ready: bool,
    waiting: Vec<Vec<u8>>,
    /// Its current attempt, and the attempt's number.
    at: Option<(ProcessorIdx, u32)>,
    watchdog: Option<Timeout>,
}

/// A report of a live run.
pub(crate) enum Told {
    /// Its progress.
    Progress(Progress),
    /// It is over.
    Ran(Ran),
}

impl Live {
    /// Starts a run. `request` is the source of `order`; the workers of the pool read it themselves.
    pub(crate) fn start(order: Order, request: Run, tell: impl Fn(Told) + 'static) -> Self {
        let Order { plan, input, .. } = order;
        let options = RunOptions { workers: plan.options().workers.min(MOST_WORKERS), ..plan.options() };
        let prepare = WorkerRequest { id: 0, kind: Some(Request::Prepare(request)) }.encode_to_vec();
        let inner = Rc::new_cyclic(|own| {
            RefCell::new(Inner {
                run: LiveRun::new(&plan, options, input),
                plan,
                prepare,
                members: Vec::new(),
                start: scope::now(),
                timer: None,
                own: own.clone(),
                tell: Rc::new(tell),
                is_done: false,
            })
        });
        inner.borrow_mut().go_on();
        Self(inner)
    }

    /// Cancels the run.
    pub(crate) fn cancel(&self) {
        let mut inner = self.0.borrow_mut();
        let now = inner.now();
        inner.run.cancel(now);
        inner.go_on();
    }
}

impl Inner {
    fn now(&self) -> Micros {
        Micros::new(((scope::now() - self.start) * 1_000.0) as u64)
    }

    /// Starts what can start, and sets the timer for the next instant.
    fn go_on(&mut self) {
        if self.is_done {
            return;
        }
        let now = self.now();
        self.run.elapsed(now);
        loop {
            match self.run.poll(now) {
                LiveOutput::Start { attempt, is_stuck } => self.begin(attempt, is_stuck),
                LiveOutput::Wait { until } => {
                    let wait = until.map_or(u64::MAX, |until| until.since(now).get().div_ceil(1_000));
                    let own = self.own.clone();
                    // At most a second, so that it fits.
                    let wait = wait.min(PROGRESS_MS.into()) as u32;
                    self.timer = Some(Timeout::new(wait, move || with(&own, Self::tick)));
                    return;
                }
                LiveOutput::Done => {
                    self.is_done = true;
                    self.timer = None;
                    // The results of attempts that still run are not needed.
                    self.members.clear();
                    return (self.tell)(Told::Ran(ran(self.run.trace())));
                }
            }
        }
    }

    fn tick(&mut self) {
        let events = self.run.trace().len() as u32;
        (self.tell)(Told::Progress(Progress { events, ..Progress::default() }));
        self.go_on();
    }

    fn begin(&mut self, attempt: Attempt, is_stuck: bool) {
        let Attempt { processor, attempt: number, worker, input } = attempt;
        let place = worker as usize;
        if self.members.len() <= place {
            self.members.resize_with(place + 1, || None);
        }
        if is_stuck && let Some(at) = self.members[place].take().and_then(|member| member.at) {
            self.ended(worker, at, Err(ProcessorError::new(ErrorCode::ProcessorFailed, "the worker was replaced")));
        }
        if self.members[place].is_none() {
            self.members[place] = self.member(worker);
        }
        let Some(member) = &mut self.members[place] else {
            let error = ProcessorError::new(ErrorCode::ProcessorFailed, "the browser could not start another worker");
            return self.ended(worker, (processor, number), Err(error));
        };
        member.at = Some((processor, number));
        let request = AttemptRequest { processor, input: input.bytes().into() };
        member.post(WorkerRequest { id: number, kind: Some(Request::Attempt(request)) }.encode_to_vec());
        self.watch(worker);
    }

    /// A new worker for a slot.
    fn member(&self, place: u32) -> Option<Member> {
        let own = self.own.clone();
        let hear = move |heard: Heard| {
            // Also when it was replaced: then it has been dropped, and with it this callback.
            with(&own, |inner| inner.hear(place, heard));
        };
        let worker = Worker::start(&scope::script(), hear).ok()?;
        let waiting = vec![self.prepare.clone()];
        Some(Member { worker, is_ready: false, waiting, at: None, watchdog: None })
    }

    fn hear(&mut self, worker: u32, heard: Heard) {
        let Some(member) = self.members.get_mut(worker as usize).and_then(Option::as_mut) else { return };
        let bytes = match heard {
            Heard::Message(bytes) => bytes,
            Heard::Loading(_) => return,
            Heard::ChunkFailed => return self.lose(worker, "a part of the worker's program could not be loaded"),
            Heard::Broken => return self.lose(worker, "the worker crashed"),
        };
        let Ok(WorkerResponse { id, kind }) = WorkerResponse::decode(&*bytes) else { return };
        match kind {
            Some(Response::Ready(_)) => {
                member.is_ready = true;
                for message in std::mem::take(&mut member.waiting) {
                    member.post(message);
                }
                self.watch(worker);
            }
            Some(Response::Progress(mut progress)) => {
                progress.events = self.run.trace().len() as u32;
                self.watch(worker);
                (self.tell)(Told::Progress(progress));
            }
            Some(Response::Attempted(response)) => {
                if let Some((processor, _)) = member.at.take_if(|&mut (_, number)| number == id) {
                    member.watchdog = None;
                    let result = response.into_result(self.plan.graph().id(processor));
                    self.ended(worker, (processor, id), result);
                    self.go_on();
                }
            }
            _ => {}
        }
    }

    /// Gives up on a worker that does not respond. A worker that is still loading is exempt.
    fn watch(&mut self, worker: u32) {
        let own = self.own.clone();
        if let Some(member) = self.members.get_mut(worker as usize).and_then(Option::as_mut) {
            let give_up = move || with(&own, |inner| inner.lose(worker, "the worker did not respond"));
            member.watchdog = (member.is_ready && member.at.is_some()).then(|| Timeout::new(SILENCE_MS, give_up));
        }
    }

    /// Ends a worker; its attempt has failed.
    fn lose(&mut self, worker: u32, why: &str) {
        let Some(member) = self.members.get_mut(worker as usize).and_then(Option::take) else { return };
        if let Some(at) = member.at {
            self.ended(worker, at, Err(ProcessorError::new(ErrorCode::ProcessorFailed, why)));
        }
        self.go_on();
    }

    fn ended(&mut self, worker: u32, at: (ProcessorIdx, u32), result: Result<Outcome, ProcessorError>) {
        let now = self.now();
        self.run.finished(worker, at.0, at.1, result, now);
    }
}

impl Member {
    fn post(&mut self, message: Vec<u8>) {
        if self.is_ready {
            self.worker.post(&message);
        } else {
            self.waiting.push(message);
        }
    }
}

/// Does something with a run that may be over.
fn with(run: &Weak<RefCell<Inner>>, work: impl FnOnce(&mut Inner)) {
    if let Some(run) = run.upgrade() {
        work(&mut run.borrow_mut());
    }
}
