//! Navigating to more distant events, and breakpoints.

use dagwood_core::counted;
use leptos::prelude::*;

use super::later::{later, nothing};
use crate::{
    control::Page,
    parts,
    state::{
        Jump, Stop, by_level,
        command::{Command, aria},
    },
    text::transport as text,
};

/// The id of the popover.
const ID: &str = "jumps";

/// A button and its popover: the browser closes it on Escape or a press elsewhere, and returns the focus.
#[component]
pub(super) fn Jumps() -> impl IntoView {
    let is_pressed = RwSignal::new(false);
    let is_needed = Memo::new(move |_| is_pressed.get());
    view! {
        <button type="button" class="jump" popovertarget=ID on:click=move |_| is_pressed.set(true)>
            {text::JUMP}
        </button>
        <div id=ID class="jumps" popover="auto" role="group" aria-label=text::JUMP>
            {move || is_needed.get().then(|| later(parts::jumps, nothing))}
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn JumpsBody() -> impl IntoView {
    let page = Page::of_view();
    let is_by_level = Memo::new(move |_| page.player.recording().read().as_ref().is_some_and(|r| by_level(&r.trace)));
    let jump = move |jump: Jump| {
        let command = Command::Jump(jump);
        view! {
            <button type="button" aria-keyshortcuts=aria(&command) on:click=move |_| page.give(command.clone())>
                {move || jump.title(is_by_level.get())}
            </button>
        }
    };
    let stop = move |stop: Stop| {
        view! {
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || page.player.breakpoints().read().stops_at(stop)
                    on:change:target=move |event| {
                        let stops = event.target().checked();
                        page.give(Command::StopAt(stop, stops));
                    }
                />
                {stop.title()}
            </label>
        }
    };
    let count = move || match page.player.breakpoints().read().len() {
        0 => text::NO_BREAKPOINTS.into(),
        count => counted(count, "breakpoint") + ".",
    };
    view! {
        <h3>{text::GO_TO}</h3>
        <div class="targets">{Jump::ALL.map(jump).collect_view()}</div>
        <fieldset>
            <legend>{text::STOP_AT}</legend>
            {Stop::ALL.map(stop).collect_view()}
        </fieldset>
        <p class="hint">{count} {text::SET_BREAKPOINTS}</p>
    }
}
