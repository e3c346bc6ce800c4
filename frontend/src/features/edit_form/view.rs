//! Changing the workflow by its graph: the selected processor, and what is added to it or taken away.

use std::sync::Arc;

use dagwood_core::plan::LocalProcessor;
use leptos::{ev::SubmitEvent, html::Input, prelude::*};

use super::{Change, Focus, FormField, Model, Takes, edit_form, text};
use crate::{
    control::Page,
    interop::page as document,
    parts,
    state::command::Command,
    view::{element_id, later, nothing},
};

/// The id of the button that adds a processor when none is selected.
const ADD: &str = "add-processor";

#[component]
pub(crate) fn EditFormPanel() -> impl IntoView {
    let page = Page::of_view();
    Effect::new(move |_| {
        let Some(focus) = page.edit_form.focus().get() else { return };
        let selected = page.selection.index().get_untracked();
        // Its element may be about to be made.
        request_animation_frame(move || {
            let id = match (focus, selected) {
                (Focus::Id, _) => field_id("id"),
                (Focus::Graph, Some(selected)) => element_id(selected),
                (Focus::Graph, None) => ADD.to_owned(),
            };
            if let Some(element) = document::element(&id) {
                document::focus(&element);
            }
        });
    });
    let is_selected = Memo::new(move |_| page.selection.index().get().is_some());
    move || {
        if is_selected.get() {
            later(parts::edit_form, nothing)
        } else {
            view! {
                <div class="edit">
                    <button id=ADD type="button" on:click=move |_| page.give(Command::AddProcessor(None))>
                        {text::ADD}
                    </button>
                </div>
            }
            .into_any()
        }
    }
}

/// The form for the selected processor.
#[component]
pub(crate) fn SelectedForm() -> impl IntoView {
    let page = Page::of_view();
    let model = Memo::new(move |_| {
        let (chart, of) = (page.document.chart().read(), page.selection.index().get()?);
        Some(Arc::new(edit_form(&chart.as_ref()?.graph, of, &page.edit_form.settings().read())))
    });
    let id = move || model.read().as_ref().map(|model| model.id.clone()).unwrap_or_default();
    let fields = move || model.read().as_ref().map(|model| model.fields.clone()).unwrap_or_default();
    view! {
        <details
            class="edit"
            prop:open=move || page.edit_form.is_open().get()
            on:toggle:target=move |event| page.give(Command::ShowEditForm(event.target().open()))
        >
            <summary class="head">
                <h3>{text::EDIT}</h3>
            </summary>
            <div class="edit-fields">
                <For each=fields key=|field| field.key.clone() let(field)>
                    <FieldView field model />
                </For>
            </div>
            <Dependencies model />
            <div class="actions">
                <button type="button" on:click=move |_| page.give(Command::AddProcessor(Some(id())))>
                    {text::ADD_AFTER}
                </button>
                <button type="button" on:click=move |_| page.give(Command::RemoveProcessor(id()))>
                    {text::DELETE}
                </button>
            </div>
        </details>
    }
}

/// The id of a field's element.
fn field_id(key: &str) -> String {
    ["edit-", key].concat()
}

/// Why the change of a field was refused; empty if it was not.
fn refusal(page: Page, key: &str) -> String {
    let refusal = page.edit_form.refusal().read();
    refusal.as_ref().filter(|(field, _)| field == key).map(|(_, reason)| reason.clone()).unwrap_or_default()
}

#[component]
fn FieldView(field: FormField, model: Memo<Option<Arc<Model>>>) -> impl IntoView {
    let page = Page::of_view();
    let FormField { key, label, help, default, takes, .. } = field;
    let (id, help_id, error_id) = (field_id(&key), field_id(&key) + "-help", field_id(&key) + "-error");
    let described_by = [&*help_id, " ", &*error_id].concat();
    let key = StoredValue::new(key);
    let value = Memo::new(move |_| {
        let model = model.read();
        let fields = model.as_ref().map(|model| &model.fields[..]).unwrap_or_default();
        let field = fields.iter().find(|field| key.with_value(|key| field.key == *key));
        field.map(|field| field.value.clone()).unwrap_or_default()
    });
    let reason = Memo::new(move |_| key.with_value(|key| refusal(page, key)));
    let commit = move |text: String| {
        let Some(of) = model.read_untracked().as_ref().map(|model| model.id.clone()) else { return };
        key.with_value(|key| {
            page.give(Command::Change(if key == "id" {
                Change::rename(of, text)
            } else {
                Change::set(of, key, &text, takes == Takes::Text)
            }));
        });
    };
    let control = if takes == Takes::LocalProcessor {
        let option = move |local: LocalProcessor| {
            let name = local.name();
            view! {
                <option value=name prop:selected=move || *value.read() == name>
                    {name}
                </option>
            }
        };
        view! {
            <select
                id=id.clone()
                aria-describedby=described_by
                on:change:target=move |event| commit(event.target().value())
            >
                {LocalProcessor::ALL.map(option).into_iter().collect_view()}
            </select>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id.clone()
                type="text"
                inputmode=(takes == Takes::Number).then_some("numeric")
                placeholder=default
                spellcheck="false"
                autocomplete="off"
                aria-describedby=described_by
                aria-invalid=move || (!reason.read().is_empty()).to_string()
                prop:value=move || value.get()
                on:change:target=move |event| commit(event.target().value())
            />
        }
        .into_any()
    };
    view! {
        <div class="edit-field">
            <label for=id>{label}</label>
            {control}
            <p id=help_id class="hint">
                {help}
            </p>
            <p id=error_id class="failure">
                {move || reason.get()}
            </p>
        </div>
    }
}

#[component]
fn Dependencies(model: Memo<Option<Arc<Model>>>) -> impl IntoView {
    let page = Page::of_view();
    let input = NodeRef::<Input>::new();
    let id = move || model.read_untracked().as_ref().map(|model| model.id.clone()).unwrap_or_default();
    let depends_on = move || model.read().as_ref().map(|model| model.depends_on.clone()).unwrap_or_default();
    let others = move || model.read().as_ref().map(|model| model.others.clone()).unwrap_or_default();
    let connect = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = input.get_untracked() else { return };
        if !input.value().is_empty() {
            page.give(Command::Change(Change::connect(input.value(), id())));
            input.set_value("");
        }
    };
    view! {
        <div class="links">
            <h4>{text::DEPENDS_ON}</h4>
            <ul>
                <For each=depends_on key=Clone::clone let(from)>
                    <Dependency from id />
                </For>
            </ul>
            <form class="rename" on:submit=connect>
                <input
                    type="text"
                    list="edit-others"
                    aria-label=text::DEPEND_ON
                    placeholder=text::DEPEND_ON
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby="edit-depends_on-error"
                    node_ref=input
                />
                <datalist id="edit-others">
                    {move || others().into_iter().map(|id| view! { <option value=id></option> }).collect_view()}
                </datalist>
                <button type="submit">{text::CONNECT}</button>
            </form>
            <p id="edit-depends_on-error" class="failure">
                {move || refusal(page, "depends_on")}
            </p>
        </div>
    }
}

#[component]
fn Dependency(from: String, id: impl Fn() -> String + Send + 'static) -> impl IntoView {
    let page = Page::of_view();
    let label = [text::REMOVE_DEPENDENCY, &*from].concat();
    let name = from.clone();
    view! {
        <li>
            <button
                type="button"
                class="processor"
                aria-label=label
                title=text::REMOVE
                on:click=move |_| page.give(Command::Change(Change::disconnect(from.clone(), id())))
            >
                {name}
                <span aria-hidden="true">" ✕"</span>
            </button>
        </li>
    }
}
