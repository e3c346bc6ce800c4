//! The address of the page.

use dagwood_proto::share::{self, Query};
use gloo_events::EventListener;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// The whole address.
#[must_use]
pub fn whole() -> String {
    window().location().href().unwrap_or_default()
}

/// The address without query and fragment: what links are made from.
#[must_use]
pub fn page() -> String {
    let location = window().location();
    location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default()
}

/// The query with its `?`, or nothing.
#[must_use]
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// An option of the query.
#[must_use]
pub fn option(name: &str) -> Option<String> {
    Query::parse(query().trim_start_matches('?')).get(name).map(Into::into)
}

/// Whether a link is in the address, whole or damaged.
#[must_use]
pub fn has_link() -> bool {
    share::restore(&whole()).is_some()
}

/// Puts the link in the address in the form in which it was made, so that the page has its own query and fragment again.
pub fn restore_link() {
    let address = whole();
    if let Some(link) = share::restore(&address).filter(|link| *link != address) {
        replace(&link);
    }
}

/// Puts another address of this page in place, without a reload and without an entry in the history.
pub fn replace(address: &str) {
    put(&state(), Some(address));
}

/// The number of the entry of the history that the page is at, if it has been given one.
#[must_use]
pub fn entry() -> Option<u64> {
    state().as_f64().map(|number| number as u64)
}

/// Gives the entry that the page is at a number, which is larger than those of all entries before.
pub fn number_entry() -> u64 {
    let now = js_sys::Date::now().floor();
    put(&now.into(), None);
    now as u64
}

fn state() -> JsValue {
    window().history().and_then(|history| history.state()).unwrap_or_default()
}

fn put(state: &JsValue, address: Option<&str>) {
    if let Ok(history) = window().history() {
        // Browsers refuse this when it is done too often; the address is then an old one, and nothing else.
        let _ = history.replace_state_with_url(state, "", address);
    }
}

/// Calls `moved` whenever the page is at another entry of the history, by a link as by Back and Forward, for as long as it
/// lives; for some moves twice.
pub fn on_move(moved: impl Fn() + Clone + 'static) {
    for event in ["hashchange", "popstate"] {
        let moved = moved.clone();
        EventListener::new(&window(), event, move |_| moved()).forget();
    }
}
