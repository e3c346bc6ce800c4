//! A row of tabs, as in the ARIA Authoring Practices: the arrow keys move between them, and one is a tab stop.

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{control::Page, interop::page as document};

/// A choice.
pub(super) trait Tab: Copy + PartialEq + Send + Sync + 'static {
    /// Its label.
    fn title(self) -> &'static str;
    /// How many items it has, if the tab shows that.
    fn count(self, _page: Page) -> usize {
        0
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
pub(crate) fn focus_tab(title: &str) {
    if let Some(tab) = document::element(&tab_id(title)) {
        document::focus(&tab);
    }
}

/// The tabs; each panel is an element with the id [`panel_id`], which exists at least as long as its tab is selected.
#[component]
pub(super) fn Tabs<T: Tab>(
    label: &'static str,
    tabs: Vec<T>,
    shown: ReadSignal<T>,
    choose: impl Fn(T) + Copy + 'static,
) -> impl IntoView {
    let page = Page::of_view();
    let tab = move |&tab: &T| {
        let title = tab.title();
        let count = Memo::new(move |_| tab.count(page));
        let is_shown = move || shown.get() == tab;
        view! {
            <button
                type="button"
                role="tab"
                id=tab_id(title)
                aria-selected=move || is_shown().to_string()
                aria-controls=move || is_shown().then(|| panel_id(title))
                tabindex=move || if is_shown() { "0" } else { "-1" }
                on:click=move |_| choose(tab)
            >
                {title}
                {move || Some(count.get()).filter(|&count| count > 0).map(|count| format!(" ({count})"))}
            </button>
        }
    };
    let buttons = tabs.iter().map(tab).collect_view();
    let walk = move |event: KeyboardEvent| {
        let at = tabs.iter().position(|&tab| tab == shown.get_untracked()).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowLeft" => (at + tabs.len() - 1) % tabs.len(),
            "ArrowRight" => (at + 1) % tabs.len(),
            "Home" => 0,
            "End" => tabs.len() - 1,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        choose(tabs[to]);
        focus_tab(tabs[to].title());
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=walk>
            {buttons}
        </div>
    }
}
