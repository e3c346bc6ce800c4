//! The shell: the HTML of `index.html`, shown until the page has started. Its text area accepts input before any program is
//! loaded.

use super::page::{element, select_text, selected_text, text_area};

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

/// Removes the shell. Focus and selection move to the text area with this id.
pub fn leave(id: &str) {
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
