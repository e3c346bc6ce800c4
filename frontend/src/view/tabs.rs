//! A row of tabs, as in the ARIA Authoring Practices: the arrow keys move between them, and one is a tab stop.

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{interop::page as document, state::moved_focus};

/// A choice.
#[derive(Clone, Copy)]
pub(super) struct Tab {
    /// Its label.
    pub title: &'static str,
    /// How many items it has, if the tab shows that.
    pub count: Option<Signal<usize>>,
}

impl Tab {
    pub const fn titled(title: &'static str) -> Self {
        Self { title, count: None }
    }
}

/// The id of the panel of a tab.
pub(super) fn panel_id(title: &str) -> String {
    format!("panel-{}", title.replace(' ', "-"))
}

fn tab_id(title: &str) -> String {
    format!("tab-{}", title.replace(' ', "-"))
}

/// Focuses the tab with this label.
pub(super) fn focus_tab(title: &str) {
    if let Some(tab) = document::element(&tab_id(title)) {
        document::focus(&tab);
    }
}

/// The tabs. `shown` is the index of the selected tab. The panel of the selected tab must be an element with the id [`panel_id`].
#[component]
pub(super) fn Tabs(
    label: &'static str,
    tabs: Vec<Tab>,
    shown: Signal<usize>,
    choose: Callback<usize>,
) -> impl IntoView {
    let tab = move |(at, &Tab { title, count }): (usize, &Tab)| {
        let is_shown = move || shown.get() == at;
        let count = move || Some(count?.get()).filter(|&count| count > 0).map(|count| format!(" ({count})"));
        view! {
            <button
                type="button"
                role="tab"
                id=tab_id(title)
                aria-selected=move || is_shown().to_string()
                aria-controls=move || is_shown().then(|| panel_id(title))
                tabindex=move || if is_shown() { "0" } else { "-1" }
                on:click=move |_| choose.run(at)
            >
                {title}
                {count}
            </button>
        }
    };
    let buttons = tabs.iter().enumerate().map(tab).collect_view();
    let walk = move |event: KeyboardEvent| {
        let (key, shown) = (event.key(), Some(shown.get_untracked()));
        let Some(to) = moved_focus(&key, ["ArrowLeft", "ArrowRight"], shown, tabs.len()) else { return };
        event.prevent_default();
        event.stop_propagation();
        choose.run(to);
        focus_tab(tabs[to].title);
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=walk>
            {buttons}
        </div>
    }
}
