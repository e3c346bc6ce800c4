//! The graph as a picture: processors and dependencies as elements, and of a large graph all others painted.

use std::sync::Arc;

use dagwood_core::{ProcessorIdx, ProcessorState};
use leptos::prelude::*;

use super::{camera::Camera, marks::Marks, node::NodeView, painted::Painted};
use crate::{
    control::Page,
    scene::{Chart, Edge, Kin},
    state::Viewport,
};

#[component]
pub(super) fn Drawing(chart: Arc<Chart>, camera: Camera, marks: Marks) -> impl IntoView {
    let page = Page::of_view();
    let transform = move || {
        let Viewport { scale, offset } = camera.viewport.get();
        format!("translate({} {}) scale({scale})", offset.x, offset.y)
    };
    let (elements, edges) = if chart.is_dense() {
        let (of_elements, of_edges) = (chart.clone(), chart.clone());
        let elements =
            Memo::new(move |_| of_elements.elements(page.selection.get(), camera.viewport.get(), camera.window.get()));
        let edges = move || page.selection.get().map(|idx| of_edges.edges_around(idx)).unwrap_or_default();
        (Signal::from(elements), Signal::derive(edges))
    } else {
        (Signal::stored(chart.graph.processors().collect::<Vec<_>>()), Signal::stored(chart.edges()))
    };
    let painted = chart
        .is_dense()
        .then(|| view! { <Painted chart=chart.clone() viewport=camera.viewport window=camera.window /> });
    let description = chart.description();
    let trail = {
        let chart = chart.clone();
        move || chart.trail(&marks.critical.read())
    };
    let supply = {
        let chart = chart.clone();
        move || {
            let idx = page.selection.get()?;
            let (centre, text) = (chart.centre(idx), marks.supply.get()?.text);
            let top = centre.y - chart.node.height / 2.0 - 12.0;
            Some(view! { <text class="supply" x=centre.x y=top>{text}</text> })
        }
    };
    let node = move |idx: ProcessorIdx| view! { <NodeView chart=chart.clone() idx marks /> };
    view! {
        {painted}
        <svg class="drawing" width="100%" height="100%" role="group" aria-label=description>
            <defs>
                <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
                    <path d="M0.5 1L7 4L0.5 7z" />
                </marker>
            </defs>
            <g transform=transform>
                <For each=move || edges.get() key=|edge| (edge.from, edge.to) children=move |edge| view! { <EdgeView edge marks /> } />
                <path class="critical" d=trail />
                <For each=move || elements.get() key=|idx| *idx children=node />
                <g aria-hidden="true">{supply}</g>
            </g>
        </svg>
    }
}

/// A dependency. It is stronger once something has flowed along it, and before and after the selected processor.
#[component]
fn EdgeView(edge: Edge, marks: Marks) -> impl IntoView {
    let page = Page::of_view();
    let Edge { from, to, path } = edge;
    let state = move |idx: ProcessorIdx| page.states.read().get(idx as usize).copied().unwrap_or_default();
    let has_flowed =
        move || state(from).is_ended() && !matches!(state(to), ProcessorState::Waiting | ProcessorState::Skipped);
    let kin = move || {
        // Of a large graph only those are elements that touch the selected processor.
        let (from, to) = match page.selection.get()? {
            selected if selected == from => (Kin::Itself, marks.kin(to).unwrap_or(Kin::Descendant)),
            selected if selected == to => (marks.kin(from).unwrap_or(Kin::Ancestor), Kin::Itself),
            _ => (marks.kin(from)?, marks.kin(to)?),
        };
        Some(Kin::between(from, to).name())
    };
    // Who supplied the input is known by its id: the run may be of another graph.
    let id = page.chart.read_untracked().as_ref().map(|chart| chart.graph.id(from).to_owned());
    let supplies = move || {
        page.selection.get() == Some(to) && marks.supply.read().as_ref().is_some_and(|supply| supply.from == id)
    };
    view! {
        <path
            class="edge"
            class:flowed=has_flowed
            class:supplies=supplies
            data-kin=kin
            d=path
            marker-end="url(#arrow)"
        />
    }
}
