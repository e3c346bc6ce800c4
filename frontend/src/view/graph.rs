//! The graph of the workflow, to look at and to walk along.

use std::sync::Arc;

use dagwood_core::{ProcessorIdx, ProcessorState};
use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent},
    html::Div,
    prelude::*,
};
use web_sys::Element;

use super::{
    icon::{Glyph, StateIcon, glyph},
    node::{NodeView, element_id},
    transport::step_by_key,
};
use crate::{
    control::Page,
    interop::page as document,
    layout::Point,
    scene::{Chart, Direction, Edge, Node, boxes, strategy_rule},
    state::{Drag, Size, Viewport},
};

/// How much a press of a button, or a notch of the wheel, zooms.
const ZOOM: f32 = 1.25;
/// How far an arrow key with Shift moves the drawing, in pixels.
const PAN: f32 = 60.0;

/// What is seen of the drawing.
#[derive(Clone, Copy)]
struct Camera {
    window: RwSignal<Size>,
    viewport: RwSignal<Viewport>,
    /// Until the person takes hold of the drawing, all of it is shown, whatever its size and the window's.
    is_free: RwSignal<bool>,
    drag: RwSignal<Option<Drag>>,
}

impl Camera {
    fn fit(self, chart: &Chart) {
        self.is_free.set(false);
        self.viewport.set(Viewport::fit(chart.size, self.window.get_untracked()));
    }

    fn zoom(self, factor: f32, fixed: Option<Point>) {
        let window = self.window.get_untracked();
        let fixed = fixed.unwrap_or(Point { x: window.width / 2.0, y: window.height / 2.0 });
        self.is_free.set(true);
        self.viewport.update(|viewport| *viewport = viewport.zoom(factor, fixed));
    }

    fn pan(self, x: f32, y: f32) {
        self.is_free.set(true);
        self.viewport.update(|viewport| *viewport = viewport.pan(x, y));
    }

    fn reveal(self, centre: Point, size: Size) {
        let window = self.window.get_untracked();
        let revealed = self.viewport.get_untracked().reveal(centre, size, window);
        if revealed != self.viewport.get_untracked() {
            self.viewport.set(revealed);
        }
    }
}

#[component]
pub(super) fn Graph() -> impl IntoView {
    let page = Page::of_view();
    let camera = Camera {
        window: RwSignal::default(),
        viewport: RwSignal::default(),
        is_free: RwSignal::new(false),
        drag: RwSignal::new(None),
    };
    let frame = NodeRef::<Div>::new();
    let resizes = StoredValue::new_local(None);
    frame.on_load(move |frame| {
        let frame: Element = frame.into();
        resizes.set_value(document::on_resize(&frame, move |size| camera.window.set(size)).ok());
    });
    Effect::new(move |_| {
        let (chart, _) = (page.chart.get(), camera.window.get());
        if let Some(chart) = chart.filter(|_| !camera.is_free.get_untracked()) {
            camera.fit(&chart);
        }
    });
    // A processor that is selected elsewhere comes into view here.
    Effect::new(move |_| {
        if let (Some(idx), Some(chart)) = (page.selection.get(), page.chart.get_untracked()) {
            camera.reveal(chart.nodes[idx as usize].centre, chart.node);
        }
    });
    let note = move || {
        if page.chart.read().is_none() {
            "There is nothing to draw yet."
        } else if !page.is_sound.get() {
            "The text has errors: this is what it was before."
        } else {
            strategy_rule(page.options.read().effective().strategy)
        }
    };
    view! {
        <section class="graph" aria-label="Graph" role="region">
            <div class="head">
                <h2>"Graph"</h2>
                <p class="hint" class:warn=move || !page.is_sound.get() && page.chart.read().is_some()>{note}</p>
                <Tools camera />
            </div>
            <div
                class="frame"
                node_ref=frame
                class:dragging=move || camera.drag.read().is_some_and(|drag| drag.is_moving())
                class:far=move || camera.viewport.read().scale < 0.4
                on:wheel=move |event| zoom_by_wheel(camera, &event)
                on:pointerdown=move |event| start_drag(camera, &event)
                on:pointermove=move |event| go_on_drag(camera, &event)
                on:pointercancel=move |_| camera.drag.set(None)
                on:click:capture=move |event| end_drag(camera, &event)
                on:keydown=move |event| walk_by_key(page, camera, &event)
            >
                {move || page.chart.get().map(|chart| view! { <Drawing chart camera /> })}
            </div>
            <Legend />
        </section>
    }
}

