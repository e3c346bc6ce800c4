//! What of the page is in front.

use std::cell::Cell;

use leptos::prelude::*;

use super::Page;
use crate::{
    interop::page,
    state::{
        Dialog, Event, PanelId, Shown,
        command::{Motion, NotNow, View},
    },
};

/// What of the page is in front.
#[derive(Clone, Copy)]
pub struct Workspace {
    dialog: ReadSignal<Option<Dialog>>,
    set_dialog: WriteSignal<Option<Dialog>>,
    shown: ReadSignal<Shown>,
    set_shown: WriteSignal<Shown>,
    below: ReadSignal<PanelId>,
    set_below: WriteSignal<PanelId>,
    /// The motion handlers of the visible views.
    views: StoredValue<Vec<(View, Callback<Motion, bool>)>>,
}

impl Workspace {
    pub(super) fn new() -> Self {
        let (dialog, set_dialog) = signal(None);
        let (shown, set_shown) = signal(Shown::default());
        let (below, set_below) = signal(PanelId::default());
        let views = StoredValue::new(Vec::new());
        Self { dialog, set_dialog, shown, set_shown, below, set_below, views }
    }

    /// The open dialog.
    #[must_use]
    pub fn dialog(self) -> ReadSignal<Option<Dialog>> {
        self.dialog
    }

    /// The visible part on narrow screens.
    #[must_use]
    pub fn shown(self) -> ReadSignal<Shown> {
        self.shown
    }

    /// The panel below the graph.
    #[must_use]
    pub fn below(self) -> ReadSignal<PanelId> {
        self.below
    }

    /// Registers the motion handler of a view until the view is removed. It returns `false` for motions that it does
    /// not support.
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

    /// Closes the open dialog.
    pub(super) fn close_dialog(self) {
        self.set_dialog.set(None);
    }

    /// Shows this part of the page on a narrow screen.
    pub(super) fn show(self, shown: Shown) {
        self.set_shown.set(shown);
    }

    /// Shows this panel below the graph.
    pub(super) fn show_below(self, below: PanelId) {
        self.set_below.set(below);
    }
}

impl Page {
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

    /// Opens a dialog and stops playing, because the user could not see it.
    pub(super) fn show_dialog(self, dialog: Dialog) {
        self.player.pause();
        self.workspace.set_dialog.set(Some(dialog));
    }
}
