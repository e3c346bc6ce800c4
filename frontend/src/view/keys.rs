//! Key handlers of views with their own shortcuts.

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{
    control::Page,
    interop::page as document,
    state::command::{Place, command},
};

/// Executes the command bound to the keys of an event in a place. Keys of a maximised section take precedence, and unbound keys are
/// left to the browser.
pub(super) fn by_key(page: Page, place: Place, event: &KeyboardEvent) {
    let places = [Place::Maximised, place];
    let is_maximised = page.settings.appearance().read_untracked().maximised.is_some();
    let places = if is_maximised { &places[..] } else { &places[1..] };
    let command = document::keys(event).and_then(|keys| command(places, &keys));
    if command.is_some_and(|command| page.execute(command).is_ok()) {
        event.prevent_default();
    }
}