#[component]
fn Drawing(chart: Arc<Chart>, camera: Camera) -> impl IntoView {
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

#[component]
fn Tools(camera: Camera) -> impl IntoView {
    let page = Page::of_view();
    let fit = move |_| {
        if let Some(chart) = page.chart.get_untracked() {
            camera.fit(&chart);
        }
    };
    view! {
        <div class="tools">
            <button type="button" aria-label="Zoom out" title="Zoom out" on:click=move |_| camera.zoom(1.0 / ZOOM, None)>
                <Glyph d=Signal::stored(glyph::SMALLER) />
            </button>
            <button type="button" aria-label="Zoom in" title="Zoom in" on:click=move |_| camera.zoom(ZOOM, None)>
                <Glyph d=Signal::stored(glyph::LARGER) />
            </button>
            <button type="button" aria-label="Fit" title="Fit" on:click=fit>
                <Glyph d=Signal::stored(glyph::FIT) />
            </button>
        </div>
    }
}

/// What the shapes mean, and how many processors are in each state.
#[component]
fn Legend() -> impl IntoView {
    let page = Page::of_view();
    let item = move |state: ProcessorState| {
        let count = Memo::new(move |_| page.states.read().iter().filter(|&&other| other == state).count());
        view! {
            <li class:none=move || count.get() == 0>
                <StateIcon state />
                <span>{state.name()}</span>
                <span class="count">{move || count.get()}</span>
            </li>
        }
    };
    view! { <ul class="legend" aria-label="States">{ProcessorState::ALL.map(item).into_iter().collect_view()}</ul> }
}

fn walk_by_key(page: Page, camera: Camera, event: &KeyboardEvent) {
    let Some(chart) = page.chart.get_untracked() else { return };
    let direction = match event.key().as_str() {
        "ArrowUp" => Direction::Up,
        "ArrowDown" => Direction::Down,
        "ArrowLeft" => Direction::Left,
        "ArrowRight" => Direction::Right,
        "+" | "=" => return camera.zoom(ZOOM, None),
        "-" => return camera.zoom(1.0 / ZOOM, None),
        "0" => return camera.fit(&chart),
        "," => return page.step(crate::control::Step::Previous),
        "." => return page.step(crate::control::Step::Next),
        "Escape" => return page.deselect(),
        _ => return step_by_key(page, event),
    };
    event.prevent_default();
    if event.shift_key() {
        return match direction {
            Direction::Up => camera.pan(0.0, PAN),
            Direction::Down => camera.pan(0.0, -PAN),
            Direction::Left => camera.pan(PAN, 0.0),
            Direction::Right => camera.pan(-PAN, 0.0),
        };
    }
    let from = page.selection.get_untracked().or(chart.entry());
    if let Some(to) = from.and_then(|from| chart.walk(from, direction)) {
        page.select(chart.graph.id(to));
        // Its element may be about to be made.
        request_animation_frame(move || {
            if let Some(element) = document::element(&element_id(to)) {
                document::focus(&element);
            }
        });
    }
}

fn zoom_by_wheel(camera: Camera, event: &WheelEvent) {
    if !event.ctrl_key() {
        return;
    }
    event.prevent_default();
    let factor = 2f32.powf(-event.delta_y() as f32 / 240.0);
    camera.zoom(factor, Some(Point { x: event.offset_x() as f32, y: event.offset_y() as f32 }));
}

fn start_drag(camera: Camera, event: &PointerEvent) {
    if event.button() == 0 {
        camera.drag.set(Some(Drag::start(event.client_x() as f32, event.client_y() as f32)));
    }
}

/// What ends a drag is no click on what lies under it.
fn end_drag(camera: Camera, event: &MouseEvent) {
    if camera.drag.get_untracked().is_some_and(|drag| drag.is_moving()) {
        event.stop_propagation();
    }
    camera.drag.set(None);
}

fn go_on_drag(camera: Camera, event: &PointerEvent) {
    let Some(mut drag) = camera.drag.get_untracked() else { return };
    // The button may have been let go of outside the window.
    if event.buttons() & 1 == 0 {
        return camera.drag.set(None);
    }
    let moved = drag.go_on(event.client_x() as f32, event.client_y() as f32);
    camera.drag.set(Some(drag));
    if let Some((x, y)) = moved {
        camera.pan(x, y);
    }
}
