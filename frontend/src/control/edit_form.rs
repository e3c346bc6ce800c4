//! Changing the workflow elsewhere than in its text. The engine says what that replaces, and the editor can undo it.

use dagwood_core::{LocalProcessor, free_id};
use dagwood_proto::v1::{
    worker_request::{Describe, edit::Operation},
    worker_response::{Described, Edited},
};
use leptos::prelude::*;

use super::{Page, engine::Seat};
use crate::state::{Change, Replacement};

/// What a person changes of the selected processor.
#[derive(Clone, Copy)]
pub struct ProcessorForm {
    /// Whether it is shown.
    pub is_open: RwSignal<bool>,
    /// What the file holds of the processor: keys and values, its id first.
    pub settings: RwSignal<Vec<(String, String)>>,
    /// The field whose change was refused, and why.
    pub refusal: RwSignal<Option<(String, String)>>,
    /// What is to have the focus next.
    pub focus: RwSignal<Option<Focus>>,
    /// What to select and to focus when the text that a change led to has been checked.
    next: StoredValue<Option<(Option<String>, Option<Focus>)>>,
}

/// What has the focus after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The id of a new processor.
    Id,
    /// The selected processor in the graph, or what adds one.
    Graph,
}

impl Default for ProcessorForm {
    fn default() -> Self {
        Self {
            is_open: RwSignal::new(false),
            settings: RwSignal::default(),
            refusal: RwSignal::new(None),
            focus: RwSignal::new(None),
            next: StoredValue::new(None),
        }
    }
}

impl Page {
    /// Makes a change, once those before it have been made.
    pub fn change(self, change: Change) {
        self.processor_form.refusal.set(None);
        let text = self.document.workflow().get_untracked();
        self.ask(Seat::Engine, |conversation| conversation.edit(change, &text));
    }

    /// Adds a processor that depends on this one, or on nothing.
    pub fn add_processor(self, after: Option<String>) {
        let chart = self.document.chart().get_untracked();
        let is_taken = |id: &str| chart.as_ref().is_some_and(|chart| chart.graph.find(id).is_some());
        let id = free_id("new", is_taken);
        self.change(Change::add(id, LocalProcessor::ALL[0].name(), after));
    }

    /// Takes a processor out, and selects a neighbour.
    pub fn remove_processor(self, id: String) {
        let chart = self.document.chart().get_untracked();
        let neighbour = chart.as_ref().and_then(|chart| {
            let (graph, p) = (&chart.graph, chart.graph.find(&id)?);
            let beside = [p.checked_sub(1), Some(p + 1).filter(|&next| (next as usize) < graph.len())];
            let neighbours = graph.dependencies(p).iter().chain(graph.dependents(p)).copied();
            neighbours.chain(beside.into_iter().flatten()).next().map(|neighbour| graph.id(neighbour).to_owned())
        });
        self.change(Change::remove(id, neighbour));
    }

    /// Asks what the file holds of the selected processor, if that is shown.
    pub fn describe(self) {
        if !self.processor_form.is_open.get_untracked() {
            return;
        }
        if let Some(processor) = self.selection.id().get_untracked() {
            let describe = Describe { workflow: self.document.workflow().get_untracked(), processor };
            self.ask(Seat::Engine, |conversation| Some(conversation.describe(describe)));
        }
    }

    pub(super) fn described(self, described: Described) {
        let settings = described.settings.into_iter().map(|setting| (setting.key, setting.value)).collect();
        self.processor_form.settings.set(settings);
    }

    /// The engine has said what a change of `workflow` replaces.
    pub(super) fn edited(self, change: Change, workflow: &str, edited: Edited) {
        if workflow != *self.document.workflow().read_untracked() {
            // The person has typed meanwhile.
            self.ask_again(change);
        } else if let Some(reason) = edited.refusal {
            self.notices.show_error(format!("Not changed: {reason}."));
            self.processor_form.refusal.set(change.field.map(|field| (field, reason)));
        } else {
            self.make(change, edited);
        }
        let text = self.document.workflow().get_untracked();
        self.ask(Seat::Engine, |conversation| conversation.next_edit(&text));
    }

    fn ask_again(self, change: Change) {
        self.ask(Seat::Engine, |conversation| {
            conversation.again(change);
            None
        });
    }

    fn make(self, change: Change, edited: Edited) {
        if edited.replacements.is_empty() {
            return;
        }
        let replacements: Vec<Replacement> = edited.replacements.into_iter().map(Replacement::from).collect();
        let focus = match change.operation {
            Operation::Add(_) => Some(Focus::Id),
            Operation::Remove(_) => Some(Focus::Graph),
            _ => None,
        };
        self.processor_form.next.set_value(Some((change.select, focus)));
        self.apply(&replacements);
        self.check_now();
        self.notices.clear();
        self.notices.say("The workflow has been changed.");
    }

    /// Follows a change, now that its processors are in the chart.
    pub(super) fn follow_change(self) {
        if let Some((select, focus)) = self.processor_form.next.try_update_value(Option::take).flatten()
            && self.document.is_sound().get_untracked()
        {
            if focus == Some(Focus::Id) {
                self.processor_form.is_open.set(true);
            }
            if select.is_some() || focus == Some(Focus::Graph) {
                self.selection.set(select);
            }
            if focus.is_some() {
                self.processor_form.focus.set(focus);
            }
        }
        self.describe();
    }
}
