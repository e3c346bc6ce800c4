//! The document as a whole.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent, ResizeObserver, SvgElement};

use crate::state::Size;

/// Sets `data-<name>` of the root element, which is visible to tests and style sheets.
pub fn mark(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // It fails only for invalid names.
        let _ = root.set_attribute(&format!("data-{name}"), value);
    }
}

/// The value of `data-<name>` of the root element.
#[must_use]
pub fn marked(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(&format!("data-{name}"))
}

/// Copies a text to the clipboard.
///
/// # Errors
/// If the browser does not allow it.
pub async fn copy(text: &str) -> Result<(), ()> {
    // Pages that are not served securely have no clipboard, and accessing it throws.
    if !window().is_secure_context() {
        return Err(());
    }
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.map(drop).map_err(drop)
}

/// A key press.
pub struct Pressed {
    /// The keys, in the spelling of the shortcut table.
    pub keys: String,
    /// The place of the focus, if it has a name for shortcuts: its `data-keys`.
    pub place: Option<String>,
    /// Whether the focused element handles keys itself.
    pub in_text: bool,
}

/// The keys of an event, in the spelling of the shortcut table; `None` for keys that others handle.
#[must_use]
pub fn keys(event: &KeyboardEvent) -> Option<String> {
    let key = event.key();
    if event.alt_key() || event.default_prevented() || event.is_composing() {
        return None;
    }
    let is_named = key.chars().count() > 1;
    let control = if event.ctrl_key() || event.meta_key() { "Control+" } else { "" };
    let shift = if event.shift_key() && is_named { "Shift+" } else { "" };
    Some(format!("{control}{shift}{}", if key == " " { "Space" } else { &key }))
}

/// The controls that use keys and texts themselves.
pub(super) const TEXT_FIELDS: &str = "input, select, textarea, [contenteditable=true], .cm-editor";

pub(super) fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Whether an event is for an element that this selector matches, or for something in it.
pub(super) fn is_within(event: &Event, selector: &str) -> bool {
    closest(event, selector).is_some()
}

/// Calls `pressed` for every key press; it returns whether it handled the keys. Keys with Ctrl or Cmd come before any
/// control receives them, all others after the controls.
pub fn on_key(pressed: impl Fn(Pressed) -> bool + 'static) {
    let pressed = Rc::new(pressed);
    for phase in [EventListenerPhase::Capture, EventListenerPhase::Bubble] {
        let pressed = pressed.clone();
        let options = EventListenerOptions { phase, passive: false };
        EventListener::new_with_options(&window(), "keydown", options, move |event| {
            let key = event.unchecked_ref::<KeyboardEvent>();
            let Some(keys) = keys(key) else { return };
            if keys.starts_with("Control+") != matches!(phase, EventListenerPhase::Capture) {
                return;
            }
            let place = closest(event, "[data-keys]").and_then(|place| place.get_attribute("data-keys"));
            let presses =
                matches!(keys.as_str(), "Space" | "Enter") && is_within(event, "button, summary, [role=button]");
            let pressed_here = Pressed { keys, place, in_text: presses || is_within(event, TEXT_FIELDS) };
            if pressed(pressed_here) {
                event.prevent_default();
                event.stop_propagation();
            }
        })
        .forget();
    }
}

/// Calls `act` before any control receives a key press or a click. If it returns `true`, a press without Ctrl, Cmd or Alt and
/// a click on what this selector matches have no other effect.
pub fn before_input(selector: &'static str, act: impl Fn() -> bool + Clone + 'static) {
    for name in ["keydown", "click"] {
        let act = act.clone();
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        EventListener::new_with_options(&window(), name, options, move |event| {
            let has_use = match event.dyn_ref::<KeyboardEvent>() {
                Some(key) => key.ctrl_key() || key.meta_key() || key.alt_key(),
                None => !is_within(event, selector),
            };
            if act() && !has_use {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        })
        .forget();
    }
}

/// Whether the user wants fewer things to move.
#[must_use]
pub fn prefers_reduced_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Calls `hidden` when the page is left or hidden: a browser may end a hidden page without further events.
pub fn on_hide(hidden: impl Fn() + 'static) {
    let hidden = Rc::new(hidden);
    EventListener::new(&window(), "pagehide", {
        let hidden = hidden.clone();
        move |_| hidden()
    })
    .forget();
    EventListener::new(&document(), "visibilitychange", move |_| {
        if document().hidden() {
            hidden();
        }
    })
    .forget();
}

/// The `data-section` around an element.
fn section_of(element: &Element) -> Option<String> {
    element.closest("[data-section]").ok()??.get_attribute("data-section")
}

/// The section that contains the focus.
#[must_use]
pub fn focused_section() -> Option<String> {
    section_of(&document().active_element()?)
}

/// The section whose header was clicked. `None` for clicks on controls.
#[must_use]
pub fn section_of_header(event: &Event) -> Option<String> {
    let header = closest(event, ".bar, .head").filter(|_| !is_within(event, "button, input, select, label"))?;
    section_of(&header)
}

/// Whether the maximise button of a section is visible.
#[must_use]
pub fn can_maximise(section: &str) -> bool {
    let button = document().query_selector(&format!("[data-section={section}] .maximise")).ok().flatten();
    button.is_some_and(|button| button.get_bounding_client_rect().width() > 0.0)
}

/// Whether a popover is open. Browsers that do not know the selector have none.
#[must_use]
pub fn has_popover() -> bool {
    document().query_selector(":popover-open").is_ok_and(|open| open.is_some())
}

/// Reloads the page.
pub fn reload() {
    // It fails only for a page that is already being left.
    let _ = window().location().reload();
}

/// The size of an element's content, in CSS pixels.
fn size(element: &Element) -> Size {
    Size { width: element.client_width() as f32, height: element.client_height() as f32 }
}

/// The font size of the root element in pixels: the length of a `rem`.
#[must_use]
pub fn rem() -> f64 {
    let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    size.and_then(|size| size.trim_end_matches("px").parse().ok()).unwrap_or(16.0)
}

/// Calls `resized` now and whenever the size of an element changes, until the result is dropped.
///
/// # Errors
/// If the browser has no resize observer.
pub fn on_resize(element: &Element, resized: impl Fn(Size) + 'static) -> Result<Resizes, JsValue> {
    let own = element.clone();
    let callback = Closure::<dyn Fn()>::new(move || resized(size(&own)));
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref())?;
    observer.observe(element);
    Ok(Resizes { observer, _callback: callback })
}

/// An element whose size is observed.
pub struct Resizes {
    observer: ResizeObserver,
    _callback: Closure<dyn Fn()>,
}

impl Drop for Resizes {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Focuses an element.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<SvgElement>() {
        let _ = element.focus();
    } else if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// The element with this id.
#[must_use]
pub fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The text area with an id.
pub(super) fn text_area(id: &str) -> Option<HtmlTextAreaElement> {
    element(id)?.dyn_into().ok()
}

/// The selected range of a text area in UTF-16 units, if it has the focus.
#[must_use]
pub fn selected_text(id: &str) -> Option<(u32, u32)> {
    let area = text_area(id)?;
    let is_focused = document().active_element().is_some_and(|active| active == **area);
    let (from, to) = (area.selection_start().ok()??, area.selection_end().ok()??);
    is_focused.then_some((from, to))
}

/// Focuses a text area and selects a range in UTF-16 units.
pub fn select_text(id: &str, from: u32, to: u32) {
    if let Some(area) = text_area(id) {
        let _ = area.focus();
        let _ = area.set_selection_range(from, to);
    }
}
