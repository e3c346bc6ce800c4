//! The bar at the top: the document, the options of the next run, and the buttons. Its controls have fixed positions and sizes, so
//! that nothing moves while the user types, runs or chooses.

use leptos::prelude::*;

use super::{
    dropdown::Dropdown,
    icon::{Glyph, IconButton, glyph},
};
use crate::{
    control::Page,
    features::{documents::DocumentBar, examples::ExamplesButton, run_options::summary},
    parts::{self, LaterPart},
    state::{
        Dialog,
        command::{Command, aria, label},
    },
    text::{header as text, notice},
};

#[component]
pub(super) fn Header() -> impl IntoView {
    view! {
        <header class="top">
            <h1>{text::NAME} <span>{text::NAME_END}</span></h1>
            <DocumentBar />
            <ExamplesButton />
            <HowItRuns />
            <Buttons />
        </header>
    }
}

/// A button with a summary of the options of the next run. It opens all options.
#[component]
fn HowItRuns() -> impl IntoView {
    let page = Page::of_view();
    let line = Memo::new(move |_| summary(&page.document.options().read().effective(), page.document.live().get()));
    let differs = move || page.document.options().read().differ();
    view! {
        <Dropdown id="run-options" kind="dialog" load=parts::run_options>
            <span class="unseen">{text::HOW}</span>
            <span class="line" title=move || line.get()>
                {move || line.get()}
            </span>
            <span class="sign">
                {move || {
                    differs()
                        .then(|| {
                            view! {
                                <span aria-hidden="true">{text::DIFFERS_SIGN}</span>
                                <span class="unseen">{text::DIFFERS}</span>
                            }
                        })
                }}
            </span>
        </Dropdown>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let page = Page::of_view();
    let is_running = move || page.runs.running().read().is_some();
    let may_stop = move || page.runs.running().read().as_ref().is_some_and(|running| !running.stopping);
    let settings = Command::ShowDialog(Dialog::Settings);
    view! {
        <button
            class="primary"
            type="button"
            aria-keyshortcuts=aria(&Command::Run)
            // Not `disabled`, which would take the focus away from the pressed button.
            aria-disabled=move || is_running().to_string()
            title=move || is_running().then_some(notice::BUSY)
            on:pointerenter=move |_| page.prefetch_results()
            on:focus=move |_| page.prefetch_results()
            on:click=move |_| page.give(Command::Run)
        >
            {label(&Command::Run)}
        </button>
        <button
            class="stop"
            type="button"
            aria-label=label(&Command::Stop)
            aria-disabled=move || (!may_stop()).to_string()
            title=move || if may_stop() { label(&Command::Stop) } else { notice::NOTHING_RUNS }
            on:click=move |_| page.give(Command::Stop)
        >
            <Glyph d=Signal::stored(glyph::STOP) />
        </button>
        <button
            class="wide"
            type="button"
            aria-keyshortcuts=aria(&Command::Share)
            on:pointerenter=|_| LaterPart::Share.prefetch()
            on:focus=|_| LaterPart::Share.prefetch()
            on:click=move |_| page.give(Command::Share)
        >
            {label(&Command::Share)}
        </button>
        <IconButton name=label(&settings) d=glyph::SETTINGS act=move || page.give(settings.clone()) />
        <Dropdown id="help" kind="menu" title=text::HELP load=parts::help_menu>
            <Glyph d=Signal::stored(glyph::HELP) />
            <span class="unseen">{text::HELP}</span>
        </Dropdown>
    }
}
