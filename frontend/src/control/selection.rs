//! The selected processor.

use std::sync::Arc;

use dagwood_core::ProcessorIdx;
use leptos::prelude::*;

use super::{Document, Events, Player, features::settings::Settings};
use crate::{
    scene::{Chart, Inspection, inspect},
    state::Event,
};

/// The selected processor. It is an id, so that it stays when the workflow is edited or run again.
#[derive(Clone, Copy)]
pub struct Selection {
    id: ReadSignal<Option<String>>,
    set_id: WriteSignal<Option<String>>,
    index: Memo<Option<ProcessorIdx>>,
    inspection: Memo<Option<Inspection>>,
    events: Events,
}

impl Selection {
    pub(super) fn new(document: Document, player: Player, settings: Settings, events: Events) -> Self {
        let (id, set_id) = signal(None::<String>);
        let chart = document.chart();
        let form = Memo::new(move |_| settings.appearance().read().form);
        let inspection = Memo::new(move |_| {
            let (chart, replay, lanes) = (chart.read(), player.replay().read(), player.lanes().read());
            let graph = chart.as_ref().map(|chart| &*chart.graph);
            let spans = lanes.as_ref().map_or(&[][..], |lanes| &lanes.bars);
            inspect(id.read().as_deref()?, graph, replay.as_ref(), spans, form.get())
        });
        let index = Memo::new(move |_| chart.read().as_ref()?.graph.find(id.read().as_deref()?));
        Self { id, set_id, index, inspection, events }
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> ReadSignal<Option<String>> {
        self.id
    }

    /// Its index, if the chart has it.
    #[must_use]
    pub fn index(self) -> Memo<Option<ProcessorIdx>> {
        self.index
    }

    /// Its index in a drawing, if it is there. Views of a drawing use this instead of [`Selection::index`], which may
    /// already be that of the next drawing.
    pub fn index_in(self, chart: &Arc<Chart>) -> Memo<Option<ProcessorIdx>> {
        let chart = chart.clone();
        Memo::new(move |_| chart.graph.find(self.id.read().as_deref()?))
    }

    /// The processor at the cursor.
    #[must_use]
    pub fn inspection(self) -> Memo<Option<Inspection>> {
        self.inspection
    }

    /// Selects a processor, or none.
    pub(super) fn select(self, id: Option<String>) {
        self.set_id.set(id.clone());
        self.events.tell(&Event::Selected(id));
    }
}
