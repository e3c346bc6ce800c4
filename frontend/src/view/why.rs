//! The reason for the state of the selected processor.

use leptos::prelude::*;

use crate::{
    control::{Page, Why},
    scene::{Reason, Turn},
    state::command::Command,
    text::inspector as text,
};

/// The reason, and the steps at which it begins and ends. The buttons stay while the user steps along them, so that the
/// focus stays too.
#[component]
pub(super) fn Reasons() -> impl IntoView {
    let page = Page::of_view();
    let reason = move || match page.results().why().get() {
        Some(Why::Processor(reason)) => Some(reason),
        _ => None,
    };
    view! {
        <div class="why" role="group" aria-label=text::WHY>
            <h3>{text::WHY}</h3>
            <p>{move || reason().map_or_else(|| text::RUN_TO_SEE.into(), |reason| reason.sentence)}</p>
            <div class="turns">
                <TurnButton
                    what=text::SINCE
                    none=text::SINCE_START
                    turn=move || reason().and_then(|Reason { since, .. }| since)
                />
                <TurnButton
                    what=text::RELEASED_BY
                    none=text::RELEASED_BY_NOTHING
                    turn=move || reason().and_then(|Reason { released_by, .. }| released_by)
                />
                <TurnButton
                    what=text::NEXT
                    none=text::NEXT_NOTHING
                    turn=move || reason().and_then(|Reason { next, .. }| next)
                />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn TurnButton(
    what: &'static str,
    none: &'static str,
    turn: impl Fn() -> Option<Turn> + Send + Sync + 'static,
) -> impl IntoView {
    let page = Page::of_view();
    let turn = Memo::new(move |_| turn());
    let go = move |_| {
        if let Some(Turn { step, .. }) = turn.get_untracked() {
            page.give(Command::Seek(step));
        }
    };
    let name = move || turn.read().as_ref().map_or_else(|| none.into(), |turn| text::turn(what, turn.step));
    view! {
        <button
            type="button"
            class="turn"
            aria-disabled=move || turn.read().is_none().to_string()
            title=move || turn.get().map(|turn| turn.sentence)
            on:click=go
        >
            {name}
        </button>
    }
}
