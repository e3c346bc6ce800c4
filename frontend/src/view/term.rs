//! The terms of the glossary: a label shows its definition while it has the focus or the pointer, and a dialog has them all.

use leptos::{html::Div, prelude::*, task::spawn_local};

use crate::{
    interop::tooltip,
    parts,
    state::glossary::{Definition, GLOSSARY, definition_id, word_of},
};

/// A label. If it is a term, it can have the focus, and [`Tooltip`] shows its definition.
#[component]
pub(crate) fn Term(#[prop(into)] label: String) -> impl IntoView {
    match word_of(&label) {
        Some(word) => view! {
            <button type="button" class="term" data-term=word aria-describedby=definition_id(word)>
                {label}
            </button>
        }
        .into_any(),
        None => label.into_any(),
    }
}

/// The definition of the term that has the pointer or the focus. There is one for the whole page, so that a term costs no more
/// than its button. Screen readers take the definition from the [`Glossary`], which `aria-describedby` names.
#[component]
pub(super) fn Tooltip() -> impl IntoView {
    let shown = RwSignal::new(None::<&'static Definition>);
    let element = NodeRef::<Div>::new();
    let wanted = StoredValue::new(String::new());
    let show = move |word: &str| {
        let word = word.to_owned();
        shown.set(None);
        wanted.set_value(word.clone());
        spawn_local(async move {
            // Without the definitions, the word is all that can be shown.
            let definition = parts::definition(word.clone()).await.ok().flatten();
            if wanted.try_get_value() == Some(word) {
                shown.set(definition);
            }
        });
    };
    element.on_load(move |element| tooltip::attach(element.into(), show));
    let body = move || {
        let Definition { word, meaning } = shown.get()?;
        Some(view! {
            <strong>{word.as_str()}</strong>
            " "
            {meaning.as_str()}
        })
    };
    view! {
        <div class="tooltip" role="tooltip" popover="manual" node_ref=element>
            {body}
        </div>
    }
}

/// All words and their definitions.
#[component]
pub(crate) fn Glossary() -> impl IntoView {
    let row = |Definition { word, meaning }: &'static Definition| {
        view! {
            <div>
                <dt>{word.as_str()}</dt>
                <dd id=definition_id(word)>{meaning.as_str()}</dd>
            </div>
        }
    };
    view! { <dl class="glossary">{GLOSSARY.iter().map(row).collect_view()}</dl> }.into_any()
}
