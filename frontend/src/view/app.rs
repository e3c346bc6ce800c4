//! The page as a whole.

use leptos::prelude::*;

use super::{
    below::BelowGraph,
    dialogs::Dialogs,
    editor::{InputText, Workflow},
    events::Events,
    graph::Graph,
    header::Header,
    inspector::Inspector,
    notice::Notices,
    output::Output,
    problems::Problems,
    splitter::Splitter,
    term::Tooltip,
    transport::Transport,
};
use crate::{
    control::Page,
    features::{modules::DropHint, settings::Pane},
    panels::{Region, panels},
    state::{Shown, command::Command},
    text::header as text,
};

/// The page as a whole.
#[component]
pub fn App() -> impl IntoView {
    let page = Page::new();
    provide_context(page);
    page.open();
    view! {
        <Header />
        <Notices />
        <main
            class="panes"
            data-shown=move || page.workspace.shown().get().name()
            style=move || page.settings.appearance().read().style()
        >
            <div class="pane write">
                <Workflow />
                <Problems />
                {panels(Region::BelowWorkflow).map(|panel| (panel.view)()).collect_view()}
                <InputText />
                <Output />
            </div>
            <Splitter pane=Pane::Write />
            <div class="pane watch">
                <Graph />
                <Splitter pane=Pane::Below />
                <Transport />
                <BelowGraph />
            </div>
            <Splitter pane=Pane::Read />
            <div class="pane read">
                <Inspector />
                <Splitter pane=Pane::Events />
                <Events />
            </div>
            <Tooltip />
        </main>
        <Switch />
        <Dialogs />
        <DropHint />
        <p class="unseen" role="status">
            {move || page.notices.announcement().get()}
        </p>
    }
}

/// Selects the visible part on narrow screens.
#[component]
fn Switch() -> impl IntoView {
    let page = Page::of_view();
    let choice = move |shown: Shown| {
        view! {
            <label>
                <input
                    type="radio"
                    name="shown"
                    prop:checked=move || page.workspace.shown().get() == shown
                    on:change=move |_| page.give(Command::Show(shown))
                />
                <span>{shown.name()}</span>
            </label>
        }
    };
    view! {
        <nav class="switch" aria-label=text::VIEW>
            {Shown::ALL.map(choice).collect_view()}
        </nav>
    }
}
