//! Names of processors whose boxes are too small for a label: shown on selection, hover and focus.

use std::sync::Arc;

use dagwood_core::ProcessorIdx;
use dagwood_export::drawing::Decimal;
use leptos::{ev, html::Div, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{camera::Camera, marks::Marks, node::index_of};
use crate::{control::Page, scene::Chart, state::Point};

/// The maximum distance of the pointer from a processor, in pixels: some are only a few pixels large.
const REACH: f32 = 4.0;

#[component]
pub(crate) fn Names(chart: Arc<Chart>, camera: Camera, marks: Marks) -> impl IntoView {
    let own = NodeRef::<Div>::new();
    let (pointed, focused) = (RwSignal::new(None), RwSignal::new(None));
    let of_pointer = chart.clone();
    let point = window_event_listener(ev::pointermove, move |event| {
        let Some(own) = own.get_untracked() else { return };
        let area = own.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()) - area.left(), f64::from(event.client_y()) - area.top());
        let is_inside = (0.0..area.width()).contains(&x) && (0.0..area.height()).contains(&y);
        let viewport = camera.viewport().get_untracked();
        let at = viewport.place(Point { x: x as f32, y: y as f32 });
        let found = is_inside.then(|| of_pointer.field.at(at, REACH / viewport.scale)).flatten();
        if found != pointed.get_untracked() {
            pointed.set(found);
        }
    });
    let focus = window_event_listener(ev::focusin, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        focused.set(target.and_then(|target| index_of(&target.id())));
    });
    let key = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            pointed.set(None);
            focused.set(None);
        }
    });
    on_cleanup(move || {
        point.remove();
        focus.remove();
        key.remove();
    });
    let named = Memo::new(move |_| {
        let mut named: Vec<ProcessorIdx> =
            [marks.selection.get(), focused.get(), pointed.get()].into_iter().flatten().collect();
        named.sort_unstable();
        named.dedup();
        named
    });
    let name = move |idx: ProcessorIdx| view! { <Name chart=chart.clone() idx camera /> };
    // Each processor already has an accessible name.
    view! {
        <div class="names" aria-hidden="true" node_ref=own>
            <For each=move || named.get() key=|idx| *idx children=name />
        </div>
    }
}

/// The name and the state of a processor, above its box.
#[component]
fn Name(chart: Arc<Chart>, idx: ProcessorIdx, camera: Camera) -> impl IntoView {
    let page = Page::of_view();
    let top = {
        let Point { x, y } = chart.centre(idx);
        Point { x, y: y - chart.node.height / 2.0 }
    };
    let place =
        move |of: fn(Point) -> f32| move || format!("{}px", Decimal::new(of(camera.viewport().read().seen(top)), 1));
    let state = move || page.player.states().read().get(idx as usize).copied().unwrap_or_default().name();
    view! {
        <span style:left=place(|seen| seen.x) style:top=place(|seen| seen.y)>
            {chart.graph.id(idx).to_owned()}
            ", "
            {state}
        </span>
    }
}
