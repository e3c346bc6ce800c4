//! How the page looks, and what of it is in front.

use std::cell::Cell;

use dagwood_proto::share::LinkOption;
use leptos::prelude::*;

use super::Page;
use crate::{
    interop::{address, page},
    state::{
        Appearance, Below, Dialog, Event, Form, Pane, Shown, Theme,
        command::{Motion, NotNow, View},
    },
};

/// How the page looks, and what of it is in front.
#[derive(Clone, Copy)]
pub struct Workspace {
    appearance: ReadSignal<Appearance>,
    set_appearance: WriteSignal<Appearance>,
    dialog: ReadSignal<Option<Dialog>>,
    set_dialog: WriteSignal<Option<Dialog>>,
    shown: ReadSignal<Shown>,
    set_shown: WriteSignal<Shown>,
    below: ReadSignal<Below>,
    set_below: WriteSignal<Below>,
    /// The handlers of motions of the views on display.
    views: StoredValue<Vec<(View, Callback<Motion, bool>)>>,
}

impl Workspace {
    pub(super) fn new() -> Self {
        let (appearance, set_appearance) = signal(Appearance::default());
        let (dialog, set_dialog) = signal(None);
        let (shown, set_shown) = signal(Shown::default());
        let (below, set_below) = signal(Below::default());
        let views = StoredValue::new(Vec::new());
        Self { appearance, set_appearance, dialog, set_dialog, shown, set_shown, below, set_below, views }
    }

    /// How the page looks.
    #[must_use]
    pub fn appearance(self) -> ReadSignal<Appearance> {
        self.appearance
    }

    /// What lies over the page.
    #[must_use]
    pub fn dialog(self) -> ReadSignal<Option<Dialog>> {
        self.dialog
    }

    /// What is in sight where there is no room for all.
    #[must_use]
    pub fn shown(self) -> ReadSignal<Shown> {
        self.shown
    }

    /// What is below the graph.
    #[must_use]
    pub fn below(self) -> ReadSignal<Below> {
        self.below
    }

    /// Registers the handler of a view's motions until the view is removed. It returns `false` for motions it does not support.
    pub fn serve(self, view: View, act: impl Fn(Motion) -> bool + Send + Sync + 'static) {
        self.views.update_value(|views| {
            views.retain(|(other, _)| *other != view);
            views.push((view, Callback::new(act)));
        });
    }

    pub(super) fn move_view(self, view: View, motion: Motion) -> Result<(), NotNow> {
        let act = self.views.with_value(|views| views.iter().find(|(other, _)| *other == view).map(|&(_, act)| act));
        // A callback is disposed together with its view.
        let is_done = act.and_then(|act| act.try_run(motion)) == Some(true);
        is_done.then_some(()).ok_or(NotNow::NotShown)
    }

    /// Closes the dialog that is open.
    pub(super) fn close_dialog(self) {
        self.set_dialog.set(None);
    }

    /// Shows this part of the page on a narrow screen.
    pub(super) fn show(self, shown: Shown) {
        self.set_shown.set(shown);
    }

    /// Shows this panel below the graph.
    pub(super) fn show_below(self, below: Below) {
        self.set_below.set(below);
    }

    /// Chooses a theme.
    pub(super) fn choose_theme(self, theme: Theme) {
        self.set_appearance.update(|appearance| appearance.theme = theme);
    }

    /// Turns the presentation mode on or off.
    pub(super) fn present(self, presenting: bool) {
        self.set_appearance.update(|appearance| appearance.presenting = presenting);
    }

    /// Turns single-letter shortcuts on or off.
    pub(super) fn use_letters(self, letters: bool) {
        self.set_appearance.update(|appearance| appearance.letters = letters);
    }

    /// Chooses the format of payloads.
    pub(super) fn choose_form(self, form: Form) {
        self.set_appearance.update(|appearance| appearance.form = form);
    }

    /// Resizes a pane.
    pub(super) fn resize(self, pane: Pane, percent: f64) {
        self.set_appearance.update(|appearance| appearance.resize(pane, percent));
    }

    /// Gives every pane its usual size.
    pub(super) fn reset_sizes(self) {
        self.set_appearance.update(Appearance::reset_sizes);
    }
}

impl Page {
    /// Restores how the page looked, unless a link has a theme of its own, and keeps whatever changes.
    pub(super) fn appear(self) {
        let stored = self.kept(Appearance::NAME);
        self.workspace.set_appearance.set(Appearance::restore(&stored));
        let linked = address::option(LinkOption::THEME.name).as_deref().and_then(Theme::from_name);
        Effect::new(move |before: Option<()>| {
            let appearance = self.workspace.appearance.get();
            // The theme of a link is for this visit, until the person chooses one.
            let theme = linked.filter(|_| before.is_none()).unwrap_or(appearance.theme);
            page::mark("theme", theme.name());
            page::mark("presenting", if appearance.presenting { "true" } else { "false" });
            if before.is_some() {
                self.keep(Appearance::NAME, &appearance.store());
            }
        });
    }

    /// Shows the graph after a run on a narrow screen, and counts the runs for the browser tests.
    pub(super) fn show_runs(self) {
        let count = Cell::new(0);
        self.events.listen(move |event| {
            if let Event::RunEnded { .. } = event {
                if self.workspace.shown.get_untracked() == Shown::Edit {
                    self.workspace.show(Shown::Graph);
                }
                count.set(count.get() + 1);
                page::mark("run", &count.get().to_string());
            }
        });
    }

    /// Opens a dialog. What plays meanwhile would be missed.
    pub(super) fn show_dialog(self, dialog: Dialog) {
        self.player.pause();
        self.workspace.set_dialog.set(Some(dialog));
    }

    /// Draws the levels of the graph from left to right, or from top to bottom.
    pub(super) fn draw_across(self, across: bool) {
        self.workspace.set_appearance.update(|appearance| appearance.across = across);
        self.check_now();
    }
}
