//! Stepping through a run.

use std::sync::Arc;

use dagwood_core::{Micros, ProcessorState};
use leptos::prelude::*;

use super::{Document, Events, Page, features::orders::Orders};
use crate::{
    interop::clock::{self, Frames},
    scene::{Alignment, moment_sentence, states},
    state::{Breakpoints, Event, Jump, Pace, Playback, Recording, Replay, Step, Stop, command::NotNow},
    text::transport as text,
};

/// The run on display, and the cursor in it.
#[derive(Clone, Copy)]
pub struct Player {
    recording: ReadSignal<Option<Arc<Recording>>>,
    set_recording: WriteSignal<Option<Arc<Recording>>>,
    replay: ReadSignal<Option<Replay>>,
    set_replay: WriteSignal<Option<Replay>>,
    playing: ReadSignal<bool>,
    set_playing: WriteSignal<bool>,
    pace: ReadSignal<Pace>,
    set_pace: WriteSignal<Pace>,
    breakpoints: ReadSignal<Breakpoints>,
    set_breakpoints: WriteSignal<Breakpoints>,
    frames: StoredValue<Option<Frames>, LocalStorage>,
    /// Whether a new run is being played for the first time.
    first_play: StoredValue<bool>,
    /// Whether keys and clicks end that.
    listens: StoredValue<bool>,
    events: Events,
    cursor: Memo<usize>,
    alignment: Memo<Option<Arc<Alignment>>>,
    states: Memo<Arc<Vec<ProcessorState>>>,
    is_stale: Memo<bool>,
}

impl Player {
    pub(super) fn new(document: Document, orders: Orders, events: Events) -> Self {
        let (recording, set_recording) = signal(None::<Arc<Recording>>);
        let (replay, set_replay) = signal(None::<Replay>);
        let (playing, set_playing) = signal(false);
        let (pace, set_pace) = signal(Pace::Steps(2.0));
        let (breakpoints, set_breakpoints) = signal(Breakpoints::default());
        let chart = document.chart();
        // The alignment of chart and run changes with them, but not with the cursor.
        let alignment = Memo::new(move |_| {
            let (chart, recording) = (chart.read(), recording.read());
            Some(Arc::new(Alignment::new(&chart.as_ref()?.graph, recording.as_ref()?.trace.graph())))
        });
        let states = Memo::new(move |_| {
            let (chart, replay) = (chart.read(), replay.read());
            let Some(chart) = chart.as_ref() else { return Arc::default() };
            if let (Some(order_step), Some(explored)) = (orders.order_step().get(), orders.explored().read().as_ref()) {
                return Arc::new(order_step.states(explored, &chart.graph));
            }
            Arc::new(match (alignment.get(), replay.as_ref()) {
                (Some(alignment), Some(replay)) => states(&chart.graph, &alignment, replay.snapshot()),
                _ => vec![ProcessorState::default(); chart.graph.len()],
            })
        });
        let is_stale = Memo::new(move |_| {
            let recording = recording.read();
            let Some(Recording { trace, source, .. }) = recording.as_deref() else { return false };
            let (ran, now) = (trace.options(), document.options().read().effective());
            // A browser has fewer workers for a live run than users may request.
            let same_workers = ran.workers == now.workers || source.live && ran.workers < now.workers;
            let same_options = (ran.strategy, ran.priority, ran.failure_strategy)
                == (now.strategy, now.priority, now.failure_strategy);
            !same_options
                || !same_workers
                || source.live != document.live().get()
                || source.workflow != *document.workflow().read()
                || source.input != *document.input().read()
        });
        Self {
            recording,
            set_recording,
            replay,
            set_replay,
            playing,
            set_playing,
            pace,
            set_pace,
            breakpoints,
            set_breakpoints,
            frames: StoredValue::new_local(None),
            first_play: StoredValue::new(false),
            listens: StoredValue::new(false),
            events,
            cursor: Memo::new(move |_| replay.read().as_ref().map_or(0, Replay::cursor)),
            alignment,
            states,
            is_stale,
        }
    }

