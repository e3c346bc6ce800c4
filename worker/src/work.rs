//! Work that takes longer than the handling of one message: runs, and attempts of live runs.

use dagwood_channel::scope;
use dagwood_core::{
    Plan, ProcessorIdx,
    model::{Begun, Call, Payload},
};
use dagwood_proto::{
    processor::v1::ProcessorResponse,
    worker::{
        WorkerResponse,
        worker_request::{Attempt as AttemptRequest, Run},
        worker_response::{Kind as Response, Progress},
    },
};
use prost::Message;

use crate::{
    Job, Order, Refusal,
    explore::explore as explored,
    live::{Live, Told},
};

/// How long the worker works between messages, in milliseconds.
const SLICE_MS: f64 = 8.0;
/// The interval of progress reports in milliseconds.
const PROGRESS_MS: f64 = 100.0;

/// Work that continues in turns or on its own.
pub(crate) trait Work {
    /// Continues while there is time.
    fn turn(&mut self, slice: &Slice) -> Turn;

    /// Ends it early, if that is possible.
    fn cancel(&mut self) {}
}

/// How work stands after a turn.
pub(crate) enum Turn {
    /// It needs another turn.
    Continues,
    /// It is over.
    Ended,
    /// It goes on without turns.
    OnItsOwn,
}

/// The time of one turn.
pub(crate) struct Slice {
    start: f64,
}

impl Slice {
    /// One that begins now.
    pub(crate) fn now() -> Self {
        Self { start: scope::now() }
    }

    fn goes_on(&self) -> bool {
        scope::now() - self.start < SLICE_MS
    }
}

/// Reports of progress, at most ten in a second.
struct Reports {
    id: u32,
    last: f64,
}

impl Reports {
    fn of(id: u32) -> Self {
        Self { id, last: scope::now() }
    }

    fn send(&mut self, progress: impl FnOnce() -> Progress) {
        let now = scope::now();
        if now - self.last >= PROGRESS_MS {
            self.last = now;
            answer(self.id, Response::Progress(progress()));
        }
    }
}

/// A run in virtual time.
struct VirtualRun {
    /// None once it is over.
    job: Option<Job>,
    reports: Reports,
}

/// Work that has started, or why it cannot.
pub(crate) type Started = Result<Box<dyn Work>, Refusal>;

/// Starts a run in virtual time.
pub(crate) fn run(id: u32, request: Run) -> Started {
    let job = Job::start(Order::read(request)?)?;
    Ok(Box::new(VirtualRun { job: Some(job), reports: Reports::of(id) }))
}

impl Work for VirtualRun {
    fn turn(&mut self, slice: &Slice) -> Turn {
        let Some(job) = &mut self.job else { return Turn::Ended };
        if !job.advance(|| slice.goes_on()) {
            self.reports.send(|| job.progress());
            return Turn::Continues;
        }
        if let Some(job) = self.job.take() {
            answer(self.reports.id, Response::Ran(job.finish()));
        }
        Turn::Ended
    }

    fn cancel(&mut self) {
        if let Some(job) = &mut self.job {
            job.cancel();
            answer(self.reports.id, Response::Progress(job.progress()));
        }
    }
}

/// Starts a run on other workers.
pub(crate) fn live(id: u32, request: Run) -> Started {
    let order = Order::read(request.clone())?;
    let tell = move |told| match told {
        Told::Progress(progress) => answer(id, Response::Progress(progress)),
        Told::Ran(ran) => answer(id, Response::Ran(ran)),
    };
    Ok(Box::new(Live::start(order, request, tell)))
}

impl Work for Live {
    fn turn(&mut self, _: &Slice) -> Turn {
        Turn::OnItsOwn
    }

    fn cancel(&mut self) {
        Live::cancel(self);
    }
}

/// Tries every order.
///
/// # Errors
/// If the workflow cannot run.
pub(crate) fn explore(id: u32, request: Run) -> Result<(), Refusal> {
    let order = Order::read(request)?;
    let tell = |states| answer(id, Response::Progress(Progress { events: states, ..Progress::default() }));
    answer(id, Response::Explored(explored(&order, tell)));
    Ok(())
}

/// An attempt of a run that another worker drives.
struct Attempt {
    plan: Plan,
    processor: ProcessorIdx,
    call: Box<dyn Call>,
    reports: Reports,
}

/// Starts an attempt. None if it has ended: a quick one ends immediately.
pub(crate) fn attempt(
    id: u32,
    plan: Plan,
    AttemptRequest { processor, input }: AttemptRequest,
) -> Option<Box<dyn Work>> {
    if processor as usize >= plan.graph().len() {
        return None;
    }
    match plan.processor(processor).begin(&Payload::from(input)) {
        Begun::Ended(result) => {
            answer(id, Response::Attempted(ProcessorResponse::new(plan.graph().id(processor), &result)));
            None
        }
        Begun::UnderWay(call) => Some(Box::new(Attempt { plan, processor, call, reports: Reports::of(id) })),
    }
}

impl Work for Attempt {
    fn turn(&mut self, slice: &Slice) -> Turn {
        let name = self.plan.graph().id(self.processor);
        while slice.goes_on() {
            if let Some(result) = self.call.advance() {
                answer(self.reports.id, Response::Attempted(ProcessorResponse::new(name, &result)));
                return Turn::Ended;
            }
        }
        let fuel = self.call.fuel();
        self.reports.send(|| Progress { events: 0, processor: Some(name.into()), fuel });
        Turn::Continues
    }
}

/// Sends the page the answer to a request.
pub(crate) fn answer(id: u32, kind: Response) {
    scope::post(&WorkerResponse { id, kind: Some(kind) }.encode_to_vec());
}
