//! A graph, painted: what of a large one is no element of its own, and any as an overview.

use std::sync::Arc;

use leptos::{html::Canvas, prelude::*};

use crate::{
    control::Page,
    interop::{canvas, clock::Repaint},
    scene::Chart,
    state::{Size, Viewport},
};

#[component]
pub(super) fn Painted(
    chart: Arc<Chart>,
    #[prop(into)] viewport: Signal<Viewport>,
    #[prop(into)] window: Signal<Size>,
    /// Whether all of it is painted, whatever else there is.
    #[prop(optional)]
    is_overview: bool,
) -> impl IntoView {
    let page = Page::of_view();
    let canvas = NodeRef::<Canvas>::new();
    let paint = move || {
        let Some(canvas) = canvas.get_untracked() else { return };
        let (viewport, window) = (viewport.get_untracked(), window.get_untracked());
        let states = page.states.get_untracked();
        // What can be read is an element, and nobody would see the box under it.
        let states = (is_overview || !chart.is_legible(viewport, window)).then_some(&states[..]);
        canvas::paint(&canvas, window, &chart.field.paint(viewport, window, states));
    };
    let repaint = StoredValue::new_local(Repaint::new(paint));
    let request = move || {
        repaint.try_with_value(Repaint::request);
    };
    Effect::new(move |_| {
        canvas.track();
        viewport.track();
        window.track();
        page.states.track();
        page.appearance.track();
        request();
    });
    let _scheme = StoredValue::new_local(canvas::on_scheme(request));
    view! { <canvas node_ref=canvas class="painted" aria-hidden="true" /> }
}
