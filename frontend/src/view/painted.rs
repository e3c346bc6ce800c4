//! A painted graph: the parts of a large graph that have no elements, and the overview of any graph.

use std::sync::Arc;

use leptos::{html::Canvas, prelude::*};

use super::{camera::Camera, marks::Marks};
use crate::{
    control::Page,
    interop::{canvas, clock::Repaint},
    scene::{Boxes, Chart, Sight},
    state::{Size, Viewport},
};

/// The parts of a large graph that have no elements.
#[component]
pub(crate) fn Painted(chart: Arc<Chart>, camera: Camera, marks: Marks) -> impl IntoView {
    view! { <Canvases chart marks viewport=camera.viewport() window=camera.window() /> }
}

#[component]
pub(super) fn Canvases(
    chart: Arc<Chart>,
    marks: Marks,
    #[prop(into)] viewport: Signal<Viewport>,
    #[prop(into)] window: Signal<Size>,
    /// Whether everything is painted, even if there are elements.
    #[prop(optional)]
    is_overview: bool,
) -> impl IntoView {
    let page = Page::of_view();
    let (below, above) = (NodeRef::<Canvas>::new(), NodeRef::<Canvas>::new());
    let of_lines = chart.clone();
    let paint_lines = move || {
        let Some(canvas) = below.get_untracked() else { return };
        let (viewport, window, kin) = (viewport.get_untracked(), window.get_untracked(), marks.kin.get_untracked());
        let lines = of_lines.field.lines(viewport, window, kin.as_ref().map(|kin| &kin[..]));
        canvas::paint_lines(&canvas, window, &lines);
    };
    let paint_boxes = move || {
        let Some(canvas) = above.get_untracked() else { return };
        let (viewport, window) = (viewport.get_untracked(), window.get_untracked());
        let (states, kin) = (page.player.states().get_untracked(), marks.kin.get_untracked());
        let sight = Sight { states: &states, kin: kin.as_ref().map(|kin| &kin[..]) };
        // Processors that are large enough to read are elements, and would cover the box.
        let is_needed = is_overview || !chart.is_legible(viewport, window);
        let boxes = if is_needed { chart.field.boxes(viewport, window, sight) } else { Boxes::default() };
        canvas::paint_boxes(&canvas, window, &boxes);
    };
    let lines = StoredValue::new_local(Repaint::new(paint_lines));
    let boxes = StoredValue::new_local(Repaint::new(paint_boxes));
    let track = move || {
        viewport.track();
        window.track();
        marks.kin.track();
        page.settings.appearance().track();
    };
    let paint = move |layer: StoredValue<Repaint, LocalStorage>| {
        layer.try_with_value(Repaint::request);
    };
    Effect::new(move |_| {
        below.track();
        track();
        paint(lines);
    });
    // Boxes also change with each step.
    Effect::new(move |_| {
        above.track();
        track();
        page.player.states().track();
        paint(boxes);
    });
    let _scheme = StoredValue::new_local(canvas::on_scheme(move || [lines, boxes].into_iter().for_each(paint)));
    view! {
        <canvas node_ref=below class="painted" aria-hidden="true" />
        <canvas node_ref=above class="painted" aria-hidden="true" />
    }
}
