//! Painting for graphs with too many elements.

use gloo_events::EventListener;
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::{
    scene::{Boxes, Lines},
    state::Size,
};

/// Paints lines on a canvas, which is resized to this window.
pub fn paint_lines(canvas: &HtmlCanvasElement, window: Size, lines: &Lines) {
    lines_on(canvas, window.width, window.height, &lines.plain, &lines.kin);
}

/// Paints boxes on a canvas, which is resized to this window.
pub fn paint_boxes(canvas: &HtmlCanvasElement, window: Size, boxes: &Boxes) {
    boxes_on(canvas, window.width, window.height, &boxes.corners, &boxes.counts);
}

/// Calls `changed` when the system's colour scheme or forced colours change, until the result is dropped.
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
    #[wasm_bindgen(js_name = paintLines)]
    fn lines_on(canvas: &HtmlCanvasElement, width: f32, height: f32, plain: &[f32], kin: &[f32]);
    #[wasm_bindgen(js_name = paintBoxes)]
    fn boxes_on(canvas: &HtmlCanvasElement, width: f32, height: f32, corners: &[f32], counts: &[u32]);
}
