//! The graph of the workflow, to view and to navigate.

use dagwood_core::ProcessorState;
use leptos::{ev::MouseEvent, html::Div, prelude::*};
use web_sys::Element;

use super::{
    camera::{Camera, at},
    drawing::Drawing,
    icon::{IconButton, StateIcon, Toggle, glyph},
    keys::by_key,
    later::{later, nothing},
    marks::Marks,
    node::element_id,
};
use crate::{
    control::Page,
    features::settings::ViewOption,
    interop::page as document,
    parts,
    scene::{Chart, Direction},
    state::command::{Command, Motion, Place, View, label},
    text::graph as text,
};

/// How much a press of a button, or a notch of the wheel, zooms.
const ZOOM: f32 = 1.25;
/// How far an arrow key with Shift moves the drawing, in pixels.
const PAN: f32 = 60.0;

#[component]
pub(super) fn Graph() -> impl IntoView {
    let page = Page::of_view();
    let camera = Camera::new();
    let frame = NodeRef::<Div>::new();
    let resizes = StoredValue::new_local(None);
    frame.on_load(move |frame| {
        let frame: Element = frame.into();
        resizes.set_value(document::on_resize(&frame, move |size| camera.resize(size)).ok());
    });
    Effect::new(move |_| {
        let (chart, _) = (page.document.chart().get(), camera.window().get());
        if let Some(chart) = chart {
            camera.follow(&chart);
        }
    });
    // A processor that is selected elsewhere is scrolled into view here.
    Effect::new(move |_| {
        if let (Some(idx), Some(chart)) = (page.selection.index().get(), page.document.chart().get_untracked()) {
            camera.reveal(chart.centre(idx), chart.node);
        }
    });
    page.workspace.serve(View::Graph, move |motion| move_graph(page, camera, motion));
    let shows_all =
        Memo::new(move |_| page.document.chart().read().as_ref().is_none_or(|chart| camera.shows_all(chart)));
    view! {
        <section class="graph" aria-label=text::TITLE role="region">
            <div class="head">
                <h2 class="unseen">{text::TITLE}</h2>
                <Note />
                <Tools />
            </div>
            <div
                class="frame"
                node_ref=frame
                class:dragging=move || camera.is_dragged()
                class:far=move || camera.viewport().read().is_far()
                on:wheel=move |event| camera.wheel(&event)
                on:pointerdown=move |event| camera.hold(&event)
                on:pointermove=move |event| camera.drag(&event)
                on:pointerup=move |event| camera.release(&event)
                on:pointercancel=move |event| camera.release(&event)
                on:touchmove=move |event| camera.touch(&event)
                on:click:capture=move |event| camera.click(&event)
                on:click=move |event| select_painted(page, camera, &event)
                data-keys="graph"
                on:keydown=move |event| by_key(page, Place::Graph, &event)
            >
                {move || {
                    page.document
                        .chart()
                        .get()
                        .map(|chart| {
                            let marks = Marks::new(page, &chart);
                            let of_names = chart.clone();
                            let is_legible = Memo::new(move |_| {
                                of_names.is_legible(camera.viewport().get(), camera.window().get())
                            });
                            let of_names = chart.clone();
                            view! {
                                <Drawing chart=chart.clone() camera marks />
                                {move || {
                                    let chart = chart.clone();
                                    let overview = move || parts::overview(chart.clone(), camera, marks);
                                    (!shows_all.get()).then(|| later(overview, nothing))
                                }}
                                {move || {
                                    let chart = of_names.clone();
                                    let names = move || parts::names(chart.clone(), camera, marks);
                                    let is_due = !is_legible.get() && page.workspace.idle().get();
                                    is_due.then(|| later(names, nothing))
                                }}
                            }
                                .into_any()
                        })
                }}
            </div>
            <Legend />
        </section>
    }
}

/// The rule of the strategy, or why the drawing is not that of the text.
#[component]
pub(super) fn Note() -> impl IntoView {
    let page = Page::of_view();
    let note = move || {
        if page.document.chart().read().is_none() {
            text::NOTHING_DRAWN
        } else if !page.document.missing().read().is_empty() {
            text::WITH_MISSING
        } else if !page.document.is_sound().get() {
            text::LAST_VALID
        } else {
            page.document.options().read().effective().rule()
        }
    };
    view! {
        <p class="hint" class:warn=move || !page.document.is_sound().get() && page.document.chart().read().is_some()>
            {note}
        </p>
    }
}

