//! Time.

use std::{cell::Cell, rc::Rc};

use gloo_timers::callback::Timeout;
use leptos::prelude::{request_animation_frame, window};

/// Milliseconds of a monotonic clock.
#[must_use]
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Calls `act` in a new task. Tasks run in the order of the calls.
pub fn in_own_task(act: impl FnOnce() + 'static) {
    Timeout::new(0, act).forget();
}

/// A date and time of day, as the user writes them, from milliseconds since 1970.
#[must_use]
pub fn date(ms: u64) -> String {
    js_sys::Date::new(&(ms as f64).into()).to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED).into()
}

/// A callback before each frame, until it is dropped.
pub struct Frames {
    alive: Rc<Cell<bool>>,
}

impl Frames {
    /// Calls `frame` with the time, before each frame.
    pub fn start(frame: impl FnMut(f64) + 'static) -> Self {
        let alive = Rc::new(Cell::new(true));
        next(alive.clone(), frame);
        Self { alive }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.alive.set(false);
    }
}

/// A callback before the next frame after each request, until it is dropped.
pub struct Repaint {
    own: Rc<Own>,
}

struct Own {
    paint: Box<dyn Fn()>,
    is_due: Cell<bool>,
}

impl Repaint {
    /// With this callback.
    pub fn new(paint: impl Fn() + 'static) -> Self {
        Self { own: Rc::new(Own { paint: Box::new(paint), is_due: Cell::new(false) }) }
    }

    /// Requests a call. Several requests before a frame count as one.
    pub fn request(&self) {
        if self.own.is_due.replace(true) {
            return;
        }
        let own = Rc::downgrade(&self.own);
        request_animation_frame(move || {
            if let Some(own) = own.upgrade() {
                own.is_due.set(false);
                (own.paint)();
            }
        });
    }
}

fn next(alive: Rc<Cell<bool>>, mut frame: impl FnMut(f64) + 'static) {
    request_animation_frame(move || {
        if alive.get() {
            frame(now());
            next(alive, frame);
        }
    });
}
