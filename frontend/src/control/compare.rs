//! Comparing runs.

use std::sync::Arc;

use dagwood_core::{Priority, Status, Strategy};
use leptos::prelude::*;

use super::{
    Page,
    runs::{Purpose, Running},
};
use crate::{
    scene::headline,
    state::{Below, Lab, Recording, Rows, RunNumber, Variant, command::NotNow},
};

/// What is compared.
#[derive(Clone, Copy)]
pub struct Compare {
    lab: ReadSignal<Lab>,
    set_lab: WriteSignal<Lab>,
}

impl Compare {
    pub(super) fn new() -> Self {
        let (lab, set_lab) = signal(Lab::default());
        Self { lab, set_lab }
    }

    /// What is chosen to be compared, and what came of it.
    #[must_use]
    pub fn lab(self) -> ReadSignal<Lab> {
        self.lab
    }

    /// Adds a row, if there is room.
    pub(super) fn add(self) {
        let variant = Variant::Options { strategy: Strategy::Reactive, priority: Priority::default(), workers: None };
        self.set_lab.update(|lab| lab.add(variant));
    }

    /// Changes a row.
    pub(super) fn choose(self, row: usize, variant: Variant) {
        self.set_lab.update(|lab| lab.choose(row, variant));
    }

    /// Removes a row.
    pub(super) fn remove(self, row: usize) {
        self.set_lab.update(|lab| lab.remove(row));
    }

    /// Groups the chart by worker or by processor.
    pub(super) fn choose_rows(self, rows: Rows) {
        self.set_lab.update(|lab| lab.rows = rows);
    }
}

impl Page {
    /// Runs everything that is to be compared, one after the other.
    pub(super) fn compare(self) -> Result<(), NotNow> {
        self.runs.expect_none()?;
        self.document.expect_sound()?;
        self.player.pause();
        self.compare.set_lab.update(Lab::begin);
        self.notices.say("Comparing");
        self.compare_next();
        Ok(())
    }

    fn compare_next(self) {
        loop {
            let lab = self.compare.lab.read_untracked();
            let Some((row, variant)) = lab.next().map(|row| (row, lab.variants[row])) else { break };
            let rows = lab.variants.len();
            drop(lab);
            match variant {
                Variant::Options { .. } => {
                    let stopping = self.runs.is_stopping();
                    self.runs.begin(Running { of: Some((row + 1, rows)), stopping, ..Running::default() });
                    let page = self.document.options().read_untracked().overrides();
                    let overrides = variant.overrides(page).unwrap_or_default();
                    return self.begin(self.document.source(), overrides, None, Purpose::Compare(row));
                }
                Variant::Made(number) => {
                    let made = self.runs.made().read_untracked().get(number).map(|made| made.recording.clone());
                    let Some(recording) = made else { break };
                    self.compare.set_lab.update(|lab| lab.results[row] = Some(recording));
                }
            }
        }
        self.runs.end();
        if self.compare.lab.read_untracked().complete().is_some() {
            self.notices.say("Compared");
        }
    }

    pub(super) fn compared(self, row: usize, recording: Arc<Recording>) {
        if recording.trace.status() == Some(Status::Cancelled) {
            self.runs.end();
            return self.notices.say(headline(None));
        }
        self.compare.set_lab.update(|lab| {
            if let Some(result) = lab.results.get_mut(row) {
                *result = Some(recording);
            }
        });
        self.compare_next();
    }

    /// Puts a run beside the one that it is a fork of.
    pub(super) fn compare_fork(self, parent: RunNumber, fork: RunNumber) -> Result<(), NotNow> {
        self.compare.set_lab.update(|lab| lab.variants = vec![Variant::Made(parent), Variant::Made(fork)]);
        self.workspace.show_below(Below::Compare);
        self.compare()
    }

    /// Shows the run of a row.
    pub(super) fn show_variant(self, row: usize) -> Result<(), NotNow> {
        let recording = self.compare.lab.read_untracked().results.get(row).cloned().flatten();
        self.show_compared(recording.ok_or(NotNow::NotThere)?);
        Ok(())
    }
}
