//! A radio button with its label.

use leptos::prelude::*;

use crate::{control::Page, state::command::Command};

/// A radio button of the group `name` that gives a command.
#[component]
pub(crate) fn Radio(
    name: &'static str,
    title: &'static str,
    is_chosen: impl Fn() -> bool + Send + Sync + 'static,
    command: Command,
) -> impl IntoView {
    let page = Page::of_view();
    view! {
        <label>
            <input type="radio" name=name prop:checked=is_chosen on:change=move |_| page.give(command.clone()) />
            {title}
        </label>
    }
}
