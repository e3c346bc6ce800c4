//! Canonical decompositions, from the browser: the tables would be a tenth of the engine.

/// The canonical decomposition of a text (NFD of Unicode Standard Annex 15). Outside of the web, where only tests of this crate
/// run, the text as it is.
pub(crate) fn decompose(text: &str) -> String {
    if cfg!(target_family = "wasm") { js_sys::JsString::from(text).normalize("NFD").into() } else { text.into() }
}
