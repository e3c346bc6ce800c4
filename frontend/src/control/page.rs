//! The handle, its signals, and what is derived from them.

use std::sync::Arc;

use dagwood_core::{ProcessorIdx, ProcessorState};
use dagwood_proto::v1::worker_response::Inspected;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::{
    Compare, Document, Engine, Notices, Orders, Why, Workspace,
    engine::Seat,
    graph_editing::ProcessorForm,
    rest::Rest,
    running::{Running, UnderWay},
};
use crate::{
    interop::{clock::Frames, storage::BrowserTexts},
    scene::{Alignment, Chart, Inspection, Lanes, Outcome, inspect, states},
    state::{
        Breakpoints, Example, Inspection as InspectionOf, Moment, Pace, Recording, Replay, Runs, Shelf, Story, Visits,
    },
    store::Saver,
};

/// The page: everything it knows, and everything that can be done with it.
#[derive(Clone, Copy)]
pub struct Page {
    /// Text, input and options, and what is known of them.
    pub document: Document,
    /// The workers behind the page.
    pub engine: Engine,
    /// What the user is told.
    pub notices: Notices,
    /// How the page looks, and what of it is in front.
    pub workspace: Workspace,
    /// What is compared.
    pub compare: Compare,
    /// What orders of completion lead to.
    pub orders: Orders,

    /// The last run.
    pub recording: RwSignal<Option<Arc<Recording>>>,
    /// The last run at the cursor.
    pub replay: RwSignal<Option<Replay>>,
    /// The id of the selected processor.
    pub selected: RwSignal<Option<String>>,
    /// The run under way.
    pub running: RwSignal<Option<Running>>,
    /// The runs that there have been.
    pub runs: RwSignal<Runs>,
    /// Why things stand as they stand at the cursor, or stood a tenth of a second ago; of a long run only once that rests.
    pub why: RwSignal<Option<Why>>,
    /// Whether the run is being played.
    pub playing: RwSignal<bool>,
    /// How fast it is played.
    pub pace: RwSignal<Pace>,
    /// Where playing stops.
    pub breakpoints: RwSignal<Breakpoints>,
    /// The gallery, once it has been loaded.
    pub examples: RwSignal<Vec<Example>>,
    /// A link that could not be copied, to be copied by hand.
    pub link: RwSignal<Option<String>>,
    /// The modules.
    pub shelf: RwSignal<Shelf>,
    /// What a module was found to be, for the person to read: its name, and the report.
    pub report: RwSignal<Option<(String, Arc<Inspected>)>>,
    /// Whether files are being dragged over the page.
    pub dropping: RwSignal<bool>,
    /// What is changed of the selected processor.
    pub processor_form: ProcessorForm,

    /// The selected processor, if the chart has it.
    pub selection: Memo<Option<ProcessorIdx>>,
    /// How many events of the run have happened at the cursor.
    pub cursor: Memo<usize>,
    /// Who is who between the chart and the run.
    pub alignment: Memo<Option<Arc<Alignment>>>,
    /// Where the processors of the chart stand at the cursor.
    pub states: Memo<Arc<Vec<ProcessorState>>>,
    /// The timeline of the run.
    pub lanes: Memo<Option<Arc<Lanes>>>,
    /// What the run came to.
    pub outcome: Memo<Option<Arc<Outcome>>>,
    /// The selected processor at the cursor.
    pub inspection: Memo<Option<Inspection>>,
    /// Whether the run is of another workflow, input or options than those of the next.
    pub is_stale: Memo<bool>,

    /// What a link opened, until it has been run.
    pub(super) opened: RwSignal<Option<Moment>>,
    /// What was on the page at each entry of the browser's history.
    pub(super) visits: StoredValue<Visits>,
    /// Where the run under way runs.
    pub(super) runs_in: StoredValue<Seat>,
    /// Whether a run begins as soon as the present text has been checked.
    pub(super) runs_when_checked: StoredValue<bool>,
    /// The run under way.
    pub(super) under_way: StoredValue<Option<UnderWay>>,
    /// How many runs have been shown.
    pub(super) count: StoredValue<u32>,
    pub(super) why_rest: StoredValue<Rest, LocalStorage>,
    /// What saves the session, and when it next will.
    pub(super) saver: StoredValue<Saver<BrowserTexts>>,
    pub(super) save_timer: StoredValue<Option<Timeout>, LocalStorage>,
    /// The files that an inspector which is gone has not looked at.
    pub(super) uninspected: StoredValue<Vec<(InspectionOf, Vec<u8>)>>,
    pub(super) frames: StoredValue<Option<Frames>, LocalStorage>,
}

