//! Choosing an example.

use leptos::prelude::*;

use super::{Example, text};
use crate::{control::Page, state::command::Command};

#[component]
pub(crate) fn ExampleChoice() -> impl IntoView {
    let page = Page::of_view();
    let is_shown = move |name: &str| page.document.example().read().as_deref() == Some(name);
    let options = move || {
        let option = |example: &Example| {
            let (name, title) = (example.name.clone(), example.title.clone());
            view! {
                <option value=name.clone() prop:selected=move || is_shown(&name)>
                    {title}
                </option>
            }
        };
        page.examples.list().read().iter().map(option).collect_view()
    };
    view! {
        <label class="field wide">
            <span>{text::EXAMPLE}</span>
            <select
                aria-describedby="teaches"
                on:change:target=move |event| page.give(Command::OpenExample(event.target().value()))
            >
                <option value="" disabled prop:selected=move || page.document.example().read().is_none()>
                    {text::YOUR_OWN}
                </option>
                {options}
            </select>
        </label>
    }
}
