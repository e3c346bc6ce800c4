//! The document: text, input and options, and what is known of them.

use std::sync::Arc;

use dagwood_core::ProcessorIdx;
use dagwood_proto::v1::{worker_request::Check, worker_response::Checked};
use leptos::{prelude::*, task::spawn_local};
use web_sys::Element;

use super::{Page, engine::Seat, page::set_changed, rest::Rest};
use crate::{
    interop::{self, editor::Editor},
    scene::Chart,
    state::{
        Event, Fix, Options, Picture, Problem, Replacement, Session, Source,
        command::{Command, NotNow},
        replaced,
    },
};

/// The id of the plain text area.
pub const WORKFLOW_TEXT: &str = "workflow-text";

/// How long a change rests before it is checked, in milliseconds: long enough for one that comes in parts. While a check is
/// under way, later ones wait for it and become one.
const REST_MS: u32 = 10;

/// The document: text, input and options, and what is known of them.
#[derive(Clone, Copy)]
pub struct Document {
    workflow: ReadSignal<String>,
    set_workflow: WriteSignal<String>,
    input: ReadSignal<String>,
    set_input: WriteSignal<String>,
    options: ReadSignal<Options>,
    set_options: WriteSignal<Options>,
    live: ReadSignal<bool>,
    set_live: WriteSignal<bool>,
    example: ReadSignal<Option<String>>,
    set_example: WriteSignal<Option<String>>,
    problems: ReadSignal<Vec<Problem>>,
    set_problems: WriteSignal<Vec<Problem>>,
    chart: ReadSignal<Option<Arc<Chart>>>,
    set_chart: WriteSignal<Option<Arc<Chart>>>,
    is_sound: ReadSignal<bool>,
    set_sound: WriteSignal<bool>,
    needed: ReadSignal<Vec<String>>,
    set_needed: WriteSignal<Vec<String>>,
    /// Where each processor of the last text that could run stands: from, to, from, to, ...
    places: StoredValue<Vec<u32>>,
    editor: StoredValue<Option<Editor>, LocalStorage>,
    /// The text that another one took the place of, until the editor is there to undo that.
    before: StoredValue<Option<String>>,
    check_rest: StoredValue<Rest, LocalStorage>,
    draw_rest: StoredValue<Rest, LocalStorage>,
}

impl Document {
    pub(super) fn new() -> Self {
        let (workflow, set_workflow) = signal(String::new());
        let (input, set_input) = signal(String::new());
        let (options, set_options) = signal(Options::default());
        let (live, set_live) = signal(false);
        let (example, set_example) = signal(None);
        let (problems, set_problems) = signal(Vec::new());
        let (chart, set_chart) = signal(None);
        let (is_sound, set_sound) = signal(false);
        let (needed, set_needed) = signal(Vec::new());
        Self {
            workflow,
            set_workflow,
            input,
            set_input,
            options,
            set_options,
            live,
            set_live,
            example,
            set_example,
            problems,
            set_problems,
            chart,
            set_chart,
            is_sound,
            set_sound,
            needed,
            set_needed,
            places: StoredValue::new(Vec::new()),
            editor: StoredValue::new_local(None),
            before: StoredValue::new(None),
            check_rest: StoredValue::new_local(Rest::default()),
            draw_rest: StoredValue::new_local(Rest::default()),
        }
    }

    /// The workflow file.
    #[must_use]
    pub fn workflow(self) -> ReadSignal<String> {
        self.workflow
    }

    /// The input of the next run.
    #[must_use]
    pub fn input(self) -> ReadSignal<String> {
        self.input
    }

    /// How the next run will be run.
    #[must_use]
    pub fn options(self) -> ReadSignal<Options> {
        self.options
    }

    /// Whether the next run is in real time, on workers of the browser.
    #[must_use]
    pub fn live(self) -> ReadSignal<bool> {
        self.live
    }

    /// The example that the workflow is, unless it has been edited.
    #[must_use]
    pub fn example(self) -> ReadSignal<Option<String>> {
        self.example
    }

    /// The problems of the workflow file.
    #[must_use]
    pub fn problems(self) -> ReadSignal<Vec<Problem>> {
        self.problems
    }

    /// The drawing of the last text that could run.
    #[must_use]
    pub fn chart(self) -> ReadSignal<Option<Arc<Chart>>> {
        self.chart
    }

    /// Whether the text is one that can run, and [`Document::chart`] therefore its drawing.
    #[must_use]
    pub fn is_sound(self) -> ReadSignal<bool> {
        self.is_sound
    }

