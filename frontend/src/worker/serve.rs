//! The worker's loop: answers the page, and advances the run that goes on between its messages.

use std::{cell::RefCell, rc::Rc};

use dagwood_proto::v1::{
    WorkerRequest, WorkerResponse,
    worker_request::Kind as Request,
    worker_response::{Kind as Response, Ready},
};
use prost::Message;
use wasm_bindgen::JsValue;

use super::{Job, check};
use crate::interop::scope::{self, Turns};

/// How long the worker does not listen, in milliseconds.
const SLICE_MS: f64 = 8.0;
/// How often it tells how far it has come, in milliseconds.
const PROGRESS_MS: f64 = 100.0;

/// Serves the page for as long as the worker lives.
///
/// # Errors
/// If the browser lacks what it takes.
pub fn serve() -> Result<(), JsValue> {
    let running: Rc<RefCell<Option<Running>>> = Rc::default();
    let turns = Turns::new({
        let running = running.clone();
        move |turns| {
            if turn(&mut running.borrow_mut()) {
                turns.request();
            }
        }
    })?;
    scope::listen(move |bytes| {
        if let Ok(request) = WorkerRequest::decode(&*bytes)
            && receive(request, &mut running.borrow_mut())
        {
            turns.request();
        }
    });
    answer(0, Response::Ready(Ready {}));
    Ok(())
}

struct Running {
    id: u32,
    job: Job,
    told: f64,
}

/// Deals with a request. `true` if a run has begun.
fn receive(request: WorkerRequest, running: &mut Option<Running>) -> bool {
    let id = request.id;
    match request.kind {
        Some(Request::Check(request)) => answer(id, Response::Checked(check(&request))),
        Some(Request::Run(request)) => match Job::start(request) {
            Ok(job) => {
                // The page runs one workflow at a time: if one goes on, its turns become those of the new one.
                return running.replace(Running { id, job, told: scope::now() }).is_none();
            }
            Err(refused) => answer(id, Response::Refused(refused)),
        },
        Some(Request::Cancel(_)) => {
            if let Some(Running { id, job, .. }) = running {
                job.cancel();
                answer(*id, Response::Progress(job.progress()));
            }
        }
        #[cfg(feature = "inspect")]
        Some(Request::Inspect(request)) => {
            answer(id, Response::Inspected(super::inspect(request.file.unwrap_or_default())));
        }
        // Only the inspector can say.
        #[cfg(not(feature = "inspect"))]
        Some(Request::Inspect(_)) => {}
        None => {}
    }
    false
}

/// Advances the run by a slice. `true` if it goes on.
fn turn(slot: &mut Option<Running>) -> bool {
    let Some(mut running) = slot.take() else { return false };
    let start = scope::now();
    if running.job.advance(|| scope::now() - start < SLICE_MS) {
        answer(running.id, Response::Ran(running.job.finish()));
        return false;
    }
    let now = scope::now();
    if now - running.told >= PROGRESS_MS {
        answer(running.id, Response::Progress(running.job.progress()));
        running.told = now;
    }
    *slot = Some(running);
    true
}

fn answer(id: u32, kind: Response) {
    scope::post(&WorkerResponse { id, kind: Some(kind) }.encode_to_vec());
}
