//! One processor in detail, or the overview of the run.

use leptos::prelude::*;

use super::{
    agenda::Moment,
    icon::{MaximiseButton, StateIcon},
    later::later,
    radio::Radio,
    term::Term,
    why::Reasons,
};
use crate::{
    control::Page,
    features::edit_form::EditFormPanel,
    parts,
    scene::{AttemptRow, Changed, Failure, Inspection, Link, Piece, Preview, Received, waits_sentence},
    state::{
        Form, Section,
        command::{Command, aria, label},
    },
    text::inspector as text,
};

#[component]
pub(super) fn Inspector() -> impl IntoView {
    let page = Page::of_view();
    let has_any = Memo::new(move |_| {
        let has_run = page.player.recording().read().is_some();
        has_run || page.selection.id().read().is_some() || page.workspace.idle().get()
    });
    let body = move || if has_any.get() { later(parts::inspector, placeholder) } else { placeholder() };
    view! {
        <section class="inspector" aria-label=text::TITLE role="region" data-section=Section::Inspector.name()>
            <div class="head">
                <h2>{text::TITLE}</h2>
                <MaximiseButton section=Section::Inspector />
            </div>
            {body}
            <EditFormPanel />
        </section>
    }
}

fn placeholder() -> AnyView {
    view! { <p class="empty">{text::SELECT}</p> }.into_any()
}

/// The selected processor, or the overview of the run.
#[component]
pub(crate) fn InspectorBody() -> impl IntoView {
    let page = Page::of_view();
    let is_of_one = Memo::new(move |_| page.results().inspection().read().is_some());
    move || match is_of_one.get() {
        true => view! { <One /> }.into_any(),
        false => view! { <Moment /> }.into_any(),
    }
}

/// The selected processor.
#[component]
fn One() -> impl IntoView {
    let page = Page::of_view();
    let name = move || {
        page.results().inspection().get().map(|Inspection { id, state, .. }| {
            view! {
                {state.map(|state| view! { <StateIcon state /> })}
                <span>{id}</span>
            }
        })
    };
    view! {
        <div class="body">
            <div class="title">
                <h3 class="name">{name}</h3>
                <Breakpoint />
            </div>
            <Reasons />
            <Waited />
            <Forms />
            {move || page.results().inspection().get().map(|inspection| view! { <Body inspection /> }.into_any())}
        </div>
    }
}

/// Whether the selected processor has a breakpoint.
#[component]
fn Breakpoint() -> impl IntoView {
    let page = Page::of_view();
    let is_on =
        move || page.selection.id().read().as_deref().is_some_and(|id| page.player.breakpoints().read().is_on(id));
    view! {
        <button
            type="button"
            class="breakpoint"
            aria-pressed=move || is_on().to_string()
            aria-keyshortcuts=aria(&Command::Breakpoint)
            title=text::BREAKPOINT_HELP
            on:click=move |_| page.give(Command::Breakpoint)
        >
            {label(&Command::Breakpoint)}
        </button>
    }
}

/// The waits of the selected processor in the whole run: the timeline's bars, in words.
#[component]
fn Waited() -> impl IntoView {
    let page = Page::of_view();
    let said = Memo::new(move |_| {
        let (recording, selected) = (page.player.recording().read(), page.selection.id().read());
        let trace = &recording.as_ref()?.trace;
        waits_sentence(trace, trace.graph().find(selected.as_deref()?)?)
    });
    view! { <p class="hint">{said}</p> }
}

/// The format in which payloads are shown.
#[component]
fn Forms() -> impl IntoView {
    let page = Page::of_view();
    let form = move |form: Form| {
        let is_chosen = move || page.settings.appearance().read().form == form;
        view! { <Radio name="form" title=form.name() is_chosen command=Command::ChooseForm(form) /> }
    };
    view! {
        <fieldset class="forms">
            <legend>
                <Term label=text::PAYLOADS_AS />
            </legend>
            {Form::ALL.map(form).collect_view()}
        </fieldset>
    }
}

