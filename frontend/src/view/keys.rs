//! Key handlers of views with their own shortcuts.

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{
    control::Page,
    interop::page as document,
    state::command::{Place, command},
};

/// Executes the command bound to the keys of an event in a place. Unbound keys are left to the browser.
pub(super) fn by_key(page: Page, place: Place, event: &KeyboardEvent) {
    let command = document::keys(event).and_then(|keys| command(&[place], &keys));
    if command.is_some_and(|command| page.execute(command).is_ok()) {
        event.prevent_default();
    }
}