    /// The modules that the workflow names.
    #[must_use]
    pub fn needed(self) -> ReadSignal<Vec<String>> {
        self.needed
    }

    /// What of it is the person's own work.
    pub(super) fn session(self) -> Session {
        Session {
            workflow: self.workflow.get_untracked(),
            input: self.input.get_untracked(),
            overrides: self.options.read_untracked().overrides(),
            example: self.example.get_untracked(),
        }
    }

    /// Takes in a session before there is an editor.
    pub(super) fn restore(self, session: Session) {
        self.set_workflow.set(session.workflow);
        self.set_input.set(session.input);
        self.set_options.set(Options::new(session.overrides));
        self.set_example.set(session.example);
    }

    /// What a run of it is made of, in virtual time.
    pub(super) fn source(self) -> Source {
        Source {
            workflow: self.workflow.get_untracked(),
            input: self.input.get_untracked(),
            live: false,
            modules: self.needed.get_untracked(),
        }
    }

    /// Runs in real time from now on, or in virtual time.
    pub(super) fn go_live(self, live: bool) {
        self.set_live.set(live);
    }

    /// Whether the text can run.
    ///
    /// # Errors
    /// [`NotNow::Unsound`].
    pub(super) fn expect_sound(self) -> Result<(), NotNow> {
        self.is_sound.get_untracked().then_some(()).ok_or(NotNow::Unsound)
    }

    /// The text has turned out to be one that cannot run.
    pub(super) fn is_refused(self, problems: Vec<Problem>) {
        self.set_sound.set(false);
        self.show_problems(problems);
    }

    fn show_problems(self, problems: Vec<Problem>) {
        if problems == *self.problems.read_untracked() {
            return;
        }
        self.tell_editor(|editor| editor.show_problems(&problems));
        self.set_problems.set(problems);
    }

    /// Shows a range of the text in the editor.
    pub(super) fn show_range(self, from: u32, to: u32) {
        if self.tell_editor(|editor| editor.focus_at(from, to)).is_none() {
            interop::page::select_text(WORKFLOW_TEXT, from, to);
        }
    }

    /// Offers these names, and no others, where the workflow names a module.
    pub(super) fn offer_modules(self, names: &[String]) {
        self.tell_editor(|editor| editor.offer_modules(names));
    }

    /// Marks the lines of the selected processor.
    fn mark(self, selected: Option<ProcessorIdx>) {
        self.tell_editor(|editor| editor.select(selected));
    }

    /// `None` if there is no editor but a plain text area.
    fn tell_editor<T>(self, tell: impl FnOnce(&Editor) -> T) -> Option<T> {
        self.editor.with_value(|editor| editor.as_ref().map(tell))
    }
}

impl Page {
    /// The person has changed the workflow.
    pub(super) fn edit(self, text: String) {
        if text == *self.document.workflow.read_untracked() {
            return;
        }
        self.document.set_workflow.set(text);
        set_changed(self.document.set_example, None);
        self.check_soon();
        self.events.tell(&Event::Edited);
    }

    /// The person has changed the input.
    pub(super) fn edit_input(self, text: String) {
        self.document.set_input.set(text);
        self.events.tell(&Event::Edited);
    }

    /// Changes what is chosen for the next run.
    pub(super) fn choose(self, choose: impl FnOnce(&mut Options)) {
        self.document.set_options.update(choose);
        self.events.tell(&Event::Edited);
    }

    /// Replaces the workflow, its input and its options.
    pub(super) fn put(self, Session { workflow, input, overrides, example }: Session) {
        if self.document.editor.with_value(Option::is_none) {
            self.document.before.set_value(Some(self.document.workflow.get_untracked()));
        }
        self.player.pause();
        self.document.set_options.set(Options::new(overrides));
        self.document.set_input.set(input);
        self.document.set_example.set(example);
        self.replace(&workflow);
    }

    /// Puts another text in place of the workflow. In the editor that can be undone.
    fn replace(self, text: &str) {
        let text = &as_in_editor(text);
        // The signal goes first: what the editor then reports is no edit.
        self.document.set_workflow.set(text.clone());
        self.document.tell_editor(|editor| editor.replace(text));
        self.check_now();
    }

    /// Makes replacements in the workflow. In the editor that is one step to undo.
    pub(super) fn apply(self, replacements: &[Replacement]) {
        if self.document.tell_editor(|editor| editor.apply(replacements)).is_none() {
            self.edit(replaced(&self.document.workflow.get_untracked(), replacements));
        }
    }

