//! Shapes of states and buttons.

use dagwood_core::ProcessorState;
use dagwood_export::drawing::shape;
use leptos::prelude::*;

use crate::{
    control::Page,
    state::{
        Section,
        command::Command,
        glossary::{definition_id, word_of},
    },
};

/// A state's shape, for use in text.
#[component]
pub(super) fn StateIcon(state: ProcessorState) -> impl IntoView {
    view! {
        <svg class="icon" data-state=state.name() viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=shape(state) />
        </svg>
    }
}

/// Shapes of buttons, in a box of 16 by 16.
pub(crate) mod glyph {
    pub(crate) const FIRST: &str = "M3.5 3v10M13 3L6 8l7 5z";
    pub(crate) const PREVIOUS: &str = "M11.5 3L4.5 8l7 5z";
    pub(crate) const PLAY: &str = "M4.5 2.5L13 8l-8.5 5.5z";
    pub(crate) const PAUSE: &str = "M4 3h3v10H4zM9 3h3v10H9z";
    pub(crate) const NEXT: &str = "M4.5 3l7 5l-7 5z";
    pub(crate) const LAST: &str = "M12.5 3v10M3 3l7 5l-7 5z";
    pub(crate) const LARGER: &str = "M8 3v10M3 8h10";
    pub(crate) const SMALLER: &str = "M3 8h10";
    pub(crate) const STOP: &str = "M3.5 3.5h9v9h-9z";
    pub(crate) const HELP: &str = "M5.5 5.7a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12v1";
    pub(crate) const SETTINGS: &str = "M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M8.5 2.5v4M4.5 9.5v4";
    pub(crate) const ACROSS: &str = "M2.5 8h10M9 4.5L12.5 8L9 11.5";
    pub(crate) const CRITICAL: &str = "M2 12.5l4-5l3 3l4.5-7M9.5 3.5h4v4";
    pub(crate) const MAXIMISE: &str = "M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5L9 7M2.5 13.5L7 9";
    pub(crate) const FIT: &str = "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10";
}

/// The shape of a button.
#[component]
pub(super) fn Glyph(#[prop(into)] d: Signal<&'static str>) -> impl IntoView {
    view! {
        <svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=move || d.get() />
        </svg>
    }
}

/// A button with a shape, and its name for users who cannot see it or do not know it.
#[component]
pub(crate) fn IconButton(name: &'static str, d: &'static str, act: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="icon-button" aria-label=name title=name on:click=move |_| act()>
            <Glyph d=Signal::stored(d) />
        </button>
    }
}

/// The same, for something that is so or is not. If its name is a term, it shows the definition instead of the name.
#[component]
pub(super) fn Toggle(
    name: &'static str,
    d: &'static str,
    #[prop(into)] pressed: Signal<bool>,
    act: impl Fn(bool) + 'static,
) -> impl IntoView {
    let word = word_of(name);
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=name
            title=word.is_none().then_some(name)
            data-term=word
            aria-describedby=word.map(definition_id)
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| act(!pressed.get_untracked())
        >
            <Glyph d=Signal::stored(d) />
        </button>
    }
}

/// The button that maximises a section, or restores the others.
#[component]
pub(super) fn MaximiseButton(section: Section) -> impl IntoView {
    let page = Page::of_view();
    view! {
        <button
            type="button"
            class="icon-button maximise"
            aria-label=section.maximise()
            title=section.maximise()
            aria-pressed=move || (page.settings.appearance().read().maximised == Some(section)).to_string()
            on:click=move |_| page.give(Command::Maximise(Some(section)))
        >
            <Glyph d=Signal::stored(glyph::MAXIMISE) />
        </button>
    }
}
