//! The overview of the run at the cursor: the inspector shows it while no processor is selected.

use dagwood_core::ProcessorState;
use leptos::prelude::*;

use super::{
    icon::StateIcon,
    inspector::{Fact, ProcessorLink},
    term::Term,
};
use crate::{
    control::{Page, Why},
    scene::{Agenda, Change, Judgement, Queued},
    state::command::Command,
    text::inspector as text,
};

#[component]
pub(super) fn Moment() -> impl IntoView {
    let page = Page::of_view();
    let agenda = move || match page.results().why().get() {
        Some(Why::Moment(agenda)) => view! { <Parts agenda /> }.into_any(),
        _ => {
            view! {
                <p class="empty">{text::SELECT}</p>
                <Meanings />
            }
        }
        .into_any(),
    };
    view! {
        {agenda}
        {move || {
            page.player
                .recording()
                .read()
                .as_ref()
                .and_then(|r| {
                    r.trace.analysis().map(|analysis| view! { <Judged judgement=Judgement::new(analysis) /> })
                })
        }}
    }
}

/// The legend of the states, shown while there is nothing else.
#[component]
fn Meanings() -> impl IntoView {
    let item = |state: ProcessorState| {
        let meaning = match state {
            ProcessorState::Waiting => text::MEANS_WAITING,
            ProcessorState::Ready => text::MEANS_READY,
            ProcessorState::Executing => text::MEANS_EXECUTING,
            ProcessorState::Completed => text::MEANS_COMPLETED,
            ProcessorState::Failed => text::MEANS_FAILED,
            ProcessorState::Skipped => text::MEANS_SKIPPED,
            ProcessorState::Cancelled => text::MEANS_CANCELLED,
        };
        view! {
            <li>
                <StateIcon state />
                " "
                <strong>{state.name()}</strong>
                ": "
                {meaning}
            </li>
        }
    };
    let items = ProcessorState::ALL.map(item).into_iter().collect_view();
    view! {
        <div class="body">
            <Part title=text::STATES>
                <ul>{items}</ul>
            </Part>
        </div>
    }
}

#[component]
fn Parts(agenda: Agenda) -> impl IntoView {
    let Agenda { changes, busy, queue, counts } = agenda;
    let busy = busy.into_iter().map(|(worker, link)| view! { <li>{text::busy(worker)} <ProcessorLink link /></li> });
    let next = queue.into_iter().map(|Queued { link, why }| {
        view! {
            <li>
                <ProcessorLink link />
                " "
                {why}
            </li>
        }
    });
    let queue = next.map(IntoAny::into_any).collect::<Vec<_>>();
    let queue = (!queue.is_empty()).then(|| {
        view! {
            <Part title=text::READY_QUEUE>
                <ol aria-label=text::READY_QUEUE>{queue}</ol>
            </Part>
        }
    });
    let part = |title, items: Vec<AnyView>| {
        (!items.is_empty()).then(|| {
            view! {
                <Part title>
                    <ul aria-label=title>{items}</ul>
                </Part>
            }
        })
    };
    view! {
        <div class="body">
            <dl class="facts">
                {counts.into_iter().map(|(what, value)| view! { <Fact what value /> }).collect_view()}
            </dl>
            {queue}
            {part(text::EXECUTING, busy.map(IntoAny::into_any).collect())}
            {part(
                text::CHANGED,
                changes.into_iter().map(|change| view! { <ChangeView change /> }.into_any()).collect(),
            )}
            <p class="hint">{text::SELECT}</p>
        </div>
    }
}

#[component]
fn Part(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="part">
            <h3>{title}</h3>
            {children()}
        </div>
    }
}

#[component]
fn ChangeView(change: Change) -> impl IntoView {
    let page = Page::of_view();
    let Change { step, state, sentence } = change;
    view! {
        <li>
            <button type="button" class="processor" on:click=move |_| page.give(Command::Seek(step))>
                <StateIcon state />
                {text::step(step)}
            </button>
            " "
            {sentence}
        </li>
    }
}

/// The analysis of `hybrid`, in words and as a table.
#[component]
fn Judged(judgement: Judgement) -> impl IntoView {
    let Judgement { sentence, choices, rows } = judgement;
    let columns = Judgement::columns()
        .into_iter()
        .map(|title| {
            view! {
                <th scope="col">
                    <Term label=title />
                </th>
            }
        })
        .collect_view();
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let region = cells.next();
        view! {
            <tr>
                <th scope="row">{region}</th>
                {cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}
            </tr>
        }
    };
    view! {
        <div class="body judged" role="group" aria-label=text::ANALYSIS>
            <h3>{text::ANALYSIS}</h3>
            {choices.into_iter().map(|choice| view! { <p>{choice}</p> }).collect_view()}
            <p class="hint">{sentence}</p>
            <div class="scroll" tabindex="0" role="group" aria-label=text::REGIONS>
                <table class="metadata">
                    <caption>{text::EXPECTED}</caption>
                    <thead>
                        <tr>{columns}</tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}
