//! What the check of the workflow found.

use dagwood_core::Severity;
use leptos::prelude::*;

use super::{
    editor::WritePanel,
    later::{later, nothing, once},
};
use crate::{
    control::Page,
    parts,
    state::{Counts, Row, WriteTab, command::Command, rows},
    text::editor as text,
};

/// Users do not read more than these, and the first ones are often the cause of the rest.
const SHOWN: usize = 100;

#[component]
pub(super) fn Problems() -> impl IntoView {
    let page = Page::of_view();
    let is_empty = move || page.document.problems().read().is_empty();
    let had_any = once(move || !is_empty());
    view! {
        <WritePanel tab=WriteTab::Problems class="problems">
            {move || is_empty().then(|| view! { <p class="empty">{summary(page)}</p> })}
            {move || had_any.get().then(|| later(parts::problem_list, nothing))}
        </WritePanel>
    }
}

/// How many problems there are, or that the engine is not loaded yet.
fn summary(page: Page) -> String {
    let loading = page.engine.readiness().get().sentence();
    loading.unwrap_or_else(|| Counts::of(&page.document.problems().read()).sentence())
}

/// The summary and the first problem, in a line below each tab. It leads to the list.
#[component]
pub(super) fn Checked() -> impl IntoView {
    let page = Page::of_view();
    let first = move || page.document.problems().read().first().map(|problem| format!(": {}", problem.message));
    view! {
        <p class="checked">
            <button type="button" class="quiet" on:click=move |_| page.give(Command::ShowTab(WriteTab::Problems))>
                {move || summary(page)}
                {first}
            </button>
            <span class="hint">{text::RUN_KEYS}</span>
        </p>
    }
}

#[component]
pub(crate) fn ProblemList() -> impl IntoView {
    let page = Page::of_view();
    page.sketch_missing();
    let shown = Memo::new(move |_| {
        let problems = page.document.problems().read();
        rows(&problems[..problems.len().min(SHOWN)])
    });
    let more = move || {
        let more = page.document.problems().read().len().saturating_sub(SHOWN);
        (more > 0).then(|| view! { <p class="hint">{text::more(more)}</p> })
    };
    view! {
        <ul>
            <For
                each=move || shown.get()
                key=Row::clone
                children=|row| match row {
                    Row::One(at) => view! { <Item at /> }.into_any(),
                    Row::Alike(all) => view! { <Alike all /> }.into_any(),
                }
            />
        </ul>
        {more}
    }
}

/// Notes of one kind, which the user can unfold.
#[component]
fn Alike(all: Vec<usize>) -> impl IntoView {
    let page = Page::of_view();
    let (first, count) = (all[0], all.len());
    let message = Memo::new(move |_| page.document.problems().read().get(first).map(|problem| problem.message.clone()));
    view! {
        <li>
            <details>
                <summary class="problem" data-severity=Severity::Info.name()>
                    <span class="severity">{Severity::Info.name()}</span>
                    " "
                    <span class="message">{move || message.get()}</span>
                    " "
                    <span class="place">{text::alike(count - 1)}</span>
                </summary>
                <ul>{all.into_iter().map(|at| view! { <Item at /> }).collect_view()}</ul>
            </details>
        </li>
    }
}

/// The visible part of a problem. Its position in the text changes with every key; this does not.
#[derive(Clone, PartialEq)]
struct Seen {
    severity: &'static str,
    message: String,
    code: String,
    place: String,
    fixes: Vec<String>,
}

/// The problem at this index of the list.
#[component]
fn Item(at: usize) -> impl IntoView {
    let page = Page::of_view();
    let seen = Memo::new(move |_| {
        page.document.problems().read().get(at).map(|problem| Seen {
            severity: problem.severity.name(),
            message: problem.message.clone(),
            code: problem.code.clone(),
            place: format!("{}:{}", problem.line, problem.column),
            fixes: problem.fixes.iter().map(|fix| fix.title.clone()).collect(),
        })
    });
    let show = move |_| {
        if let Some(problem) = page.document.problems().get_untracked().get(at) {
            page.give(Command::ShowText { from: problem.from, to: problem.to });
        }
    };
    let fix = move |number: usize| {
        if let Some(fix) =
            page.document.problems().get_untracked().get(at).and_then(|problem| problem.fixes.get(number))
        {
            page.give(Command::Fix(fix.clone()));
        }
    };
    let body = move |Seen { severity, message, code, place, fixes }| {
        let button = |(number, title): (usize, String)| {
            view! {
                <button type="button" class="fix" on:click=move |_| fix(number)>
                    {text::FIX}
                    {title}
                </button>
            }
        };
        view! {
            <button type="button" class="problem" data-severity=severity on:click=show>
                <span class="severity">{severity}</span>
                " "
                <span class="message">{message}</span>
                " "
                <span class="place">{code} {text::AT} {place}</span>
            </button>
            {fixes.into_iter().enumerate().map(button).collect_view()}
        }
    };
    view! { <li>{move || seen.get().map(body)}</li> }
}
