//! The derived state of the views of a run. It is created when one of them is first shown, so that only the part `results`
//! has its code.

use std::sync::Arc;

use dagwood_core::Micros;
use leptos::prelude::*;

use super::{Page, engine::WorkerKind, rest::Rest};
use crate::{
    interop::clock,
    scene::{Agenda, Ghost, Inspection, Lanes, Outcome, Range, Reason, Since, inspect, reason},
    text::timeline as text,
    wire::Rehearse,
};

/// The number of events up to which a trace is explained immediately; a longer trace is explained only when the cursor
/// rests, because each explanation reads all of it.
const AT_ONCE: usize = 20_000;
/// The debounce of explanations and of the plan, in milliseconds.
const REST_MS: u32 = 150;
/// The minimum time for which the overview of the run stays, in milliseconds. While the cursor moves quickly, no user
/// reads as much, and updating it takes the browser as long as everything else together.
const MOMENT_MS: f64 = 100.0;

/// The explanation at the cursor, besides the events there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// For the selected processor.
    Processor(Reason),
    /// For the whole run, if no processor is selected.
    Moment(Agenda),
}

/// The derived state of the views of a run.
#[derive(Clone, Copy)]
pub struct Results {
    lanes: Memo<Option<Arc<Lanes>>>,
    plan: ReadSignal<Option<Arc<Lanes>>>,
    outcome: Memo<Option<Arc<Outcome>>>,
    since: Memo<Option<Since>>,
    ghost: Memo<Option<Arc<Ghost>>>,
    axis: Memo<Micros>,
    range: ReadSignal<Option<Range>>,
    set_range: WriteSignal<Option<Range>>,
    inspection: Memo<Option<Inspection>>,
    why: ReadSignal<Option<Why>>,
}

impl Results {
    fn new(page: Page) -> Self {
        let Page { document, player, runs, selection, settings, .. } = page;
        let recording = player.recording();
        let lanes = Memo::new(move |_| Some(Arc::new(Lanes::new(&recording.read().as_ref()?.trace))));
        let form = Memo::new(move |_| settings.appearance().read().form);
        let inspection = Memo::new(move |_| {
            let (chart, replay, lanes) = (document.chart().read(), player.replay().read(), lanes.read());
            let graph = chart.as_ref().map(|chart| &*chart.graph);
            let spans = lanes.as_ref().map_or(&[][..], |lanes| &lanes.bars);
            inspect(selection.id().read().as_deref()?, graph, replay.as_ref(), spans, form.get())
        });
        let (range, set_range) = signal(None);
        let plan = page.planned();
        Self {
            lanes,
            plan,
            range,
            set_range,
            outcome: Memo::new(move |_| Some(Arc::new(Outcome::new(recording.read().as_ref()?)))),
            ghost: Memo::new(move |_| {
                let runs = runs.made().read();
                runs.before(runs.shown()?).map(|before| Arc::new(Ghost::new(before)))
            }),
            axis: Memo::new(move |_| {
                let (recording, runs) = (recording.read(), runs.made().read());
                let planned = || plan.read().as_ref().map_or(Micros::ZERO, |plan| plan.makespan);
                recording.as_ref().map_or_else(planned, |recording| runs.longest(&recording.trace))
            }),
            since: Memo::new(move |_| {
                let runs = runs.made().read();
                let (own, before) = (runs.get(runs.shown()?)?, runs.before(runs.shown()?)?);
                Since::new(&own.recording.trace, before)
            }),
            inspection,
            why: page.explained(),
        }
    }

    /// The timeline of the run.
    #[must_use]
    pub fn lanes(self) -> Memo<Option<Arc<Lanes>>> {
        self.lanes
    }

    /// The planned timeline, until there is a run: every processor takes its expected duration, and none fails.
    #[must_use]
    pub fn plan(self) -> ReadSignal<Option<Arc<Lanes>>> {
        self.plan
    }

    /// The output and the measures of the run.
    #[must_use]
    pub fn outcome(self) -> Memo<Option<Arc<Outcome>>> {
        self.outcome
    }

    /// The run compared with the run before.
    #[must_use]
    pub fn since(self) -> Memo<Option<Since>> {
        self.since
    }

    /// The run before, to be drawn behind the run.
    #[must_use]
    pub fn ghost(self) -> Memo<Option<Arc<Ghost>>> {
        self.ghost
    }