/// Sets a signal, if that changes it: else all that shows it would be made anew with every key that is pressed.
pub(super) fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: WriteSignal<T>, value: T) {
    signal.maybe_update(|present| {
        let is_new = *present != value;
        *present = value;
        is_new
    });
}

impl Page {
    /// The page as it stands before anything has been restored or opened.
    #[must_use]
    pub fn new() -> Self {
        let document = Document::new();
        let recording = RwSignal::new(None::<Arc<Recording>>);
        let replay = RwSignal::new(None::<Replay>);
        let selected = RwSignal::new(None::<String>);

        // Who is who between chart and run changes with either, and not with the cursor.
        let alignment = Memo::new(move |_| {
            let (chart, recording) = (document.chart().read(), recording.read());
            Some(Arc::new(Alignment::new(&chart.as_ref()?.graph, recording.as_ref()?.trace.graph())))
        });
        let orders = Orders::new();
        let states = Memo::new(move |_| {
            let (chart, replay) = (document.chart().read(), replay.read());
            let Some(chart) = chart.as_ref() else { return Arc::default() };
            if let (Some(story), Some(explored)) = (orders.story().get(), orders.explored().read().as_ref()) {
                return Arc::new(story.states(explored, &chart.graph));
            }
            Arc::new(match (alignment.get(), replay.as_ref()) {
                (Some(alignment), Some(replay)) => states(&chart.graph, &alignment, replay.snapshot()),
                _ => vec![ProcessorState::default(); chart.graph.len()],
            })
        });
        let lanes = Memo::new(move |_| Some(Arc::new(Lanes::new(&recording.read().as_ref()?.trace))));
        let workspace = Workspace::new();
        let form = Memo::new(move |_| workspace.appearance().read().form);
        let inspection = Memo::new(move |_| {
            let (chart, replay, lanes) = (document.chart().read(), replay.read(), lanes.read());
            let graph = chart.as_ref().map(|chart| &*chart.graph);
            let spans = lanes.as_ref().map_or(&[][..], |lanes| &lanes.bars);
            inspect(selected.read().as_deref()?, graph, replay.as_ref(), spans, form.get())
        });
        let is_stale = Memo::new(move |_| {
            let recording = recording.read();
            let Some(Recording { trace, source, .. }) = recording.as_deref() else { return false };
            let (ran, now) = (trace.options(), document.options().read().effective());
            // A browser has fewer workers for a live run than a person may ask for.
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
            document,
            engine: Engine::new(),
            notices: Notices::new(),
            workspace,
            compare: Compare::new(),
            orders,
            recording,
            replay,
            selected,
            running: RwSignal::new(None),
            runs: RwSignal::default(),
            why: RwSignal::new(None),
            playing: RwSignal::new(false),
            pace: RwSignal::new(Pace::Steps(2.0)),
            breakpoints: RwSignal::default(),
            examples: RwSignal::default(),
            link: RwSignal::new(None),
            shelf: RwSignal::default(),
            report: RwSignal::new(None),
            dropping: RwSignal::new(false),
            processor_form: ProcessorForm::default(),
            selection: Memo::new(move |_| document.chart().read().as_ref()?.graph.find(selected.read().as_deref()?)),
            cursor: Memo::new(move |_| replay.read().as_ref().map_or(0, Replay::cursor)),
            alignment,
            states,
            lanes,
            outcome: Memo::new(move |_| Some(Arc::new(Outcome::new(recording.read().as_ref()?)))),
            inspection,
            is_stale,
            opened: RwSignal::new(None),
            visits: StoredValue::new(Visits::default()),
            runs_in: StoredValue::new(Seat::default()),
            runs_when_checked: StoredValue::new(false),
            under_way: StoredValue::new(None),
            count: StoredValue::new(0),
            why_rest: StoredValue::new_local(Rest::default()),
            saver: StoredValue::new(Saver::default()),
            save_timer: StoredValue::new_local(None),
            uninspected: StoredValue::new(Vec::new()),
            frames: StoredValue::new_local(None),
        }
    }

    /// The selected processor in a drawing, if that has it. A view of a drawing asks so, and not for [`Page::selection`],
    /// which is already that of the next drawing while this one is still there.
    pub fn selection_in(self, chart: &Arc<Chart>) -> Memo<Option<ProcessorIdx>> {
        let chart = chart.clone();
        Memo::new(move |_| chart.graph.find(self.selected.read().as_deref()?))
    }

    /// The handle, inside any view.
    ///
    /// # Panics
    /// Outside the page's views, which all have it as a context.
    #[must_use]
    pub fn of_view() -> Self {
        expect_context()
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::new()
    }
}
