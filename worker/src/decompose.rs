//! Canonical decompositions, from the browser: its tables would be a tenth of the engine.

use js_sys::JsString;

/// The canonical decomposition of a text (NFD of Unicode Standard Annex 15).
pub(crate) fn decompose(text: &str) -> String {
    JsString::from(text).normalize("NFD").into()
}
