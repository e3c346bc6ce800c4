//! The document: text, input and options, and the results of checking them.

mod checking;
mod editing;
mod sketching;

use std::sync::Arc;

use dagwood_core::ProcessorIdx;
use leptos::prelude::*;

pub(super) use self::editing::as_in_editor;
use super::rest::Rest;
use crate::{
    interop::{self, editor::Editor},
    scene::Chart,
    state::{Missing, Options, Problem, Session, Source, command::NotNow},
};

/// The id of the plain text area.
pub const WORKFLOW_TEXT: &str = "workflow-text";

/// The document: text, input and options, and the results of checking them.
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
    missing: ReadSignal<Vec<Missing>>,
    set_missing: WriteSignal<Vec<Missing>>,
    is_sound: ReadSignal<bool>,
    set_sound: WriteSignal<bool>,
    needed: ReadSignal<Vec<String>>,
    set_needed: WriteSignal<Vec<String>>,
    /// The position of each processor in the last valid text: from, to, from, to, ...
    places: StoredValue<Vec<u32>>,
    editor: StoredValue<Option<Editor>, LocalStorage>,
    /// The text that another text replaced, until the editor is loaded and can undo that.
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
        let (missing, set_missing) = signal(Vec::new());
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
            missing,
            set_missing,
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

    /// The options of the next run.
    #[must_use]
    pub fn options(self) -> ReadSignal<Options> {
        self.options
    }

    /// Whether the next run is in real time, on browser workers.
    #[must_use]
    pub fn live(self) -> ReadSignal<bool> {
        self.live
    }

    /// The example of the workflow, unless the user has edited it.
    #[must_use]
    pub fn example(self) -> ReadSignal<Option<String>> {
        self.example
    }

    /// The problems of the workflow file.
    #[must_use]
    pub fn problems(self) -> ReadSignal<Vec<Problem>> {
        self.problems
    }

    /// The drawing of the last valid text, or of a text with missing dependencies.
    #[must_use]
    pub fn chart(self) -> ReadSignal<Option<Arc<Chart>>> {
        self.chart
    }

    /// The missing processors in the drawing.
    #[must_use]
    pub fn missing(self) -> ReadSignal<Vec<Missing>> {
        self.missing
    }

    /// Whether the text is valid, so that [`Document::chart`] is its drawing.
    #[must_use]
    pub fn is_sound(self) -> ReadSignal<bool> {
        self.is_sound
    }

    /// The modules that the workflow names.
    #[must_use]
    pub fn needed(self) -> ReadSignal<Vec<String>> {
        self.needed
    }

    /// The part of the document that is saved, as far as it is here.
    pub(super) fn session(self) -> Session {
        Session {
            workflow: self.workflow.get_untracked(),
            input: self.input.get_untracked(),
            overrides: self.options.read_untracked().overrides(),
            live: self.live.get_untracked(),
            example: self.example.get_untracked(),
            ..Session::default()
        }
    }

    /// Before the editor is loaded: remembers the text, so that the editor's first undo restores it.
    fn keep_for_undo(self) {
        if self.editor.with_value(Option::is_none) && self.before.with_value(Option::is_none) {
            self.before.set_value(Some(self.workflow.get_untracked()));
        }
    }

    /// Takes text, input and options of a document; the editor keeps its text.
    pub(super) fn restore(self, session: Session) {
        self.set_workflow.set(session.workflow);
        self.set_input.set(session.input);
        self.set_options.set(Options::new(session.overrides));
        self.set_live.set(session.live);
        self.set_example.set(session.example);
    }

    /// The parts of a run of the document, in virtual time.
    pub(super) fn source(self) -> Source {
        Source {
            workflow: self.workflow.get_untracked(),
            input: self.input.get_untracked(),
            live: false,
            modules: self.needed.get_untracked(),
        }
    }

    /// Checks that the text is valid.
    ///
    /// # Errors
    /// [`NotNow::Unsound`].
    pub(super) fn expect_sound(self) -> Result<(), NotNow> {
        self.is_sound.get_untracked().then_some(()).ok_or(NotNow::Unsound)
    }

    /// The engine has found that the text is invalid.
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

    /// Offers exactly these names as completions of module names.
    pub(super) fn offer_modules(self, names: &[String]) {
        self.tell_editor(|editor| editor.offer_modules(names));
    }

    /// Marks the lines of the selected processor.
    fn mark(self, selected: Option<ProcessorIdx>) {
        self.tell_editor(|editor| editor.select(selected));
    }

    /// `None` if the page shows a plain text area instead of an editor.
    fn tell_editor<T>(self, tell: impl FnOnce(&Editor) -> T) -> Option<T> {
        self.editor.with_value(|editor| editor.as_ref().map(tell))
    }
}
