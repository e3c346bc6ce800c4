//! The link that could not be copied.

use leptos::{html::Input, prelude::*};

use super::text;
use crate::{control::Page, state::command::Command};

/// A link for the person to copy: selected already.
#[component]
pub(crate) fn LinkToCopy(link: String) -> impl IntoView {
    let page = Page::of_view();
    let field = NodeRef::<Input>::new();
    field.on_load(|field| {
        // Once it is in the page; without the focus it is only one click more.
        request_animation_frame(move || {
            let _ = field.focus();
            field.select();
        });
    });
    view! {
        <section class="notice" aria-label=text::SHARE role="region">
            <label class="link">
                <span>{text::LINK_TO_COPY}</span>
                <input type="text" readonly node_ref=field prop:value=link />
            </label>
            <button type="button" class="quiet" on:click=move |_| page.give(Command::DismissLink)>
                {text::DISMISS}
            </button>
        </section>
    }
}
