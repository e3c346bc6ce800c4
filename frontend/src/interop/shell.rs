//! The shell: the HTML of `index.html`, shown until the page has started. Its text area accepts input before any program is
//! loaded.

use gloo_events::EventListener;
use web_sys::Event;

use super::page::{closest, element, select_text, selected_text, text_area};

/// The id of its text area.
pub const TEXT: &str = "shell-text";

/// The text that it showed first, and its present text, if the user has changed it.
#[must_use]
pub fn typed() -> Option<(String, String)> {
    let area = text_area(TEXT)?;
    // Reading the default value of a text area does not fail.
    let (before, text) = (area.default_value().ok()?, area.value());
    (text != before).then_some((before, text))
}

/// Removes the shell. Focus and selection move to the text area with this id, and the welcome view into the page. `chosen` gets the
/// names of its choices.
pub fn leave(id: &str, chosen: impl Fn(&str) + 'static) {
    if let (Some(view), Some(panes)) = (element("welcome"), element("panes")) {
        // It fails only for a node that would contain itself.
        let _ = panes.prepend_with_node_1(&view);
        let hear = move |event: &Event| {
            if let Some(choice) = closest(event, "[data-choice]").and_then(|button| button.get_attribute("data-choice"))
            {
                chosen(&choice);
            }
        };
        EventListener::new(&view, "click", hear).forget();
    }
    let selected = selected_text(TEXT);
    let text = text_area(TEXT).map(|area| area.value());
    if let Some(shell) = element("shell") {
        shell.remove();
    }
    if let (Some((from, to)), Some(area), Some(text)) = (selected, text_area(id), text) {
        // Set before the selection: a later change of the value would move the cursor to the end.
        area.set_value(&text);
        select_text(id, from, to);
    }
}
