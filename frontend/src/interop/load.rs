//! The scripts that the page loads later.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/interop/load.js")]
extern "C" {
    /// The address of a script: `engine`, `sandbox`, `inspector` or `editor`.
    #[must_use]
    pub fn address(name: &str) -> String;
    /// Loads a module.
    pub fn load(name: &str) -> Promise;
}
