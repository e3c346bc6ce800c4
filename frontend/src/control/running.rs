//! Running a workflow.

use std::sync::Arc;

use dagwood_core::{Overrides, Status};
use dagwood_proto::{
    trace,
    v1::{
        worker_request::Module,
        worker_response::{Progress, Ran, Refused},
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::{Notice, Page, Running, engine::Seat};
use crate::{
    interop::page,
    scene::headline,
    state::{Moment, Problem, Recording, Replay, Source},
};

impl Page {
    /// Runs the workflow, unless a run is under way.
    pub fn run(self) {
        if self.running.read_untracked().is_some() {
            return;
        }
        self.pause();
        self.running.set(Some(Running::default()));
        self.say("Running");
        if self.is_checked() {
            self.run_checked();
        } else {
            // Only then is it known which modules the text names.
            self.runs_when_checked.set_value(true);
            self.check_now();
        }
    }

    /// Begins the run: the modules that the workflow names have to be there first.
    pub(super) fn run_checked(self) {
        self.runs_when_checked.set_value(false);
        if self.is_stopping() {
            return self.abandoned();
        }
        let source = Source {
            workflow: self.workflow.get_untracked(),
            input: self.input.get_untracked(),
            live: self.live.get_untracked(),
        };
        let overrides = self.options.read_untracked().overrides();
        let needed = self.needed.get_untracked();
        self.source.set_value(Some(source.clone()));
        if needed.is_empty() {
            return self.run_in(Seat::Engine, &source, overrides, Vec::new());
        }
        spawn_local(async move {
            match self.modules(&needed).await {
                // It may have been stopped meanwhile.
                _ if self.is_stopping() => self.abandoned(),
                Ok(modules) => self.run_in(Seat::Sandbox, &source, overrides, modules),
                Err(name) => {
                    let message = format!("the module “{name}” could not be loaded");
                    self.refused(Refused { message, problems: Vec::new() });
                }
            }
        });
    }

    /// Whether the run under way has been asked to stop.
    fn is_stopping(self) -> bool {
        self.running.read_untracked().as_ref().is_some_and(|running| running.stopping)
    }

    fn run_in(self, seat: Seat, source: &Source, overrides: Overrides, modules: Vec<Module>) {
        self.runs_in.set_value(seat);
        self.ask(seat, |conversation| conversation.run(source, overrides, modules));
    }

    /// Ends the run under way.
    pub fn stop(self) {
        if self.running.read_untracked().is_some() {
            self.running.update(|running| {
                if let Some(running) = running {
                    running.stopping = true;
                }
            });
            self.ask(self.runs_in.get_value(), |conversation| conversation.stop());
        }
    }

    pub(super) fn progressed(self, progress: Progress) {
        if self.is_stopping() {
            // It has stopped; what happened until then is on its way.
            self.say(headline(Some(Status::Cancelled)));
        }
        self.running.update(|running| {
            if let Some(running) = running {
                running.events = progress.events;
                running.processor = progress.processor.map(|id| (id, progress.fuel));
            }
        });
    }

    /// Shows a run that is over: at its last step, or at the one that a link is about.
    pub(super) fn ran(self, ran: Ran) {
        self.running.set(None);
        let source = self.source.try_update_value(Option::take).flatten();
        let (Some(source), Ok(trace)) = (source, trace::decode(&ran.trace)) else {
            return self.notice.set(Some(Notice::error("The run could not be read.")));
        };
        let recording = Arc::new(Recording { trace, hash: ran.trace_hash, source });
        let mut replay = Replay::at_end(recording.clone());
        let Source { workflow, input, .. } = &recording.source;
        let is_opened = |moment: &Moment| moment.workflow == *workflow && moment.input == *input;
        if let Some(moment) = self.opened.get_untracked().filter(is_opened) {
            self.opened.set(None);
            if let Some(step) = moment.step {
                replay.seek(step);
            }
            self.selected.set(moment.node);
            self.notice.set(None);
        }
        let status = recording.trace.status();
        self.recording.set(Some(recording));
        self.replay.set(Some(replay));
        self.say(headline(status));
        self.runs.update_value(|runs| *runs += 1);
        page::mark("run", &self.runs.get_value().to_string());
    }

    pub(super) fn refused(self, refused: Refused) {
        self.running.set(None);
        if !refused.problems.is_empty() {
            self.is_sound.set(false);
            self.show_problems(refused.problems.into_iter().map(Problem::from).collect());
        }
        let text = format!("Not run: {}.", refused.message);
        self.say(text.clone());
        self.notice.set(Some(Notice::error(text)));
    }

    /// The run has no end: its worker has been given up.
    pub(super) fn abandoned(self) {
        self.running.set(None);
        self.say(headline(None));
    }
}
