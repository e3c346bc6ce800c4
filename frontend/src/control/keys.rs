//! The keys that do something wherever they are pressed.

use leptos::prelude::*;

use super::Page;
use crate::{
    interop::page,
    state::{
        Dialog,
        shortcut::{Command, Place, command},
    },
};

impl Page {
    /// Listens to keys for as long as the page lives.
    pub(super) fn listen_to_keys(self) {
        page::on_key(move |pressed| {
            let mut places = vec![Place::Anywhere];
            let appearance = self.workspace.appearance().get_untracked();
            if !pressed.in_text && self.workspace.dialog().read_untracked().is_none() {
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
            command(&places, &pressed.keys).is_some_and(|command| self.obey(command))
        });
    }

    /// Does what a shortcut says. `false` if that is for the view that shows it.
    fn obey(self, command: Command) -> bool {
        match command {
            Command::Run => self.run(),
            Command::Share => self.share(),
            Command::Help => self.show_dialog(Dialog::Shortcuts),
            Command::Step(step) => self.step(step),
            Command::Play => self.toggle_play(),
            Command::Jump(jump) => self.jump(jump),
            Command::Breakpoint => self.toggle_breakpoint(),
            // The graph deals with those itself, before they come here.
            _ => return false,
        }
        true
    }
}

/// Where a key is pressed, from the name that views give a part of the page.
fn places_of(name: &str) -> &'static [Place] {
    match name {
        "graph" => &[Place::Graph, Place::Run],
        "table" => &[Place::Table, Place::Run],
        "events" => &[Place::Events, Place::Run],
        _ => &[Place::Run],
    }
}
