//! The problems of the workflow.

use leptos::prelude::*;

use crate::{
    control::Page,
    state::{Counts, Fix, Problem},
};

/// More than these nobody reads, and the first ones are often the cause of the rest.
const SHOWN: usize = 100;

#[component]
pub(super) fn Problems() -> impl IntoView {
    let page = Page::of_view();
    let counts = Memo::new(move |_| Counts::of(&page.problems.read()));
    let items =
        move || page.problems.read().iter().take(SHOWN).cloned().map(|p| view! { <Item problem=p /> }).collect_view();
    let more = move || {
        let more = page.problems.read().len().saturating_sub(SHOWN);
        (more > 0).then(|| view! { <p class="hint">{format!("and {more} more")}</p> })
    };
    view! {
        <section class="problems" aria-label="Problems" role="region" class:none=move || page.problems.read().is_empty()>
            <div class="head">
                <h2>"Problems"</h2>
                <p class="hint">{move || page.readiness.get().sentence().unwrap_or_else(|| counts.get().sentence())}</p>
            </div>
            <ul>{items}</ul>
            {more}
        </section>
    }
}

#[component]
fn Item(problem: Problem) -> impl IntoView {
    let page = Page::of_view();
    let severity = problem.severity.name();
    let place = format!("{}:{}", problem.line, problem.column);
    let (message, code) = (problem.message.clone(), problem.code.clone());
    let button = |fix: Fix| {
        let title = fix.title.clone();
        view! {
            <button type="button" class="fix" on:click=move |_| page.fix(&fix)>
                "Fix: " {title}
            </button>
        }
    };
    let fixes = problem.fixes.iter().cloned().map(button).collect_view();
    view! {
        <li>
            <button type="button" class="problem" data-severity=severity on:click=move |_| page.show_problem(&problem)>
                <span class="severity">{severity}</span>
                " "
                <span class="message">{message}</span>
                " "
                <span class="place">{code} " at " {place}</span>
            </button>
            {fixes}
        </li>
    }
}
