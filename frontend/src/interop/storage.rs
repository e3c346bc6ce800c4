//! The texts that the browser stores for this page: `localStorage`, and `sessionStorage` for a tab. Not gloo's, which panics
//! where storage is forbidden.

use wasm_bindgen::JsValue;
use web_sys::{DomException, Storage};

use crate::store::{Fault, Texts};

/// A storage of texts, which may be forbidden or full.
#[derive(Clone, Copy, Debug)]
pub enum BrowserTexts {
    /// `localStorage`, which all tabs share.
    Shared,
    /// `sessionStorage`, which belongs to a tab.
    Tab,
}

impl Texts for BrowserTexts {
    fn get(&self, name: &str) -> Result<Option<String>, Fault> {
        self.storage()?.get_item(name).map_err(|error| fault(&error))
    }

    fn set(&self, name: &str, text: &str) -> Result<(), Fault> {
        self.storage()?.set_item(name, text).map_err(|error| fault(&error))
    }

    fn remove(&self, name: &str) {
        if let Ok(storage) = self.storage() {
            let _ = storage.remove_item(name);
        }
    }

    fn names(&self) -> Result<Vec<String>, Fault> {
        let storage = self.storage()?;
        let length = storage.length().map_err(|error| fault(&error))?;
        Ok((0..length).filter_map(|i| storage.key(i).ok().flatten()).collect())
    }
}

impl BrowserTexts {
    fn storage(self) -> Result<Storage, Fault> {
        let window = web_sys::window().ok_or(Fault::Forbidden)?;
        let storage = match self {
            Self::Shared => window.local_storage(),
            Self::Tab => window.session_storage(),
        };
        storage.map_err(|error| fault(&error))?.ok_or(Fault::Forbidden)
    }
}

/// The fault for an exception of the browser.
pub(super) fn fault(error: &JsValue) -> Fault {
    use wasm_bindgen::JsCast;
    match error.dyn_ref::<DomException>() {
        Some(exception) => Fault::from_name(&exception.name()),
        None => Fault::Other("an error without a name".into()),
    }
}
