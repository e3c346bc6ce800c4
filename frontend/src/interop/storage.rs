//! The texts that the browser stores for this page: `localStorage`. Not gloo's, which panics where storage is
//! forbidden.

use wasm_bindgen::JsValue;
use web_sys::{DomException, Storage};

use crate::store::{Fault, Texts};

/// `localStorage`, which may be forbidden or full.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserTexts;

impl Texts for BrowserTexts {
    fn get(&self, name: &str) -> Result<Option<String>, Fault> {
        storage()?.get_item(name).map_err(|error| fault(&error))
    }

    fn set(&self, name: &str, text: &str) -> Result<(), Fault> {
        storage()?.set_item(name, text).map_err(|error| fault(&error))
    }
}

fn storage() -> Result<Storage, Fault> {
    let window = web_sys::window().ok_or(Fault::Forbidden)?;
    window.local_storage().map_err(|error| fault(&error))?.ok_or(Fault::Forbidden)
}

/// The fault for an exception of the browser.
pub(super) fn fault(error: &JsValue) -> Fault {
    use wasm_bindgen::JsCast;
    match error.dyn_ref::<DomException>() {
        Some(exception) => Fault::from_name(&exception.name()),
        None => Fault::Other("an error without a name".into()),
    }
}
