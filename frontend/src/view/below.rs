//! What is below the graph: one thing at a time, of a row of tabs.

use leptos::prelude::*;

use super::{
    compare::Compare,
    orders::Orders,
    tabs::{Tab, Tabs, panel_id},
    timeline::Timeline,
    what_if::WhatIf,
};
use crate::{
    control::Page,
    state::{Below, command::Command},
};

impl Tab for Below {
    fn all() -> &'static [Self] {
        &Self::ALL
    }

    fn title(self) -> &'static str {
        self.title()
    }
}

#[component]
pub(super) fn BelowGraph() -> impl IntoView {
    let page = Page::of_view();
    let panel = move || match page.workspace.below().get() {
        Below::Timeline => view! { <Timeline /> }.into_any(),
        Below::Compare => view! { <Compare /> }.into_any(),
        Below::WhatIf => view! { <WhatIf /> }.into_any(),
        Below::Orders => view! { <Orders /> }.into_any(),
    };
    view! {
        <div class="below-graph">
            <Tabs label="Below the graph" shown=page.workspace.below() choose=move |below| page.give(Command::ShowBelow(below)) />
            <div class="panel" role="tabpanel" id=move || panel_id(page.workspace.below().get().title())>
                {panel}
            </div>
        </div>
    }
}
