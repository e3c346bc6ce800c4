//! What is below the graph: one panel at a time, of a row of tabs.

use leptos::prelude::*;

use super::tabs::{Tab, Tabs, panel_id};
use crate::{
    control::Page,
    panels::{PANELS, Panel},
    state::{PanelId, command::Command},
    text::graph as text,
};

impl Tab for PanelId {
    fn all() -> Vec<Self> {
        PANELS.iter().map(|panel| panel.id).collect()
    }

    fn title(self) -> &'static str {
        panel(self).map_or("", |panel| panel.title)
    }
}

fn panel(id: PanelId) -> Option<&'static Panel> {
    PANELS.iter().find(|panel| panel.id == id)
}

#[component]
pub(super) fn BelowGraph() -> impl IntoView {
    let page = Page::of_view();
    let shown = move || panel(page.workspace.below().get()).map(|panel| (panel.view)());
    view! {
        <div class="below-graph">
            <Tabs
                label=text::BELOW
                shown=page.workspace.below()
                choose=move |below| page.give(Command::ShowBelow(below))
            />
            <div class="panel" role="tabpanel" id=move || panel_id(page.workspace.below().get().title())>
                {shown}
            </div>
        </div>
    }
}
