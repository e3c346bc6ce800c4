//! Explorations of the completion orders.

use std::sync::Arc;

use leptos::prelude::*;

use super::{OrderStep, order_sentence, text};
use crate::{
    control::{Page, engine::WorkerKind},
    state::{Explored, command::NotNow},
    wire::{Explore, Progress, Refused, Run},
};

/// The completion orders and their outcomes.
#[derive(Clone, Copy)]
pub struct Orders {
    exploring: ReadSignal<Option<u32>>,
    set_exploring: WriteSignal<Option<u32>>,
    explored: ReadSignal<Option<Arc<Explored>>>,
    set_explored: WriteSignal<Option<Arc<Explored>>>,
    order_step: ReadSignal<Option<OrderStep>>,
    set_order_step: WriteSignal<Option<OrderStep>>,
}

impl Orders {
    pub(in crate::control) fn new() -> Self {
        let (exploring, set_exploring) = signal(None);
        let (explored, set_explored) = signal(None);
        let (order_step, set_order_step) = signal(None);
        Self { exploring, set_exploring, explored, set_explored, order_step, set_order_step }
    }

    /// The number of states found so far by the current exploration.
    #[must_use]
    pub fn exploring(self) -> ReadSignal<Option<u32>> {
        self.exploring
    }

    /// The result of the last exploration.
    #[must_use]
    pub fn explored(self) -> ReadSignal<Option<Arc<Explored>>> {
        self.explored
    }

    /// The shown step of an explored order, which replaces the run.
    #[must_use]
    pub fn order_step(self) -> ReadSignal<Option<OrderStep>> {
        self.order_step
    }

    /// The exploration has found at least this many states.
    fn progressed(self, states: u32) {
        self.set_exploring.set(Some(states));
    }

    /// The exploration has ended.
    fn has_ended(self) {
        self.set_exploring.set(None);
    }

    /// Shows the run again.
    pub(in crate::control) fn leave_order(self) {
        self.set_order_step.set(None);
    }
}

impl Page {
    /// Explores the completion orders in a separate worker, which is terminated to stop the exploration.
    pub(in crate::control) fn explore(self) -> Result<(), NotNow> {
        if self.orders.exploring.get_untracked().is_some() {
            return Err(NotNow::Busy);
        }
        self.document.expect_sound()?;
        self.orders.leave_order();
        self.orders.set_explored.set(None);
        self.orders.progressed(0);
        self.notices.say(text::SAYS_EXPLORING);
        self.with_modules(self.document.source(), move |source, modules| {
            if self.orders.exploring.get_untracked().is_none() {
                return;
            }
            let (kind, modules) = match modules {
                Ok(modules) => modules,
                Err(refused) => return self.not_explored(&refused),
            };
            let kind = WorkerKind::Explorer { has_modules: kind == WorkerKind::Sandbox };
            let overrides = self.document.options().read_untracked().overrides();
            let run = Run { source, overrides, modules, forked: None };
            let progressed = move |progress: Progress| self.orders.progressed(progress.events);
            self.ask_long(kind, Explore(run), progressed, move |answer| match answer {
                Ok(Ok(explored)) => self.explored(explored),
                Ok(Err(refused)) => self.not_explored(&refused),
                Err(_) => self.orders.has_ended(),
            });
        });
        Ok(())
    }

    fn end_exploring(self) {
        self.engine.end(WorkerKind::Explorer { has_modules: false });
        self.orders.has_ended();
    }

    /// Stops the exploration.
    pub(in crate::control) fn stop_exploring(self) {
        self.end_exploring();
        self.notices.say(text::STOPPED);
    }

    fn not_explored(self, refused: &Refused) {
        self.end_exploring();
        self.notices.say_error(text::not_explored(&refused.message));
    }

    fn explored(self, explored: Explored) {
        self.end_exploring();
        self.notices.say(explored.refusal.clone().unwrap_or_else(|| text::explored(&explored.orders)));
        self.orders.set_explored.set(Some(Arc::new(explored)));
    }

    /// Shows an order with this outcome, from its start.
    pub(in crate::control) fn play_order(self, outcome: usize) {
        self.player.pause();
        self.seek_in_order(OrderStep { outcome, step: 0 });
    }

    /// Goes to a step of that order.
    pub(in crate::control) fn seek_in_order(self, order_step: OrderStep) {
        self.orders.set_order_step.set(Some(order_step));
        if let Some(explored) = &*self.orders.explored.read_untracked() {
            self.notices.say(order_sentence(explored, order_step));
        }
    }
}