    /// The length of the time axis: that of the longest run of the graph, or of the plan.
    #[must_use]
    pub fn axis(self) -> Memo<Micros> {
        self.axis
    }

    /// The marked range of the time axis.
    #[must_use]
    pub fn range(self) -> ReadSignal<Option<Range>> {
        self.range
    }

    /// The selected processor at the cursor.
    #[must_use]
    pub fn inspection(self) -> Memo<Option<Inspection>> {
        self.inspection
    }

    /// The explanation of the states at the cursor, at most a tenth of a second late; for a long run, only after the cursor
    /// rests.
    #[must_use]
    pub fn why(self) -> ReadSignal<Option<Why>> {
        self.why
    }
}

impl Page {
    /// The derived state of the views of a run. Only code of the part `results` may call this: a call from elsewhere would
    /// move its code into the first download.
    #[must_use]
    pub fn results(self) -> Results {
        if let Some(results) = self.results.get_value() {
            return results;
        }
        // Owned by the page: the memos must outlive the first view that uses them.
        let results = self.owner.with_value(|owner| owner.with(|| Results::new(self)));
        self.results.set_value(Some(results));
        results
    }

    /// Marks a range of the time axis, or none, and announces after a pause what happened in it.
    pub fn mark(self, range: Option<Range>) {
        let results = self.results();
        results.set_range.set(range);
        let lanes = results.lanes.get_untracked();
        self.notices.say_at_rest(match (range, lanes) {
            (Some(range), Some(lanes)) => range.in_words(&lanes),
            _ => text::RANGE_REMOVED.into(),
        });
    }

    /// The plan of the next run.
    fn planned(self) -> ReadSignal<Option<Arc<Lanes>>> {
        /// With more processors than this, a plan would take the page longer than a task may.
        const MOST: usize = 1_000;
        let (plan, set_plan) = signal(None);
        let asked = StoredValue::new(0);
        let pending = StoredValue::new_local(Rest::default());
        Effect::new(move |_| {
            let is_sound = self.document.is_sound().get() && self.player.recording().read().is_none();
            let few = self.document.chart().read().as_ref().is_some_and(|chart| chart.graph.len() <= MOST);
            self.document.workflow().track();
            let overrides = self.document.options().read().overrides();
            let number = asked.get_value() + 1;
            asked.set_value(number);
            if !(is_sound && few) {
                pending.update_value(Rest::cancel);
                return set_plan.set(None);
            }
            let ask = move || {
                let request = Rehearse { source: self.document.source(), overrides };
                self.ask(WorkerKind::Engine, request, move |answer| {
                    // A newer request may have been sent.
                    if asked.get_value() == number {
                        set_plan.set(answer.ok().flatten().map(|trace| Arc::new(Lanes::new(&trace))));
                    }
                });
            };
            pending.update_value(|pending| pending.then(REST_MS, ask));
        });
        plan
    }

    /// An explanation that follows the cursor and the selection.
    fn explained(self) -> ReadSignal<Option<Why>> {
        let (why, set_why) = signal(None);
        let pending = StoredValue::new_local(Rest::default());
        let explained = StoredValue::new(f64::NEG_INFINITY);
        Effect::new(move |_| {
            self.player.cursor().track();
            let is_of_all = self.selection.id().read().is_none();
            let len = self.player.recording().read().as_ref().map_or(0, |recording| recording.trace.len());
            let explain = move || {
                explained.set_value(clock::now());
                set_why.set(self.why_now());
            };
            let rest = if len > AT_ONCE {
                set_why.set(None);
                REST_MS
            } else if is_of_all && matches!(*why.read_untracked(), Some(Why::Moment(_))) {
                (explained.get_value() + MOMENT_MS - clock::now()).ceil() as u32
            } else {
                0
            };
            if rest == 0 {
                pending.update_value(Rest::cancel);
                explain();
            } else {
                pending.update_value(|pending| pending.then(rest, explain));
            }
        });
        why
    }

    fn why_now(self) -> Option<Why> {
        let (replay, selected) = (self.player.replay().read_untracked(), self.selection.id().read_untracked());
        let replay = replay.as_ref()?;
        match selected.as_deref() {
            Some(id) => reason(id, replay).map(Why::Processor),
            None => Some(Why::Moment(Agenda::new(replay))),
        }
    }
}
