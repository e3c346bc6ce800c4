//! Where files are dropped and picked.

use leptos::{ev::Targeted, html::Input, prelude::*};
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
    view! {
        <label class="file" title=(!help.is_empty()).then_some(help)>
            <span aria-hidden="true">{text}</span>
            <input
                type="file"
                accept=accept
                multiple=multiple
                aria-label=label
                on:change:target=move |event| picked(taken(&event))
            />
        </label>
    }
}

/// A hidden file input, for a button elsewhere that opens its file chooser.
#[component]
pub(crate) fn FileChooser(chooser: NodeRef<Input>, picked: impl Fn(Vec<File>) + 'static) -> impl IntoView {
    view! { <input type="file" multiple hidden node_ref=chooser on:change:target=move |event| picked(taken(&event)) /> }
}

/// The chosen files. The input is cleared, so that the same file can be chosen again.
fn taken(event: &Targeted<Event, HtmlInputElement>) -> Vec<File> {
    let input = event.target();
    let files = input.files().map_or_else(Vec::new, |files| listed(&files));
    input.set_value("");
    files
}
