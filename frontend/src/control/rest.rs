//! Doing something once what changes quickly has come to rest.

use gloo_timers::callback::Timeout;

/// Something still to be done, at most one at a time.
#[derive(Default)]
pub(super) struct Rest {
    pending: Option<Timeout>,
}

impl Rest {
    /// Does something in so many milliseconds, in place of what was still to be done.
    pub(super) fn then(&mut self, after_ms: u32, act: impl FnOnce() + 'static) {
        self.pending = Some(Timeout::new(after_ms, act));
    }

    /// Does nothing after all.
    pub(super) fn cancel(&mut self) {
        self.pending = None;
    }

    /// Whether there is something to be done that has not been cancelled.
    pub(super) fn is_pending(&self) -> bool {
        self.pending.is_some()
    }
}
