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

/// The address without query and fragment, the base of links.
#[must_use]
pub fn page() -> String {
    let location = window().location();
    location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default()
}

/// The query with its `?`, or empty.
#[must_use]
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// An option of the query.
#[must_use]
pub fn option(name: &str) -> Option<String> {
    Query::parse(query().trim_start_matches('?')).get(name).map(Into::into)
}

/// Whether the address contains a link, intact or damaged.
#[must_use]
pub fn has_link() -> bool {
    share::restore(&whole()).is_some()
}

/// The start of a fragment that names an example.
const EXAMPLE: &str = "#example/";

/// The example that the address names: `hello` for `#example/hello`.
#[must_use]
pub fn example() -> Option<String> {
    window().location().hash().ok()?.strip_prefix(EXAMPLE).map(Into::into)
}

/// The address of an example, after the query.
#[must_use]
pub fn of_example(name: &str) -> String {
    format!("{EXAMPLE}{name}")
}

/// Restores the original form of the link in the address, so that the page has its own query and fragment again.
pub fn restore_link() {
    let address = whole();
    if let Some(link) = share::restore(&address).filter(|link| *link != address) {
        replace(&link);
    }
}

/// The address of this page with the content of a link, which may name another place of the page.
#[must_use]
pub fn here(link: &str) -> String {
    page() + link.find(['?', '#']).map_or("", |at| &link[at..])
}

/// Goes to an address of this page, without a reload, as a new entry of the history.
pub fn visit(address: &str) {
    if let Ok(history) = window().history() {
        // See `put`.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// Replaces the address of the page, without a reload and without an entry in the history.
pub fn replace(address: &str) {
    put(&state(), Some(address));
}

/// The number of the current entry of the history, if it has one.
#[must_use]
pub fn entry() -> Option<u64> {
    state().as_f64().map(|number| number as u64)
}

/// Numbers the current entry of the history; the number is larger than those of all entries before.
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
        // Browsers refuse this when it is done too often; then only the address is old.
        let _ = history.replace_state_with_url(state, "", address);
    }
}

/// Calls `moved` whenever the page moves to another entry of the history, by a link or by Back and Forward, as long as
/// the page lives; for some moves twice.
pub fn on_move(moved: impl Fn() + Clone + 'static) {
    for event in ["hashchange", "popstate"] {
        let moved = moved.clone();
        EventListener::new(&window(), event, move |_| moved()).forget();
    }
}
