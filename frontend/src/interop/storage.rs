//! What the browser keeps for this page. A browser that keeps nothing is no reason to fail.

use gloo_storage::{LocalStorage, Storage};

/// What is kept under a name.
#[must_use]
pub fn get(name: &str) -> Option<String> {
    LocalStorage::raw().get_item(name).ok().flatten()
}

/// Keeps something under a name. Full or forbidden storage keeps what it had.
pub fn set(name: &str, value: &str) {
    let _ = LocalStorage::raw().set_item(name, value);
}
