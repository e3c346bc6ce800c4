//! The workflow and the input as text.

use leptos::{html::Div, prelude::*};

use super::later::{later, nothing};
use crate::{
    control::{Page, WORKFLOW_TEXT},
    features::examples::has_look_at,
    interop, parts,
    state::command::Command,
    text::editor as text,
};

#[component]
pub(super) fn Workflow() -> impl IntoView {
    let page = Page::of_view();
    let host = NodeRef::<Div>::new();
    let is_plain = RwSignal::new(true);
    // After the first paint, and after the moment of a link: until then there is a text area, which stays if the editor cannot be
    // loaded.
    let load = move || {
        let Some(host) = host.get_untracked() else { return };
        let host: leptos::web_sys::HtmlElement = host.into();
        page.load_editor(host.into(), "workflow-hint", move |loaded| {
            is_plain.set(!loaded);
            interop::page::mark("ready", "true");
        });
    };
    // It becomes true once, and stays true.
    let is_due = Memo::new(move |_| host.get().is_some() && !page.share.opening().get());
    Effect::new(move |_| {
        if is_due.get() {
            request_animation_frame(load);
        }
    });
    // The code for that is not in the first load, and waits until the page is idle.
    let has_prose = Memo::new(move |_| page.workspace.idle().get() && has_look_at(&page.document.workflow().read()));
    view! {
        <section class="workflow" aria-labelledby="workflow-title">
            <div class="head">
                <h2 id="workflow-title">{text::WORKFLOW}</h2>
                <p id="workflow-hint" class="unseen">
                    {text::KEYS}
                </p>
                <p class="hint">{move || page.runs.running().read().is_none().then_some(text::RUN_KEYS)}</p>
            </div>
            {move || has_prose.get().then(|| later(parts::look_at, nothing))}
            <div class="editor" node_ref=host data-kept="workflow">
                <Show when=move || is_plain.get()>
                    <textarea
                        id=WORKFLOW_TEXT
                        data-kept="workflow"
                        aria-label=text::WORKFLOW
                        aria-describedby="workflow-hint"
                        spellcheck="false"
                        autocomplete="off"
                        autocapitalize="off"
                        prop:value=move || page.document.workflow().get()
                        on:input:target=move |event| page.give(Command::Edit(event.target().value()))
                    ></textarea>
                </Show>
            </div>
        </section>
    }
}

#[component]
pub(super) fn InputText() -> impl IntoView {
    let page = Page::of_view();
    view! {
        <section class="input" aria-labelledby="input-title">
            <div class="head">
                <h2 id="input-title">{text::INPUT}</h2>
            </div>
            <textarea
                aria-labelledby="input-title"
                data-kept="input"
                spellcheck="false"
                prop:value=move || page.document.input().get()
                on:input:target=move |event| page.give(Command::EditInput(event.target().value()))
            ></textarea>
        </section>
    }
}
