//! Where files are dropped and picked.

use leptos::{ev::Targeted, prelude::*};
use web_sys::{Event, File, HtmlInputElement};

use super::text;
use crate::{control::Page, interop::files::listed};

/// The drop zone, shown while files are dragged over the page.
#[component]
pub(crate) fn DropHint() -> impl IntoView {
    let page = Page::of_view();
    move || {
        page.files.dropping().get().then(|| {
            view! {
                <div class="drop" aria-hidden="true">
                    {text::DROP}
                </div>
            }
        })
    }
}

/// A button that opens a file chooser.
#[component]
pub(crate) fn FilePicker(
    text: &'static str,
    #[prop(into)] label: String,
    #[prop(optional)] help: &'static str,
    #[prop(optional)] accept: &'static str,
    #[prop(default = true)] multiple: bool,
    picked: impl Fn(Vec<File>) + 'static,
) -> impl IntoView {
    let change = move |event: Targeted<Event, HtmlInputElement>| {
        let input = event.target();
        if let Some(files) = input.files() {
            picked(listed(&files));
        }
        // The same file can be picked again.
        input.set_value("");
    };
    view! {
        <label class="file" title=(!help.is_empty()).then_some(help)>
            <span aria-hidden="true">{text}</span>
            <input type="file" accept=accept multiple=multiple aria-label=label on:change:target=change />
        </label>
    }
}