    /// Puts a problem right, and shows where: the button that was pressed goes with the problem.
    pub(super) fn fix(self, Fix { title, replacements }: &Fix) {
        self.apply(replacements);
        if let Some(Replacement { from, text, .. }) = replacements.first() {
            self.document.show_range(*from, from + text.encode_utf16().count() as u32);
        }
        self.notices.say(format!("Done: {title}"));
    }

    /// Puts the editor into `parent`, over the plain text area that is there until then, and stays if it cannot be loaded.
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
                // What a link took the place of is one undo away.
                editor.replace(&self.document.workflow.get_untracked());
                editor.show_problems(&self.document.problems.read_untracked());
                editor.offer_modules(&self.modules.shelf().read_untracked().names());
                self.document.editor.set_value(Some(editor));
                self.document
                    .places
                    .with_value(|places| self.document.tell_editor(|editor| editor.set_processors(places)));
                self.document.mark(self.selection.index().get_untracked());
            }
            settled(loaded);
        });
    }

    fn check_soon(self) {
        self.document.check_rest.update_value(|rest| rest.then(REST_MS, move || self.check_now()));
    }

    pub(super) fn check_now(self) {
        self.document.check_rest.update_value(Rest::cancel);
        let check = Check {
            workflow: self.document.workflow.get_untracked(),
            modules: self.modules.shelf().read_untracked().known(),
            across: self.workspace.appearance().read_untracked().across,
            drawn: self.engine.drawn(),
        };
        self.ask(Seat::Engine, |conversation| conversation.check(check));
    }

    /// Whether what is known of the workflow is known of the present text.
    pub(super) fn is_checked(self) -> bool {
        let is_checking = self.engine.is_checking();
        let is_pending = |rest: StoredValue<Rest, LocalStorage>| rest.with_value(Rest::is_pending);
        !is_checking && !is_pending(self.document.check_rest) && !is_pending(self.document.draw_rest)
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
        self.document.draw_rest.update_value(|rest| rest.then(0, act));
    }

    fn show_checked(self, checked: Checked, chart: Option<Chart>) {
        self.document.draw_rest.update_value(Rest::cancel);
        if !self.is_checked() {
            // The text is another one by now.
            return;
        }
        let Checked { problems, options, modules, is_drawn, places, .. } = checked;
        self.document.show_problems(problems.into_iter().map(Problem::from).collect());
        let is_sound = chart.is_some() || is_drawn;
        set_changed(self.document.set_sound, is_sound);
        // Those of a text that cannot run are where they were, as far as the editor can follow.
        if is_sound {
            self.document.tell_editor(|editor| editor.set_processors(&places));
            self.document.places.set_value(places);
        }
        if let Some(chart) = chart {
            self.engine.has_drawn(chart.number());
            if self.document.chart.read_untracked().as_deref() != Some(&chart) {
                self.document.set_chart.set(Some(chart.into()));
            }
        }
        if let Some(file) = options.and_then(|options| (&options).try_into().ok()) {
            let mut options = self.document.options.get_untracked();
            options.read(file);
            set_changed(self.document.set_options, options);
        }
        if !modules.is_empty() {
            // By the time that somebody presses Run it is there.
            self.start_engine(Seat::Sandbox);
        }
        set_changed(self.document.set_needed, modules);
        self.events.tell(&Event::Checked { is_sound });
    }

    /// Keeps the lines of the selected processor marked.
    pub(super) fn mark_selected(self) {
        Effect::new(move |_| self.document.mark(self.selection.index().get()));
    }

    /// Selects a processor from within the text.
    fn show_in_graph(self, processor: ProcessorIdx) {
        let chart = self.document.chart.get_untracked();
        if let Some(chart) = chart.filter(|chart| (processor as usize) < chart.graph.len()) {
            let id = chart.graph.id(processor);
            self.give(Command::Select(id.to_owned()));
            self.notices.say(format!("{id} is selected in the graph"));
        }
    }
}

/// A text as editors have it, so that what they report is what they were given.
pub(super) fn as_in_editor(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{control::testing::page, scene::testing::picture_of};

    #[test]
    fn what_a_check_has_found_is_told() {
        let (_owner, page, events) = page();
        let workflow = "strategy: level\nprocessors:\n- { id: a, type: local, processor: token_counter }\n";
        page.show_checked(Checked::default(), Some(Chart::new(picture_of(workflow))));
        page.show_checked(Checked::default(), None);
        assert_eq!(*events.borrow(), [Event::Checked { is_sound: true }, Event::Checked { is_sound: false }]);
        assert!(page.document.chart.read_untracked().is_some(), "the last drawing stays");
    }
}
