//! Running a workflow: to show the run, to fork another run, or to compare.

use std::sync::Arc;

use dagwood_core::{
    Overrides, Status,
    run::{Change, Fork},
};
use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task::spawn_local};

use super::{Page, engine::WorkerKind};
use crate::{
    parts,
    scene::headline,
    state::{
        self, Event, Readiness, Recording, Replay, RunNumber, Section, Shown, Source,
        command::{Command, NotNow},
    },
    text::output as text,
    wire::{Forked, Module, Progress, Ran, Refused, Run},
};

/// A current run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Running {
    /// The number of events so far; for an exploration, the minimum number of states.
    pub events: u32,
    /// The processor with slow code, and the fuel that it has used so far.
    pub processor: Option<(String, u64)>,
    /// For a comparison, the number of this run and the total number.
    pub of: Option<(usize, usize)>,
    /// Whether it has been asked to stop.
    pub stopping: bool,
}

/// The current run, and the history of runs.
#[derive(Clone, Copy)]
pub struct Runs {
    running: ReadSignal<Option<Running>>,
    set_running: WriteSignal<Option<Running>>,
    made: ReadSignal<state::Runs>,
    set_made: WriteSignal<state::Runs>,
    /// Whether a run starts as soon as the current text has been checked.
    waits: StoredValue<bool>,
    /// The kind of the worker that executes the current run.
    worker: StoredValue<WorkerKind>,
}

impl Runs {
    pub(super) fn new() -> Self {
        let (running, set_running) = signal(None);
        let (made, set_made) = signal(state::Runs::default());
        Self {
            running,
            set_running,
            made,
            set_made,
            waits: StoredValue::new(false),
            worker: StoredValue::new(WorkerKind::default()),
        }
    }

    /// The current run.
    #[must_use]
    pub fn running(self) -> ReadSignal<Option<Running>> {
        self.running
    }

    /// The history of runs.
    #[must_use]
    pub fn made(self) -> ReadSignal<state::Runs> {
        self.made
    }

    /// A run is in progress or about to start.
    pub(super) fn begin(self, running: Running) {
        self.set_running.set(Some(running));
    }

    /// The run has ended.
    pub(super) fn end(self) {
        self.set_running.set(None);
    }

    /// Whether the current run has been asked to stop.
    pub(super) fn is_stopping(self) -> bool {
        self.running.read_untracked().as_ref().is_some_and(|running| running.stopping)
    }

    /// Checks that no run is in progress.
    ///
    /// # Errors
    /// [`NotNow::Busy`].
    pub(super) fn expect_none(self) -> Result<(), NotNow> {
        self.running.read_untracked().is_none().then_some(()).ok_or(NotNow::Busy)
    }

    /// Whether a run was waiting for a check. It no longer waits.
    fn take_waiting(self) -> bool {
        self.waits.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Adds a run, which is then on display. Returns its number.
    pub(super) fn add(self, recording: Arc<Recording>, parent: Option<RunNumber>) -> RunNumber {
        self.set_made.try_update(|runs| runs.add(recording, parent)).unwrap_or_default()
    }

    /// Records the last cursor of the run on display.
    fn remember(self, cursor: usize) {
        self.set_made.update(|runs| {
            if let Some(number) = runs.shown() {
                runs.show(number, cursor);
            }
        });
    }
}

impl Page {
    /// Runs the workflow, unless a run is in progress.
    pub(super) fn run(self) -> Result<(), NotNow> {
        self.runs.expect_none()?;
        self.expect_run();
        if self.is_checked() {
            self.run_checked();
        } else {
            // Only then are the modules that the text names known.
            self.runs.waits.set_value(true);
            self.check_now();
        }
        Ok(())
    }

    /// Starts a waiting run when the check has ended.
    pub(super) fn run_when_checked(self) {
        self.events.listen(move |event| {
            if matches!(event, Event::Checked { is_sound: true }) {
                self.notices.is_sound();
                self.leave_other_graph();
            }
            if matches!(event, Event::Checked { .. }) && self.runs.take_waiting() {
                // The part is already loaded, by the command `Run`.
                spawn_local(async move {
                    let _ = parts::run_checked(self).await;
                });
            }
        });
    }

    /// The text will not be checked: the worker is gone. A run that waits for that has no end either.
    pub(super) fn not_checked(self) {
        if self.runs.take_waiting() {
            self.abandoned();
        }
    }

    /// Starts the run of the checked text.
    pub(crate) fn run_checked(self) {
        if self.runs.is_stopping() {
            return self.abandoned();
        }
        let source = Source { live: self.document.live().get_untracked(), ..self.document.source() };
        let overrides = self.document.options().read_untracked().overrides();
        self.begin(source, overrides, None, move |recording| self.show_new(recording, None));
    }

