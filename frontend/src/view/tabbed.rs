//! A region of the page that shows one panel at a time, of a row of tabs.

use leptos::prelude::*;

use super::{
    icon::MaximiseButton,
    tabs::{Tab, Tabs, focus_tab, panel_id},
};
use crate::{
    control::Page,
    panels::{panel, panels},
    state::{PanelId, Region, Section, command::Command},
    text::graph as text,
};

/// Focuses the tab of a panel.
pub(crate) fn focus_panel(id: PanelId) {
    focus_tab(panel(id).title);
}

/// The region. `kept` stays mounted while other panels are shown; style sheets hide it.
#[component]
pub(super) fn Tabbed(region: Region, #[prop(optional)] kept: Option<AnyView>) -> impl IntoView {
    let page = Page::of_view();
    let shown = page.workspace.panel(region);
    let section = Section::of(region);
    let choose = move |at| {
        if let Some(panel) = panels(region).nth(at) {
            page.give(Command::ShowPanel(panel.id));
        }
    };
    let label = if region == Region::Centre { text::CENTRE } else { text::BELOW };
    view! {
        <div class=region.name() data-section=section.name() data-panel=move || shown.get().name()>
            <div class="bar">
                <Tabs
                    label
                    tabs=panels(region).map(|panel| Tab::titled(panel.title)).collect()
                    shown=Signal::derive(move || panels(region).position(|panel| panel.id == shown.get()).unwrap_or(0))
                    choose=Callback::new(choose)
                />
                <MaximiseButton section />
            </div>
            <div class="panel" role="tabpanel" id=move || panel_id(panel(shown.get()).title)>
                {kept}
                {move || (panel(shown.get()).view)()}
            </div>
        </div>
    }
}
