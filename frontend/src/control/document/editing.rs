//! Changing the document, and the editor that shows its text.

use dagwood_core::ProcessorIdx;
use leptos::{prelude::*, task::spawn_local};
use web_sys::Element;

use crate::{
    control::{Page, WORKFLOW_TEXT, page::set_changed},
    interop::{self, clock, editor::Editor},
    state::{
        Event, Fix, Options, Replacement, Section, Session, WriteTab,
        command::{Command, NotNow},
        replaced,
    },
    text::editor as text,
};

impl Page {
    /// The user has changed the workflow.
    pub(in crate::control) fn edit(self, text: String) {
        if text == *self.document.workflow.read_untracked() || self.goes_back(&text) {
            return;
        }
        self.document.keep_for_undo();
        self.document.set_workflow.set(text);
        set_changed(self.document.set_example, None);
        self.check_soon();
        self.events.tell(&Event::Edited);
    }

    /// The user has changed the input.
    pub(in crate::control) fn edit_input(self, text: String) {
        self.document.set_input.set(text);
        self.events.tell(&Event::Edited);
    }

    /// Switches between real time and virtual time for the next runs.
    pub(in crate::control) fn go_live(self, live: bool) {
        self.document.set_live.set(live);
        self.events.tell(&Event::Edited);
    }

    /// Changes the options of the next run.
    pub(in crate::control) fn choose(self, choose: impl FnOnce(&mut Options)) {
        self.document.set_options.update(choose);
        self.events.tell(&Event::Edited);
    }

    /// Opens a document; one without an id is new. Undo leads back to the document that was open.
    pub(in crate::control) fn put(self, session: Session) {
        self.save_pending();
        self.document.keep_for_undo();
        let session = Session { workflow: as_in_editor(&session.workflow), ..session };
        let text = session.workflow.clone();
        let previous = self.session();
        // The signal changes first, so that the editor's report does not count as an edit.
        self.change_document(session, previous);
        self.document.tell_editor(|editor| editor.replace(&text));
        self.events.tell(&Event::Opened);
    }

    /// Returns to the previous document if this text, which the user has brought back by an undo, is its own.
    fn goes_back(self, text: &str) -> bool {
        let previous = self.storage.previous_of(&self.document.workflow.read_untracked(), text);
        let Some(previous) = previous else { return false };
        // What is left stays a document; redo leads to it again.
        let left = self.session();
        self.change_document(previous, left);
        self.notices.clear();
        self.notices.say(text::back_to(&self.title()));
        self.events.tell(&Event::Opened);
        true
    }

    fn change_document(self, session: Session, previous: Session) {
        self.show_no_run();
        self.storage.take(&session, Some(previous));
        self.player.set_all_breakpoints(session.breakpoints.clone());
        self.document.restore(session);
        self.check_now();
    }

    /// Returns to the document that was open before this one.
    pub(in crate::control) fn return_to_previous(self) -> Result<(), NotNow> {
        let previous = self.storage.take_previous().ok_or(NotNow::NotThere)?;
        self.put(previous);
        self.notices.clear();
        self.notices.say(text::back_to(&self.title()));
        Ok(())
    }

    /// Makes replacements in the workflow. In the editor they are one step to undo.
    pub(in crate::control) fn apply(self, replacements: &[Replacement]) {
        if self.document.tell_editor(|editor| editor.apply(replacements)).is_none() {
            self.edit(replaced(&self.document.workflow.get_untracked(), replacements));
        }
    }

    /// Fixes a problem and moves the focus to it, because the pressed button disappears with the problem.
    pub(in crate::control) fn fix(self, Fix { title, replacements }: &Fix) {
        self.apply(replacements);
        if let Some(Replacement { from, text, .. }) = replacements.first() {
            self.show_text(*from, from + text.encode_utf16().count() as u32);
        }
        self.notices.say(text::done(title));
    }

    /// Shows a range of the workflow's text.
    pub(in crate::control) fn show_text(self, from: u32, to: u32) {
        self.settings.uncover(Section::Workflow);
        self.workspace.show_tab(WriteTab::Workflow);
        // What is still hidden cannot have the focus.
        clock::in_own_task(move || self.document.show_range(from, to));
    }

    /// Puts the editor into `parent`, over the plain text area, which stays if the editor cannot be loaded.
    pub fn load_editor(self, parent: Element, described_by: &'static str, settled: impl FnOnce(bool) + 'static) {
        spawn_local(async move {
            let text = move || {
                self.document
                    .before
                    .try_update_value(Option::take)
                    .flatten()
                    .unwrap_or_else(|| self.document.workflow.get_untracked())
            };
            let show = move |processor| self.show_in_graph(processor);
            let edit = move |text| self.give(Command::Edit(text));
            let editor = Editor::load(&parent, described_by, text, edit, show).await;
            let loaded = editor.is_ok();
            if let Ok(editor) = editor {
                // Undo restores the text that a link replaced.
                editor.replace(&self.document.workflow.get_untracked());
                // Focus and selection move from the text area to the editor.
                if let Some((from, to)) = interop::page::selected_text(WORKFLOW_TEXT) {
                    editor.focus_at(from, to);
                }
                editor.show_problems(&self.document.problems.read_untracked());
                editor.offer_modules(&self.modules.list().read_untracked().names());
                self.document.editor.set_value(Some(editor));
                self.document
                    .places
                    .with_value(|places| self.document.tell_editor(|editor| editor.set_processors(places)));
                self.document.mark(self.selection.index().get_untracked());
            }
            settled(loaded);
        });
    }

    /// Keeps the lines of the selected processor marked.
    pub(in crate::control) fn mark_selected(self) {
        Effect::new(move |_| self.document.mark(self.selection.index().get()));
    }

    /// Selects a processor from a position in the text.
    fn show_in_graph(self, processor: ProcessorIdx) {
        let chart = self.document.chart.get_untracked();
        if let Some(chart) = chart.filter(|chart| (processor as usize) < chart.graph.len()) {
            let id = chart.graph.id(processor);
            self.give(Command::Select(id.to_owned()));
            self.notices.say(text::selected(id));
        }
    }
}

/// A text with the line ends of editors, so that they report the same text that they were given.
pub(in crate::control) fn as_in_editor(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
