//! One processor in full.

use leptos::prelude::*;

use super::icon::StateIcon;
use crate::{
    control::Page,
    scene::{Failure, Inspection, Link, Preview, Received},
};

#[component]
pub(super) fn Inspector() -> impl IntoView {
    let page = Page::of_view();
    let body = move || {
        match page.inspection.get() {
        Some(inspection) => view! { <Body inspection /> }.into_any(),
        None => view! { <p class="empty">"Select a processor in the graph to see what it received and what it made of it."</p> }.into_any(),
    }
    };
    view! {
        <section class="inspector" aria-label="Inspector" role="region">
            <div class="head">
                <h2>"Inspector"</h2>
            </div>
            {body}
        </section>
    }
}

#[component]
fn Body(inspection: Inspection) -> impl IntoView {
    let Inspection { id, state, intent, rank, depends_on, unblocks, .. } = inspection.clone();
    let Inspection { received, produced, metadata, attempts, worker, times, failure, cause, .. } = inspection;
    let from = received.as_ref().map(|received| match &received.origin {
        Some(origin) => view! { "from " <ProcessorLink link=origin.clone() /> }.into_any(),
        None => view! { "the run’s input" }.into_any(),
    });
    let received =
        received.map(|Received { payload, .. }| view! { <Payload title="Received" preview=payload>{from}</Payload> });
    let produced = produced.map(|preview| view! { <Payload title="Produced" preview /> });
    let times = times.into_iter().map(|(what, at)| view! { <Fact what value=at.to_string() /> }).collect_view();
    let worker = worker.map(|worker| view! { <Fact what="Worker" value=worker.to_string() /> });
    let attempts = (attempts > 0).then(|| view! { <Fact what="Attempts" value=attempts.to_string() /> });
    let failure = failure.map(|Failure { code, message }| {
        view! { <p class="failure"><strong>{format!("Error {code}")}</strong> " " {message}</p> }
    });
    let cause = cause.map(|cause| view! { <p class="failure">"Skipped because of " <ProcessorLink link=cause /></p> });
    view! {
        <div class="body">
            <h3 class="name">
                {state.map(|state| view! { <StateIcon state /> })}
                <span>{id}</span>
            </h3>
            <dl class="facts">
                {state.map(|state| view! { <Fact what="State" value=state.name().into() /> })}
                <Fact what="Intent" value=intent.into() />
                <Fact what="Rank" value=rank.to_string() />
                {attempts}
                {worker}
                {times}
            </dl>
            {failure}
            {cause}
            {received}
            {produced}
            {(!metadata.is_empty()).then(|| view! { <Metadata metadata /> })}
            <Links title="Depends on" links=depends_on />
            <Links title="Unblocks" links=unblocks />
        </div>
    }
}

#[component]
pub(super) fn Fact(what: &'static str, value: String) -> impl IntoView {
    view! {
        <div>
            <dt>{what}</dt>
            <dd>{value}</dd>
        </div>
    }
}

#[component]
pub(super) fn Payload(
    title: &'static str,
    preview: Preview,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let Preview { shown, note } = preview;
    view! {
        <div class="payload">
            <h3>{title} <span class="hint">{children.map(|children| children())}</span> <span class="hint size">{note}</span></h3>
            <pre tabindex="0" role="group" aria-label=title>{shown}</pre>
        </div>
    }
}

#[component]
fn Metadata(metadata: Vec<(String, String)>) -> impl IntoView {
    let row = |(key, value): (String, String)| view! { <tr><th scope="row">{key}</th><td>{value}</td></tr> };
    view! {
        <table class="metadata">
            <caption>"Metadata"</caption>
            <tbody>{metadata.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Links(title: &'static str, links: Vec<Link>) -> impl IntoView {
    let links = if links.is_empty() {
        view! { <span class="hint">"nothing"</span> }.into_any()
    } else {
        links.into_iter().map(|link| view! { <li><ProcessorLink link /></li> }).collect_view().into_any()
    };
    view! {
        <div class="links">
            <h3>{title}</h3>
            <ul>{links}</ul>
        </div>
    }
}

#[component]
fn ProcessorLink(link: Link) -> impl IntoView {
    let page = Page::of_view();
    let Link { id, state } = link;
    let select = {
        let id = id.clone();
        move |_| page.select(id.clone())
    };
    view! {
        <button type="button" class="processor" on:click=select>
            {state.map(|state| view! { <StateIcon state /> })}
            {id}
        </button>
    }
}
