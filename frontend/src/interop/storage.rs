//! What the browser keeps for this page. A browser that keeps nothing, or forbids asking, is no reason to fail, which is
//! why this is not gloo's storage: that one panics then.

use web_sys::Storage;

/// What is kept under a name.
#[must_use]
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps something under a name. Full or forbidden storage keeps what it had.
pub fn set(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, value);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
