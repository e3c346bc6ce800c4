//! Where files are dropped.

use leptos::prelude::*;

use super::text;
use crate::control::Page;

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