    /// The run on display.
    #[must_use]
    pub fn recording(self) -> ReadSignal<Option<Arc<Recording>>> {
        self.recording
    }

    /// The state of the run at the cursor.
    #[must_use]
    pub fn replay(self) -> ReadSignal<Option<Replay>> {
        self.replay
    }

    /// How many events of the run have happened at the cursor.
    #[must_use]
    pub fn cursor(self) -> Memo<usize> {
        self.cursor
    }

    /// Whether the run is being played.
    #[must_use]
    pub fn playing(self) -> ReadSignal<bool> {
        self.playing
    }

    /// The playback speed.
    #[must_use]
    pub fn pace(self) -> ReadSignal<Pace> {
        self.pace
    }

    /// The breakpoints.
    #[must_use]
    pub fn breakpoints(self) -> ReadSignal<Breakpoints> {
        self.breakpoints
    }

    /// The alignment of the processors of the chart with those of the run.
    #[must_use]
    pub fn alignment(self) -> Memo<Option<Arc<Alignment>>> {
        self.alignment
    }

    /// The states of the chart's processors at the cursor.
    #[must_use]
    pub fn states(self) -> Memo<Arc<Vec<ProcessorState>>> {
        self.states
    }

    /// Whether workflow, input or options have changed since the run.
    #[must_use]
    pub fn is_stale(self) -> Memo<bool> {
        self.is_stale
    }

    /// Shows a run.
    pub(super) fn show(self, replay: Replay) {
        let cursor = replay.cursor();
        self.set_recording.set(Some(replay.recording().clone()));
        self.set_replay.set(Some(replay));
        self.events.tell(&Event::CursorMoved(cursor));
    }

    /// Shows no run.
    pub(super) fn clear(self) {
        self.pause();
        self.set_recording.set(None);
        self.set_replay.set(None);
    }

    /// Replaces all breakpoints.
    pub(super) fn set_all_breakpoints(self, breakpoints: Breakpoints) {
        self.set_breakpoints.set(breakpoints);
    }

    /// Stops playing.
    pub(super) fn pause(self) {
        self.set_playing.set(false);
        self.frames.set_value(None);
        self.first_play.set_value(false);
    }

    /// Whether a new run is being played for the first time.
    pub(super) fn is_first_play(self) -> bool {
        self.first_play.get_value()
    }

    /// Goes to the first step of a new run, to play it for the first time.
    pub(super) fn begin_first_play(self) {
        self.first_play.set_value(true);
        self.go(0);
    }

    /// Whether keys and clicks end the first play; from now on they do.
    pub(super) fn listens(self) -> bool {
        self.listens.try_update_value(|listens| std::mem::replace(listens, true)) == Some(true)
    }

    /// Plays with these frames.
    pub(super) fn play_with(self, frames: Frames) {
        self.set_playing.set(true);
        self.frames.set_value(Some(frames));
    }

    /// Changes the playback speed.
    pub(super) fn choose_pace(self, pace: Pace) {
        self.set_pace.set(pace);
    }

    /// Sets or removes the breakpoint for this kind of event.
    pub(super) fn stop_at(self, stop: Stop, stops: bool) {
        self.set_breakpoints.update(|breakpoints| breakpoints.set_stop(stop, stops));
        self.events.tell(&Event::Edited);
    }

    /// The cursor, and how many events there are.
    ///
    /// # Errors
    /// [`NotNow::NoRun`].
    fn place(self) -> Result<(usize, usize), NotNow> {
        let replay = self.replay.read_untracked();
        replay.as_ref().map(|replay| (replay.cursor(), replay.len())).ok_or(NotNow::NoRun)
    }

    /// `true` if the cursor has moved.
    pub(super) fn go(self, cursor: usize) -> bool {
        let Ok((before, len)) = self.place() else { return false };
        if before == cursor.min(len) {
            return false;
        }
        self.set_replay.update(|replay| {
            if let Some(replay) = replay {
                replay.seek(cursor);
            }
        });
        self.events.tell(&Event::CursorMoved(cursor.min(len)));
        true
    }

