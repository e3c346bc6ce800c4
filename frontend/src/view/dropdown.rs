//! The header's dropdowns: buttons with a popover, and menus.

use leptos::{html::Div, prelude::*};

use super::later::{later, nothing};
use crate::{
    control::Page,
    interop::popover,
    parts::Loading,
    state::{
        Dialog,
        command::{Command, aria, label},
    },
    text::header as text,
};

/// A button and its popover, whose content is loaded when it is first needed.
#[component]
pub(crate) fn Dropdown(
    id: &'static str,
    /// What it is for screen readers: `menu` or `dialog`.
    kind: &'static str,
    #[prop(optional)] title: &'static str,
    load: fn() -> Loading,
    children: Children,
) -> impl IntoView {
    let (is_wanted, want) = signal(false);
    let is_needed = Memo::new(move |_| is_wanted.get());
    view! {
        <button
            type="button"
            class=id
            title=(!title.is_empty()).then_some(title)
            popovertarget=id
            aria-haspopup=kind
            on:pointerenter=move |_| want.set(true)
            on:focus=move |_| want.set(true)
            on:click=move |_| want.set(true)
            on:keydown:target=move |event| {
                if event.key() == "ArrowDown" {
                    event.prevent_default();
                    event.target().click();
                }
            }
        >
            {children()}
        </button>
        <div id=id class="dropdown" popover="auto">
            {move || is_needed.get().then(|| later(load, nothing))}
        </div>
    }
}

/// A menu, as in the ARIA Authoring Practices: the arrow keys move between its items, and Tab closes it.
#[component]
pub(crate) fn Menu(label: &'static str, children: Children) -> impl IntoView {
    let menu = NodeRef::<Div>::new();
    menu.on_load(|menu| {
        if let Some(first) = menu.first_element_child() {
            popover::focus_when_open(&first);
        }
    });
    view! {
        <div
            class="menu"
            role="menu"
            aria-label=label
            node_ref=menu
            on:keydown=move |event| {
                let Some(menu) = menu.get_untracked() else { return };
                if event.key() == "Tab" {
                    popover::close(&menu);
                } else if popover::walk(&menu, &event.key()) {
                    event.prevent_default();
                    event.stop_propagation();
                }
            }
        >
            {children()}
        </div>
    }
}

/// A menu item that gives a command. It closes the menu first, so that a dialog later returns the focus to the menu's button.
#[component]
pub(crate) fn MenuItem(command: Command, #[prop(optional)] class: &'static str) -> impl IntoView {
    let page = Page::of_view();
    let (name, keys) = (label(&command), aria(&command));
    view! {
        <button
            type="button"
            class=class
            role="menuitem"
            tabindex="-1"
            aria-keyshortcuts=keys
            on:click:target=move |event| {
                popover::close(&event.target());
                page.give(command.clone());
            }
        >
            {name}
        </button>
    }
}

/// The help menu.
#[component]
pub(crate) fn HelpMenu() -> impl IntoView {
    view! {
        <Menu label=text::HELP>
            <MenuItem command=Command::ShowDialog(Dialog::Shortcuts) />
            <MenuItem command=Command::ShowDialog(Dialog::Glossary) />
        </Menu>
    }
}
