//! What the browser keeps of the person's modules.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;

use crate::state::Own;

/// Every module that is kept, by name.
///
/// # Errors
/// If the browser keeps nothing, or does not let us look.
pub async fn kept() -> Result<Vec<(String, Own)>, JsValue> {
    let all: Array = JsFuture::from(all()).await?.dyn_into()?;
    let module = |entry: JsValue| {
        let entry: Array = entry.dyn_into().ok()?;
        let bytes = entry.get(1).dyn_into::<Uint8Array>().ok()?.to_vec();
        let verdict = entry.get(3).as_string().ok_or_else(|| entry.get(4).as_string().unwrap_or_default());
        Some((entry.get(0).as_string()?, Own { bytes: bytes.into(), sha256: entry.get(2).as_string()?, verdict }))
    };
    Ok(all.iter().filter_map(module).collect())
}

/// Keeps a module.
///
/// # Errors
/// If the browser does not let us, or has no room for it.
pub async fn keep(name: &str, Own { bytes, sha256, verdict }: &Own) -> Result<(), JsValue> {
    let (abi, refusal) = match verdict {
        Ok(abi) => (Some(abi.as_str()), None),
        Err(refusal) => (None, Some(refusal.as_str())),
    };
    JsFuture::from(put(name, &Uint8Array::from(&bytes[..]), sha256, abi, refusal)).await.map(drop)
}

/// Forgets a module; its contents too, if they are named.
///
/// # Errors
/// If the browser does not let us.
pub async fn forget(name: &str, sha256: Option<&str>) -> Result<(), JsValue> {
    JsFuture::from(remove(name, sha256)).await.map(drop)
}

#[wasm_bindgen(module = "/src/interop/modules.js")]
extern "C" {
    fn all() -> Promise;
    fn put(name: &str, bytes: &Uint8Array, hash: &str, abi: Option<&str>, refusal: Option<&str>) -> Promise;
    fn remove(name: &str, hash: Option<&str>) -> Promise;
}