    /// The step at the cursor, in words.
    pub(super) fn sentence(self) -> String {
        let replay = self.replay.read_untracked();
        replay.as_ref().map_or_else(String::new, |replay: &Replay| moment_sentence(replay.trace(), replay.cursor()))
    }
}

impl Page {
    /// Takes a step, and stops playing.
    pub(super) fn step(self, step: Step) -> Result<(), NotNow> {
        let (cursor, len) = self.player.place()?;
        self.seek(step.from(cursor, len))
    }

    /// Goes to a cursor, announces it, and stops playing.
    pub(super) fn seek(self, cursor: usize) -> Result<(), NotNow> {
        self.player.place()?;
        self.player.pause();
        if self.player.go(cursor) {
            self.notices.say(self.player.sentence());
        }
        Ok(())
    }

    /// Goes to a cursor while the user drags, and stops playing; announces it only after a pause.
    pub(super) fn scrub(self, cursor: usize) -> Result<(), NotNow> {
        self.player.place()?;
        self.player.pause();
        self.pass(cursor);
        Ok(())
    }

    /// Goes to an instant, like [`Page::scrub`].
    pub(super) fn scrub_to(self, instant: Micros) -> Result<(), NotNow> {
        let cursor = self.player.replay.read_untracked().as_ref().map(|replay| replay.cursor_at(instant));
        self.scrub(cursor.ok_or(NotNow::NoRun)?)
    }

    fn pass(self, cursor: usize) {
        if self.player.go(cursor) {
            self.notices.say_at_rest(self.player.sentence());
        }
    }

    /// Starts playing, from the start if the cursor is at the end; or stops playing.
    pub(super) fn toggle_play(self) -> Result<(), NotNow> {
        if self.player.playing.get_untracked() {
            self.player.pause();
            return Ok(());
        }
        let (cursor, len) = self.player.place()?;
        if cursor == len {
            self.player.go(0);
        }
        let mut playback = Playback::start(clock::now());
        self.player.play_with(Frames::start(move |now| {
            let (to, stop) = {
                let replay = self.player.replay.read_untracked();
                let Some(replay) = replay.as_ref() else { return };
                let to = playback.cursor(now, self.player.pace.get_untracked(), replay);
                (to, self.player.breakpoints.read_untracked().first_within(replay.trace(), replay.cursor(), to))
            };
            if let Some(stop) = stop {
                self.player.pause();
                self.player.go(stop);
                self.notices.say(text::stopped(&self.player.sentence()));
            } else {
                self.pass(to);
                if self.player.place().is_ok_and(|(cursor, len)| cursor == len) {
                    self.player.pause();
                }
            }
        }));
        Ok(())
    }

    /// Goes to a more distant event, and stops playing; or announces that there is no match.
    pub(super) fn jump(self, jump: Jump) -> Result<(), NotNow> {
        let target = {
            let replay = self.player.replay.read_untracked();
            let replay = replay.as_ref().ok_or(NotNow::NoRun)?;
            let selected = self.selection.id().read_untracked();
            let selected = selected.as_deref().and_then(|id| replay.trace().graph().find(id));
            jump.target(replay, selected, &self.player.breakpoints.read_untracked())
        };
        match target {
            Some(cursor) => self.seek(cursor),
            None => {
                self.player.pause();
                self.notices.say(text::NO_MORE);
                Err(NotNow::NotThere)
            }
        }
    }

    /// Sets or removes the breakpoint of the selected processor.
    pub(super) fn toggle_breakpoint(self) -> Result<(), NotNow> {
        let id = self.selection.id().get_untracked().ok_or(NotNow::NoSelection)?;
        let is_set = self.player.set_breakpoints.try_update(|breakpoints| breakpoints.toggle(&id)) == Some(true);
        self.events.tell(&Event::Edited);
        self.notices.say(if is_set { text::breakpoint_set(&id) } else { text::breakpoint_removed(&id) });
        Ok(())
    }
}
