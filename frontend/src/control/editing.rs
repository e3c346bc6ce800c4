//! Text, input and options.

use dagwood_core::{FailureStrategy, ProcessorIdx, Strategy};
use dagwood_proto::v1::{worker_request::Check, worker_response::Checked};
use leptos::{prelude::*, task::spawn_local};
use web_sys::Element;

use super::{
    Page,
    engine::{EngineLink, Seat},
    page::set_changed,
    rest::Rest,
};
use crate::{
    interop::{self, editor::Editor},
    scene::Chart,
    state::{Fix, Options, Picture, Problem, Replacement, replaced},
};

/// The id of the plain text area.
pub const WORKFLOW_TEXT: &str = "workflow-text";

/// How long a change rests before it is checked, in milliseconds: long enough for one that comes in parts. While a check is
/// under way, later ones wait for it and become one.
const REST_MS: u32 = 10;

impl Page {
    /// The person has changed the workflow.
    pub fn edit(self, text: String) {
        if text == *self.workflow.read_untracked() {
            return;
        }
        self.workflow.set(text);
        set_changed(self.example, None);
        self.check_soon();
        self.changed_by_person();
    }

    /// The person has changed the input.
    pub fn edit_input(self, text: String) {
        self.input.set(text);
        self.changed_by_person();
    }

    /// Chooses a strategy.
    pub fn choose_strategy(self, strategy: Strategy) {
        self.choose(|options| options.choose_strategy(strategy));
    }

    /// Chooses a failure strategy.
    pub fn choose_failure_strategy(self, strategy: FailureStrategy) {
        self.choose(|options| options.choose_failure_strategy(strategy));
    }

    /// Chooses a number of workers.
    pub fn choose_workers(self, workers: u32) {
        self.choose(|options| options.choose_workers(workers));
    }

    fn choose(self, choose: impl FnOnce(&mut Options)) {
        self.options.update(choose);
        self.changed_by_person();
    }

    /// Shows the place of a problem in the editor.
    pub fn show_problem(self, problem: &Problem) {
        self.show_range(problem.from, problem.to);
    }

    /// Selects a range of the text.
    fn show_range(self, from: u32, to: u32) {
        if self.tell_editor(|editor| editor.focus_at(from, to)).is_none() {
            interop::page::select_text(WORKFLOW_TEXT, from, to);
        }
    }

    /// Puts another text in place of the workflow. In the editor that can be undone.
    pub(super) fn replace(self, text: &str) {
        let text = &as_in_editor(text);
        // The signal goes first: what the editor then reports is no edit.
        self.workflow.set(text.clone());
        self.tell_editor(|editor| editor.replace(text));
        self.check_now();
    }

    /// Makes replacements in the workflow. In the editor that is one step to undo.
    pub fn apply(self, replacements: &[Replacement]) {
        if self.tell_editor(|editor| editor.apply(replacements)).is_none() {
            self.edit(replaced(&self.workflow.get_untracked(), replacements));
        }
    }

    /// Puts a problem right, and shows where: the button that was pressed goes with the problem.
    pub fn fix(self, Fix { title, replacements }: &Fix) {
        self.apply(replacements);
        if let Some(Replacement { from, text, .. }) = replacements.first() {
            self.show_range(*from, from + text.encode_utf16().count() as u32);
        }
        self.notices.say(format!("Done: {title}"));
    }

    /// Puts the editor into `parent`, over the plain text area that is there until then, and stays if it cannot be loaded.
    pub fn load_editor(self, parent: Element, described_by: &'static str, settled: impl FnOnce(bool) + 'static) {
        spawn_local(async move {
            let text = move || {
                self.before.try_update_value(Option::take).flatten().unwrap_or_else(|| self.workflow.get_untracked())
            };
            let show = move |processor| self.show_in_graph(processor);
            let editor = Editor::load(&parent, described_by, text, move |text| self.edit(text), show).await;
            let loaded = editor.is_ok();
            if let Ok(editor) = editor {
                // What a link took the place of is one undo away.
                editor.replace(&self.workflow.get_untracked());
                editor.show_problems(&self.problems.read_untracked());
                editor.offer_modules(&self.shelf.read_untracked().names());
                self.editor.set_value(Some(editor));
                self.places.with_value(|places| self.tell_editor(|editor| editor.set_processors(places)));
                self.mark_selected(self.selection.get_untracked());
            }
            settled(loaded);
        });
    }

