//! Comparing runs, and exploring what orders of completion lead to.

use std::sync::Arc;

use dagwood_core::Status;
use dagwood_proto::v1::worker_response::{Explored, Refused};
use leptos::prelude::*;

use super::{
    Page,
    engine::Seat,
    running::{Purpose, Running},
};
use crate::{
    scene::{headline, story_sentence},
    state::{Below, Lab, Recording, RunNumber, Story, Variant, order},
};

impl Page {
    /// Runs everything that is to be compared, one after the other.
    pub fn compare(self) {
        if self.running.read_untracked().is_some() || !self.document.is_sound().get_untracked() {
            return;
        }
        self.pause();
        self.lab.update(Lab::begin);
        self.notices.say("Comparing");
        self.compare_next();
    }

    fn compare_next(self) {
        loop {
            let lab = self.lab.read_untracked();
            let Some((row, variant)) = lab.next().map(|row| (row, lab.variants[row])) else { break };
            let rows = lab.variants.len();
            drop(lab);
            match variant {
                Variant::Options { .. } => {
                    let stopping = self.is_stopping();
                    self.running.set(Some(Running { of: Some((row + 1, rows)), stopping, ..Running::default() }));
                    let overrides =
                        variant.overrides(self.document.options().read_untracked().overrides()).unwrap_or_default();
                    return self.begin(self.document.source(), overrides, None, Purpose::Compare(row));
                }
                Variant::Made(number) => {
                    let made = self.runs.read_untracked().get(number).map(|made| made.recording.clone());
                    let Some(recording) = made else { break };
                    self.lab.update(|lab| lab.results[row] = Some(recording));
                }
            }
        }
        self.running.set(None);
        if self.lab.read_untracked().complete().is_some() {
            self.notices.say("Compared");
        }
    }

    pub(super) fn compared(self, row: usize, recording: Arc<Recording>) {
        if recording.trace.status() == Some(Status::Cancelled) {
            self.running.set(None);
            return self.notices.say(headline(None));
        }
        self.lab.update(|lab| {
            if let Some(result) = lab.results.get_mut(row) {
                *result = Some(recording);
            }
        });
        self.compare_next();
    }

    /// Puts a run beside the one that it is a fork of.
    pub fn compare_made(self, parent: RunNumber, fork: RunNumber) {
        self.lab.update(|lab| lab.variants = vec![Variant::Made(parent), Variant::Made(fork)]);
        self.workspace.show_below(Below::Compare);
        self.compare();
    }

    /// Finds out what the orders in which processors can complete lead to. A worker of its own does, which is ended to stop it.
    pub fn explore(self) {
        if self.exploring.get_untracked().is_some() || !self.document.is_sound().get_untracked() {
            return;
        }
        self.story.set(None);
        self.explored.set(None);
        self.exploring.set(Some(0));
        self.notices.say("Exploring");
        self.with_modules(self.document.source(), move |source, modules| {
            if self.exploring.get_untracked().is_none() {
                return;
            }
            let (seat, modules) = match modules {
                Ok(modules) => modules,
                Err(refused) => return self.not_explored(&refused),
            };
            let seat = Seat::Explorer { has_modules: seat == Seat::Sandbox };
            let order = order(&source, self.document.options().read_untracked().overrides(), modules);
            self.ask(seat, |conversation| conversation.explore(order));
        });
    }

    fn end_exploring(self) {
        self.engine.end(Seat::Explorer { has_modules: false });
        self.exploring.set(None);
    }

    /// Explores no further.
    pub fn stop_exploring(self) {
        self.end_exploring();
        self.notices.say("Exploration stopped");
    }

    pub(super) fn not_explored(self, refused: &Refused) {
        self.end_exploring();
        self.notices.say_error(format!("Not explored: {}.", refused.message));
    }

    pub(super) fn explored(self, explored: Explored) {
        self.end_exploring();
        self.notices.say(explored.refusal.clone().unwrap_or_else(|| format!("{} orders explored", explored.orders)));
        self.explored.set(Some(Arc::new(explored)));
    }

    /// Tells the story of an outcome, from its beginning.
    pub fn tell(self, outcome: usize) {
        self.pause();
        self.go_in_story(Story { outcome, step: 0 });
    }

    /// Goes to a step of the story.
    pub fn go_in_story(self, story: Story) {
        self.story.set(Some(story));
        if let Some(explored) = &*self.explored.read_untracked() {
            self.notices.say(story_sentence(explored, story));
        }
    }

    /// Shows the run again, and no story.
    pub fn end_story(self) {
        self.story.set(None);
    }
}