#[component]
fn Body(inspection: Inspection) -> impl IntoView {
    let Inspection { state, intent, rank, depends_on, unblocks, .. } = inspection.clone();
    let Inspection {
        received, produced, changed, metadata, attempts, tries, worker, fuel, times, failure, cause, ..
    } = inspection;
    let from = received.as_ref().map(|received| match &received.origin {
        Some(origin) => view! {
            {text::RECEIVED_FROM}
            <ProcessorLink link=origin.clone() />
        }
        .into_any(),
        None => text::RUN_INPUT.into_any(),
    });
    let received = received.map(|Received { payload, way, .. }| {
        view! {
            <Payload title=text::RECEIVED preview=payload>
                {from}
            </Payload>
            // With a single Transform, the text already says so.
            {(way.len() > 1).then(|| view! { <Way way /> })}
        }
    });
    let changed = changed.map(|changed| view! { <Difference changed /> });
    let produced = produced.map(|preview| view! { <Payload title=text::PRODUCED preview /> });
    let times = times.into_iter().map(|(what, at)| view! { <Fact what value=at.to_string() /> }).collect_view();
    let worker = worker.map(|worker| view! { <Fact what=text::WORKER value=worker.to_string() /> });
    let fuel = fuel.map(|fuel| view! { <Fact what=text::FUEL value=fuel.to_string() /> });
    let attempts = (attempts > 0).then(|| view! { <Fact what=text::ATTEMPTS value=attempts.to_string() /> });
    let failure = failure.map(|Failure { code, message }| {
        view! {
            <p class="failure">
                <strong>{text::error(code)}</strong>
                " "
                {message}
            </p>
        }
    });
    let cause = cause.map(|cause| view! { <p class="failure">{text::SKIPPED} <ProcessorLink link=cause /></p> });
    view! {
        <dl class="facts">
            {state.map(|state| view! { <Fact what=text::STATE value=state.name().into() /> })}
            <Fact what=text::INTENT value=intent.into() /> <Fact what=text::RANK value=rank.to_string() /> {attempts}
            {worker} {fuel} {times}
        </dl>
        {failure}
        {cause}
        {received}
        {produced}
        {changed}
        {(!tries.is_empty()).then(|| view! { <Tries tries /> })}
        {(!metadata.is_empty()).then(|| view! { <Metadata metadata /> })}
        <Links title=text::DEPENDS_ON links=depends_on />
        <Links title=text::UNBLOCKS links=unblocks />
    }
}

#[component]
pub(super) fn Fact(what: &'static str, value: String) -> impl IntoView {
    view! {
        <div>
            <dt>
                <Term label=what />
            </dt>
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
            <h3>
                {title} <span class="hint">{children.map(|children| children())}</span>
                <span class="hint size">{note}</span>
            </h3>
            <pre tabindex="0" role="group" aria-label=title>
                {shown}
            </pre>
        </div>
    }
}

/// The provenance of a payload.
#[component]
fn Way(way: Vec<Link>) -> impl IntoView {
    let steps = way.into_iter().map(|link| view! { <li>"→ " <ProcessorLink link /></li> }).collect_view();
    view! {
        <div class="links way">
            <h3>{text::PATH}</h3>
            <ul aria-label=text::PATH>
                <li>{text::RUN_INPUT}</li>
                {steps}
            </ul>
        </div>
    }
}

/// The removed and the added text; marks distinguish them besides the colour.
#[component]
fn Difference(changed: Changed) -> impl IntoView {
    let piece = |piece| match piece {
        Piece::Same(text) => text.into_any(),
        Piece::Removed(text) => view! { <del>{text}</del> }.into_any(),
        Piece::Added(text) => view! { <ins>{text}</ins> }.into_any(),
    };
    let body = match changed {
        Changed::Nothing => view! { <p class="hint">{text::SAME}</p> }.into_any(),
        Changed::All => view! { <p class="hint">{text::NOTHING_COMMON}</p> }.into_any(),
        Changed::Pieces(pieces) => view! {
            <pre class="difference" tabindex="0" role="group" aria-label=text::DIFFERENCE>
                {pieces.into_iter().map(piece).collect_view()}
            </pre>
        }
        .into_any(),
    };
    view! {
        <div class="payload">
            <h3>{text::DIFFERENCE}</h3>
            {body}
        </div>
    }
}

#[component]
fn Tries(tries: Vec<AttemptRow>) -> impl IntoView {
    let row = |AttemptRow { attempt, worker, start, end, result }| {
        let end = end.map(|end| end.to_string());
        view! {
            <tr>
                <th scope="row">{attempt}</th>
                <td>{worker}</td>
                <td>{start.to_string()}</td>
                <td>{end}</td>
                <td>{result}</td>
            </tr>
        }
    };
    view! {
        <table class="metadata">
            <caption>{text::ATTEMPTS}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::ATTEMPT}</th>
                    <th scope="col">{text::WORKER}</th>
                    <th scope="col">{text::START}</th>
                    <th scope="col">{text::END}</th>
                    <th scope="col">{text::RESULT}</th>
                </tr>
            </thead>
            <tbody>{tries.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Metadata(metadata: Vec<(String, String)>) -> impl IntoView {
    let row = |(key, value): (String, String)| {
        view! {
            <tr>
                <th scope="row">{key}</th>
                <td>{value}</td>
            </tr>
        }
    };
    view! {
        <table class="metadata">
            <caption>
                <Term label=text::METADATA />
            </caption>
            <tbody>{metadata.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Links(title: &'static str, links: Vec<Link>) -> impl IntoView {
    let links = if links.is_empty() {
        view! { <span class="hint">{text::NOTHING}</span> }.into_any()
    } else {
        links
            .into_iter()
            .map(|link| {
                view! {
                    <li>
                        <ProcessorLink link />
                    </li>
                }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <div class="links">
            <h3>
                <Term label=title />
            </h3>
            <ul>{links}</ul>
        </div>
    }
}

#[component]
pub(super) fn ProcessorLink(link: Link) -> impl IntoView {
    let page = Page::of_view();
    let Link { id, state } = link;
    let select = {
        let id = id.clone();
        move |_| page.give(Command::Select(id.clone()))
    };
    view! {
        <button type="button" class="processor" on:click=select>
            {state.map(|state| view! { <StateIcon state /> })}
            {id}
        </button>
    }
}