    /// Forks the run on display at the cursor, with a change.
    pub(super) fn fork(self, change: Change) -> Result<(), NotNow> {
        self.runs.expect_none()?;
        let (runs, replay) = (self.runs.made.read_untracked(), self.player.replay().read_untracked());
        let replay = replay.as_ref().ok_or(NotNow::NoRun)?;
        let recording = replay.recording();
        let overrides = recording.trace.options().into();
        let fork = Fork { at: replay.cursor(), change };
        let forked = Forked { trace: recording.encoded.clone(), fork };
        let (source, parent) = (recording.source.clone(), runs.shown());
        drop((runs, replay));
        self.expect_run();
        self.begin(source, overrides, Some(forked), move |recording| self.show_new(recording, parent));
        Ok(())
    }

    /// Forks a run of the history without showing the fork; `made` is called with its number.
    pub(in crate::control) fn fork_unseen(self, parent: RunNumber, fork: Fork, made: impl FnOnce(RunNumber) + 'static) {
        let runs = self.runs.made.read_untracked();
        let Some(recording) = runs.get(parent).map(|made| made.recording.clone()) else { return };
        drop(runs);
        let forked = Forked { trace: recording.encoded.clone(), fork };
        self.runs.begin(Running::default());
        self.begin(recording.source.clone(), recording.trace.options().into(), Some(forked), move |recording| {
            self.runs.end();
            made(self.runs.add(recording, Some(parent)));
        });
    }

    /// Makes room for a run to show.
    fn expect_run(self) {
        self.player.pause();
        self.orders.leave_order();
        self.runs.begin(Running::default());
        self.notices.say(text::RUNNING);
    }

    /// Begins a run: the modules that its workflow names have to be there first. `made` is called with the run once it is over.
    pub(super) fn begin(
        self,
        source: Source,
        overrides: Overrides,
        forked: Option<Forked>,
        made: impl FnOnce(Arc<Recording>) + 'static,
    ) {
        self.with_modules(source, move |source, modules| {
            if self.runs.is_stopping() {
                // The user has stopped it meanwhile.
                return self.abandoned();
            }
            let (kind, modules) = match modules {
                Ok(modules) => modules,
                Err(refused) => return self.refused(refused),
            };
            self.runs.worker.set_value(kind);
            let run = Run { source: source.clone(), overrides, modules, forked };
            let progressed = move |progress| self.progressed(progress);
            self.ask_long(kind, run, progressed, move |answer| match answer {
                Ok(Ok(ran)) => self.ran(ran, source, made),
                Ok(Err(refused)) => self.refused(refused),
                Err(_) => self.abandoned(),
            });
        });
    }

    /// Continues with the worker that can run a workflow, and its modules, or the reason why one of them is missing.
    pub(super) fn with_modules(
        self,
        source: Source,
        go_on: impl FnOnce(Source, Result<(WorkerKind, Vec<Module>), Refused>) + 'static,
    ) {
        if source.modules.is_empty() {
            return go_on(source, Ok((WorkerKind::Engine, Vec::new())));
        }
        spawn_local(async move {
            let modules = self.modules(&source.modules).await.map(|modules| (WorkerKind::Sandbox, modules));
            let refused = |name: String| Refused { message: text::module_not_loaded(&name), problems: Vec::new() };
            go_on(source, modules.map_err(refused));
        });
    }

    /// Ends the current run.
    pub(super) fn stop(self) -> Result<(), NotNow> {
        if self.runs.running.read_untracked().is_none() {
            return Err(NotNow::Idle);
        }
        self.runs.set_running.update(|running| {
            if let Some(running) = running {
                running.stopping = true;
            }
        });
        self.stop_run(self.runs.worker.get_value());
        Ok(())
    }

    fn progressed(self, progress: Progress) {
        if self.runs.is_stopping() {
            // It has stopped; its events so far are on their way.
            self.notices.say(headline(Some(Status::Cancelled)));
        }
        self.runs.set_running.update(|running| {
            if let Some(running) = running {
                running.events = progress.events;
                running.processor = progress.processor;
            }
        });
    }

    /// Stores a run that has ended.
    fn ran(self, ran: Ran, source: Source, made: impl FnOnce(Arc<Recording>) + 'static) {
        let Some(recording) = ran.recording(source) else {
            self.runs.end();
            return self.notices.show_error(text::NOT_READ);
        };
        let recording = Arc::new(recording);
        // In its own task: reading a long trace takes about as long as showing it, and the page responds in between.
        Timeout::new(0, move || made(recording)).forget();
    }

