//! The page as a whole.

use leptos::prelude::*;

use super::{
    editor::{InputText, Workflow},
    events::Events,
    graph::Graph,
    header::Header,
    inspector::Inspector,
    modules::{DropHint, Modules},
    notice::Notices,
    output::Output,
    problems::Problems,
    timeline::Timeline,
    transport::Transport,
};
use crate::control::Page;

/// The page as a whole.
#[component]
pub fn App() -> impl IntoView {
    let page = Page::new();
    provide_context(page);
    page.open();
    view! {
        <Header />
        <Notices />
        <main class="panes">
            <div class="pane write">
                <Workflow />
                <Problems />
                <Modules />
                <InputText />
                <Output />
            </div>
            <div class="pane watch">
                <Graph />
                <Transport />
                <Timeline />
            </div>
            <div class="pane read">
                <Inspector />
                <Events />
            </div>
        </main>
        <DropHint />
        <p class="unseen" role="status">{move || page.announcement.get()}</p>
    }
}