    fn check_soon(self) {
        self.check_rest.update_value(|rest| rest.then(REST_MS, move || self.check_now()));
    }

    pub(super) fn check_now(self) {
        self.check_rest.update_value(Rest::cancel);
        let check = Check {
            workflow: self.workflow.get_untracked(),
            modules: self.shelf.read_untracked().known(),
            across: self.workspace.appearance().read_untracked().across,
            drawn: self.engine.with_value(|link| link.drawn),
        };
        self.ask(Seat::Engine, |conversation| conversation.check(check));
    }

    /// Whether what is known of the workflow is known of the present text.
    pub(super) fn is_checked(self) -> bool {
        let is_checking = self.engine.with_value(EngineLink::is_checking);
        let is_pending = |rest: StoredValue<Rest, LocalStorage>| rest.with_value(Rest::is_pending);
        !is_checking && !is_pending(self.check_rest) && !is_pending(self.draw_rest)
    }

    /// Takes in what is known of the text.
    pub(super) fn checked(self, mut checked: Checked) {
        let Some(picture) = checked.picture.take() else { return self.show_checked(checked, None) };
        // In a task of its own: to read a large picture takes about as long as to show it, and the page answers in between.
        self.then_draw(move || {
            let chart = Picture::try_from(picture).ok().map(Chart::new);
            self.then_draw(move || self.show_checked(checked, chart));
        });
    }

    fn then_draw(self, act: impl FnOnce() + 'static) {
        self.draw_rest.update_value(|rest| rest.then(0, act));
    }

    fn show_checked(self, checked: Checked, chart: Option<Chart>) {
        self.draw_rest.update_value(Rest::cancel);
        if !self.is_checked() {
            // The text is another one by now.
            return;
        }
        let Checked { problems, options, modules, is_drawn, places, .. } = checked;
        self.show_problems(problems.into_iter().map(Problem::from).collect());
        let is_sound = chart.is_some() || is_drawn;
        set_changed(self.is_sound, is_sound);
        // Those of a text that cannot run are where they were, as far as the editor can follow.
        if is_sound {
            self.tell_editor(|editor| editor.set_processors(&places));
            self.places.set_value(places);
        }
        if let Some(chart) = chart {
            self.engine.update_value(|link| link.drawn = chart.number());
            if self.chart.read_untracked().as_deref() != Some(&chart) {
                self.chart.set(Some(chart.into()));
            }
        }
        if let Some(file) = options.and_then(|options| (&options).try_into().ok()) {
            let mut options = self.options.get_untracked();
            options.read(file);
            set_changed(self.options, options);
        }
        let is_local = modules.is_empty();
        if !is_local {
            // By the time that somebody presses Run it is there.
            self.start_engine(Seat::Sandbox);
        }
        set_changed(self.needed, modules);
        self.follow_change();
        if self.runs_when_checked.get_value() {
            self.run_checked();
        }
        self.opened_was_checked(is_local);
    }

    pub(super) fn show_problems(self, problems: Vec<Problem>) {
        if problems == *self.problems.read_untracked() {
            return;
        }
        self.tell_editor(|editor| editor.show_problems(&problems));
        self.problems.set(problems);
    }

    /// Marks the lines of the selected processor.
    pub fn mark_selected(self, selected: Option<ProcessorIdx>) {
        self.tell_editor(|editor| editor.select(selected));
    }

    /// Selects a processor from within the text.
    fn show_in_graph(self, processor: ProcessorIdx) {
        let chart = self.chart.get_untracked();
        if let Some(chart) = chart.filter(|chart| (processor as usize) < chart.graph.len()) {
            let id = chart.graph.id(processor);
            self.select(id);
            self.notices.say(format!("{id} is selected in the graph"));
        }
    }

    /// `None` if there is no editor but a plain text area.
    fn tell_editor<T>(self, tell: impl FnOnce(&Editor) -> T) -> Option<T> {
        self.editor.with_value(|editor| editor.as_ref().map(tell))
    }
}

/// A text as editors have it, so that what they report is what they were given.
pub(super) fn as_in_editor(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
