//! Debouncing: delaying an action until rapid changes have stopped.

use gloo_timers::callback::Timeout;

/// A pending action; at most one at a time.
#[derive(Default)]
pub(super) struct Rest {
    pending: Option<Timeout>,
}

impl Rest {
    /// Schedules an action after this many milliseconds, and cancels the pending one.
    pub(super) fn then(&mut self, after_ms: u32, act: impl FnOnce() + 'static) {
        self.pending = Some(Timeout::new(after_ms, act));
    }

    /// Cancels the pending action.
    pub(super) fn cancel(&mut self) {
        self.pending = None;
    }

    /// Whether an action is pending.
    pub(super) fn is_pending(&self) -> bool {
        self.pending.is_some()
    }
}
