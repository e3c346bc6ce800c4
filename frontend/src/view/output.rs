//! What the run came to.

use leptos::prelude::*;

use super::inspector::Payload;
use crate::{
    control::{Page, Running},
    scene::Outcome,
    state::command::Command,
};

#[component]
pub(super) fn Output() -> impl IntoView {
    let page = Page::of_view();
    let running = move || {
        page.runs.running().get().map(|Running { events, processor, of, stopping }| {
            let what = match of {
                _ if stopping => "Stopping".into(),
                Some((at, of)) => format!("Comparing, {at} of {of}"),
                None => String::from("Running"),
            };
            let inside = processor.map(|(id, fuel)| format!(", {id} has used {} M fuel", fuel / 1_000_000));
            view! { <p class="hint">{format!("{what}: {events} events so far{}", inside.unwrap_or_default())}</p> }
        })
    };
    let stale = move || {
        page.player
            .is_stale()
            .get()
            .then(|| view! { <p class="hint warn">"Workflow, input or options have changed: run again."</p> })
    };
    let body = move || match page.player.outcome().get() {
        Some(outcome) => view! { <Body outcome=(*outcome).clone() /> }.into_any(),
        None => view! { <p class="empty">"Run the workflow to see its output."</p> }.into_any(),
    };
    view! {
        <section class="output" aria-label="Output" role="region">
            <div class="head">
                <h2>"Output"</h2>
                {running}
            </div>
            {stale}
            {body}
        </section>
    }
}

#[component]
fn Body(outcome: Outcome) -> impl IntoView {
    let page = Page::of_view();
    let Outcome { status, output, facts, hash, failures } = outcome;
    let name = status.map_or("unfinished", dagwood_core::Status::name);
    let failure = |(id, error): (String, String)| {
        let select = {
            let id = id.clone();
            move |_| page.give(Command::Select(id.clone()))
        };
        view! { <p class="failure"><button type="button" class="processor" on:click=select>{id}</button> " " {error}</p> }
    };
    view! {
        <div class="body">
            {match output {
                Some(preview) => view! { <Payload title="Result" preview /> }.into_any(),
                None => view! { <p class="hint">"The run has no output."</p> }.into_any(),
            }}
            {failures.into_iter().map(failure).collect_view()}
            <p class="facts-line">
                <span class="status" data-status=name>{name}</span>
                <span class="hint">{facts}</span>
            </p>
            <p class="hash"><span class="hint">"Trace SHA-256"</span> " " <code>{hash}</code></p>
        </div>
    }
}
