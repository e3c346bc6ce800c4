//! The user's modules in the browser's storage.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;

use super::storage::fault;
use crate::{features::modules::Own, store::Fault};

/// The stored modules.
#[derive(Debug, Default)]
pub struct Kept {
    /// The readable modules, by name.
    pub modules: Vec<(String, Own)>,
    /// The names of damaged modules. They stay in the database.
    pub damaged: Vec<String>,
}

/// Reads all stored modules.
///
/// # Errors
/// [`Fault`] if the browser stores nothing, or does not allow access.
pub async fn kept() -> Result<Kept, Fault> {
    let all: Array = JsFuture::from(all()).await.map_err(|error| fault(&error))?.unchecked_into();
    let mut kept = Kept::default();
    for entry in all.iter() {
        let entry: Array = entry.unchecked_into();
        // Stored values may have any type: another version of the page may have stored them.
        let name = entry.get(0).as_string().unwrap_or_else(|| "a module without a name".into());
        match own(&entry) {
            Some(own) => kept.modules.push((name, own)),
            None => kept.damaged.push(name),
        }
    }
    Ok(kept)
}

fn own(entry: &Array) -> Option<Own> {
    entry.get(0).as_string()?;
    let bytes = entry.get(1).dyn_into::<Uint8Array>().ok()?.to_vec();
    let verdict = entry.get(3).as_string().ok_or_else(|| entry.get(4).as_string().unwrap_or_default());
    Some(Own { bytes: bytes.into(), sha256: entry.get(2).as_string()?, verdict })
}

/// Stores a module.
///
/// # Errors
/// [`Fault`] if the browser does not allow it, or has no room.
pub async fn keep(name: &str, Own { bytes, sha256, verdict }: &Own) -> Result<(), Fault> {
    let (abi, refusal) = match verdict {
        Ok(abi) => (Some(abi.as_str()), None),
        Err(refusal) => (None, Some(refusal.as_str())),
    };
    done(put(name, &Uint8Array::from(&bytes[..]), sha256, abi, refusal)).await
}

/// Deletes a module, and its contents if given.
///
/// # Errors
/// [`Fault`] if the browser does not allow it.
pub async fn forget(name: &str, sha256: Option<&str>) -> Result<(), Fault> {
    done(remove(name, sha256)).await
}

async fn done(promise: Promise) -> Result<(), Fault> {
    JsFuture::from(promise).await.map(drop).map_err(|error: JsValue| fault(&error))
}

#[wasm_bindgen(module = "/src/interop/database.js")]
extern "C" {
    fn all() -> Promise;
    fn put(name: &str, bytes: &Uint8Array, hash: &str, abi: Option<&str>, refusal: Option<&str>) -> Promise;
    fn remove(name: &str, hash: Option<&str>) -> Promise;
}
