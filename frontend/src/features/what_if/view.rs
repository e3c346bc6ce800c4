//! Forks of the run from the current step on, and the run history.

use dagwood_core::{
    Micros, Payload, ProcessorIdx,
    run::{Change, Fork},
};
use leptos::prelude::*;

use super::{made_sentence, text};
use crate::{
    control::Page,
    features::compare::Variant,
    state::{PanelId, RunNumber, command::Command},
    view::{Term, focus_panel},
};

#[component]
pub(crate) fn WhatIfPanel() -> impl IntoView {
    let page = Page::of_view();
    view! {
        <section class="what-if" aria-label=text::TITLE role="region" data-keys="run">
            <Changes page />
            <Tree />
        </section>
    }
}

/// The possible changes from this step on.
#[component]
fn Changes(page: Page) -> impl IntoView {
    let duration = RwSignal::new(String::from("100"));
    let output = RwSignal::new(String::new());
    let workers = RwSignal::new(String::from("1"));
    let processor = Memo::new(move |_| {
        let (recording, selected) = (page.player.recording().read(), page.selection.id().read());
        recording.as_ref()?.trace.graph().find(selected.as_deref()?)
    });
    let can_change = move || page.player.recording().read().as_ref().is_some_and(|recording| !recording.source.live);
    // Why this change is not possible at this step.
    let forbidden = move |change: Change| {
        let recording = page.player.recording().read();
        let trace = recording.as_ref().map(|recording| &recording.trace)?;
        Fork { at: page.player.cursor().get(), change }.check(trace).err().map(|why| why.to_string())
    };
    let forbidden_here = Memo::new(move |_| forbidden(Change::Workers { workers: 1 }));
    let forbidden_of = Memo::new(move |_| forbidden(Change::Fail { processor: processor.get()? }));
    let change = move |of: &dyn Fn(ProcessorIdx) -> Option<Change>| {
        if let Some(change) = processor.get_untracked().and_then(of) {
            page.give(Command::Fork(change));
        }
    };
    let about = move || {
        if page.player.recording().read().is_none() {
            return text::NO_RUN.into();
        }
        if !can_change() {
            return text::LIVE.into();
        }
        if let Some(why) = forbidden_here.get().or_else(|| forbidden_of.get()) {
            return text::forbidden(&why);
        }
        let step = page.player.cursor().get();
        match page.selection.id().get().filter(|_| processor.get().is_some()) {
            Some(id) => text::from_step(step, &id),
            None => text::select(step),
        }
    };
    let has_none = move || (processor.get().is_none() || !can_change() || forbidden_of.read().is_some()).to_string();
    let micros = move || {
        let ms = duration.read_untracked().parse::<f64>().ok().filter(|ms| (0.0..=86_400_000.0).contains(ms))?;
        Some(Micros::new((ms * 1_000.0).round() as u64))
    };
    view! {
        <div class="changes">
            <p class="about">{about}</p>
            <div class="change">
                <button
                    type="button"
                    aria-disabled=has_none
                    on:click=move |_| change(&|processor| Some(Change::Fail { processor }))
                >
                    {text::FAILS}
                </button>
                <button
                    type="button"
                    aria-disabled=has_none
                    on:click=move |_| change(&|processor| Some(Change::Retry { processor }))
                >
                    {text::ONE_MORE_ATTEMPT}
                </button>
            </div>
            <div class="change">
                <button
                    type="button"
                    aria-disabled=has_none
                    on:click=move |_| change(
                        &|processor| Some(Change::Duration {
                            processor,
                            duration: micros()?,
                        }),
                    )
                >
                    {text::TAKES}
                </button>
                <label>
                    <input type="number" min="0" step="any" aria-label=text::DURATION bind:value=duration />
                    {text::MS}
                </label>
            </div>
            <div class="change">
                <button
                    type="button"
                    aria-disabled=has_none
                    on:click=move |_| change(
                        &|processor| {
                            Some(Change::Output {
                                processor,
                                output: Payload::from(output.get_untracked().as_str()),
                            })
                        },
                    )
                >
                    {text::GIVES}
                </button>
                <input type="text" aria-label=text::OUTPUT bind:value=output />
            </div>
            <div class="change">
                <button
                    type="button"
                    aria-disabled=move || (!can_change() || forbidden_here.read().is_some()).to_string()
                    on:click=move |_| {
                        if let Ok(workers) = workers.read_untracked().parse() {
                            page.give(Command::Fork(Change::Workers { workers }));
                        }
                    }
                >
                    {text::THERE_ARE}
                </button>
                <label>
                    <input type="number" min="1" aria-label=text::WORKERS_FROM_HERE bind:value=workers />
                    {text::WORKERS}
                </label>
            </div>
        </div>
    }
}

/// The run history as a tree: each fork below its parent.
#[component]
fn Tree() -> impl IntoView {
    let page = Page::of_view();
    let rows = move || {
        let runs = page.runs.made().read();
        let tree = runs.tree().into_iter().map(|(depth, made)| {
            let row = (depth, made.number, made_sentence(&made.recording, made.parent), made.parent);
            view! { <Row row /> }
        });
        tree.collect_view()
    };
    view! {
        <div class="made">
            <h3>
                <Term label=text::RUNS />
                {text::AND}
                <Term label=text::FORKS />
            </h3>
            <ul>{rows}</ul>
            {move || page.runs.made().read().tree().is_empty().then(|| view! { <p class="hint">{text::NO_RUNS}</p> })}
        </div>
    }
}

#[component]
fn Row(row: (usize, RunNumber, String, Option<RunNumber>)) -> impl IntoView {
    let page = Page::of_view();
    let (depth, number, sentence, parent) = row;
    let is_shown = move || page.runs.made().read().shown() == Some(number);
    let compare = parent.map(|parent| {
        let compare = move |_| {
            page.give(Command::CompareVariants([parent, number].map(Variant::Made).to_vec()));
            // The comparison replaces this panel, and this button with it.
            focus_panel(PanelId::COMPARE);
        };
        view! {
            <button type="button" aria-label=text::compare(number, parent) on:click=compare>
                {text::COMPARE}
            </button>
        }
    });
    view! {
        <li style:padding-left=format!("{}rem", depth as f32 * 1.25)>
            <button
                type="button"
                class="made-run"
                aria-current=move || is_shown().then_some("true")
                on:click=move |_| page.give(Command::ShowRun(number))
            >
                {text::run(number)}
                <span class="hint">{sentence}</span>
            </button>
            {compare}
        </li>
    }
}
