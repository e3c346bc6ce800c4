//! The graph as a picture: processors and dependencies as elements; in a large graph, most are painted.

use std::sync::Arc;

use dagwood_core::{ProcessorIdx, ProcessorState};
use dagwood_export::drawing::{Decimal, description};
use leptos::prelude::*;

use super::{
    camera::Camera,
    fan::Fan,
    gradual::gradually,
    later::{later, nothing},
    marks::Marks,
    node::{Look, NodeView},
};
use crate::{
    control::Page,
    parts,
    scene::{Chart, Edge, Kin},
    state::Viewport,
};

/// Up to this number, processors change their colours gradually: that takes a browser much longer than changing them
/// immediately.
const LIVELY: usize = 150;

#[component]
pub(super) fn Drawing(chart: Arc<Chart>, camera: Camera, marks: Marks) -> impl IntoView {
    let page = Page::of_view();
    let transform = move || {
        let Viewport { scale, offset } = camera.viewport().get();
        let (x, y) = (Decimal::new(offset.x, 2), Decimal::new(offset.y, 2));
        format!("translate({x} {y}) scale({})", Decimal::new(scale, 8))
    };
    let (elements, edges) = if chart.is_dense() {
        let (of_elements, of_edges) = (chart.clone(), chart.clone());
        let elements = Memo::new(move |_| {
            of_elements.elements(marks.selection.get(), camera.viewport().get(), camera.window().get())
        });
        let edges = move || marks.selection.get().map(|idx| of_edges.edges_around(idx)).unwrap_or_default();
        (Signal::from(elements), Signal::derive(edges))
    } else {
        let edges = chart.edges();
        let (nodes_there, edges_there) = (gradually(chart.graph.len()), gradually(edges.len()));
        let elements = move || (0..nodes_there.get() as ProcessorIdx).collect::<Vec<_>>();
        (Signal::derive(elements), Signal::derive(move || edges[..edges_there.get()].to_vec()))
    };
    let painted = chart.is_dense().then(|| {
        let chart = chart.clone();
        later(move || parts::painted(chart.clone(), camera, marks), nothing)
    });
    let description = description(&chart.graph);
    let trail = {
        let chart = chart.clone();
        move || chart.trail(&marks.critical.read())
    };
    let has_more =
        Memo::new(move |_| page.player.recording().read().is_some() || !page.document.missing().read().is_empty());
    let course = {
        let chart = chart.clone();
        move || {
            let chart = chart.clone();
            has_more.get().then(|| later(move || parts::course(chart.clone(), camera, marks), nothing))
        }
    };
    let (looks, flows) = (Look::of_all(page, chart.clone(), marks), Flow::of_all(page, marks));
    let is_lively = chart.graph.len() <= LIVELY;
    let node = move |idx: ProcessorIdx| view! { <NodeView chart=chart.clone() idx looks /> };
    view! {
        {painted}
        <svg class="drawing" class:lively=is_lively width="100%" height="100%" role="group" aria-label=description>
            <defs>
                <marker
                    id="arrow"
                    viewBox="0 0 8 8"
                    refX="7"
                    refY="4"
                    markerWidth="9"
                    markerHeight="9"
                    markerUnits="userSpaceOnUse"
                    orient="auto"
                >
                    <path d="M0.5 1L7 4L0.5 7z" />
                </marker>
            </defs>
            <g transform=transform>
                <For
                    each=move || edges.get()
                    key=|edge| (edge.from, edge.to)
                    children=move |edge| view! { <EdgeView edge flows /> }
                />
                <path class="critical" d=trail />
                <For each=move || elements.get() key=|idx| *idx children=node />
                {course}
            </g>
        </svg>
    }
}

/// The appearance of a dependency.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Flow {
    /// Whether a payload has flowed along it.
    has_flowed: bool,
    /// Its relation to the selected processor, if there is one.
    kin: Option<Kin>,
}

impl Flow {
    /// The appearance of every dependency of a graph, by its ends.
    fn of_all(page: Page, marks: Marks) -> Fan<(ProcessorIdx, ProcessorIdx), Self> {
        let source = move || (page.player.states().get(), marks.kin.get());
        Fan::new(source, move |(states, kin), (from, to)| {
            let state = |idx: ProcessorIdx| states.get(idx as usize).copied().unwrap_or_default();
            let kin = |idx: ProcessorIdx| kin.as_ref().and_then(|kin| kin.get(idx as usize).copied());
            let ends = kin(from).zip(kin(to));
            let is_waiting = matches!(state(to), ProcessorState::Waiting | ProcessorState::Skipped);
            Self {
                has_flowed: state(from).is_ended() && !is_waiting,
                kin: ends.map(|(from, to)| Kin::between(from, to)),
            }
        })
    }
}

/// A dependency. Its line is stronger after a payload has flowed along it, and next to the selected processor.
#[component]
fn EdgeView(edge: Edge, flows: Fan<(ProcessorIdx, ProcessorIdx), Flow>) -> impl IntoView {
    let Edge { from, to, path } = edge;
    let flow = flows.of((from, to));
    view! {
        <path
            class="edge"
            class:flowed=move || flow.read().has_flowed
            data-kin=move || flow.read().kin.map(Kin::name)
            d=path
            marker-end="url(#arrow)"
        />
    }
}
