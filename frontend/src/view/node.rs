//! A processor in the graph.

use std::sync::Arc;

use dagwood_core::ProcessorIdx;
use leptos::prelude::*;

use super::{icon::shape, marks::Marks};
use crate::{
    control::Page,
    scene::{Chart, Kin},
};

/// The id of a processor's element.
pub(super) fn element_id(idx: ProcessorIdx) -> String {
    format!("node-{idx}")
}

/// A processor: a button that selects it. Of all of them one is a tab stop, and the arrow keys lead on from there.
#[component]
pub(super) fn NodeView(chart: Arc<Chart>, idx: ProcessorIdx, marks: Marks) -> impl IntoView {
    let page = Page::of_view();
    let id = chart.graph.id(idx).to_owned();
    let state = Memo::new(move |_| page.states.read().get(idx as usize).copied().unwrap_or_default());
    let is_selected = Memo::new(move |_| page.selection.get() == Some(idx));
    let entry = chart.entry();
    let is_tab_stop = Memo::new(move |_| page.selection.get().or(entry) == Some(idx));
    let stops = {
        let id = id.clone();
        Memo::new(move |_| page.breakpoints.read().is_on(&id))
    };
    let is_critical = Memo::new(move |_| marks.is_critical(idx));
    let name = {
        let id = id.clone();
        let stop = move || if stops.get() { ", breakpoint" } else { "" };
        let critical = move || if is_critical.get() { ", critical" } else { "" };
        move || format!("{id}, {}{}{}", state.get().name(), stop(), critical())
    };
    let (centre, size) = (chart.centre(idx), chart.node);
    let (left, top) = (centre.x - size.width / 2.0, centre.y - size.height / 2.0);
    // An Analyze looks at the payload and lets it pass: it is round where a Transform has corners.
    let corner = if chart.analyzes(idx) { size.height / 2.0 } else { 8.0 };
    let select = move || page.select(id.clone());
    let select_by_key = {
        let select = select.clone();
        move |event: leptos::ev::KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                select();
            }
        }
    };
    view! {
        <g
            id=element_id(idx)
            class="node"
            class:analyze=chart.analyzes(idx)
            role="button"
            tabindex=move || if is_tab_stop.get() { "0" } else { "-1" }
            aria-label=name
            aria-pressed=move || is_selected.get().to_string()
            data-state=move || state.get().name()
            data-kin=move || marks.kin(idx).map(Kin::name)
            class:critical=move || is_critical.get()
            transform=format!("translate({left} {top})")
            on:click=move |_| select()
            on:keydown=select_by_key
        >
            <rect class="ring" x="-4" y="-4" width=size.width + 8.0 height=size.height + 8.0 rx=corner + 4.0 />
            <rect class="box" width=size.width height=size.height rx=corner />
            {move || stops.get().then(|| view! { <circle class="stop" cx=size.width r="5" /> })}
            <path class="shape" transform="translate(13 16)" d=move || shape(state.get()) />
            <text>
                <tspan class="id" x="38" y="20">{chart.label(idx)}</tspan>
                " "
                <tspan class="caption" x="38" y="36">{move || state.get().name()}{move || if is_critical.get() { " · critical" } else { "" }}</tspan>
            </text>
        </g>
    }
}
