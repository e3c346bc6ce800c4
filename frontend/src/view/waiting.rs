//! The rows of the timeline that show the waits of processors, and their legend.

use std::sync::Arc;

use dagwood_core::{
    ProcessorIdx,
    trace::{Wait, WaitCause},
};
use dagwood_export::drawing::fitted;
use leptos::prelude::*;

use super::{fan::Fan, gradual::gradually, term::Term};
use crate::{
    control::Page,
    scene::{Lanes, Scale, cause_phrase, wait_sentence},
    state::command::Command,
    text::timeline as text,
};

/// The height of a row, in pixels.
pub(super) const ROW: u32 = 16;

/// The rows, from `top` on. The style sheet defines the patterns.
#[component]
pub(super) fn Waits(
    lanes: Arc<Lanes>,
    chosen: Fan<ProcessorIdx, bool>,
    scale: Arc<Scale>,
    top: u32,
    /// The width of the plot, in pixels.
    width: Signal<f64>,
) -> impl IntoView {
    let there = gradually(lanes.waiting.waits.len());
    let wait = move |i: usize| {
        let (wait, row) = lanes.waiting.waits[i];
        let id = lanes.graph.id(wait.processor).to_owned();
        let (said, is_selected) = (wait_sentence(&lanes.graph, &wait), chosen.of(wait.processor));
        view! { <WaitView wait id said is_selected scale=scale.clone() y=top + row * ROW width /> }
    };
    view! { <For each=move || 0..there.get() key=|i| *i children=wait /> }
}

#[component]
fn WaitView(
    wait: Wait,
    id: String,
    said: String,
    is_selected: Signal<bool>,
    scale: Arc<Scale>,
    y: u32,
    width: Signal<f64>,
) -> impl IntoView {
    let page = Page::of_view();
    let (left, right) = (scale.percent(wait.start), scale.percent(wait.end));
    let select = {
        let id = id.clone();
        move |_| page.give(Command::Select(id.clone()))
    };
    let label = Memo::new(move |_| fitted(&id, (right - left) / 100.0 * width.get()));
    view! {
        <g class="wait" class:selected=move || is_selected.get() data-cause=wait.cause.name() on:pointerdown=select>
            <title>{said}</title>
            <Pattern left right y />
            <text x=format!("{left}%") dx="3" y=y + 11>
                {label}
            </text>
        </g>
    }
}

/// Each cause has its own line, from `left` to `right` in percent; the barrier is a hatched band.
#[component]
fn Pattern(left: f64, right: f64, y: u32) -> impl IntoView {
    let (x, end) = (format!("{left}%"), format!("{right}%"));
    view! {
        <rect class="band" x=x.clone() y=y + 3 width=format!("{}%", right - left) height="10" />
        <line x1=x x2=end y1=y + 14 y2=y + 14 />
    }
}

/// The legend of the patterns, and the total wait of all processors for each cause.
#[component]
pub(super) fn WaitLegend() -> impl IntoView {
    let page = Page::of_view();
    let item = move |cause: WaitCause| {
        let sum = move || {
            page.player.recording().read().as_ref().map(|recording| {
                let measures = &recording.measures;
                match cause {
                    WaitCause::Dependency => measures.dependency,
                    WaitCause::Barrier => measures.barrier,
                    WaitCause::Worker => measures.worker,
                    WaitCause::Backoff => measures.backoff,
                }
                .to_string()
            })
        };
        view! {
            <li>
                <svg class="wait" data-cause=cause.name() width="28" height=ROW aria-hidden="true">
                    <Pattern left=0.0 right=100.0 y=0 />
                </svg>
                <Term label=cause_phrase(cause) />
                " "
                <span class="hint">{sum}</span>
            </li>
        }
    };
    view! {
        <ul class="causes" aria-label=text::WAITS>
            {WaitCause::ALL.map(item).into_iter().collect_view()}
        </ul>
    }
}
