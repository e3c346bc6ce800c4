//! The selected processor.

use std::sync::Arc;

use dagwood_core::ProcessorIdx;
use leptos::prelude::*;

use super::{Document, Events};
use crate::{scene::Chart, state::Event};

/// The selected processor. It is an id, so that it stays when the workflow is edited or run again.
#[derive(Clone, Copy)]
pub struct Selection {
    id: ReadSignal<Option<String>>,
    set_id: WriteSignal<Option<String>>,
    index: Memo<Option<ProcessorIdx>>,
    events: Events,
}

impl Selection {
    pub(super) fn new(document: Document, events: Events) -> Self {
        let (id, set_id) = signal(None::<String>);
        let chart = document.chart();
        let index = Memo::new(move |_| chart.read().as_ref()?.graph.find(id.read().as_deref()?));
        Self { id, set_id, index, events }
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

    /// Selects a processor, or none.
    pub(super) fn select(self, id: Option<String>) {
        self.set_id.set(id.clone());
        self.events.tell(&Event::Selected(id));
    }
}
