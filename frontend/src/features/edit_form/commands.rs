//! Edits of the workflow from the form. The engine computes the replacements in the text, and the editor can undo them.

use dagwood_core::{plan::LocalProcessor, text::edit::free_id};
use leptos::prelude::*;

use super::{Change, Code, Operation, text};
use crate::{
    control::{Page, engine::WorkerKind},
    state::{Changes, Event, Replacement},
    wire::{Describe, Edit, Edited},
};

/// The form that edits the selected processor.
#[derive(Clone, Copy)]
pub struct EditForm {
    is_open: ReadSignal<bool>,
    set_open: WriteSignal<bool>,
    settings: ReadSignal<Vec<(String, String)>>,
    set_settings: WriteSignal<Vec<(String, String)>>,
    refusal: ReadSignal<Option<(String, String)>>,
    set_refusal: WriteSignal<Option<(String, String)>>,
    focus: ReadSignal<Option<Focus>>,
    set_focus: WriteSignal<Option<Focus>>,
    /// Whether it follows events: from its first use.
    follows: StoredValue<bool>,
    /// The pending changes.
    changes: StoredValue<Changes>,
    /// The selection and the focus after the changed text has been checked.
    next: StoredValue<Option<(Option<String>, Option<Focus>)>>,
}

/// The element that gets the focus after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The id of a new processor.
    Id,
    /// The selected processor in the graph, or the button that adds one.
    Graph,
}

impl EditForm {
    pub(in crate::control) fn new() -> Self {
        let (is_open, set_open) = signal(false);
        let (settings, set_settings) = signal(Vec::new());
        let (refusal, set_refusal) = signal(None);
        let (focus, set_focus) = signal(None);
        Self {
            is_open,
            set_open,
            settings,
            set_settings,
            refusal,
            set_refusal,
            focus,
            set_focus,
            follows: StoredValue::new(false),
            changes: StoredValue::new(Changes::default()),
            next: StoredValue::new(None),
        }
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(self) -> ReadSignal<bool> {
        self.is_open
    }

    /// The keys and values of the processor in the file, its id first.
    #[must_use]
    pub fn settings(self) -> ReadSignal<Vec<(String, String)>> {
        self.settings
    }

    /// The field whose change was refused, and why.
    #[must_use]
    pub fn refusal(self) -> ReadSignal<Option<(String, String)>> {
        self.refusal
    }

    /// The element to focus after the last change. Every change sets it, even to the same value.
    #[must_use]
    pub fn focus(self) -> ReadSignal<Option<Focus>> {
        self.focus
    }
}

impl Page {
    /// Makes a change after all pending changes.
    pub(in crate::control) fn change(self, change: Change) {
        self.keep_edit_form();
        self.edit_form.set_refusal.set(None);
        self.edit_form.changes.update_value(|changes| changes.add(change));
        self.begin_change();
    }

    /// Requests the replacements of the next change in the current text, unless a change is in progress.
    fn begin_change(self) {
        let Some(change) = self.edit_form.changes.try_update_value(Changes::begin_next).flatten() else { return };
        let workflow = self.document.workflow().get_untracked();
        let edit = Edit { workflow: workflow.clone(), operation: change.operation.clone() };
        self.ask(WorkerKind::Engine, edit, move |answer| match answer {
            Ok(edited) => self.edited(change, &workflow, edited),
            Err(_) => self.edit_form.changes.update_value(Changes::clear),
        });
    }

    /// Adds a processor that depends on this one, or on nothing.
    pub(in crate::control) fn add_processor(self, after: Option<String>) {
        self.add("new", Code::Local(LocalProcessor::ALL[0].name().into()), after);
    }

    /// Adds a processor that runs this module and depends on the selected processor, if there is one.
    pub(in crate::control) fn add_processor_of(self, module: String) {
        // A selected processor may have been removed.
        let is_there = self.selection.index().get_untracked().is_some();
        let after = self.selection.id().get_untracked().filter(|_| is_there);
        let stem = id_of_module(&module);
        self.add(&stem, Code::Module(module), after);
    }

    fn add(self, stem: &str, code: Code, after: Option<String>) {
        let chart = self.document.chart().get_untracked();
        let is_taken = |id: &str| chart.as_ref().is_some_and(|chart| chart.graph.find(id).is_some());
        self.change(Change::add(free_id(stem, is_taken), code, after));
    }

