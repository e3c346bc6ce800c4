//! The gallery of examples, and what an example tells its reader to look at.

use leptos::prelude::*;

use super::{Example, Piece, look_at, matching, tags, text};
use crate::{
    control::Page,
    interop::files::example_picture,
    state::{
        Dialog,
        command::{Command, label},
    },
};

/// The button that opens the gallery.
#[component]
pub(crate) fn ExamplesButton() -> impl IntoView {
    let page = Page::of_view();
    let gallery = Command::ShowDialog(Dialog::Examples);
    view! {
        <button type="button" class="wide examples" aria-haspopup="dialog" on:click=move |_| page.give(gallery.clone())>
            {label(&Command::ShowDialog(Dialog::Examples))}
        </button>
    }
}

/// All examples, with pictures, by search and tag.
#[component]
pub(crate) fn Gallery() -> impl IntoView {
    let page = Page::of_view();
    let (search, tag) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let shown = Memo::new(move |_| matching(&page.examples.list().read(), &search.read(), tag.read().as_deref()));
    let tag_button = move |name: String| {
        let is_chosen = {
            let name = name.clone();
            move || tag.read().as_deref() == Some(&*name)
        };
        let choose = {
            let name = name.clone();
            move |_| tag.update(|tag| *tag = Some(name.clone()).filter(|name| tag.as_ref() != Some(name)))
        };
        view! {
            <button type="button" class="tag" aria-pressed=move || is_chosen().to_string() on:click=choose>
                {name}
            </button>
        }
    };
    let open_first = move || {
        if let Some(example) = shown.read_untracked().first() {
            page.give(Command::OpenExample(example.name.clone()));
        }
    };
    view! {
        <div class="gallery">
            <label class="search">
                {text::SEARCH}
                <input
                    type="search"
                    aria-describedby="gallery-count"
                    prop:value=move || search.get()
                    on:input:target=move |event| search.set(event.target().value())
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            open_first();
                        }
                    }
                />
            </label>
            <div class="tags" role="group" aria-label=text::TAGS>
                {move || tags(&page.examples.list().read()).into_iter().map(tag_button).collect_view()}
            </div>
            <p id="gallery-count" class="hint" role="status">
                {move || text::count(shown.read().len(), page.examples.list().read().len())}
            </p>
            <ul>
                <For
                    each=move || shown.get()
                    key=|example| example.name.clone()
                    children=|example| view! { <Card example /> }
                />
            </ul>
        </div>
    }
}

#[component]
fn Card(example: Example) -> impl IntoView {
    let page = Page::of_view();
    let Example { name, title, teaches, tags, .. } = example;
    let picture = example_picture(&name);
    let is_here = {
        let name = name.clone();
        move || page.document.example().read().as_deref() == Some(&*name)
    };
    view! {
        <li aria-current=move || is_here().then_some("true")>
            <button
                type="button"
                data-example=name.clone()
                on:click=move |_| page.give(Command::OpenExample(name.clone()))
            >
                // The title says what it is.
                <img src=picture alt="" loading="lazy" decoding="async" width="160" height="100" />
                <span class="title">{title}</span>
                <span class="hint">{teaches}</span>
                <span class="hint tags">{tags.join(", ")}</span>
            </button>
        </li>
    }
}

/// What the workflow tells its reader to look at. Words of it choose a strategy, select a processor or go to a step.
#[component]
pub(crate) fn LookAt() -> impl IntoView {
    let page = Page::of_view();
    let pieces = Memo::new(move |_| {
        let chart = page.document.chart().read();
        look_at(&page.document.workflow().read(), |id| {
            chart.as_ref().is_some_and(|chart| chart.graph.find(id).is_some())
        })
    });
    let act = move |label: String, command: Command| {
        view! {
            <button type="button" class="word" on:click=move |_| page.give(command.clone())>
                {label}
            </button>
        }
        .into_any()
    };
    let piece = move |piece: Piece| match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Code(code) => view! { <code>{code}</code> }.into_any(),
        Piece::Strategy(strategy) => act(strategy.name().into(), Command::ChooseStrategy(strategy)),
        Piece::Processor(id) => act(id.clone(), Command::Select(id)),
        Piece::Step(step) => act(text::step(step), Command::Seek(step)),
    };
    move || {
        let pieces = pieces.get();
        (!pieces.is_empty()).then(|| {
            view! {
                <p class="look-at">
                    <strong>{text::LOOK_AT}</strong>
                    " "
                    {pieces.into_iter().map(piece).collect_view()}
                </p>
            }
        })
    }
}
