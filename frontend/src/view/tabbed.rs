//! A region of the page that shows one panel at a time, of a row of tabs.

use leptos::prelude::*;

use super::{
    icon::MaximiseButton,
    tabs::{Tab, Tabs, panel_id},
};
use crate::{
    control::Page,
    panels::{panel, panels},
    state::{PanelId, Region, Section, command::Command},
    text::graph as text,
};

impl Tab for PanelId {
    fn title(self) -> &'static str {
        panel(self).title
    }
}

/// The region. What is `kept` stays in the page while other panels are shown; style sheets hide it.
#[component]
pub(super) fn Tabbed(region: Region, #[prop(optional)] kept: Option<AnyView>) -> impl IntoView {
    let page = Page::of_view();
    let shown = page.workspace.panel(region);
    let section = Section::of(region);
    let label = if region == Region::Centre { text::CENTRE } else { text::BELOW };
    view! {
        <div class=region.name() data-section=section.name() data-panel=move || shown.get().name()>
            <div class="bar">
                <Tabs
                    label
                    tabs=panels(region).map(|panel| panel.id).collect()
                    shown
                    choose=move |id| page.give(Command::ShowPanel(id))
                />
                <MaximiseButton section />
            </div>
            <div class="panel" role="tabpanel" id=move || panel_id(shown.get().title())>
                {kept}
                {move || (panel(shown.get()).view)()}
            </div>
        </div>
    }
}
