//! The bar at the top: what to run, how, and the buttons that do it.

use dagwood_core::{FailureStrategy, Strategy};
use leptos::prelude::*;

use super::icon::{IconButton, glyph};
use crate::{
    control::Page,
    features::{edit_form::Change, examples::ExampleChoice},
    interop::page as document,
    state::{
        Dialog, MAX_WORKERS,
        command::{Command, aria, label},
    },
};

#[component]
pub(super) fn Header() -> impl IntoView {
    view! {
        <header class="top">
            <h1>"DAGwood " <span>"Playground"</span></h1>
            <ExampleChoice />
            <div class="options">
                <StrategyChoice />
                <FailureStrategyChoice />
                <WorkersChoice />
                <LiveChoice />
            </div>
            <Buttons />
        </header>
    }
}

#[component]
fn StrategyChoice() -> impl IntoView {
    let page = Page::of_view();
    let chosen = move || page.document.options().read().effective().strategy;
    let option = move |strategy: Strategy| {
        let name = strategy.name();
        view! { <option value=name prop:selected=move || chosen() == strategy>{name}</option> }
    };
    let choose = move |name: String| {
        if let Some(strategy) = Strategy::from_name(&name) {
            page.give(Command::ChooseStrategy(strategy));
        }
    };
    view! {
        <label class="field">
            <span>"Strategy"</span>
            <select
                id="choose-strategy"
                title=move || page.document.options().read().effective().rule()
                class:changed=move || page.document.options().read().overrides().strategy.is_some()
                on:change:target=move |event| choose(event.target().value())
            >
                {Strategy::ALL.map(option).collect_view()}
            </select>
        </label>
        <WriteToFile
            what="strategy"
            control="choose-strategy"
            key="strategy"
            chosen=move || page.document.options().read().overrides().strategy.map(|strategy| strategy.name().to_owned())
        />
    }
}

#[component]
fn FailureStrategyChoice() -> impl IntoView {
    let page = Page::of_view();
    let chosen = move || page.document.options().read().effective().failure_strategy;
    let option = move |strategy: FailureStrategy| {
        let name = strategy.name();
        view! { <option value=name prop:selected=move || chosen() == strategy>{name}</option> }
    };
    let choose = move |name: String| {
        if let Some(strategy) = FailureStrategy::from_name(&name) {
            page.give(Command::ChooseFailureStrategy(strategy));
        }
    };
    view! {
        <label class="field">
            <span>"Failure strategy"</span>
            <select
                id="choose-failure-strategy"
                title=move || chosen().rule()
                class:changed=move || page.document.options().read().overrides().failure_strategy.is_some()
                on:change:target=move |event| choose(event.target().value())
            >
                {FailureStrategy::ALL.map(option).collect_view()}
            </select>
        </label>
        <WriteToFile
            what="failure strategy"
            control="choose-failure-strategy"
            key="failure_strategy"
            chosen=move || page.document.options().read().overrides().failure_strategy.map(|strategy| strategy.name().to_owned())
        />
    }
}

#[component]
fn WorkersChoice() -> impl IntoView {
    let page = Page::of_view();
    let chosen = move || page.document.options().read().effective().workers;
    let choose = move |text: String| {
        // While a number is being typed it may be none.
        if let Ok(workers) = text.parse() {
            page.give(Command::ChooseWorkers(workers));
        }
    };
    view! {
        <label class="field narrow">
            <span>"Workers"</span>
            <input
                id="choose-workers"
                type="number"
                min="1"
                max=move || chosen().max(MAX_WORKERS)
                class:changed=move || page.document.options().read().overrides().workers.is_some()
                prop:value=move || chosen().to_string()
                on:input:target=move |event| choose(event.target().value())
                // What was typed and is no number gives way to the number that holds.
                on:change:target=move |event| event.target().set_value(&chosen().to_string())
            />
        </label>
        <WriteToFile
            what="workers"
            control="choose-workers"
            key="executor_options.max_concurrency"
            chosen=move || page.document.options().read().overrides().workers.map(|workers| workers.to_string())
        />
    }
}

/// Puts a choice into the file, where the file says something else.
#[component]
fn WriteToFile(
    what: &'static str,
    control: &'static str,
    key: &'static str,
    chosen: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> impl IntoView {
    let page = Page::of_view();
    let chosen = Memo::new(move |_| chosen());
    let write = move |_| {
        if let Some(value) = chosen.get_untracked() {
            page.give(Command::Change(Change::set(None, key, &value, false)));
        }
        // The button goes with the difference.
        if let Some(control) = document::element(control) {
            document::focus(&control);
        }
    };
    move || {
        chosen.read().is_some().then(|| {
            let label = ["Write to file: ", what].concat();
            view! { <button type="button" class="write-to-file" aria-label=label on:click=write>"Write to file"</button> }
        })
    }
}

#[component]
fn LiveChoice() -> impl IntoView {
    let page = Page::of_view();
    view! {
        <label class="field check" title="Run in real time, in parallel browser workers">
            <span>"Live"</span>
            <input
                type="checkbox"
                prop:checked=move || page.document.live().get()
                on:change:target=move |event| page.give(Command::GoLive(event.target().checked()))
            />
        </label>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let page = Page::of_view();
    let is_running = move || page.runs.running().read().is_some();
    let dialog = move |dialog: Dialog, d: &'static str| {
        let command = Command::ShowDialog(dialog);
        view! { <IconButton name=label(&command) d act=move || page.give(command.clone()) /> }
    };
    let may_stop = move || page.runs.running().read().as_ref().is_some_and(|running| !running.stopping);
    view! {
        <div class="actions">
            <button
                class="primary"
                type="button"
                aria-keyshortcuts=aria(&Command::Run)
                // Not `disabled`, which would take the focus away from whoever has just pressed it.
                aria-disabled=move || is_running().to_string()
                on:click=move |_| page.give(Command::Run)
            >
                {label(&Command::Run)}
            </button>
            <button type="button" aria-disabled=move || (!may_stop()).to_string() on:click=move |_| page.give(Command::Stop)>
                {label(&Command::Stop)}
            </button>
            <button type="button" aria-keyshortcuts=aria(&Command::Share) on:click=move |_| page.give(Command::Share)>
                {label(&Command::Share)}
            </button>
            {dialog(Dialog::Settings, glyph::SETTINGS)}
            {dialog(Dialog::Shortcuts, glyph::KEYS)}
        </div>
    }
}
