//! The settings, in a dialog.

use leptos::prelude::*;

use super::{Appearance, Pane, Theme, text};
use crate::{
    control::Page,
    state::command::{Command, label},
    view::{Radio, percent},
};

#[component]
pub(crate) fn SettingsPanel() -> impl IntoView {
    let page = Page::of_view();
    let theme = move |theme: Theme| {
        let title = match theme {
            Theme::System => text::SYSTEM,
            Theme::Light => text::LIGHT,
            Theme::Dark => text::DARK,
        };
        let is_chosen = move || page.settings.appearance().read().theme == theme;
        view! { <Radio name="theme" title is_chosen command=Command::ChooseTheme(theme) /> }
    };
    let switch = move |title: &'static str, is_on: fn(&Appearance) -> bool, command: fn(bool) -> Command| {
        view! {
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || is_on(&page.settings.appearance().read())
                    on:change:target=move |event| page.give(command(event.target().checked()))
                />
                {title}
            </label>
        }
    };
    let size = move |pane: Pane| {
        let (least, _, most) = pane.sizes();
        view! {
            <label class="size">
                {pane.title()}
                <input
                    type="range"
                    min=least
                    max=most
                    prop:value=move || percent(page, pane)
                    aria-valuetext=move || percent(page, pane) + text::PERCENT
                    on:input:target=move |event| page.give(Command::Resize(pane, event.target().value_as_number()))
                />
            </label>
        }
    };
    view! {
        <div class="settings">
            <fieldset class="choices">
                <legend>{text::THEME}</legend>
                {Theme::ALL.map(theme).collect_view()}
            </fieldset>
            {switch(text::PRESENTATION, |appearance| appearance.presenting, Command::Present)}
            {switch(text::PLAYS, |appearance| appearance.plays, Command::PlayNewRuns)}
            {switch(text::LETTERS, |appearance| appearance.letters, Command::UseLetters)}
            <button type="button" on:click=move |_| page.give(Command::ShowWelcome)>
                {label(&Command::ShowWelcome)}
            </button>
            <fieldset>
                <legend>{text::SIZES}</legend>
                {Pane::ALL.map(size).collect_view()}
                <button type="button" on:click=move |_| page.give(Command::ResetSizes)>
                    {label(&Command::ResetSizes)}
                </button>
            </fieldset>
        </div>
    }
}
