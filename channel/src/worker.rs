//! The parent's end: starts a worker and exchanges messages with it.

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, WorkerOptions, WorkerType};

/// A message or event from a worker.
pub enum Heard {
    /// A message.
    Message(Vec<u8>),
    /// The number of bytes of its program loaded so far: `public/workers/load.js`.
    Loading(u32),
    /// A part of its program could not be loaded.
    ChunkFailed,
    /// It could not be loaded, or it crashed.
    Broken,
}

/// A worker. Dropping it ends it immediately.
pub struct Worker {
    worker: web_sys::Worker,
    _listeners: [EventListener; 2],
}

impl Worker {
    /// Starts the worker of a script in the page's folder.
    ///
    /// # Errors
    /// If the browser refuses.
    pub fn start(script: &str, hear: impl Fn(Heard) + Clone + 'static) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(script, &options)?;
        let message = EventListener::new(&worker, "message", {
            let hear = hear.clone();
            move |event| {
                let data = event.unchecked_ref::<MessageEvent>().data();
                if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
                    hear(Heard::Message(bytes.to_vec()));
                } else if let Some(loaded) = data.as_f64() {
                    hear(Heard::Loading(loaded as u32));
                } else if data.is_null() {
                    hear(Heard::ChunkFailed);
                }
            }
        });
        let error = EventListener::new_with_options(
            &worker,
            "error",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                // Otherwise the error of a nested worker would be taken for one of this worker.
                event.prevent_default();
                hear(Heard::Broken);
            },
        );
        Ok(Self { worker, _listeners: [message, error] })
    }

    /// Sends bytes to the worker. They are moved, not copied.
    pub fn post(&self, bytes: &[u8]) {
        let bytes = Uint8Array::from(bytes);
        let moved = Array::of1(&bytes.buffer());
        // It fails only if the buffer cannot be moved; a new one can.
        let _ = self.worker.post_message_with_transfer(&bytes, &moved);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
