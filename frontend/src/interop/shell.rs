//! What is shown until the page has started: `index.html`. Its text area answers before any program is loaded.

use super::page::{element, select_text, selected_text, text_area};

/// The id of its text area.
pub const TEXT: &str = "shell-text";

/// The text that the user has typed there, if it differs from what was there.
#[must_use]
pub fn typed() -> Option<String> {
    let area = text_area(TEXT)?;
    // It fails only for elements without a text.
    let before = area.default_value().ok()?;
    Some(area.value()).filter(|text| *text != before)
}

/// Removes it. The cursor in its text area continues in the page's, which has this id.
pub fn leave(id: &str) {
    let selected = selected_text(TEXT);
    let text = text_area(TEXT).map(|area| area.value());
    if let Some(shell) = element("shell") {
        shell.remove();
    }
    if let (Some((from, to)), Some(area), Some(text)) = (selected, text_area(id), text) {
        // The page is about to set the same text; that would leave the cursor at its end.
        area.set_value(&text);
        select_text(id, from, to);
    }
}
