//! Views that are built in separate tasks, so that the browser handles input in between.

use leptos::prelude::*;

use crate::interop::clock;

/// A view that is built in a later task. Views are built in the order of the calls.
pub(super) fn in_turn(view: fn() -> AnyView) -> AnyView {
    let built = RwSignal::new_local(None::<AnyView>);
    // The view belongs to the place where it is shown, not to the task that builds it.
    let owner = Owner::current().unwrap_or_default();
    clock::in_own_task(move || {
        // It fails if the place is gone.
        let _ = built.try_set(Some(owner.with(view)));
    });
    (move || {
        built.track();
        built.write_untracked().take()
    })
    .into_any()
}