#[component]
fn Tools() -> impl IntoView {
    let page = Page::of_view();
    let tool = move |motion: Motion, d: &'static str| {
        let command = Command::Move(View::Graph, motion);
        view! { <IconButton name=label(&command) d act=move || page.give(command.clone()) /> }
    };
    let critical = Command::Toggle(ViewOption::CriticalPath);
    view! {
        <div class="tools">
            {tool(Motion::ZoomOut, glyph::SMALLER)} {tool(Motion::ZoomIn, glyph::LARGER)}
            {tool(Motion::Fit, glyph::FIT)}
            <Toggle
                name=text::ACROSS
                d=glyph::ACROSS
                pressed=Signal::derive(move || page.settings.appearance().read().across)
                act=move |across| page.give(Command::DrawAcross(across))
            />
            <Toggle
                name=label(&critical)
                d=glyph::CRITICAL
                pressed=page.settings.is_on(ViewOption::CriticalPath)
                act=move |_| page.give(critical.clone())
            />
        </div>
    }
}

/// The legend of the shapes, and the number of processors in each state.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let page = Page::of_view();
    let item = move |state: ProcessorState| {
        let count = Memo::new(move |_| page.player.states().read().iter().filter(|&&other| other == state).count());
        view! {
            <li class:none=move || count.get() == 0>
                <StateIcon state />
                <span>{state.name()}</span>
                <span class="count">{move || count.get()}</span>
            </li>
        }
    };
    view! {
        <ul class="legend" aria-label=text::STATES>
            {ProcessorState::ALL.map(item).into_iter().collect_view()}
        </ul>
    }
}

/// Selects a processor that is painted and has no element.
fn select_painted(page: Page, camera: Camera, event: &MouseEvent) {
    /// The maximum distance of a click from it, in pixels.
    const REACH: f32 = 6.0;
    let chart = page.document.chart().get_untracked().filter(|chart| chart.is_dense());
    let (Some(chart), Some(seen)) = (chart, at(event)) else { return };
    let viewport = camera.viewport().get_untracked();
    if let Some(idx) = chart.field.at(viewport.place(seen), REACH / viewport.scale) {
        page.give(Command::Select(chart.graph.id(idx).to_owned()));
    }
}

/// Moves the drawing, or goes to another processor. `false` if there is nothing to move.
fn move_graph(page: Page, camera: Camera, motion: Motion) -> bool {
    let Some(chart) = page.document.chart().get_untracked() else { return false };
    match motion {
        Motion::Up => walk(page, &chart, Direction::Up),
        Motion::Down => walk(page, &chart, Direction::Down),
        Motion::Left => walk(page, &chart, Direction::Left),
        Motion::Right => walk(page, &chart, Direction::Right),
        Motion::PanUp => camera.pan(0.0, PAN),
        Motion::PanDown => camera.pan(0.0, -PAN),
        Motion::PanLeft => camera.pan(PAN, 0.0),
        Motion::PanRight => camera.pan(-PAN, 0.0),
        Motion::ZoomIn => camera.zoom(ZOOM, None),
        Motion::ZoomOut => camera.zoom(1.0 / ZOOM, None),
        Motion::Fit => camera.fit(&chart),
        Motion::FitSelected => match page.selection.index().get_untracked() {
            Some(idx) => camera.fit_or_show(&chart, chart.centre(idx)),
            None => camera.fit(&chart),
        },
        Motion::Clear => return false,
    }
    true
}

fn walk(page: Page, chart: &Chart, direction: Direction) {
    let from = page.selection.index().get_untracked().or(chart.entry());
    if let Some(to) = from.and_then(|from| chart.walk(from, direction)) {
        page.give(Command::Select(chart.graph.id(to).to_owned()));
        // Its element may be about to be created.
        request_animation_frame(move || {
            if let Some(element) = document::element(&element_id(to)) {
                document::focus(&element);
            }
        });
    }
}
