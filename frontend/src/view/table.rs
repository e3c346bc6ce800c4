//! The graph as a table, for users who prefer text: same content, same functions.

use std::sync::Arc;

use dagwood_core::ProcessorIdx;
use leptos::prelude::*;

use super::{
    graph::{Legend, Note},
    icon::StateIcon,
    keys::by_key,
    scroller::Scroller,
    term::Term,
};
use crate::{
    control::Page,
    interop::page as document,
    scene::{Chart, TableAttempt, TableRow},
    state::command::{Command, Motion, Place, View},
    text::graph as text,
};

/// The height of a row, in the root element's font size.
const ROW: f64 = 2.0;
/// Up to this number, all rows are elements.
const ALL: usize = 200;

#[component]
pub(crate) fn Table() -> impl IntoView {
    let page = Page::of_view();
    view! {
        <section class="processors" aria-label=text::TABLE role="region">
            <div class="head">
                <h2 class="unseen">{text::TABLE}</h2>
                <Note />
            </div>
            {move || page.document.chart().get().map(|chart| view! { <Processors chart /> }.into_any())}
            <Legend />
        </section>
    }
}

#[component]
fn Processors(chart: Arc<Chart>) -> impl IntoView {
    let page = Page::of_view();
    let scroller = Scroller::new(ROW);
    let len = chart.graph.len();
    let rows = Memo::new(move |_| if len <= ALL { 0..len } else { scroller.rows(len) });
    let selection = page.selection.index_in(&chart);
    // The selected row stays visible, below the head of the table.
    Effect::new(move |_| {
        if let Some(idx) = selection.get() {
            scroller.reveal(idx as usize + 1);
        }
    });
    {
        let chart = chart.clone();
        page.workspace.serve(View::Table, move |motion| walk(page, &chart, motion));
    }
    let space = |rows: usize| format!("height: {}rem", rows as f64 * ROW);
    let row = move |idx: usize| view! { <Row chart=chart.clone() idx=idx as ProcessorIdx selection /> };
    let columns = [
        text::PROCESSOR,
        text::STATE,
        text::LEVEL,
        text::DEPENDS_ON,
        text::UNBLOCKS,
        text::WORKER,
        text::START,
        text::END,
    ];
    view! {
        <div
            class="table"
            style=("--row", format!("{ROW}rem"))
            node_ref=scroller.element
            on:scroll=move |_| scroller.measure()
            data-keys="table"
            on:keydown=move |event| by_key(page, Place::Table, &event)
        >
            <table aria-rowcount=len + 1 aria-label=text::PROCESSORS>
                <thead>
                    <tr aria-rowindex="1">
                        {columns
                            .map(|name| {
                                view! {
                                    <th scope="col">
                                        <Term label=name />
                                    </th>
                                }
                            })
                            .into_iter()
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    <tr aria-hidden="true" style=move || space(rows.get().start)></tr>
                    <For each=move || rows.get() key=|idx| *idx children=row />
                    <tr aria-hidden="true" style=move || space(len - rows.get().end)></tr>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(chart: Arc<Chart>, idx: ProcessorIdx, selection: Memo<Option<ProcessorIdx>>) -> impl IntoView {
    let page = Page::of_view();
    let TableRow { id, level, depends_on, unblocks } = TableRow::new(&chart.graph, idx);
    let state = Memo::new(move |_| page.player.states().read().get(idx as usize).copied().unwrap_or_default());
    let attempt = Memo::new(move |_| {
        let (alignment, replay) = (page.player.alignment().get(), page.player.replay().read());
        let run = alignment.and_then(|alignment| alignment.of_run(&chart.graph, idx));
        run.zip(replay.as_ref()).map(|(run, replay)| TableAttempt::new(replay, run)).unwrap_or_default()
    });
    let is_selected = Memo::new(move |_| selection.get() == Some(idx));
    let is_tab_stop = move || selection.get().unwrap_or(0) == idx;
    let name = id.clone();
    let stops = {
        let id = id.clone();
        Memo::new(move |_| page.player.breakpoints().read().is_on(&id))
    };
    view! {
        <tr aria-rowindex=idx + 2 class:selected=move || is_selected.get()>
            <th scope="row">
                <button
                    type="button"
                    id=button_id(idx)
                    tabindex=move || if is_tab_stop() { "0" } else { "-1" }
                    aria-pressed=move || is_selected.get().to_string()
                    on:click=move |_| page.give(Command::Select(id.clone()))
                >
                    {name}
                </button>
            </th>
            <td>
                {move || view! { <StateIcon state=state.get() /> }} " " {move || state.get().name()}
                {move || if stops.get() { text::AND_BREAKPOINT } else { "" }}
            </td>
            <td>{level}</td>
            <td>{depends_on}</td>
            <td>{unblocks}</td>
            <td>{move || attempt.read().worker.clone()}</td>
            <td>{move || attempt.read().start.clone()}</td>
            <td>{move || attempt.read().end.clone()}</td>
        </tr>
    }
}

fn button_id(idx: ProcessorIdx) -> String {
    format!("row-{idx}")
}

/// Goes to the row above or below.
fn walk(page: Page, chart: &Chart, motion: Motion) -> bool {
    let last = chart.graph.len().saturating_sub(1) as ProcessorIdx;
    let selected = page.selection.id().read_untracked().as_deref().and_then(|id| chart.graph.find(id));
    let to = match (motion, selected) {
        (Motion::Up, Some(idx)) => idx.saturating_sub(1),
        (Motion::Down, Some(idx)) => last.min(idx + 1),
        (Motion::Up | Motion::Down, None) => 0,
        _ => return false,
    };
    page.give(Command::Select(chart.graph.id(to).to_owned()));
    // Its row may be about to be created: one frame to scroll, another to draw.
    request_animation_frame(move || {
        request_animation_frame(move || {
            if let Some(button) = document::element(&button_id(to)) {
                document::focus(&button);
            }
        });
    });
    true
}
