//! The keys that work everywhere in the page.

use leptos::prelude::*;

use super::Page;
use crate::{
    interop::page,
    state::command::{NotNow, Place, command},
};

impl Page {
    /// Listens to keys for the lifetime of the page.
    pub(super) fn listen_to_keys(self) {
        page::on_key(move |pressed| {
            let mut places = vec![Place::Anywhere];
            let appearance = self.settings.appearance().get_untracked();
            if !pressed.in_text && self.workspace.dialog().read_untracked().is_none() {
                if appearance.maximised.is_some() {
                    places.push(Place::Maximised);
                }
                places.extend(pressed.place.as_deref().into_iter().flat_map(places_of));
                if appearance.presenting {
                    places.push(Place::Presenter);
                }
                places.push(Place::Page);
            }
            let is_letter = pressed.keys.chars().count() == 1;
            if is_letter && !appearance.letters {
                places.retain(|&place| place == Place::Anywhere || place == Place::Presenter);
            }
            let Some(command) = command(&places, &pressed.keys) else { return false };
            // The browser handles keys that no visible view supports.
            self.execute(command) != Err(NotNow::NotShown)
        });
    }
}

/// The place in which a key is pressed, from the name that views give to a part of the page.
fn places_of(name: &str) -> &'static [Place] {
    match name {
        "graph" => &[Place::Graph, Place::Run],
        "table" => &[Place::Table, Place::Run],
        "events" => &[Place::Events, Place::Run],
        _ => &[Place::Run],
    }
}
