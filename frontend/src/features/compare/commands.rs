//! Comparing runs.

use std::sync::Arc;

use dagwood_core::{Priority, Status, Strategy};
use leptos::prelude::*;

use super::{CompareState, Rows, Variant, text};
use crate::{
    control::{Page, runs::Running},
    scene::headline,
    state::{PanelId, Recording, command::NotNow},
};

/// The comparison.
#[derive(Clone, Copy)]
pub struct Compare {
    state: ReadSignal<CompareState>,
    set_state: WriteSignal<CompareState>,
}

impl Compare {
    pub(in crate::control) fn new() -> Self {
        let (state, set_state) = signal(CompareState::default());
        Self { state, set_state }
    }

    /// The runs to compare, and their results.
    #[must_use]
    pub fn state(self) -> ReadSignal<CompareState> {
        self.state
    }

    /// Replaces all rows.
    pub(in crate::control) fn put(self, variants: Vec<Variant>) {
        self.set_state.update(|state| {
            state.variants = variants;
            state.begin();
        });
    }

    /// Adds a row, if there is room.
    pub(in crate::control) fn add(self) {
        let variant = Variant::Options { strategy: Strategy::Reactive, priority: Priority::default(), workers: None };
        self.set_state.update(|state| state.add(variant));
    }

    /// Changes a row.
    pub(in crate::control) fn choose(self, row: usize, variant: Variant) {
        self.set_state.update(|state| state.choose(row, variant));
    }

    /// Removes a row.
    pub(in crate::control) fn remove(self, row: usize) {
        self.set_state.update(|state| state.remove(row));
    }

    /// Groups the chart by worker or by processor.
    pub(in crate::control) fn choose_rows(self, rows: Rows) {
        self.set_state.update(|state| state.rows = rows);
    }
}

impl Page {
    /// Runs all rows, one after the other.
    pub(in crate::control) fn compare(self) -> Result<(), NotNow> {
        self.runs.expect_none()?;
        self.document.expect_sound()?;
        self.player.pause();
        self.compare.set_state.update(CompareState::begin);
        self.notices.say(text::COMPARING);
        self.compare_next();
        Ok(())
    }

    fn compare_next(self) {
        loop {
            let state = self.compare.state.read_untracked();
            let Some((row, variant)) = state.next().map(|row| (row, state.variants[row])) else { break };
            let rows = state.variants.len();
            drop(state);
            match variant {
                Variant::Options { .. } => {
                    let stopping = self.runs.is_stopping();
                    self.runs.begin(Running { of: Some((row + 1, rows)), stopping, ..Running::default() });
                    let page = self.document.options().read_untracked().overrides();
                    let overrides = variant.overrides(page).unwrap_or_default();
                    let made = move |recording| self.compared(row, recording);
                    return self.begin(self.document.source(), overrides, None, made);
                }
                Variant::Made(number) => {
                    let made = self.runs.made().read_untracked().get(number).map(|made| made.recording.clone());
                    let Some(recording) = made else { break };
                    self.compare.set_state.update(|state| state.results[row] = Some(recording));
                }
            }
        }
        self.runs.end();
        if self.compare.state.read_untracked().complete().is_some() {
            self.notices.say(text::COMPARED);
        }
    }

    /// Stores the run of a row, and starts the next one.
    fn compared(self, row: usize, recording: Arc<Recording>) {
        if recording.trace.status() == Some(Status::Cancelled) {
            self.runs.end();
            return self.notices.say(headline(None));
        }
        self.compare.set_state.update(|state| {
            if let Some(result) = state.results.get_mut(row) {
                *result = Some(recording);
            }
        });
        self.compare_next();
    }

    /// Compares these runs.
    pub(in crate::control) fn compare_variants(self, variants: Vec<Variant>) -> Result<(), NotNow> {
        self.compare.put(variants);
        self.show_panel(PanelId::COMPARE);
        self.compare()
    }

    /// Shows the run of a row in the graph.
    pub(in crate::control) fn show_variant(self, row: usize) -> Result<(), NotNow> {
        let recording = self.compare.state.read_untracked().results.get(row).cloned().flatten();
        self.show_compared(recording.ok_or(NotNow::NotThere)?);
        self.show_panel(PanelId::GRAPH);
        Ok(())
    }
}
