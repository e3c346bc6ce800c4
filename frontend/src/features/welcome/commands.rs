//! Showing the welcome view, and its choices.

use std::cell::Cell;

use dagwood_core::{Priority, Strategy};
use leptos::prelude::*;

use crate::{
    control::Page,
    features::compare::Variant,
    interop::{address, page},
    state::{Event, Shown, command::Command},
};

/// The key in the browser's storage for a dismissed welcome view.
const LEFT: &str = "dagwood-playground/welcome";
/// The example in the welcome view.
const EXAMPLE: &str = "barrier";
/// The strategies in the welcome view.
const STRATEGIES: [Strategy; 2] = [Strategy::Level, Strategy::Reactive];

/// A choice of the welcome view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Opens the example and plays its run.
    Play,
    /// Opens the example and compares the two strategies.
    Why,
    /// Dismisses the view; the first workflow stays the document.
    Own,
}

impl Choice {
    /// By the name in the HTML of the shell.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "play" => Some(Self::Play),
            "why" => Some(Self::Why),
            "own" => Some(Self::Own),
            _ => None,
        }
    }
}

fn show(is_shown: bool) {
    page::mark("welcome", if is_shown { "true" } else { "false" });
}

impl Page {
    /// Hides the view when the user does something else.
    pub(in crate::control) fn leave_welcome(self) {
        self.events.listen(|event| {
            if matches!(event, Event::Edited | Event::Opened | Event::RunEnded { .. }) {
                show(false);
            }
        });
    }

    /// Takes the choice with this name.
    pub(in crate::control) fn go_on_with(self, name: &str) {
        if let Some(choice) = Choice::from_name(name) {
            self.give(Command::StartWith(choice));
        }
    }

    /// Shows the view again.
    pub(in crate::control) fn show_welcome(self) {
        self.workspace.close_dialog();
        self.workspace.show(Shown::Edit);
        show(true);
    }

    /// Dismisses the view for good, and does what was chosen.
    pub(in crate::control) fn start_with(self, choice: Choice) {
        show(false);
        self.keep(LEFT, "off");
        let next = match choice {
            Choice::Play => Command::Run,
            Choice::Why => {
                let variant = |strategy| Variant::Options { strategy, priority: Priority::default(), workers: None };
                Command::CompareVariants(STRATEGIES.map(variant).to_vec())
            }
            Choice::Own => return,
        };
        self.workspace.show(Shown::Graph);
        self.when_open(next);
        address::replace(&(self.address_without_link() + &address::of_example(EXAMPLE)));
        self.follow_example();
    }

    /// Gives a command once the example is open and checked.
    fn when_open(self, next: Command) {
        let is_open = move || self.document.example().read_untracked().as_deref() == Some(EXAMPLE);
        if is_open() && self.document.expect_sound().is_ok() {
            return self.give(next);
        }
        let next = Cell::new(Some(next));
        self.events.listen(move |event| match event {
            Event::Checked { is_sound: true } if is_open() => {
                if let Some(next) = next.take() {
                    self.give(next);
                }
            }
            // The user does something else first.
            Event::Edited => next.set(None),
            _ => {}
        });
    }
}
