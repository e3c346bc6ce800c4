//! Saves a run as a test, and verifies tests: opens each as a document, runs it, and compares the run.

use std::collections::VecDeque;

use dagwood_export::test::{Test, Verdict};
use leptos::prelude::*;

use super::{Report, Verified, text};
use crate::{
    control::Page,
    features::files::{file_of, text::NO_DOWNLOADS},
    interop::files,
    state::{
        Event, Session,
        command::{Command, NotNow},
    },
};

/// The tests that are being verified.
#[derive(Clone, Copy)]
pub struct Verify {
    batch: StoredValue<Batch>,
}

#[derive(Default)]
struct Batch {
    /// Whether the page tells the batch what happens.
    listens: bool,
    /// Whether a document of the batch is being opened.
    opens: bool,
    /// The tests that have no result yet, by name. The document of the first one is open.
    waiting: VecDeque<(String, Test)>,
    report: Report,
}

impl Verify {
    pub(in crate::control) fn new() -> Self {
        Self { batch: StoredValue::new(Batch::default()) }
    }

    fn has_tests(self) -> bool {
        self.batch.with_value(|batch| !batch.waiting.is_empty())
    }

    fn forget(self) {
        self.batch.update_value(|batch| batch.waiting.clear());
    }
}

impl Page {
    /// Downloads the run on display as a test.
    pub(in crate::control) fn save_test(self) -> Result<(), NotNow> {
        let test = {
            let replay = self.player.replay().read_untracked();
            let recording = replay.as_ref().ok_or(NotNow::NoRun)?.recording();
            if recording.source.live {
                Err(text::LIVE.into())
            } else if self.player.is_stale().get_untracked() {
                Err(text::OLD.into())
            } else {
                let overrides = self.document.options().read_untracked().overrides();
                let test = Test::new(&recording.source.workflow, overrides, &recording.trace);
                test.and_then(|test| test.write()).map_err(|unfit| text::cannot(&unfit.to_string()))
            }
        };
        let saved = test.and_then(|test| {
            let file = file_of(&self.title(), "test.json");
            let downloaded = files::download(&file, test.as_bytes());
            downloaded.map(|()| text::saved(&file)).map_err(|_| NO_DOWNLOADS.into())
        });
        match saved {
            Ok(said) => self.notices.say(said),
            Err(why) => self.notices.say_error(why),
        }
        Ok(())
    }

    /// Verifies tests, one after the other.
    pub(in crate::control) fn verify(self, tests: Vec<(String, Test)>) {
        if tests.is_empty() {
            return;
        }
        let listens = self.verify.batch.try_update_value(|batch| {
            batch.waiting = tests.into();
            batch.report = Report::default();
            std::mem::replace(&mut batch.listens, true)
        });
        if listens == Some(false) {
            self.events.listen(move |event| self.verify_after(event));
        }
        self.open_test();
    }

    /// Opens the first test that waits as a document; without one, says what the tests have shown.
    fn open_test(self) {
        let next = self.verify.batch.with_value(|batch| {
            let (name, test) = batch.waiting.front()?;
            let input = str::from_utf8(test.input.bytes()).ok().map(String::from);
            Some((name.clone(), test.workflow.clone(), input, test.overrides))
        });
        match next {
            Some((name, workflow, Some(input), overrides)) => {
                self.verify.batch.update_value(|batch| batch.opens = true);
                self.put(Session { name, workflow, input, overrides, ..Session::default() });
                self.verify.batch.update_value(|batch| batch.opens = false);
            }
            Some((.., None, _)) => self.verified(|_| Err(text::NOT_TEXT)),
            None => self.say_verified(),
        }
    }

    fn verify_after(self, event: &Event) {
        if !self.verify.has_tests() {
            return;
        }
        match event {
            Event::Checked { is_sound: false } => self.verified(|_| Err(text::PROBLEMS)),
            // Other code waits for the user, as in links.
            Event::Checked { .. } if !self.document.needed().read_untracked().is_empty() => {
                self.notices.show_info(text::waits(&self.title()));
            }
            Event::Checked { .. } => self.give(Command::Run),
            Event::RunEnded { .. } => {
                let replay = self.player.replay().get_untracked();
                let recording = replay.as_ref().map(|replay| replay.recording().clone());
                if let Some(recording) = recording {
                    self.verified(|test| Ok(test.judge(&recording.trace)));
                }
            }
            Event::Edited => self.verify.forget(),
            Event::Opened if !self.verify.batch.with_value(|batch| batch.opens) => self.verify.forget(),
            _ => {}
        }
    }

    /// Notes the result of the test that is open, and goes on with the next one.
    fn verified(self, judge: impl FnOnce(&Test) -> Result<Verdict, &'static str>) {
        self.verify.batch.update_value(|batch| {
            if let Some((name, test)) = batch.waiting.pop_front() {
                batch.report.0.push(Verified { name, events: test.events.len(), result: judge(&test) });
            }
        });
        self.open_test();
    }

    /// Says what the tests have shown. The last one stays open, at the first step that differs.
    fn say_verified(self) {
        let report = self.verify.batch.with_value(|batch| batch.report.clone());
        if let Some(step) = report.0.last().and_then(Verified::step) {
            self.give(Command::Seek(step));
        }
        let said = report.to_string();
        self.notices.say(said.clone());
        if report.has_passed() {
            self.notices.show_opened(said);
        } else {
            self.notices.show_failure(said, Some(Command::ReturnToPrevious));
        }
    }
}
