//! Views that are loaded when they are first shown.

use std::rc::Rc;

use leptos::{prelude::*, reactive::computed::ScopedFuture, task::spawn_local};

use crate::{
    control::Page,
    parts::{Loading, NotLoaded},
    state::command::{Command, label},
    text::later as text,
};

/// A view of a part of the program. `placeholder` is shown until the part is loaded; if that fails, with a button that tries
/// again.
pub(crate) fn later(load: impl Fn() -> Loading + 'static, placeholder: fn() -> AnyView) -> AnyView {
    when_loaded(Rc::new(load), placeholder)
}

fn when_loaded(load: Rc<dyn Fn() -> Loading>, placeholder: fn() -> AnyView) -> AnyView {
    let page = Page::of_view();
    let again = page.workspace.loads();
    let loaded = RwSignal::new_local(None::<AnyView>);
    let has_failed = RwSignal::new(false);
    // The view belongs to the place where it is shown, not to the effect that loads it again.
    let owner = Owner::current().unwrap_or_default();
    let start = Rc::new(move || {
        let load = Rc::clone(&load);
        let load = async move {
            // Each fails if nothing shows the view any more.
            let _ = match load().await {
                Ok(view) => loaded.try_set(Some(view)).map(drop),
                Err(NotLoaded) => has_failed.try_set(true).map(drop),
            };
        };
        spawn_local(owner.with(|| ScopedFuture::new(load)));
    });
    start();
    Effect::new(move |_| {
        again.track();
        if has_failed.get_untracked() {
            has_failed.set(false);
            start();
        }
    });
    (move || {
        loaded.track();
        let view = loaded.write_untracked().take();
        view.unwrap_or_else(|| {
            let failure = move || {
                has_failed.get().then(|| {
                    view! {
                        <p class="notice error not-loaded" role="alert">
                            {text::NOT_LOADED}
                            " "
                            <button type="button" on:click=move |_| page.give(Command::LoadAgain)>
                                {label(&Command::LoadAgain)}
                            </button>
                        </p>
                    }
                })
            };
            view! {
                {placeholder()}
                {failure}
            }
            .into_any()
        })
    })
    .into_any()
}

/// Whether a condition has been true at least once.
pub(crate) fn once(condition: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    Memo::new(move |before| before == Some(&true) || condition())
}

/// Nothing, in place of a view that takes no room until it is loaded.
pub(crate) fn nothing() -> AnyView {
    ().into_any()
}
