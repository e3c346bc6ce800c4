//! The measures of the run.

use leptos::prelude::*;

use super::{inspector::Payload, later::later, term::Term};
use crate::{
    control::{Page, Running},
    features::{files::FilePicker, verify::text as verify},
    interop::files::read_to_open,
    parts,
    scene::{Outcome, Since},
    state::command::{Command, label},
    text::output as text,
};

/// The example in which strategies differ most clearly.
const DIFFERENT: &str = "barrier";

#[component]
pub(super) fn Output() -> impl IntoView {
    let page = Page::of_view();
    let running = move || {
        page.runs.running().get().map(|Running { events, processor, of, stopping }| {
            let what: String = match of {
                _ if stopping => text::STOPPING.into(),
                Some((at, of)) => text::comparing(at, of),
                None => text::RUNNING.into(),
            };
            let inside = processor.map(|(id, fuel)| text::inside(&id, fuel / 1_000_000));
            view! { <p class="hint">{text::progress(&what, events, &inside.unwrap_or_default())}</p> }
        })
    };
    let stale = move || page.player.is_stale().get().then(|| view! { <p class="hint warn">{text::STALE}</p> });
    let has_run = Memo::new(move |_| page.player.recording().read().is_some());
    view! {
        <section class="output" aria-label=text::TITLE role="region">
            <div class="head">
                <h2>{text::TITLE}</h2>
                {running}
            </div>
            {stale}
            {move || if has_run.get() { later(parts::output, placeholder) } else { placeholder() }}
        </section>
    }
}

fn placeholder() -> AnyView {
    view! { <p class="empty">{text::EMPTY}</p> }.into_any()
}

/// The output and the measures of a run.
#[component]
pub(crate) fn OutputBody() -> impl IntoView {
    let page = Page::of_view();
    move || page.results().outcome().get().map(|outcome| view! { <Body outcome=(*outcome).clone() /> })
}

#[component]
fn Body(outcome: Outcome) -> impl IntoView {
    let page = Page::of_view();
    let Outcome { status, output, facts, hash, failures } = outcome;
    let verify_tests = move |list| read_to_open(list, move |files| page.give(Command::OpenFiles(files)));
    let name = status.map_or(text::UNFINISHED, dagwood_core::Status::name);
    let since = move || {
        page.results().since().get().map(|Since { sentence, reason }| {
            let leads_on = reason.map(|reason| {
                let open = move |_| page.give(Command::OpenExample(DIFFERENT.into()));
                view! {
                    " "
                    {reason}
                    " "
                    <button type="button" class="quiet" on:click=open>
                        {text::OPEN_DIFFERENT}
                    </button>
                }
            });
            view! { <p class="since">{sentence} {leads_on}</p> }
        })
    };
    let failure = |(id, error): (String, String)| {
        let select = {
            let id = id.clone();
            move |_| page.give(Command::Select(id.clone()))
        };
        view! {
            <p class="failure">
                <button type="button" class="processor" on:click=select>
                    {id}
                </button>
                " "
                {error}
            </p>
        }
    };
    view! {
        <div class="body">
            {match output {
                Some(preview) => view! { <Payload title=text::RESULT preview /> }.into_any(),
                None => view! { <p class="hint">{text::NO_OUTPUT}</p> }.into_any(),
            }} {failures.into_iter().map(failure).collect_view()} <p class="facts-line">
                <span class="status" data-status=name>
                    {name}
                </span>
                <span class="hint">{facts}</span>
            </p> {since} <details>
                <summary>{text::DETAILS}</summary>
                <p class="hash">
                    <span class="hint">
                        <Term label=text::HASH />
                    </span>
                    " "
                    <code>{hash}</code>
                </p>
                <div class="tests">
                    <button type="button" on:click=move |_| page.give(Command::SaveTest)>
                        {label(&Command::SaveTest)}
                    </button>
                    <FilePicker text=verify::VERIFY label=verify::VERIFY help=verify::VERIFY_HELP picked=verify_tests />
                </div>
            </details>
        </div>
    }
}
