//! The bar at the top: the options of a run, and the buttons that start it.

use dagwood_core::{FailureStrategy, Strategy};
use leptos::prelude::*;

use super::icon::{IconButton, glyph};
use crate::{
    control::Page,
    features::{documents::DocumentBar, edit_form::Change, examples::ExamplesButton},
    interop::page as document,
    parts::LaterPart,
    state::{
        Dialog, MAX_WORKERS,
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
        view! {
            <option value=name prop:selected=move || chosen() == strategy>
                {name}
            </option>
        }
    };
    let choose = move |name: String| {
        if let Some(strategy) = Strategy::from_name(&name) {
            page.give(Command::ChooseStrategy(strategy));
        }
    };
    view! {
        <label class="field">
            <span>{text::STRATEGY}</span>
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
            what=text::WRITE_STRATEGY
            control="choose-strategy"
            key="strategy"
            chosen=move || {
                page.document.options().read().overrides().strategy.map(|strategy| strategy.name().to_owned())
            }
        />
    }
}

#[component]
fn FailureStrategyChoice() -> impl IntoView {
    let page = Page::of_view();
    let chosen = move || page.document.options().read().effective().failure_strategy;
    let option = move |strategy: FailureStrategy| {
        let name = strategy.name();
        view! {
            <option value=name prop:selected=move || chosen() == strategy>
                {name}
            </option>
        }
    };
    let choose = move |name: String| {
        if let Some(strategy) = FailureStrategy::from_name(&name) {
            page.give(Command::ChooseFailureStrategy(strategy));
        }
    };
    view! {
        <label class="field">
            <span>{text::FAILURE_STRATEGY}</span>
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
            what=text::WRITE_FAILURE_STRATEGY
            control="choose-failure-strategy"
            key="failure_strategy"
            chosen=move || {
                page.document.options().read().overrides().failure_strategy.map(|strategy| strategy.name().to_owned())
            }
        />
    }
}

#[component]
fn WorkersChoice() -> impl IntoView {
    let page = Page::of_view();
    let chosen = move || page.document.options().read().effective().workers;
    let most = move || chosen().max(MAX_WORKERS);
    let choose = move |text: String| {
        // While the user types a number, the field may be empty.
        if let Ok(workers) = text.parse()
            && (1..=most()).contains(&workers)
        {
            page.give(Command::ChooseWorkers(workers));
        }
    };
    view! {
        <label class="field narrow">
            <span>{text::WORKERS}</span>
            <input
                id="choose-workers"
                type="number"
                min="1"
                max=most
                class:changed=move || page.document.options().read().overrides().workers.is_some()
                prop:value=move || chosen().to_string()
                on:input:target=move |event| choose(event.target().value())
                // An invalid entry is refused, and replaced by the current number.
                on:change:target=move |event| {
                    let typed = event.target().value();
                    if typed.parse() != Ok(chosen()) {
                        page.notices.refuse(text::no_workers(&typed, chosen(), most()));
                        event.target().set_value(&chosen().to_string());
                    }
                }
            />
        </label>
        <WriteToFile
            what=text::WRITE_WORKERS
            control="choose-workers"
            key="executor_options.max_concurrency"
            chosen=move || page.document.options().read().overrides().workers.map(|workers| workers.to_string())
        />
    }
}

/// Writes an option into the file, if the file has another value.
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
        // The button disappears with the difference.
        if let Some(control) = document::element(control) {
            document::focus(&control);
        }
    };
    move || {
        chosen.read().is_some().then(|| {
            let label = text::write(what);
            view! {
                <button type="button" class="write-to-file" aria-label=label on:click=write>
                    {text::WRITE}
                </button>
            }
        })
    }
}

#[component]
fn LiveChoice() -> impl IntoView {
    let page = Page::of_view();
    view! {
        <label class="field check" title=text::LIVE_HELP>
            <span>{text::LIVE}</span>
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
                type="button"
                aria-disabled=move || (!may_stop()).to_string()
                title=move || (!may_stop()).then_some(notice::NOTHING_RUNS)
                on:click=move |_| page.give(Command::Stop)
            >
                {label(&Command::Stop)}
            </button>
            <button
                type="button"
                aria-keyshortcuts=aria(&Command::Share)
                on:pointerenter=|_| LaterPart::Share.prefetch()
                on:focus=|_| LaterPart::Share.prefetch()
                on:click=move |_| page.give(Command::Share)
            >
                {label(&Command::Share)}
            </button>
            {dialog(Dialog::Settings, glyph::SETTINGS)}
            {dialog(Dialog::Shortcuts, glyph::KEYS)}
            {dialog(Dialog::Glossary, glyph::BOOK)}
        </div>
    }
}
