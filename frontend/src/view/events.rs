//! The list of everything that happened.

use leptos::prelude::*;

use super::scroller::Scroller;
use crate::{control::Page, scene::EventRow};

/// The height of a row, in the root element's font size; the style sheet has it too.
const ROW: f64 = 2.75;

#[component]
pub(super) fn Events() -> impl IntoView {
    let page = Page::of_view();
    let scroller = Scroller::new(ROW);
    let len = Memo::new(move |_| page.recording.read().as_ref().map_or(0, |recording| recording.trace.len()));
    let has_any = move || len.get() > 0;
    // The current row stays in sight, once the list has its new height.
    Effect::new(move |_| {
        let (cursor, _) = (page.cursor.get(), len.get());
        // Before the first event the list is at its beginning.
        request_animation_frame(move || scroller.reveal(cursor.saturating_sub(1)));
    });
    let rows = Memo::new(move |_| scroller.rows(len.get()));
    let row = move |seq: usize| {
        let recording = page.recording.read();
        recording.as_ref().filter(|r| seq < r.trace.len()).map(|recording| EventRow::new(&recording.trace, seq))
    };
    // Only a row that is drawn can be pointed at: the scroller may still be on its way to it.
    let current = move || page.cursor.get().checked_sub(1).filter(|seq| rows.get().contains(seq)).map(option_id);
    view! {
        <section class="events" aria-label="Events" role="region">
            <div class="head">
                <h2>"Events"</h2>
                <p class="hint">{move || (len.get() > 0).then(|| len.get().to_string())}</p>
            </div>
            <div
                class="rows"
                // Without events it is no list to choose from, and no place to stop at.
                role=move || has_any().then_some("listbox")
                aria-label=move || has_any().then_some("Events of the run")
                tabindex=move || has_any().then_some("0")
                aria-activedescendant=current
                node_ref=scroller.element
                on:scroll=move |_| scroller.measure()
                data-keys="events"
            >
                <div class="all" role="presentation" style:height=move || format!("{}rem", len.get() as f64 * ROW)>
                    {move || {
                        // A new run has other events at the same places.
                        page.recording.track();
                        view! { <For each=move || rows.get() key=|seq| *seq children=move |seq| row(seq).map(|row| view! { <Row row /> }) /> }
                    }}
                </div>
                {move || (!has_any()).then(|| view! { <p class="empty">"Everything that happens is listed here, one sentence each."</p> })}
            </div>
        </section>
    }
}

fn option_id(seq: usize) -> String {
    format!("event-{seq}")
}

#[component]
fn Row(row: EventRow) -> impl IntoView {
    let page = Page::of_view();
    let EventRow { step, at, processor, kind, sentence } = row;
    let is_current = Memo::new(move |_| page.cursor.get() == step);
    let select = move |_| {
        page.pause();
        page.seek(step);
        let id =
            processor.and_then(|p| page.recording.read_untracked().as_ref().map(|r| r.trace.graph().id(p).to_owned()));
        if let Some(id) = id {
            page.select(id);
        }
    };
    view! {
        <div
            id=option_id(step - 1)
            class="event"
            class:ahead=move || page.cursor.get() < step
            role="option"
            aria-selected=move || is_current.get().to_string()
            aria-current=move || is_current.get().then_some("step")
            aria-posinset=step
            aria-setsize=move || page.recording.read().as_ref().map(|r| r.trace.len())
            data-kind=kind
            style:top=format!("{}rem", (step - 1) as f64 * ROW)
            on:click=select
        >
            <span class="when">
                <span class="number">{step}</span>
                " "
                <span class="at">{at.to_string()}</span>
            </span>
            " "
            <span class="sentence">{sentence}</span>
        </div>
    }
}
