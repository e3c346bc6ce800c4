//! Decorations of the graph: missing processors, the input of the selected processor and, under `level`, the levels and their
//! barriers.

use std::sync::Arc;

use dagwood_export::drawing::{Decimal, curve, node_label};
use leptos::prelude::*;

use super::{camera::Camera, marks::Marks};
use crate::{
    control::Page,
    scene::{Band, Chart, Levels, gate, supply},
    state::{Missing, Point, Size, command::Command},
    text::graph as text,
};

#[component]
pub(crate) fn Course(chart: Arc<Chart>, camera: Camera, marks: Marks) -> impl IntoView {
    let page = Page::of_view();
    let levels = {
        let chart = chart.clone();
        move || {
            let levels = Arc::new(Levels::new(&chart, &page.player.recording().read().as_ref()?.trace)?);
            let band = |i| view! { <BandView levels=levels.clone() i camera /> };
            Some((0..levels.bands.len()).map(band).collect_view())
        }
    };
    view! {
        <g class="levels">{levels}</g>
        <SupplyView chart=chart.clone() marks />
        {move || {
            let missing = page.document.missing().get().into_iter();
            missing.map(|missing| view! { <Ghost missing chart=chart.clone() /> }).collect_view()
        }}
    }
}

/// A missing processor: a button that shows where the text names it.
#[component]
fn Ghost(missing: Missing, chart: Arc<Chart>) -> impl IntoView {
    let page = Page::of_view();
    let Missing { id, centre, lines, place: (from, to) } = missing;
    let (Size { width, height }, across) = (chart.node, chart.across());
    let (left, top) = (centre.x - width / 2.0, centre.y - height / 2.0);
    let px = |number| Decimal::new(number, 2).to_string();
    let line = |line: Vec<Point>| {
        let d = curve(line.iter().map(|point| (point.x, point.y)), across);
        view! { <path class="edge" stroke-dasharray="4 4" d=d marker-end="url(#arrow)" /> }
    };
    let show = move || page.give(Command::ShowText { from, to });
    view! {
        {lines.into_iter().map(line).collect_view()}
        <g
            class="node"
            role="button"
            tabindex="0"
            aria-label=text::missing(&id)
            data-state="failed"
            on:click=move |_| show()
            on:keydown=move |event| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    show();
                }
            }
        >
            <rect class="ring" x=px(left - 4.0) y=px(top - 4.0) width=px(width + 8.0) height=px(height + 8.0) rx="12" />
            <rect
                class="box"
                x=px(left)
                y=px(top)
                width=px(width)
                height=px(height)
                rx="8"
                fill-opacity="0.4"
                stroke-dasharray="4 4"
            />
            <text>
                <tspan class="id" x=px(left + 12.0) y=px(top + 20.0)>
                    {node_label(&id, width)}
                </tspan>
                " "
                <tspan class="caption" x=px(left + 12.0) y=px(top + 36.0)>
                    {text::MISSING}
                </tspan>
            </text>
        </g>
    }
}

/// A level, and the barrier after it.
#[component]
fn BandView(levels: Arc<Levels>, i: usize, camera: Camera) -> impl IntoView {
    let page = Page::of_view();
    let Band { level, area, barrier, .. } = levels.bands[i];
    let px = |number| Decimal::new(number, 2).to_string();
    let name = levels.bands[i].name();
    let is_open = {
        let levels = levels.clone();
        move |level: u32| Memo::new(move |_| levels.is_open(level, page.player.cursor().get()))
    };
    // The first level is never closed.
    let is_reached = level.checked_sub(1).map(is_open.clone());
    let is_closed = move || is_reached.is_some_and(|is_reached| !is_reached.get()).then_some("4 3");
    let is_far = Memo::new(move |_| camera.viewport().read().is_far());
    let barrier = barrier.map(|[from, to]| {
        let is_open = is_open(level);
        let words = move || levels.bands[i].barrier_in_words(is_open.get(), &page.player.states().read());
        // Above the right end of a line from left to right, below one from top to bottom.
        let (anchor, dy) = if from.y == to.y { ("end", "-0.4em") } else { ("middle", "1.2em") };
        view! {
            <path
                class="barrier"
                class:open=move || is_open.get()
                vector-effect="non-scaling-stroke"
                d=move || gate([from, to], is_open.get())
            >
                <title>{words.clone()}</title>
            </path>
            <text x=px(to.x) y=px(to.y) dy=dy text-anchor=anchor font-size="11">
                {words}
            </text>
        }
    });
    let number = move || if is_far.get() { level.to_string() } else { name.clone() };
    // On the upper border, or beside the band if there is no room.
    let (dx, dy) =
        (move || if is_far.get() { "-0.7em" } else { "0.7em" }, move || if is_far.get() { "1em" } else { "0.35em" });
    let size = move || px(11.0 / camera.viewport().read().scale.min(1.0));
    view! {
        <rect
            x=px(area.left)
            y=px(area.top)
            width=px(area.right - area.left)
            height=px(area.bottom - area.top)
            rx="8"
            vector-effect="non-scaling-stroke"
            stroke-dasharray=is_closed
        />
        <text x=px(area.left) y=px(area.top) dx=dx dy=dy font-size=size>
            {number}
        </text>
        {barrier}
    }
}

/// The input of the selected processor, above it, and the dependency that passed it on.
#[component]
fn SupplyView(chart: Arc<Chart>, marks: Marks) -> impl IntoView {
    let page = Page::of_view();
    let supply =
        Memo::new(move |_| supply(page.player.replay().read().as_ref()?, page.selection.id().read().as_deref()?));
    let px = |number| Decimal::new(number, 2).to_string();
    move || {
        let (idx, supply) = (marks.selection.get()?, supply.get()?);
        let (centre, edges) = (chart.centre(idx), chart.edges_around(idx));
        let top = centre.y - chart.node.height / 2.0 - 12.0;
        // The supplier is known by its id: the run may be of another graph.
        let supplies = |from: &str| edges.iter().find(|edge| edge.to == idx && chart.graph.id(edge.from) == from);
        let edge = supply.from.as_deref().and_then(supplies).map(|edge| edge.path.clone());
        Some(view! {
            {edge.map(|d| view! { <path class="edge supplies" data-kin="ancestor" d=d /> })}
            <text class="supply" aria-hidden="true" x=px(centre.x) y=px(top)>
                {supply.text}
            </text>
        })
    }
}
