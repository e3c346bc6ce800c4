//! The worker's loop: answers the page, and advances the current work between messages.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use dagwood_channel::scope::{self, Turns};
use dagwood_core::Plan;
use dagwood_proto::worker::{
    WorkerRequest, WorkerResponse,
    worker_request::{Check, Kind as Request, Run},
    worker_response::{Kind as Response, Ready},
};
use prost::Message;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::{
    Checker, Order,
    parts::{self, NotLoaded},
    work::{Slice, Turn, Work},
};

/// Serves the page as long as the worker lives.
///
/// # Errors
/// If the browser lacks a required feature.
pub fn serve() -> Result<(), JsValue> {
    let session: Rc<Session> = Rc::default();
    let turns = Turns::new({
        let session = session.clone();
        move |turns| session.turn(turns)
    })?;
    scope::listen(move |bytes| {
        let Ok(request) = WorkerRequest::decode(&*bytes) else { return };
        session.requests.borrow_mut().push_back(request);
        if !session.is_receiving.replace(true) {
            let (session, turns) = (session.clone(), turns.clone());
            spawn_local(async move { session.receive_all(&turns).await });
        }
    });
    answer(0, Response::Ready(Ready {}));
    Ok(())
}

/// The state of this worker.
#[derive(Default)]
struct Session {
    /// Requests that wait until the one before them has the part of the program that it needs.
    requests: RefCell<VecDeque<WorkerRequest>>,
    is_receiving: Cell<bool>,
    checker: RefCell<Checker>,
    /// The current run or attempt. The page runs one workflow at a time: a new one replaces it.
    work: RefCell<Option<Box<dyn Work>>>,
    /// Whether a turn has been requested.
    is_due: Cell<bool>,
    /// The plan of the live run for which this worker runs attempts.
    plan: RefCell<Option<Plan>>,
}

impl Session {
    async fn receive_all(&self, turns: &Turns) {
        loop {
            let request = self.requests.borrow_mut().pop_front();
            let Some(request) = request else { break };
            if let Err(NotLoaded) = self.receive(request, turns).await {
                scope::lacks_a_part();
            }
        }
        self.is_receiving.set(false);
    }

    /// Handles a request.
    async fn receive(&self, WorkerRequest { id, kind }: WorkerRequest, turns: &Turns) -> Result<(), NotLoaded> {
        match kind {
            Some(Request::Check(request)) => self.check(id, request).await?,
            Some(Request::Run(request)) => self.run(id, request, turns).await?,
            Some(Request::Edit(request)) => answer(id, Response::Edited(parts::edit(request).await?)),
            Some(Request::Describe(request)) => answer(id, Response::Described(parts::describe(request).await?)),
            Some(Request::Cancel(_)) => {
                if let Some(work) = &mut *self.work.borrow_mut() {
                    work.cancel();
                }
            }
            // Only the inspector can answer this.
            Some(Request::Inspect(_)) => {}
            // The sender has already read it.
            Some(Request::Prepare(request)) => {
                self.plan.replace(Order::read(request).ok().map(|order| order.plan));
            }
            Some(Request::Attempt(request)) => {
                // The sender has prepared for it.
                let Some(plan) = self.plan.borrow().clone() else { return Ok(()) };
                if let Some(work) = parts::attempt(id, plan, request).await? {
                    self.begin(work, turns);
                }
            }
            Some(Request::Explore(request)) => answer(id, parts::explore(id, request).await?),
            None => {}
        }
        Ok(())
    }

    async fn check(&self, id: u32, request: Check) -> Result<(), NotLoaded> {
        let (mut checked, diagnostics) = self.checker.borrow_mut().check_without_problems(&request);
        // Most texts have none, and need no more of the program.
        if !diagnostics.is_empty() {
            checked.problems = parts::problems(request.workflow, diagnostics).await?;
        }
        answer(id, Response::Checked(checked));
        Ok(())
    }

    async fn run(&self, id: u32, request: Run, turns: &Turns) -> Result<(), NotLoaded> {
        let started = if request.live { parts::live(id, request).await? } else { parts::run(id, request).await? };
        match started {
            Ok(work) => self.begin(work, turns),
            Err(refused) => answer(id, Response::Refused(refused)),
        }
        Ok(())
    }

    fn begin(&self, work: Box<dyn Work>, turns: &Turns) {
        self.work.replace(Some(work));
        self.request(turns);
    }

    fn request(&self, turns: &Turns) {
        if !self.is_due.replace(true) {
            turns.request();
        }
    }

    /// Advances the current work by a slice.
    fn turn(&self, turns: &Turns) {
        self.is_due.set(false);
        let Some(mut work) = self.work.take() else { return };
        match work.turn(&Slice::now()) {
            Turn::Ended => return,
            Turn::OnItsOwn => {}
            Turn::Continues => self.request(turns),
        }
        self.work.replace(Some(work));
    }
}

/// Sends the page the answer to a request.
pub(crate) fn answer(id: u32, kind: Response) {
    scope::post(&WorkerResponse { id, kind: Some(kind) }.encode_to_vec());
}
