//! The page as a whole.

use leptos::prelude::*;

use super::{
    dialogs::Dialogs,
    editor::{InputText, Workflow, WriteTabs},
    events::Events,
    graph::Graph,
    header::Header,
    icon::MaximiseButton,
    inspector::Inspector,
    notice::Notices,
    output::Output,
    problems::{Checked, Problems},
    splitter::Splitter,
    tabbed::Tabbed,
    term::Tooltip,
    transport::Transport,
    turns::in_turn,
};
use crate::{
    control::{Beginning, Page},
    features::{
        files::DropHint,
        modules::{MissingModules, ModulesPanel},
        settings::Pane,
    },
    interop::{clock, page::section_of_header},
    state::{Region, Section, Shown, command::Command},
    text::header as text,
};

/// The page as a whole. It is opened and built in several tasks, so that none delays input.
#[component]
pub fn App(page: Page, beginning: Beginning) -> impl IntoView {
    provide_context(page);
    let owner = Owner::current().unwrap_or_default();
    clock::in_own_task(move || owner.with(|| page.open(beginning)));
    // The last of these tasks. If the page fails before, `public/rescue.js` reports that in the shell.
    Effect::new(move |_| clock::in_own_task(move || page.leave_shell()));
    view! {
        {in_turn(top)}
        <main
            class="panes"
            id="panes"
            data-shown=move || page.workspace.shown().get().name()
            data-maximised=move || page.settings.appearance().read().maximised.map(Section::name)
            on:dblclick=move |event| {
                if let Some(section) = section_of_header(&event).as_deref().and_then(Section::from_name) {
                    page.give(Command::Maximise(Some(section)));
                }
            }
            style=move || page.settings.appearance().read().style()
        >
            <div class="pane write" data-section=Section::Workflow.name()>
                {in_turn(write_pane)}
            </div>
            <Splitter pane=Pane::Write />
            <div class="pane watch">{in_turn(watch_pane)}</div>
            <Splitter pane=Pane::Read />
            <div class="pane read">{in_turn(read_pane)}</div>
            <Tooltip />
        </main>
        {in_turn(bottom)}
        <p class="unseen" role="status">
            {move || page.notices.announcement().get()}
        </p>
    }
}

fn top() -> AnyView {
    view! {
        <Header />
        <Notices />
    }
    .into_any()
}

fn write_pane() -> AnyView {
    view! {
        <div class="bar">
            <WriteTabs />
            <MaximiseButton section=Section::Workflow />
        </div>
        <MissingModules />
        <Workflow />
        <InputText />
        <ModulesPanel />
        <Problems />
        <Checked />
    }
    .into_any()
}

fn watch_pane() -> AnyView {
    view! {
        <Tabbed region=Region::Centre kept=view! { <Graph /> }.into_any() />
        <Splitter pane=Pane::Below />
        <Transport />
        <Tabbed region=Region::BelowGraph />
    }
    .into_any()
}

fn read_pane() -> AnyView {
    view! {
        <Inspector />
        <Splitter pane=Pane::Events />
        <div class="pane outcome">
            <Output />
            <Events />
        </div>
    }
    .into_any()
}

fn bottom() -> AnyView {
    view! {
        <Switch />
        <Dialogs />
        <DropHint />
    }
    .into_any()
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
