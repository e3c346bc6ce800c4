//! The worker's end: messages from and to its parent (the page or another worker), and turns of the event loop.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

/// Calls `receive` with each message, as long as the worker lives.
pub fn listen(receive: impl Fn(Vec<u8>) + 'static) {
    let receive = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(bytes) = event.data().dyn_into::<Uint8Array>() {
            receive(bytes.to_vec());
        }
    });
    scope().set_onmessage(Some(receive.as_ref().unchecked_ref()));
    receive.forget();
}

/// Sends bytes to the parent. Their buffer is transferred, not copied.
pub fn post(bytes: &[u8]) {
    let bytes = Uint8Array::from(bytes);
    let moved = Array::of1(&bytes.buffer());
    // It fails only if the buffer cannot be moved; a new one can.
    let _ = scope().post_message_with_transfer(&bytes, &moved);
}

/// Tells the page that a part of this worker's program could not be loaded.
pub fn chunk_failed() {
    // It fails only for values that cannot be cloned; null can.
    let _ = scope().post_message(&JsValue::NULL);
}

/// Milliseconds of a monotonic clock.
#[must_use]
pub fn now() -> f64 {
    scope().performance().map_or(0.0, |performance| performance.now())
}

/// The address of the script that this worker runs.
#[must_use]
pub fn script() -> String {
    scope().location().href()
}

/// Lets other events run between slices of work. Timers would wait four milliseconds each time; a message does not.
#[derive(Clone)]
pub struct Turns {
    port: MessagePort,
}

impl Turns {
    /// Calls `turn` once after each [`Turns::request`], which `turn` may call again.
    ///
    /// # Errors
    /// If the browser has no message channels.
    pub fn new(turn: impl Fn(&Self) + 'static) -> Result<Self, JsValue> {
        let channel = MessageChannel::new()?;
        let turns = Self { port: channel.port2() };
        let own = turns.clone();
        let turn = Closure::<dyn Fn()>::new(move || turn(&own));
        channel.port1().set_onmessage(Some(turn.as_ref().unchecked_ref()));
        turn.forget();
        Ok(turns)
    }

    /// Requests a turn.
    pub fn request(&self) {
        // It fails only for messages that cannot be cloned; null can.
        let _ = self.port.post_message(&JsValue::NULL);
    }
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
