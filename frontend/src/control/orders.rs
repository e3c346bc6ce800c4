//! Exploring what orders of completion lead to.

use std::sync::Arc;

use dagwood_proto::v1::worker_response::{Explored, Refused};
use leptos::prelude::*;

use super::{Page, engine::Seat};
use crate::{
    scene::story_sentence,
    state::{Story, command::NotNow, order},
};

/// What orders of completion lead to.
#[derive(Clone, Copy)]
pub struct Orders {
    exploring: ReadSignal<Option<u32>>,
    set_exploring: WriteSignal<Option<u32>>,
    explored: ReadSignal<Option<Arc<Explored>>>,
    set_explored: WriteSignal<Option<Arc<Explored>>>,
    story: ReadSignal<Option<Story>>,
    set_story: WriteSignal<Option<Story>>,
}

impl Orders {
    pub(super) fn new() -> Self {
        let (exploring, set_exploring) = signal(None);
        let (explored, set_explored) = signal(None);
        let (story, set_story) = signal(None);
        Self { exploring, set_exploring, explored, set_explored, story, set_story }
    }

    /// The exploration under way: how many states there are at least.
    #[must_use]
    pub fn exploring(self) -> ReadSignal<Option<u32>> {
        self.exploring
    }

    /// What was explored.
    #[must_use]
    pub fn explored(self) -> ReadSignal<Option<Arc<Explored>>> {
        self.explored
    }

    /// The story that is told in place of the run, of what was explored.
    #[must_use]
    pub fn story(self) -> ReadSignal<Option<Story>> {
        self.story
    }

    /// The exploration has found at least this many states.
    pub(super) fn progressed(self, states: u32) {
        self.set_exploring.set(Some(states));
    }

    /// The exploration has ended.
    pub(super) fn has_ended(self) {
        self.set_exploring.set(None);
    }

    /// Shows the run again, and no story.
    pub(super) fn end_story(self) {
        self.set_story.set(None);
    }
}

impl Page {
    /// Finds out what the orders in which processors can complete lead to. A worker of its own does, which is ended to stop it.
    pub(super) fn explore(self) -> Result<(), NotNow> {
        if self.orders.exploring.get_untracked().is_some() {
            return Err(NotNow::Busy);
        }
        self.document.expect_sound()?;
        self.orders.end_story();
        self.orders.set_explored.set(None);
        self.orders.progressed(0);
        self.notices.say("Exploring");
        self.with_modules(self.document.source(), move |source, modules| {
            if self.orders.exploring.get_untracked().is_none() {
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
        Ok(())
    }

    fn end_exploring(self) {
        self.engine.end(Seat::Explorer { has_modules: false });
        self.orders.has_ended();
    }

    /// Explores no further.
    pub(super) fn stop_exploring(self) {
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
        self.orders.set_explored.set(Some(Arc::new(explored)));
    }

    /// Tells the story of an outcome, from its beginning.
    pub(super) fn tell(self, outcome: usize) {
        self.player.pause();
        self.go_in_story(Story { outcome, step: 0 });
    }

    /// Goes to a step of the story.
    pub(super) fn go_in_story(self, story: Story) {
        self.orders.set_story.set(Some(story));
        if let Some(explored) = &*self.orders.explored.read_untracked() {
            self.notices.say(story_sentence(explored, story));
        }
    }
}
