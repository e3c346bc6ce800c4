//! What stands out in the graph beside the states.

use std::sync::Arc;

use dagwood_core::ProcessorIdx;
use leptos::prelude::*;

use crate::{
    control::Page,
    scene::{Kin, Supply, critical, kin, supply},
};

/// What stands out.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// Whether the critical path is shown.
    pub(super) shows_critical: RwSignal<bool>,
    /// What processors are to the selected one, if there is one.
    pub(super) kin: Memo<Option<Arc<Vec<Kin>>>>,
    /// The critical path, if it is shown.
    pub(super) critical: Memo<Arc<Vec<ProcessorIdx>>>,
    /// What the selected processor received.
    pub(super) supply: Memo<Option<Supply>>,
}

impl Marks {
    pub(super) fn new(page: Page) -> Self {
        let shows_critical = RwSignal::new(false);
        let kin = Memo::new(move |_| {
            let chart = page.chart.get()?;
            Some(Arc::new(kin(&chart.graph, page.selection.get()?)))
        });
        let critical = Memo::new(move |_| match (page.alignment.get(), page.recording.get()) {
            (Some(alignment), Some(recording)) if shows_critical.get() => {
                Arc::new(alignment.shown(&critical(&recording.trace)))
            }
            _ => Arc::default(),
        });
        let supply = Memo::new(move |_| supply(page.replay.read().as_ref()?, page.selected.read().as_deref()?));
        Self { shows_critical, kin, critical, supply }
    }
}
