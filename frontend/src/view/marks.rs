//! The marks in the graph besides the states.

use std::sync::Arc;

use dagwood_core::ProcessorIdx;
use leptos::prelude::*;

use crate::{
    control::Page,
    features::settings::ViewOption,
    scene::{Chart, Kin, critical, kin},
};

/// The marked processors.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    /// The selected processor.
    pub(super) selection: Memo<Option<ProcessorIdx>>,
    /// The relation of processors to the selected one, if there is one.
    pub(super) kin: Memo<Option<Arc<Vec<Kin>>>>,
    /// The critical path, if it is shown.
    pub(super) critical: Memo<Arc<Vec<ProcessorIdx>>>,
}

impl Marks {
    /// The marks for a drawing: all indices are of its graph, also while the page switches to the next one.
    pub(super) fn new(page: Page, chart: &Arc<Chart>) -> Self {
        let shows_critical = page.settings.is_on(ViewOption::CriticalPath);
        let selection = page.selection.index_in(chart);
        let of_kin = chart.clone();
        let kin = Memo::new(move |_| Some(Arc::new(kin(&of_kin.graph, selection.get()?))));
        let of_critical = chart.clone();
        let critical = Memo::new(move |_| match (page.player.alignment().get(), page.player.recording().get()) {
            (Some(alignment), Some(recording)) if shows_critical.get() => {
                Arc::new(alignment.shown(&of_critical.graph, &critical(&recording.trace)))
            }
            _ => Arc::default(),
        });
        Self { selection, kin, critical }
    }
}
