//! Files: the examples and modules of the site, and files that the user picks or drops.

use std::rc::Rc;

use dagwood_proto::share::restore;
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use js_sys::{Array, JSON, Reflect, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ClipboardEvent, DragEvent, Event, File, FileList, HtmlAnchorElement, Response, Url};

use crate::{
    features::{
        examples::{Example, ExampleInput},
        modules::Bundled,
    },
    interop::page::{TEXT_FIELDS, is_within},
    state::Upload,
    store::File as Documents,
};

/// The examples.
///
/// # Errors
/// If it cannot be loaded.
pub async fn examples() -> Result<Vec<Example>, JsValue> {
    let index = JSON::parse(&example_file("index.json").await?)?;
    Ok(index.dyn_into::<Array>()?.iter().filter_map(|entry| example(&entry)).collect())
}

/// The text of a file of an example.
///
/// # Errors
/// If it cannot be loaded.
pub async fn example_file(name: &str) -> Result<String, JsValue> {
    text(&format!("examples/{name}")).await
}

/// The address of the picture of an example.
#[must_use]
pub fn example_picture(name: &str) -> String {
    format!("examples/pictures/{name}.svg")
}

/// The bundled modules.
///
/// # Errors
/// If the list cannot be loaded.
pub async fn bundled_modules() -> Result<Vec<Bundled>, JsValue> {
    let index = JSON::parse(&text("modules/index.json").await?)?;
    Ok(index.dyn_into::<Array>()?.iter().filter_map(|entry| bundled(&entry)).collect())
}

/// A bundled module.
///
/// # Errors
/// If it cannot be loaded.
pub async fn bundled_module(name: &str) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(fetch(&format!("modules/{name}")).await?.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn text(path: &str) -> Result<String, JsValue> {
    JsFuture::from(fetch(path).await?.text()?).await?.as_string().ok_or(JsValue::NULL)
}

async fn fetch(path: &str) -> Result<Response, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(path)).await?.dyn_into()?;
    if response.ok() { Ok(response) } else { Err(response.status().into()) }
}

/// The files of a list, which becomes empty when its input is cleared.
#[must_use]
pub fn listed(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|i| files.get(i)).collect()
}

/// Reads files, then passes them to `take`: names, and contents up to one byte over this limit, which is enough to refuse
/// them.
pub fn read(files: Vec<File>, most: usize, take: impl FnOnce(Vec<Upload>) + 'static) {
    spawn_local(async move { take(contents(files, most as f64 + 1.0).await) });
}

/// Reads files to open, then passes them to `take`: none if they have more than [`Documents::MOST_BYTES`] together.
pub fn read_to_open(files: Vec<File>, take: impl FnOnce(Vec<Upload>) + 'static) {
    let most = Documents::MOST_BYTES;
    let is_too_large = files.iter().map(|file| file.size()).sum::<f64>() > most as f64;
    read(if is_too_large { Vec::new() } else { files }, most, take);
}

async fn contents(files: Vec<File>, most: f64) -> Vec<Upload> {
    let mut contents = Vec::new();
    for file in files {
        let Ok(beginning) = file.slice_with_f64_and_f64(0.0, most) else { continue };
        // Unreadable entries, such as folders, are left out.
        if let Ok(buffer) = JsFuture::from(beginning.array_buffer()).await {
            contents.push(Upload { name: file.name(), bytes: Uint8Array::new(&buffer).to_vec() });
        }
    }
    contents
}

/// Calls `over` when files are dragged over the page and when they no longer are, and `given` with files that are dropped
/// or pasted, with a link that is dropped, and with a text that is pasted, before any control receives the events. Text
/// fields keep texts.
pub fn on_given(over: impl Fn(bool) + 'static, given: impl Fn(Vec<Upload>) + Clone + 'static) {
    let hear = move |event: &Event| {
        let name = event.type_();
        let is_paste = name == "paste";
        let data = match is_paste {
            true => event.unchecked_ref::<ClipboardEvent>().clipboard_data(),
            false => event.unchecked_ref::<DragEvent>().data_transfer(),
        };
        let Some(data) = data else { return };
        let has = |kind: &str| data.types().includes(&JsValue::from_str(kind), 0);
        let (has_files, has_text) = (has("Files"), has(TEXT) || has(LINKS));
        // Some programs copy a text also as a picture, which is a file.
        let is_for_field = has_text && (is_paste || !has_files) && is_within(event, TEXT_FIELDS);
        if is_for_field || !(has_files || has_text) {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        match &*name {
            "dragenter" => over(has_files),
            // Only leaving the window has no related target.
            "dragleave" => over(has_files && event.unchecked_ref::<DragEvent>().related_target().is_some()),
            "drop" | "paste" => {
                over(false);
                match data.files().filter(|_| has_files) {
                    Some(files) => read_to_open(listed(&files), given.clone()),
                    None => {
                        let texts = [TEXT, LINKS].map(|kind| data.get_data(kind).unwrap_or_default());
                        let text = texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
                        if is_paste || restore(&text).is_some() {
                            given(vec![Upload { name: String::new(), bytes: text.into_bytes() }]);
                        }
                    }
                }
            }
            _ => {}
        }
    };
    let hear = Rc::new(hear);
    for name in ["dragenter", "dragover", "dragleave", "drop", "paste"] {
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        let hear = Rc::clone(&hear);
        EventListener::new_with_options(&window(), name, options, move |event| hear(event)).forget();
    }
}

/// The types of texts and links that are dragged or pasted.
const TEXT: &str = "text/plain";
const LINKS: &str = "text/uri-list";

/// Offers a file to the user as a download.
///
/// # Errors
/// If the browser does not allow it.
pub fn download(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&url)
}

fn bundled(entry: &JsValue) -> Option<Bundled> {
    let get = |key: &str| Reflect::get(entry, &JsValue::from_str(key)).ok();
    let text = |key: &str| get(key)?.as_string();
    Some(Bundled {
        name: text("name")?,
        abi: text("abi")?,
        language: text("language")?,
        help: text("help")?,
        size: get("size")?.as_f64()? as usize,
    })
}

fn example(entry: &JsValue) -> Option<Example> {
    let get = |key: &str| Reflect::get(entry, &JsValue::from_str(key)).ok()?.as_string();
    let input = match get("input_file") {
        Some(file) => ExampleInput::File(file),
        None => ExampleInput::Text(get("input").unwrap_or_default()),
    };
    let tags = Reflect::get(entry, &JsValue::from_str("tags")).ok()?.dyn_into::<Array>().ok()?;
    let tags = tags.iter().filter_map(|tag| tag.as_string()).collect();
    let (name, title, teaches) = (get("name")?, get("title")?, get("teaches")?);
    Some(Example { name, title, teaches, tags, file: get("file")?, input })
}
