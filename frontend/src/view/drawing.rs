//! The graph as a picture: processors, dependencies, and for large graphs both in bulk.

use std::sync::Arc;

use dagwood_core::{ProcessorIdx, ProcessorState};
use leptos::prelude::*;

use super::{camera::Camera, node::NodeView};
use crate::{
    control::Page,
    scene::{Chart, Edge, Node, boxes},
    state::Viewport,
};

#[component]
pub(super) fn Drawing(chart: Arc<Chart>, camera: Camera) -> impl IntoView {
    let page = Page::of_view();
    let transform = move || {
        let Viewport { scale, offset } = camera.viewport.get();
        format!("translate({} {}) scale({scale})", offset.x, offset.y)
    };
    let elements = {
        let chart = chart.clone();
        Memo::new(move |_| chart.elements(page.selection.get()))
    };
    let edges = chart.edges.clone().into_iter().map(|edge| view! { <EdgeView edge /> }).collect_view();
    let bulk = chart.bulk.is_some().then(|| view! { <Bulk chart=chart.clone() /> });
    // A picture of its own, which is painted anew only when it is moved.
    let under = chart.bulk.clone().map(|path| {
        view! {
            <svg class="drawing under" width="100%" height="100%" aria-hidden="true">
                <path class="edge bulk" transform=transform d=path />
            </svg>
        }
    });
    let description = chart.description();
    let node = move |idx: ProcessorIdx| view! { <NodeView chart=chart.clone() idx /> };
    view! {
        {under}
        <svg class="drawing" width="100%" height="100%" role="group" aria-label=description>
            <defs>
                <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
                    <path d="M0.5 1L7 4L0.5 7z" />
                </marker>
            </defs>
            <g transform=transform>
                {bulk}
                {edges}
                <For each=move || elements.get() key=|idx| *idx children=node />
            </g>
        </svg>
    }
}

/// A dependency. It is stronger once something has flowed along it, and beside the selected processor.
#[component]
fn EdgeView(edge: Edge) -> impl IntoView {
    let page = Page::of_view();
    let Edge { from, to, path } = edge;
    let state = move |idx: ProcessorIdx| page.states.read().get(idx as usize).copied().unwrap_or_default();
    let has_flowed =
        move || state(from).is_ended() && !matches!(state(to), ProcessorState::Waiting | ProcessorState::Skipped);
    let is_near = move || page.selection.get().is_some_and(|selected| selected == from || selected == to);
    view! { <path class="edge" class:flowed=has_flowed class:near=is_near d=path marker-end="url(#arrow)" /> }
}

/// All processors of a large graph, in a path for each state.
#[component]
fn Bulk(chart: Arc<Chart>) -> impl IntoView {
    let page = Page::of_view();
    let states = ProcessorState::ALL.map(|state| {
        let chart = chart.clone();
        let path = Memo::new(move |_| {
            let states = page.states.read();
            let of_state = |node: &&Node| states.get(node.idx as usize) == Some(&state);
            let centres = chart.nodes.iter().filter(of_state).map(|node| node.centre);
            boxes(centres, chart.node.width, chart.node.height)
        });
        view! { <path class="boxes" data-state=state.name() d=move || path.get() /> }
    });
    states.into_iter().collect_view()
}
