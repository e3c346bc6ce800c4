//! The list of all events.

use std::ops::Range;

use leptos::prelude::*;

use super::{
    icon::MaximiseButton,
    later::{later, nothing},
    scroller::Scroller,
    term::Term,
};
use crate::{
    control::Page,
    parts,
    scene::EventRow,
    state::{Section, command::Command},
    text::events as text,
};

/// The height of a row, in the root element's font size.
const ROW: f64 = 2.75;

#[component]
pub(super) fn Events() -> impl IntoView {
    let page = Page::of_view();
    let len = Memo::new(move |_| len(page));
    let has_any = Memo::new(move |_| len.get() > 0);
    // Hidden without a run, so that the output has more room.
    move || {
        has_any.get().then(|| {
            view! {
                <section class="events" aria-label=text::TITLE role="region" data-section=Section::Events.name()>
                    <div class="head">
                        <h2>
                            <Term label=text::TITLE />
                        </h2>
                        <p class="hint">{move || len.get()}</p>
                        <MaximiseButton section=Section::Events />
                    </div>
                    {later(parts::events, nothing)}
                </section>
            }
        })
    }
}

/// The number of events.
fn len(page: Page) -> usize {
    page.player.recording().read().as_ref().map_or(0, |recording| recording.trace.len())
}

/// The rows of a run.
#[component]
pub(crate) fn EventRows() -> impl IntoView {
    let page = Page::of_view();
    let scroller = Scroller::new(ROW);
    let len = Memo::new(move |_| len(page));
    // The current row stays visible. Before the first event, the list is at its beginning.
    Effect::new(move |_| {
        len.track();
        scroller.reveal(page.player.cursor().get().saturating_sub(1));
    });
    let rows = Memo::new(move |_| scroller.rows(len.get()));
    let count = Memo::new(move |_| rows.read().len());
    // Only a row in the document can be referenced: the scroller may not have reached it yet.
    let current =
        move || page.player.cursor().get().checked_sub(1).filter(|seq| rows.get().contains(seq)).map(option_id);
    view! {
        <div
            class="rows"
            style=("--row", format!("{ROW}rem"))
            role="listbox"
            aria-label=text::LIST
            tabindex="0"
            aria-activedescendant=current
            node_ref=scroller.element
            on:scroll=move |_| scroller.measure()
            data-keys="events"
        >
            <div class="all" role="presentation" style:height=move || format!("{}rem", len.get() as f64 * ROW)>
                <For
                    each=move || 0..count.get()
                    key=|place| *place
                    children=move |place| view! { <Row place rows /> }
                />
            </div>
        </div>
    }
}

fn option_id(seq: usize) -> String {
    format!("event-{seq}")
}

/// A row. It keeps its element, and shows another event when the list is scrolled: creating rows takes several times as
/// long.
#[component]
fn Row(place: usize, rows: Memo<Range<usize>>) -> impl IntoView {
    let page = Page::of_view();
    let row = Memo::new(move |_| {
        let (seq, recording) = (rows.read().start + place, page.player.recording().read());
        let trace = recording.as_ref().map(|recording| &recording.trace).filter(|trace| seq < trace.len());
        trace.map(|trace| EventRow::new(trace, seq)).unwrap_or_default()
    });
    let step = Memo::new(move |_| row.read().step);
    let is_current = Memo::new(move |_| page.player.cursor().get() == step.get());
    let select = move |_| {
        let EventRow { step, processor, .. } = row.get_untracked();
        page.give(Command::Seek(step));
        let id = processor
            .and_then(|p| page.player.recording().read_untracked().as_ref().map(|r| r.trace.graph().id(p).to_owned()));
        if let Some(id) = id {
            page.give(Command::Select(id));
        }
    };
    view! {
        <div
            id=move || option_id(step.get().saturating_sub(1))
            class="event"
            class:ahead=move || page.player.cursor().get() < step.get()
            role="option"
            aria-selected=move || is_current.get().to_string()
            aria-current=move || is_current.get().then_some("step")
            aria-posinset=move || step.get()
            aria-setsize=move || page.player.recording().read().as_ref().map(|r| r.trace.len())
            data-kind=move || row.read().kind
            style:top=move || format!("{}rem", step.get().saturating_sub(1) as f64 * ROW)
            on:click=select
        >
            <span class="when">
                <span class="number">{move || step.get()}</span>
                " "
                <span class="at">{move || row.read().at.to_string()}</span>
            </span>
            " "
            <span class="sentence">{move || row.read().sentence.clone()}</span>
        </div>
    }
}
