//! The whole drawing, small, with the visible part marked. It is for pointers: keys can move the drawing too.

use std::sync::Arc;

use dagwood_export::drawing::Decimal;
use leptos::{
    ev::{MouseEvent, PointerEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{
    camera::{Camera, at},
    marks::Marks,
    painted::Canvases,
};
use crate::{
    scene::Chart,
    state::{Point, Size, Viewport},
};

/// Its maximum size.
const ROOM: Size = Size { width: 168.0, height: 112.0 };

#[component]
pub(crate) fn Overview(chart: Arc<Chart>, camera: Camera, marks: Marks) -> impl IntoView {
    let whole = Viewport::whole(chart.size, ROOM, 4.0);
    let place = move |event: &PointerEvent| {
        if let Some(at) = at(event) {
            camera.show(whole.place(at));
        }
    };
    let start = move |event: PointerEvent| {
        // This does not drag the drawing.
        event.stop_propagation();
        if event.button() == 0 {
            if let Some(own) = event.current_target().and_then(|own| own.dyn_into::<Element>().ok()) {
                // Without pointer capture, dragging ends at the edge, which is acceptable.
                let _ = own.set_pointer_capture(event.pointer_id());
            }
            place(&event);
        }
    };
    let go_on = move |event: PointerEvent| {
        event.stop_propagation();
        if event.buttons() & 1 != 0 {
            place(&event);
        }
    };
    let seen = move || {
        let area = camera.viewport().get().area(camera.window().get());
        let first = whole.seen(Point { x: area.left, y: area.top });
        let last = whole.seen(Point { x: area.right, y: area.bottom });
        let (width, height) = (last.x - first.x, last.y - first.y);
        let [left, top, width, height] = [first.x, first.y, width, height].map(|number| Decimal::new(number, 2));
        format!("left: {left}px; top: {top}px; width: {width}px; height: {height}px")
    };
    view! {
        <div
            class="overview"
            aria-hidden="true"
            style=format!("width: {}px; height: {}px", Decimal::new(ROOM.width, 2), Decimal::new(ROOM.height, 2))
            on:pointerdown=start
            on:pointermove=go_on
            on:click=|event: MouseEvent| event.stop_propagation()
        >
            <Canvases chart marks viewport=Signal::stored(whole) window=Signal::stored(ROOM) is_overview=true />
            <div class="seen" style=seen></div>
        </div>
    }
}