    /// Removes a processor, and selects a neighbour.
    pub(in crate::control) fn remove_processor(self, id: String) {
        let chart = self.document.chart().get_untracked();
        let neighbour = chart.as_ref().and_then(|chart| {
            let (graph, p) = (&chart.graph, chart.graph.find(&id)?);
            let beside = [p.checked_sub(1), Some(p + 1).filter(|&next| (next as usize) < graph.len())];
            let neighbours = graph.dependencies(p).iter().chain(graph.dependents(p)).copied();
            neighbours.chain(beside.into_iter().flatten()).next().map(|neighbour| graph.id(neighbour).to_owned())
        });
        self.change(Change::remove(id, neighbour));
    }

    /// From its first use on, updates the form when the selection changes, and follows the changes that it makes.
    fn keep_edit_form(self) {
        if self.edit_form.follows.get_value() {
            return;
        }
        self.edit_form.follows.set_value(true);
        self.events.listen(move |event| match event {
            Event::Selected(_) => self.refresh(),
            Event::Checked { is_sound } => self.follow_change(*is_sound),
            _ => {}
        });
    }

    /// Opens or closes the form.
    pub(in crate::control) fn show_edit_form(self, is_open: bool) {
        self.keep_edit_form();
        self.edit_form.set_open.set(is_open);
        self.refresh();
    }

    /// Describes the selected processor and forgets the last refusal.
    fn refresh(self) {
        self.edit_form.set_refusal.set(None);
        self.describe();
    }

    /// Requests the values of the selected processor in the file, if the form shows them.
    fn describe(self) {
        if !self.edit_form.is_open.get_untracked() {
            return;
        }
        if let Some(processor) = self.selection.id().get_untracked() {
            let describe = Describe { workflow: self.document.workflow().get_untracked(), processor };
            self.ask(WorkerKind::Engine, describe, move |answer| {
                if let Ok(settings) = answer {
                    self.edit_form.set_settings.set(settings);
                }
            });
        }
    }

    /// Applies the replacements that the engine computed for a change of `workflow`.
    fn edited(self, change: Change, workflow: &str, edited: Edited) {
        let changes = self.edit_form.changes;
        if workflow != *self.document.workflow().read_untracked() {
            // The user has typed in the meantime.
            changes.update_value(|changes| changes.again(change));
            return self.begin_change();
        }
        changes.update_value(Changes::end);
        match edited {
            Ok(replacements) => self.make(change, &replacements),
            Err(reason) => {
                self.notices.show_error(text::not_changed(&reason));
                self.edit_form.set_refusal.set(change.field.map(|field| (field, reason)));
            }
        }
        self.begin_change();
    }

    fn make(self, change: Change, replacements: &[Replacement]) {
        if replacements.is_empty() {
            return;
        }
        let focus = match change.operation {
            Operation::Add { .. } => Some(Focus::Id),
            Operation::Remove { .. } => Some(Focus::Graph),
            Operation::Rename { .. }
            | Operation::Connect { .. }
            | Operation::Disconnect { .. }
            | Operation::Set { .. } => None,
        };
        self.edit_form.next.set_value(Some((change.select, focus)));
        self.apply(replacements);
        self.check_now();
        self.notices.clear();
        self.notices.say(text::CHANGED);
    }

    /// Follows a change, now that its processors are in the chart.
    fn follow_change(self, is_sound: bool) {
        if let Some((select, focus)) = self.edit_form.next.try_update_value(Option::take).flatten()
            && is_sound
        {
            if focus == Some(Focus::Id) {
                self.edit_form.set_open.set(true);
            }
            if select.is_some() || focus == Some(Focus::Graph) {
                self.selection.select(select);
            }
            if focus.is_some() {
                self.edit_form.set_focus.set(focus);
            }
        }
        self.describe();
    }
}

/// An id for a processor that runs this module: its name without the ending.
fn id_of_module(module: &str) -> String {
    let stem = module.rsplit_once('.').map_or(module, |(stem, _)| stem);
    let id: String = stem.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
    if id.is_empty() { "new".into() } else { id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_processor_is_named_after_its_module() {
        for (module, id) in [
            ("rle.wasm", "rle"),
            ("my module (2).wat", "my_module__2_"),
            ("größe-2.v1.wasm", "größe-2_v1"),
            ("rle", "rle"),
            (".wasm", "new"),
        ] {
            assert_eq!(id_of_module(module), id, "{module}");
        }
    }
}
