//! Going further than to the next event, and where playing stops.

use dagwood_core::counted;
use leptos::prelude::*;

use crate::{
    control::Page,
    state::{
        Jump, Stop, by_level,
        command::{Command, aria},
    },
};

/// The id of what opens.
const ID: &str = "jumps";

/// A button, and what it opens: the browser closes it by Escape or by a press elsewhere, and gives the focus back.
#[component]
pub(super) fn Jumps() -> impl IntoView {
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
        0 => "No breakpoints.".into(),
        count => counted(count, "breakpoint") + ".",
    };
    view! {
        <button type="button" class="jump" popovertarget=ID>"Jump"</button>
        <div id=ID class="jumps" popover="auto" role="group" aria-label="Jump">
            <h3>"Go to"</h3>
            <div class="targets">{Jump::ALL.map(jump).collect_view()}</div>
            <fieldset>
                <legend>"Stop at"</legend>
                {Stop::ALL.map(stop).collect_view()}
            </fieldset>
            <p class="hint">{count} " Set breakpoints on processors in the inspector."</p>
        </div>
    }
    .into_any()
}
