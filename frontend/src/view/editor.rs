//! The tabs in which the user writes: the workflow and the input as text.

use leptos::{html::Div, prelude::*};

use super::{
    later::{later, nothing},
    tabs::{Tab, Tabs, panel_id},
};
use crate::{
    control::{Page, WORKFLOW_TEXT},
    features::{examples::has_look_at, modules},
    interop, parts,
    state::{WriteTab, command::Command},
    text::editor as text,
};

/// The tabs in which the user writes.
#[component]
pub(super) fn WriteTabs() -> impl IntoView {
    let page = Page::of_view();
    let problems = Signal::derive(move || page.document.problems().read().len());
    let tab = move |tab| Tab { title: title(tab), count: (tab == WriteTab::Problems).then_some(problems) };
    view! {
        <Tabs
            label=text::TABS
            tabs=WriteTab::ALL.map(tab).to_vec()
            shown=Signal::derive(move || page.workspace.writing().get() as usize)
            choose=Callback::new(move |at: usize| page.give(Command::ShowTab(WriteTab::ALL[at])))
        />
    }
}

fn title(tab: WriteTab) -> &'static str {
    match tab {
        WriteTab::Workflow => text::WORKFLOW,
        WriteTab::Input => text::INPUT,
        WriteTab::Modules => modules::text::TITLE,
        WriteTab::Problems => text::PROBLEMS,
    }
}

/// The panel of a tab. It stays mounted to keep its text and scroll position.
#[component]
pub(crate) fn WritePanel(tab: WriteTab, class: &'static str, children: Children) -> impl IntoView {
    let page = Page::of_view();
    view! {
        <section
            class=class
            id=panel_id(title(tab))
            role="tabpanel"
            aria-label=title(tab)
            hidden=move || page.workspace.writing().get() != tab
        >
            <h2 class="unseen">{title(tab)}</h2>
            {children()}
        </section>
    }
}

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
        <WritePanel tab=WriteTab::Workflow class="workflow">
            <p id="workflow-hint" class="unseen">
                {text::KEYS}
            </p>
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
        </WritePanel>
    }
}

#[component]
pub(super) fn InputText() -> impl IntoView {
    let page = Page::of_view();
    view! {
        <WritePanel tab=WriteTab::Input class="input">
            <textarea
                aria-label=text::INPUT
                data-kept="input"
                spellcheck="false"
                prop:value=move || page.document.input().get()
                on:input:target=move |event| page.give(Command::EditInput(event.target().value()))
            ></textarea>
        </WritePanel>
    }
}
