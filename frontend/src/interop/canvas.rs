//! Painting what would be too many elements.

use gloo_events::EventListener;
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::{scene::Painting, state::Size};

/// Paints on a canvas, which is made to fit a window of this size.
pub fn paint(canvas: &HtmlCanvasElement, window: Size, painting: &Painting) {
    let Painting { lines, boxes, counts } = painting;
    paint_on(canvas, window.width, window.height, lines, boxes, counts);
}

/// Calls `changed` when the system turns dark or light, or has colours of its own, until what is returned is dropped.
#[must_use]
pub fn on_scheme(changed: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];
    let listen = |query| {
        let (list, changed) = (window().match_media(query).ok().flatten()?, changed.clone());
        Some(EventListener::new(&list, "change", move |_| changed()))
    };
    queries.into_iter().filter_map(listen).collect()
}

#[wasm_bindgen(module = "/src/interop/canvas.js")]
extern "C" {
    #[wasm_bindgen(js_name = paint)]
    fn paint_on(canvas: &HtmlCanvasElement, width: f32, height: f32, lines: &[f32], boxes: &[f32], counts: &[u32]);
}
