//! Many elements, created in batches: the page responds in between.

use leptos::prelude::*;

/// As many as a browser can create in a frame besides its other work, with all their listeners.
const A_FRAME: usize = 16;

/// The number of elements to show out of a total: more in each frame, until all are there.
pub(super) fn gradually(total: usize) -> Signal<usize> {
    let count = RwSignal::new(total.min(A_FRAME));
    Effect::new(move |_| {
        let now = count.get();
        if now < total {
            request_animation_frame(move || {
                // Their purpose may have ended by then.
                let _ = count.try_set((now + A_FRAME).min(total));
            });
        }
    });
    count.into()
}
