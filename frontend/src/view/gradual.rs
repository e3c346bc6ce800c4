//! Many elements, made some at a time: the page answers in between.

use leptos::prelude::*;

/// As many as a browser makes in a frame beside everything else, with all that they listen to.
const A_FRAME: usize = 16;

/// How many of so many elements are to be there: some more each frame, until all are.
pub(super) fn gradually(total: usize) -> Signal<usize> {
    let count = RwSignal::new(total.min(A_FRAME));
    Effect::new(move |_| {
        let now = count.get();
        if now < total {
            request_animation_frame(move || {
                // What they are for may be gone by then.
                let _ = count.try_set((now + A_FRAME).min(total));
            });
        }
    });
    count.into()
}
