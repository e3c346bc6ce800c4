//! The dialogs: settings and shortcuts.

use leptos::{html::Dialog as Element, prelude::*};

use super::later::{later, nothing, once};
use crate::{
    control::Page,
    features::{examples, share},
    parts::{self, Loading},
    state::{
        Dialog,
        command::{COMMANDS, Command, EDITOR_KEYS, Place},
    },
    text::dialogs as text,
};

#[component]
pub(super) fn Dialogs() -> impl IntoView {
    view! {
        <Window dialog=Dialog::Documents title=text::DOCUMENTS load=parts::document_list />
        <Window dialog=Dialog::Examples title=examples::text::TITLE load=parts::gallery />
        <Window dialog=Dialog::History title=text::HISTORY load=parts::history />
        <Window dialog=Dialog::Settings title=text::SETTINGS load=parts::settings />
        <Window dialog=Dialog::Shortcuts title=text::SHORTCUTS load=parts::shortcuts />
        <Window dialog=Dialog::Glossary title=text::GLOSSARY load=parts::glossary />
        <Window dialog=Dialog::Share title=share::text::SHARE load=parts::share_dialog />
    }
}

/// A native dialog of the browser: it keeps the focus, returns it, and closes with Escape.
#[component]
fn Window(dialog: Dialog, title: &'static str, load: fn() -> Loading) -> impl IntoView {
    let page = Page::of_view();
    // Screen readers take definitions from the glossary, also while it is closed.
    let is_needed = once(move || {
        let is_open = page.workspace.dialog().get() == Some(dialog);
        is_open || (dialog == Dialog::Glossary && page.workspace.idle().get())
    });
    let window = NodeRef::<Element>::new();
    Effect::new(move |_| {
        let is_open = page.workspace.dialog().get() == Some(dialog);
        let Some(window) = window.get() else { return };
        if is_open && !window.open() {
            // This fails only for an element outside the page.
            let _ = window.show_modal();
        } else if !is_open && window.open() {
            window.close();
        }
    });
    view! {
        <dialog node_ref=window aria-label=title on:close=move |_| page.give(Command::CloseDialog)>
            <div class="head">
                <h2>{title}</h2>
                <button type="button" class="quiet" on:click=move |_| page.give(Command::CloseDialog)>
                    {text::CLOSE}
                </button>
            </div>
            {move || is_needed.get().then(|| later(load, nothing))}
        </dialog>
    }
}

#[component]
pub(crate) fn Shortcuts() -> impl IntoView {
    let places = [
        (Place::Anywhere, text::EVERYWHERE),
        (Place::Page, text::OUTSIDE_TEXT_FIELDS),
        (Place::Run, text::IN_VIEWS_OF_RUN),
        (Place::Graph, text::IN_GRAPH),
        (Place::Table, text::IN_TABLE),
        (Place::Timeline, text::IN_TIMELINE),
        (Place::Events, text::IN_EVENTS),
        (Place::Maximised, text::WHILE_MAXIMISED),
        (Place::Presenter, text::WHILE_PRESENTING),
    ];
    let table = |title: &'static str, rows: Vec<AnyView>| {
        view! {
            <table>
                <caption>{title}</caption>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    let of_place = |(place, title): (Place, &'static str)| {
        let here = COMMANDS.iter().filter(|entry| !entry.keys(place).is_empty());
        let rows = here.map(|entry| row(entry.keys(place), entry.help));
        table(title, rows.collect())
    };
    view! {
        <div class="shortcuts">
            {places.map(of_place).collect_view()}
            {table(text::IN_EDITOR, EDITOR_KEYS.iter().map(|(keys, what)| row(keys, what)).collect())}
            <p class="hint">"On a Mac, use Command instead of Control."</p>
        </div>
    }
}

fn row(keys: &[&str], what: &'static str) -> AnyView {
    let keys = keys
        .iter()
        .map(|keys| {
            view! {
                <kbd>{spelled(keys)}</kbd>
                " "
            }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{what}</th>
            <td>{keys}</td>
        </tr>
    }
    .into_any()
}

/// Keys as labelled on keyboards.
fn spelled(keys: &str) -> String {
    let key = |key: &str| match key {
        "Control" => "Ctrl".into(),
        "ArrowLeft" => "←".into(),
        "ArrowRight" => "→".into(),
        "ArrowUp" => "↑".into(),
        "ArrowDown" => "↓".into(),
        "Escape" => "Esc".into(),
        other if other.chars().count() == 1 => other.to_uppercase(),
        other => other.into(),
    };
    if keys == "+" { keys.into() } else { keys.split('+').map(key).collect::<Vec<_>>().join(" ") }
}
