//! Pictures as PNG.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;

/// An SVG document as PNG.
///
/// # Errors
/// If the browser cannot draw it.
pub async fn to_png(svg: &str) -> Result<Vec<u8>, JsValue> {
    Ok(JsFuture::from(png(svg)).await?.dyn_into::<Uint8Array>()?.to_vec())
}

#[wasm_bindgen(module = "/src/interop/picture.js")]
extern "C" {
    fn png(svg: &str) -> Promise;
}
