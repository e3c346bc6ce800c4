//! Views that are built one after the other, each in a task of its own: the browser handles input in between.

use leptos::prelude::*;

use crate::interop::clock;

/// A view that is built in the next task, after those that were asked for before.
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
