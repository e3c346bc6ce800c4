//! Files beside the page: the gallery of examples.

use js_sys::{Array, JSON, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::state::{Example, ExampleInput};

/// The gallery.
///
/// # Errors
/// If it cannot be loaded.
pub async fn examples() -> Result<Vec<Example>, JsValue> {
    let index = JSON::parse(&example_file("index.json").await?)?;
    Ok(index.dyn_into::<Array>()?.iter().filter_map(|entry| example(&entry)).collect())
}

/// The text of a file of the gallery.
///
/// # Errors
/// If it cannot be loaded.
pub async fn example_file(name: &str) -> Result<String, JsValue> {
    let response = JsFuture::from(window().fetch_with_str(&format!("examples/{name}"))).await?;
    let response: Response = response.dyn_into()?;
    if !response.ok() {
        return Err(response.status().into());
    }
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or(JsValue::NULL)
}

fn example(entry: &JsValue) -> Option<Example> {
    let get = |key: &str| Reflect::get(entry, &JsValue::from_str(key)).ok()?.as_string();
    let input = match get("input_file") {
        Some(file) => ExampleInput::File(file),
        None => ExampleInput::Text(get("input").unwrap_or_default()),
    };
    Some(Example { name: get("name")?, title: get("title")?, teaches: get("teaches")?, file: get("file")?, input })
}