    /// Shows a new run: plays it, or shows its last step, the step of the link, or the step of the fork.
    fn show_new(self, recording: Arc<Recording>, parent: Option<RunNumber>) {
        self.runs.end();
        let mut replay = Replay::at_end(recording.clone());
        let Source { workflow, input, .. } = &recording.source;
        let mut opened = None;
        if let Some(fork) = recording.trace.forks().last().filter(|_| parent.is_some()) {
            replay.seek(fork.at);
        } else {
            opened = self.share.take_opened(workflow, input);
        }
        if let Some(moment) = &opened {
            if let Some(step) = moment.step.filter(|_| moment.run == 0) {
                replay.seek(step);
            }
            self.selection.select(moment.node.clone());
            self.notices.clear();
        }
        let status = recording.trace.status();
        // A stopped run stays at its end, where the user stopped it.
        let is_whole = status.is_some_and(|status| status != Status::Cancelled);
        let is_new = parent.is_none() && opened.is_none();
        let plays = is_new && is_whole && self.settings.appearance().read_untracked().plays;
        self.runs.remember(self.player.cursor().get_untracked());
        let run = self.runs.add(recording, parent);
        self.player.show(replay);
        self.notices.say(headline(status));
        if plays {
            self.play_new();
        }
        self.events.tell(&Event::RunEnded { run, status });
        if let Some(moment) = opened {
            self.share.follow(moment, run);
            self.give(Command::FollowLink);
        }
    }

    /// Shows no run. The history of runs stays.
    pub(super) fn show_no_run(self) {
        let cursor = self.player.cursor().get_untracked();
        self.runs.set_made.update(|runs| runs.leave(cursor));
        self.player.clear();
        // The button that restores the other sections is hidden together with the events.
        self.settings.restore(Section::Events);
    }

    /// Hides the run if fewer than half of its processors are in the graph on display: then this is another workflow, not an edit.
    fn leave_other_graph(self) {
        let is_other = || {
            let (alignment, chart) = (self.player.alignment().read_untracked(), self.document.chart().read_untracked());
            let (alignment, shown) = (alignment.as_ref()?, &chart.as_ref()?.graph);
            let ran = self.player.recording().read_untracked().as_ref()?.trace.graph().len();
            let kept = shown.processors().filter(|&processor| alignment.of_run(shown, processor).is_some()).count();
            Some(!shown.is_empty() && 2 * kept < ran)
        };
        if is_other() == Some(true) {
            self.show_no_run();
        }
    }

    /// Returns to a run of the history, at its last cursor.
    pub(super) fn show_run(self, number: RunNumber) -> Result<(), NotNow> {
        let cursor = self.player.cursor().get_untracked();
        let mut shown = None;
        self.runs
            .set_made
            .update(|runs| shown = runs.show(number, cursor).map(|made| (made.recording.clone(), made.cursor)));
        let (recording, cursor) = shown.ok_or(NotNow::NotThere)?;
        self.player.pause();
        self.orders.leave_order();
        let mut replay = Replay::at_end(recording);
        replay.seek(cursor);
        self.player.show(replay);
        self.notices.say(text::showing(number));
        Ok(())
    }

    /// Shows a run of the comparison.
    pub(super) fn show_compared(self, recording: Arc<Recording>) {
        self.player.pause();
        self.orders.leave_order();
        self.runs.remember(self.player.cursor().get_untracked());
        let now = self.player.replay().read_untracked().as_ref().map(|replay| replay.snapshot().now());
        let mut replay = Replay::at_end(recording.clone());
        if let Some(now) = now {
            replay.seek(replay.cursor_at(now));
        }
        self.runs.add(recording, None);
        self.player.show(replay);
        self.notices.say(text::SHOWING_THIS);
    }

    fn refused(self, refused: Refused) {
        self.runs.end();
        let said = text::not_run(&refused.message);
        let Some(first) = refused.problems.first() else { return self.notices.say_error(said) };
        let problem = Command::ShowText { from: first.from, to: first.to };
        self.document.is_refused(refused.problems);
        self.workspace.show(Shown::Edit);
        self.notices.say(said.clone());
        self.notices.show_until_sound(said, Some(problem));
    }

    /// The run has no end, because its worker has been replaced.
    fn abandoned(self) {
        self.runs.end();
        self.notices.say(match self.engine.readiness().get_untracked() {
            Readiness::NotLoaded => text::NO_ENGINE.into(),
            _ => headline(None),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{control::testing::page, scene::testing::recording};

    #[test]
    fn a_finished_run_is_shown_and_causes_an_event() {
        let (_owner, page, events) = page();
        for run in 1..3 {
            events.borrow_mut().clear();
            page.show_new(recording(), None);
            let (cursor, status) = (recording().trace.len(), recording().trace.status());
            assert_eq!(*events.borrow(), [Event::CursorMoved(cursor), Event::RunEnded { run, status }]);
            assert_eq!(page.runs.made.read_untracked().shown(), Some(run));
        }
    }

    #[test]
    fn a_run_does_not_wait_for_a_check_that_never_ends() {
        let (_owner, page, _events) = page();
        page.runs.begin(Running::default());
        page.runs.waits.set_value(true);
        page.not_checked();
        assert_eq!(page.runs.running.get_untracked(), None);
        page.runs.begin(Running::default());
        page.not_checked();
        assert!(page.runs.running.get_untracked().is_some(), "this one waits for no check");
    }
}
