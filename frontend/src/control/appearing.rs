//! How the page looks, what of it is in front, and the keys that do something wherever they are pressed.

use leptos::prelude::*;

use super::Page;
use crate::{
    interop::{address, page},
    state::{
        Appearance, Pane, Theme,
        shortcut::{Command, Place, command},
    },
};

/// Something that lies over the page until it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// How the page looks.
    Settings,
    /// The shortcuts.
    Shortcuts,
}

/// What of the page is in sight where there is no room for all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// The workflow, as text.
    #[default]
    Edit,
    /// The graph, the steps and the timeline.
    Graph,
    /// What the run came to, the inspector and the events.
    Run,
}

impl Shown {
    /// All there is.
    pub const ALL: [Self; 3] = [Self::Edit, Self::Graph, Self::Run];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edit => "Edit",
            Self::Graph => "Graph",
            Self::Run => "Run",
        }
    }
}

impl Page {
    /// Restores how the page looked, unless a link has a theme of its own, and keeps whatever changes.
    pub(super) fn appear(self) {
        let stored = self.kept(Appearance::NAME);
        self.appearance.set(Appearance::restore(&stored));
        let linked = address::option("theme").as_deref().and_then(Theme::from_name);
        Effect::new(move |before: Option<()>| {
            let appearance = self.appearance.get();
            // The theme of a link is for this visit, until the person chooses one.
            let theme = linked.filter(|_| before.is_none()).unwrap_or(appearance.theme);
            page::mark("theme", theme.name());
            page::mark("presenting", if appearance.presenting { "true" } else { "false" });
            if before.is_some() {
                self.keep(Appearance::NAME, &appearance.store());
            }
        });
        page::on_key(move |pressed| {
            let mut places = vec![Place::Anywhere];
            let appearance = self.appearance.get_untracked();
            if !pressed.in_text && self.dialog.read_untracked().is_none() {
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

    /// Opens a dialog. What plays meanwhile would be missed.
    pub fn show_dialog(self, dialog: Dialog) {
        self.pause();
        self.dialog.set(Some(dialog));
    }

    /// Draws the levels of the graph from left to right, or from top to bottom.
    pub fn draw_across(self, across: bool) {
        self.appearance.update(|appearance| appearance.across = across);
        self.check_now();
    }

    /// Resizes a pane.
    pub fn resize(self, pane: Pane, percent: f64) {
        self.appearance.update(|appearance| appearance.resize(pane, percent));
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
