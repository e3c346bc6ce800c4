//! Many elements, made some at a time: the page answers in between.

use leptos::prelude::*;

/// About as many elements as a browser makes in a frame, with all that they listen to.
const AT_A_TIME: usize = 16;

/// How many of so many elements are to be there: some more each frame, until all are.
pub(super) fn gradually(total: usize) -> Signal<usize> {
    let count = RwSignal::new(total.min(AT_A_TIME));
    Effect::new(move |_| {
        let next = (count.get() + AT_A_TIME).min(total);
        if count.get_untracked() < total {
            // What they are for may be gone by then.
            request_animation_frame(move || {
                let _ = count.try_set(next);
            });
        }
    });
    count.into()
}
