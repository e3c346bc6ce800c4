//! The worker's loop: answers the page, and advances the current work between messages.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use dagwood_channel::scope::{self, Turns};
use dagwood_core::Plan;
use dagwood_proto::worker::{
    EarlyRequest, EarlyResponse, early_request::Kind as Request, early_response::Kind as Response,
    worker_request::Check, worker_response::Ready,
};
use prost::Message;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::{
    Checker,
    parts::{self, ChunkFailed},
    work::{Slice, Started, Turn, Work},
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
        let Ok(request) = EarlyRequest::decode(&*bytes) else { return };
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
    requests: RefCell<VecDeque<EarlyRequest>>,
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
            if let Err(ChunkFailed) = self.receive(request, turns).await {
                scope::chunk_failed();
            }
        }
        self.is_receiving.set(false);
    }

    /// Handles a request.
    async fn receive(&self, EarlyRequest { id, kind }: EarlyRequest, turns: &Turns) -> Result<(), ChunkFailed> {
        match kind {
            Some(Request::Check(request)) => self.check(id, request).await?,
            // Not awaited: a check need not wait for it. A run that needs the part tries again.
            Some(Request::Prefetch(_)) => spawn_local(async {
                let _ = parts::load_run().await;
            }),
            Some(Request::Run(request)) => {
                let started = parts::run(id, request).await?;
                self.started(id, started, turns).await?;
            }
            Some(Request::Live(request)) => {
                let started = parts::live(id, request).await?;
                self.started(id, started, turns).await?;
            }
            Some(Request::Edit(request)) => parts::edit(id, request).await?,
            Some(Request::Describe(request)) => parts::describe(id, request).await?,
            Some(Request::Draw(request)) => parts::draw(id, request).await?,
            Some(Request::Rehearse(request)) => parts::rehearse(id, request).await?,
            Some(Request::Sketch(request)) => parts::sketch(id, request).await?,
            Some(Request::Cancel(_)) => {
                if let Some(work) = &mut *self.work.borrow_mut() {
                    work.cancel();
                }
            }
            Some(Request::Prepare(request)) => {
                self.plan.replace(parts::prepare(request).await?);
            }
            Some(Request::Attempt(request)) => {
                // The sender has prepared for it.
                let Some(plan) = self.plan.borrow().clone() else { return Ok(()) };
                if let Some(work) = parts::attempt(id, plan, request).await? {
                    self.begin(work, turns);
                }
            }
            Some(Request::Explore(request)) => {
                if let Err(refusal) = parts::explore(id, request).await? {
                    parts::refuse(id, refusal).await?;
                }
            }
            // Only the inspector can answer the rest.
            None => {}
        }
        Ok(())
    }

    async fn check(&self, id: u32, request: Check) -> Result<(), ChunkFailed> {
        let (mut checked, diagnostics) = self.checker.borrow_mut().check_without_problems(&request);
        // Most texts have none, and need no more of the program.
        if !diagnostics.is_empty() {
            checked.problems = parts::problems(request.workflow, diagnostics).await?;
        }
        answer(id, Response::Checked(checked));
        Ok(())
    }

    async fn started(&self, id: u32, started: Started, turns: &Turns) -> Result<(), ChunkFailed> {
        match started {
            Ok(work) => self.begin(work, turns),
            Err(refusal) => parts::refuse(id, refusal).await?,
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
fn answer(id: u32, kind: Response) {
    scope::post(&EarlyResponse { id, kind: Some(kind) }.encode_to_vec());
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_proto::worker::{
        WorkerRequest, WorkerResponse,
        worker_request::{self as page, Attempt, Cancel, Describe, Draw, Edit, Prefetch, Run, Sketch},
        worker_response::{Checked, Kind as Heard},
    };

    #[test]
    fn requests_are_those_of_the_page() {
        let run = || Run { workflow: "strategy: level".into(), ..Run::default() };
        let check = || Check { workflow: "a".into(), across: true, ..Check::default() };
        let edit = || Edit { workflow: "b".into(), operation: None };
        let describe = || Describe { workflow: "c".into(), processor: "d".into() };
        let draw = || Draw { name: "e".into(), step: 3, ..Draw::default() };
        let sketch = || Sketch { workflow: "f".into(), across: true };
        let attempt = || Attempt { processor: 2, input: b"x".to_vec() };
        for (asked, read) in [
            (page::Kind::Check(check()), Request::Check(check())),
            (page::Kind::Cancel(Cancel {}), Request::Cancel(Cancel {})),
            (page::Kind::Prefetch(Prefetch {}), Request::Prefetch(Prefetch {})),
            (page::Kind::Run(run()), Request::Run(run().encode_to_vec())),
            (page::Kind::Live(run()), Request::Live(run().encode_to_vec())),
            (page::Kind::Prepare(run()), Request::Prepare(run().encode_to_vec())),
            (page::Kind::Explore(run()), Request::Explore(run().encode_to_vec())),
            (page::Kind::Attempt(attempt()), Request::Attempt(attempt().encode_to_vec())),
            (page::Kind::Edit(edit()), Request::Edit(edit().encode_to_vec())),
            (page::Kind::Describe(describe()), Request::Describe(describe().encode_to_vec())),
            (page::Kind::Draw(draw()), Request::Draw(draw().encode_to_vec())),
            (page::Kind::Rehearse(run()), Request::Rehearse(run().encode_to_vec())),
            (page::Kind::Sketch(sketch()), Request::Sketch(sketch().encode_to_vec())),
        ] {
            let sent = WorkerRequest { id: 7, kind: Some(asked) }.encode_to_vec();
            assert_eq!(EarlyRequest::decode(&*sent), Ok(EarlyRequest { id: 7, kind: Some(read) }));
        }
    }

    #[test]
    fn the_page_reads_the_answers() {
        let checked = || Checked { is_drawn: true, ..Checked::default() };
        for (answered, heard) in [
            (Response::Ready(Ready {}), Heard::Ready(Ready {})),
            (Response::Checked(checked()), Heard::Checked(checked())),
        ] {
            let sent = EarlyResponse { id: 7, kind: Some(answered) }.encode_to_vec();
            assert_eq!(WorkerResponse::decode(&*sent), Ok(WorkerResponse { id: 7, kind: Some(heard) }));
        }
    }
}
