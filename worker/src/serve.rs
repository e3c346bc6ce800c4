//! The worker's loop: answers the page, and advances the current run between messages.

use std::{cell::RefCell, rc::Rc};

use dagwood_channel::scope::{self, Turns};
use dagwood_core::{
    Outcome, Payload, Plan, ProcessorError, ProcessorIdx,
    model::{Begun, Call},
};
use dagwood_proto::{
    processor::v1::ProcessorResponse,
    worker::{
        WorkerRequest, WorkerResponse,
        worker_request::{Attempt as AttemptRequest, Kind as Request, Run},
        worker_response::{Kind as Response, Progress, Ready},
    },
};
use prost::Message;
use wasm_bindgen::JsValue;

use crate::{
    check::Checker,
    edit::{describe, edit},
    explore::explore,
    job::{Job, Order},
    live::{Live, Told},
};

/// How long the worker works between messages, in milliseconds.
const SLICE_MS: f64 = 8.0;
/// The interval of progress reports in milliseconds.
const PROGRESS_MS: f64 = 100.0;

/// Serves the page as long as the worker lives.
///
/// # Errors
/// If the browser lacks a required feature.
pub fn serve() -> Result<(), JsValue> {
    let session: Rc<RefCell<Session>> = Rc::default();
    let turns = Turns::new({
        let session = session.clone();
        move |turns| {
            if session.borrow_mut().turn() {
                turns.request();
            }
        }
    })?;
    scope::listen(move |bytes| {
        if let Ok(request) = WorkerRequest::decode(&*bytes)
            && session.borrow_mut().receive(request)
        {
            turns.request();
        }
    });
    answer(0, Response::Ready(Ready {}));
    Ok(())
}

/// The state of this worker.
#[derive(Default)]
struct Session {
    checker: Checker,
    /// The current run or attempt.
    work: Option<Work>,
    /// The plan of the live run for which this worker runs attempts.
    plan: Option<Plan>,
}

/// Work that continues in turns or on its own.
enum Work {
    /// A run in virtual time.
    Virtual { id: u32, job: Box<Job>, told: f64 },
    /// A run on other workers.
    Live { run: Live },
    /// An attempt of a run that another worker drives.
    Attempt { id: u32, processor: ProcessorIdx, call: Box<dyn Call>, told: f64 },
}

impl Session {
    /// Handles a request. `true` if it needs turns.
    fn receive(&mut self, WorkerRequest { id, kind }: WorkerRequest) -> bool {
        match kind {
            Some(Request::Check(request)) => answer(id, Response::Checked(self.checker.check(&request))),
            Some(Request::Run(request)) => return self.run(id, request),
            Some(Request::Edit(request)) => answer(id, Response::Edited(edit(&request))),
            Some(Request::Describe(request)) => answer(id, Response::Described(describe(&request))),
            Some(Request::Cancel(_)) => match &mut self.work {
                Some(Work::Virtual { id, job, .. }) => {
                    job.cancel();
                    answer(*id, Response::Progress(job.progress()));
                }
                Some(Work::Live { run }) => run.cancel(),
                Some(Work::Attempt { .. }) | None => {}
            },
            // Only the inspector can answer this.
            Some(Request::Inspect(_)) => {}
            // The sender has already read it.
            Some(Request::Prepare(request)) => self.plan = Order::read(request).ok().map(|order| order.plan),
            Some(Request::Attempt(request)) => return self.attempt(id, request),
            Some(Request::Explore(request)) => {
                let tell = |states| answer(id, Response::Progress(Progress { events: states, ..Progress::default() }));
                answer(id, explored(request, tell));
            }
            None => {}
        }
        false
    }

    /// Starts a run. The page runs one workflow at a time: if one is in progress, its turns go to the new one.
    fn run(&mut self, id: u32, request: Run) -> bool {
        let for_others = request.live.then(|| request.clone());
        let order = match Order::read(request) {
            Ok(order) => order,
            Err(refused) => {
                answer(id, Response::Refused(refused));
                return false;
            }
        };
        let is_new = !matches!(self.work, Some(Work::Virtual { .. }));
        if let Some(request) = for_others {
            let tell = move |told| match told {
                Told::Progress(progress) => answer(id, Response::Progress(progress)),
                Told::Ran(ran) => answer(id, Response::Ran(ran)),
            };
            self.work = Some(Work::Live { run: Live::start(order, request, tell) });
            return false;
        }
        match Job::start(order) {
            Ok(job) => self.work = Some(Work::Virtual { id, job: job.into(), told: scope::now() }),
            Err(refused) => {
                answer(id, Response::Refused(refused));
                return false;
            }
        }
        is_new
    }

    /// Starts an attempt; a quick one finishes immediately.
    fn attempt(&mut self, id: u32, AttemptRequest { processor, input }: AttemptRequest) -> bool {
        // The sender has prepared for it.
        let Some(plan) = self.plan.as_ref().filter(|plan| (processor as usize) < plan.graph().len()) else {
            return false;
        };
        match plan.processor(processor).begin(&Payload::from(input)) {
            Begun::Ended(result) => self.attempted(id, processor, &result),
            Begun::UnderWay(call) => {
                self.work = Some(Work::Attempt { id, processor, call, told: scope::now() });
                return true;
            }
        }
        false
    }

    fn attempted(&self, id: u32, processor: ProcessorIdx, result: &Result<Outcome, ProcessorError>) {
        let name = self.plan.as_ref().map_or("", |plan| plan.graph().id(processor));
        answer(id, Response::Attempted(ProcessorResponse::new(name, result)));
    }

    /// Advances the current work by a slice. `true` if it continues.
    fn turn(&mut self) -> bool {
        let start = scope::now();
        match self.work.take() {
            Some(Work::Virtual { id, mut job, told }) => {
                if job.advance(|| scope::now() - start < SLICE_MS) {
                    answer(id, Response::Ran(job.finish()));
                    return false;
                }
                let told = tell(id, told, || job.progress());
                self.work = Some(Work::Virtual { id, job, told });
            }
            Some(Work::Attempt { id, processor, mut call, told }) => {
                while scope::now() - start < SLICE_MS {
                    if let Some(result) = call.advance() {
                        self.attempted(id, processor, &result);
                        return false;
                    }
                }
                let name = || self.plan.as_ref().map(|plan| plan.graph().id(processor).into());
                let told = tell(id, told, || Progress { events: 0, processor: name(), fuel: call.fuel() });
                self.work = Some(Work::Attempt { id, processor, call, told });
            }
            // It continues on its own.
            other => {
                self.work = other;
                return false;
            }
        }
        true
    }
}

/// Reports progress if the last report was long ago. Returns the time of the last report.
fn tell(id: u32, told: f64, progress: impl FnOnce() -> Progress) -> f64 {
    let now = scope::now();
    if now - told < PROGRESS_MS {
        return told;
    }
    answer(id, Response::Progress(progress()));
    now
}

fn explored(request: Run, tell: impl Fn(u32)) -> Response {
    match Order::read(request) {
        Ok(order) => Response::Explored(explore(&order, tell)),
        Err(refused) => Response::Refused(refused),
    }
}

/// Sends the page the answer to a request.
pub(crate) fn answer(id: u32, kind: Response) {
    scope::post(&WorkerResponse { id, kind: Some(kind) }.encode_to_vec());
}
