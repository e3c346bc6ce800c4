//! The link that could not be copied.

use leptos::{html::Input, prelude::*};

use super::text;
use crate::{control::Page, state::command::Command};

/// A link for the user to copy, already selected.
#[component]
pub(crate) fn LinkToCopy() -> impl IntoView {
    let page = Page::of_view();
    let link = page.share.link().get_untracked();
    let field = NodeRef::<Input>::new();
    field.on_load(|field| {
        // The field must be in the page first. Without the focus it takes one more click.
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
