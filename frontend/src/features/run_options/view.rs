//! The options of a run, below the header.

use dagwood_core::{FailureStrategy, Priority, RunOptions, Strategy};
use leptos::{html::Div, prelude::*};

use super::{
    miniature::{Miniature, MiniatureGraph, end},
    text,
};
use crate::{
    control::Page,
    features::edit_form::Change,
    interop::popover,
    state::{MAX_WORKERS, command::Command},
};

/// All options of the next run, what each value means, and the button that writes them into the file.
#[component]
pub(crate) fn RunOptionsPanel() -> impl IntoView {
    let panel = NodeRef::<Div>::new();
    panel.on_load(|panel| popover::focus_when_open(&panel));
    let plays = RwSignal::new(0_u32);
    let strategy = move |strategy: Strategy| {
        let is_chosen = move |options: &RunOptions| options.strategy == strategy;
        view! {
            {choice("strategy", strategy.name(), strategy.rule(), is_chosen, Command::ChooseStrategy(strategy))}
            <div class="ran">
                // A new element restarts the animation.
                <For each=move || [plays.get()] key=|play| *play let(_)>
                    <Miniature strategy />
                </For>
                <p class="hint">{text::takes(end(strategy))}</p>
            </div>
        }
    };
    let priority = |priority: Priority| {
        let is_chosen = move |options: &RunOptions| options.priority == priority;
        choice("priority", priority.name(), priority.rule(), is_chosen, Command::ChoosePriority(priority))
    };
    let failure_strategy = |failure: FailureStrategy| {
        let is_chosen = move |options: &RunOptions| options.failure_strategy == failure;
        let command = Command::ChooseFailureStrategy(failure);
        choice("failure-strategy", failure.name(), failure.rule(), is_chosen, command)
    };
    view! {
        <div class="options" role="dialog" aria-label=text::TITLE tabindex="-1" node_ref=panel>
            <fieldset>
                <legend>{text::STRATEGY}</legend>
                {Strategy::ALL.map(strategy).collect_view()}
                <div class="about">
                    <MiniatureGraph />
                    <p class="hint">{text::MINIATURE}</p>
                    <button type="button" class="again" on:click=move |_| *plays.write() += 1>
                        {text::PLAY_AGAIN}
                    </button>
                </div>
            </fieldset>
            <div class="rest">
                <fieldset>
                    <legend>{text::PRIORITY}</legend>
                    <p class="hint">{text::PRIORITY_HELP}</p>
                    {Priority::ALL.map(priority).collect_view()}
                </fieldset>
                <fieldset>
                    <legend>{text::FAILURE_STRATEGY}</legend>
                    {FailureStrategy::ALL.map(failure_strategy).collect_view()}
                </fieldset>
                <div class="row">
                    <WorkersChoice />
                    <LiveChoice />
                </div>
                <WriteToFile />
            </div>
        </div>
    }
    .into_any()
}

/// A value of an option, with its rule.
fn choice(
    option: &'static str,
    name: &'static str,
    rule: &'static str,
    is_chosen: impl Fn(&RunOptions) -> bool + Send + 'static,
    command: Command,
) -> AnyView {
    let page = Page::of_view();
    let id = format!("rule-{name}");
    let words = rule
        .split('`')
        .enumerate()
        .map(|(at, words)| if at % 2 == 0 { words.into_any() } else { view! { <code>{words}</code> }.into_any() });
    view! {
        <div class="choice">
            <label>
                <input
                    type="radio"
                    name=option
                    value=name
                    aria-describedby=id.clone()
                    prop:checked=move || is_chosen(&page.document.options().read().effective())
                    on:change=move |_| page.give(command.clone())
                />
                {name}
            </label>
            <p id=id class="hint">
                {words.collect_view()}
            </p>
        </div>
    }
    .into_any()
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
        <label class="number">
            {text::WORKERS}
            <input
                type="number"
                min="1"
                max=most
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
    }
}

#[component]
fn LiveChoice() -> impl IntoView {
    let page = Page::of_view();
    view! {
        <div class="choice">
            <label>
                <input
                    type="checkbox"
                    aria-describedby="live-help"
                    prop:checked=move || page.document.live().get()
                    on:change:target=move |event| page.give(Command::GoLive(event.target().checked()))
                />
                {text::LIVE}
            </label>
            <p id="live-help" class="hint">
                {text::LIVE_HELP}
            </p>
        </div>
    }
}

/// Writes the options that differ from the file into it, in one step to undo.
#[component]
fn WriteToFile() -> impl IntoView {
    let page = Page::of_view();
    let differs = Memo::new(move |_| page.document.options().read().differ());
    let says = move || if differs.get() { text::NOT_AS_IN_FILE } else { text::AS_IN_FILE };
    let write = move |_| {
        if differs.get_untracked() {
            let options = page.document.options().read_untracked().overrides();
            page.give(Command::Change(Change::set_options(options)));
        } else {
            page.notices.say(text::AS_IN_FILE);
        }
    };
    view! {
        <div class="write-options">
            <button
                type="button"
                aria-describedby="write-options-help"
                // Not `disabled`, which would take the focus away from the pressed button.
                aria-disabled=move || (!differs.get()).to_string()
                on:click=write
            >
                {text::WRITE}
            </button>
            <p id="write-options-help" class="hint">
                {says}
            </p>
        </div>
    }
}
