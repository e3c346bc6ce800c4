//! Popovers. The browser opens them with their button, closes them on Escape or a click outside, and returns the focus to the
//! button.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::page::focus;
use crate::state::moved_focus;

/// Closes the popover that contains this element.
pub fn close(within: &Element) {
    let popover = within.closest("[popover]").ok().flatten().and_then(|popover| popover.dyn_into::<HtmlElement>().ok());
    if let Some(popover) = popover {
        // It fails if it is closed already.
        let _ = popover.hide_popover();
    }
}

/// Focuses this element when its popover opens, or now if it is open and the focus has not moved on.
pub fn focus_when_open(element: &Element) {
    // It fails only for invalid names.
    let _ = element.set_attribute("autofocus", "");
    let is_open = element.closest(":popover-open").is_ok_and(|popover| popover.is_some());
    // Some browsers do not focus buttons that are clicked.
    let is_there = |focused: Element| focused.matches("body, [popovertarget]") == Ok(true);
    if is_open && document().active_element().is_none_or(is_there) {
        focus(element);
    }
}

/// The elements of a menu that can have the focus.
fn items(menu: &Element) -> Vec<HtmlElement> {
    let children = menu.children();
    let items = (0..children.length()).filter_map(|at| children.item(at)?.dyn_into::<HtmlElement>().ok());
    // Hidden elements have no offset parent.
    items.filter(|item| item.offset_parent().is_some()).collect()
}

/// Moves the focus within a menu, as in the ARIA Authoring Practices. `false`: the key has another use.
pub fn walk(menu: &Element, key: &str) -> bool {
    let items = items(menu);
    let focused = document().active_element();
    let at = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
    let Some(to) = moved_focus(key, ["ArrowUp", "ArrowDown"], at, items.len()) else { return false };
    focus(&items[to]);
    true
}
