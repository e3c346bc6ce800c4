//! The border between two panes, which can be moved.

use leptos::{ev::PointerEvent, html::Div, prelude::*};

use crate::{control::Page, features::settings::Pane, state::command::Command};

/// The distance by which an arrow key moves a border, in percent.
const STEP: f64 = 2.0;

/// A border that is moved by pointer or by arrow keys; a double click resets both panes. Without dragging, the settings
/// change the sizes.
#[component]
pub(super) fn Splitter(pane: Pane) -> impl IntoView {
    let page = Page::of_view();
    let (least, usual, most) = pane.sizes();
    let handle = NodeRef::<Div>::new();
    let drag = move |event: PointerEvent| {
        let Some(handle) = handle.get_untracked() else { return };
        if event.buttons() & 1 == 0 || !handle.has_pointer_capture(event.pointer_id()) {
            return;
        }
        let Some(whole) = handle.parent_element().map(|parent| parent.get_bounding_client_rect()) else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let size = match pane {
            Pane::Write => (x - whole.left()) / whole.width(),
            Pane::Read => (whole.right() - x) / whole.width(),
            Pane::Below | Pane::Events => (whole.bottom() - y) / whole.height(),
        };
        page.give(Command::Resize(pane, 100.0 * size));
    };
    let hold = move |event: PointerEvent| {
        if let Some(handle) = handle.get_untracked().filter(|_| event.button() == 0) {
            // Without pointer capture, dragging ends at the edge, which is acceptable.
            let _ = handle.set_pointer_capture(event.pointer_id());
        }
    };
    let by_key = move |event: leptos::ev::KeyboardEvent| {
        let now = f64::from(page.settings.appearance().read_untracked().size(pane));
        // Moving towards the pane makes it smaller.
        let (smaller, larger) = match pane {
            Pane::Write => ("ArrowLeft", "ArrowRight"),
            Pane::Read => ("ArrowRight", "ArrowLeft"),
            Pane::Below | Pane::Events => ("ArrowDown", "ArrowUp"),
        };
        let to = match event.key().as_str() {
            key if key == smaller => now - STEP,
            key if key == larger => now + STEP,
            "Home" => least.into(),
            "End" => most.into(),
            "Enter" => usual.into(),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        page.give(Command::Resize(pane, to));
    };
    view! {
        <div
            node_ref=handle
            class=format!("splitter {}", pane.name())
            role="separator"
            tabindex="0"
            aria-label=pane.title()
            aria-orientation=if pane.is_width() { "vertical" } else { "horizontal" }
            aria-valuemin=least
            aria-valuemax=most
            aria-valuenow=move || percent(page, pane)
            on:pointerdown=hold
            on:pointermove=drag
            on:dblclick=move |_| page.give(Command::Resize(pane, usual.into()))
            on:keydown=by_key
        ></div>
    }
}

/// The size of a pane, as an attribute.
pub(crate) fn percent(page: Page, pane: Pane) -> String {
    page.settings.appearance().read().size(pane).to_string()
}
