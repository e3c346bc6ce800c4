//! What of the page is in front.

use std::cell::Cell;

use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task::spawn_local};

use super::Page;
use crate::{
    interop::page,
    parts::{self, LaterPart},
    state::{
        Dialog, Event, PanelId, Region, Section, Shown, WriteTab,
        command::{Motion, NotNow, View},
    },
};

/// How long after the first check the page prefetches parts, in milliseconds.
const IDLE_MS: u32 = 1_000;

/// What of the page is in front.
#[derive(Clone, Copy)]
pub struct Workspace {
    dialog: ReadSignal<Option<Dialog>>,
    set_dialog: WriteSignal<Option<Dialog>>,
    shown: ReadSignal<Shown>,
    set_shown: WriteSignal<Shown>,
    writing: ReadSignal<WriteTab>,
    set_writing: WriteSignal<WriteTab>,
    centre: ReadSignal<PanelId>,
    set_centre: WriteSignal<PanelId>,
    below: ReadSignal<PanelId>,
    set_below: WriteSignal<PanelId>,
    idle: ReadSignal<bool>,
    set_idle: WriteSignal<bool>,
    loads: ReadSignal<u32>,
    set_loads: WriteSignal<u32>,
    /// The motion handlers of the visible views.
    views: StoredValue<Vec<(View, Callback<Motion, bool>)>>,
}

impl Workspace {
    pub(super) fn new() -> Self {
        let (dialog, set_dialog) = signal(None);
        let (shown, set_shown) = signal(Shown::default());
        let (writing, set_writing) = signal(WriteTab::default());
        let (centre, set_centre) = signal(Region::Centre.first());
        let (below, set_below) = signal(Region::BelowGraph.first());
        let (idle, set_idle) = signal(false);
        let (loads, set_loads) = signal(0);
        let views = StoredValue::new(Vec::new());
        Self {
            dialog,
            set_dialog,
            shown,
            set_shown,
            writing,
            set_writing,
            centre,
            set_centre,
            below,
            set_below,
            idle,
            set_idle,
            loads,
            set_loads,
            views,
        }
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

    /// The tab in which the user writes.
    #[must_use]
    pub fn writing(self) -> ReadSignal<WriteTab> {
        self.writing
    }

    /// The panel that a region shows.
    #[must_use]
    pub fn panel(self, region: Region) -> ReadSignal<PanelId> {
        if region == Region::BelowGraph { self.below } else { self.centre }
    }

    /// Whether the page is idle: a second after the first check. Then it prefetches parts.
    #[must_use]
    pub fn idle(self) -> ReadSignal<bool> {
        self.idle
    }

    /// How often the user has pressed "Try again" for a part that could not be loaded.
    #[must_use]
    pub fn loads(self) -> ReadSignal<u32> {
        self.loads
    }

    /// Tries again to load the parts that failed to load.
    pub(super) fn load_again(self) {
        self.set_loads.update(|loads| *loads += 1);
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

    /// Shows this tab of the pane in which the user writes.
    pub(super) fn show_tab(self, tab: WriteTab) {
        self.set_writing.set(tab);
    }
}

impl Page {
    /// Shows this panel in its region.
    pub(super) fn show_panel(self, panel: PanelId) {
        let set = match panel.region() {
            Region::Centre => self.workspace.set_centre,
            Region::BelowGraph => self.workspace.set_below,
        };
        set.set(panel);
        self.settings.uncover(Section::of(panel.region()));
    }

    /// Prefetches the part `results` when the page is idle.
    pub(super) fn load_when_idle(self) {
        let timer = StoredValue::new_local(None);
        self.events.listen(move |event| {
            if matches!(event, Event::Checked { .. }) && timer.with_value(Option::is_none) {
                let load = move || {
                    self.prefetch_results();
                    spawn_local(async move {
                        let _ = parts::accept_files(self).await;
                    });
                    self.workspace.set_idle.set(true);
                };
                timer.set_value(Some(Timeout::new(IDLE_MS, load)));
            }
        });
    }

    /// Prefetches the part `results`, and the engine's part for runs.
    pub fn prefetch_results(self) {
        self.prefetch_run();
        LaterPart::Results.prefetch();
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

    /// Opens a dialog and stops playing, because the user could not see it.
    pub(super) fn show_dialog(self, dialog: Dialog) {
        self.player.pause();
        self.workspace.set_dialog.set(Some(dialog));
    }
}
