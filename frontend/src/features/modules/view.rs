//! The list of modules, the missing modules, and the report about a module.

use std::sync::Arc;

use dagwood_core::limits::MODULE_BYTES;
use leptos::{html::Input, prelude::*};

use super::{Bundled, Own, text};
use crate::{
    control::Page,
    features::files::FilePicker,
    interop::files::read,
    parts,
    scene::byte_size,
    state::{Inspected, Item, Upload, WriteTab, command::Command},
    view::{WritePanel, later, nothing, once},
};

/// The missing modules that the workflow names, shown on every tab on the left.
#[component]
pub(crate) fn MissingModules() -> impl IntoView {
    let page = Page::of_view();
    let missing = Memo::new(move |_| {
        let list = page.modules.list().read();
        page.document.needed().read().iter().filter(|name| !list.has(name)).cloned().collect::<Vec<_>>()
    });
    view! {
        <For each=move || missing.get() key=Clone::clone let(name)>
            <Missing name />
        </For>
    }
}

#[component]
pub(crate) fn ModulesPanel() -> impl IntoView {
    let page = Page::of_view();
    // After the first opening, the list stays mounted.
    let was_open = once(move || page.workspace.writing().get() == WriteTab::Modules);
    view! {
        <WritePanel tab=WriteTab::Modules class="modules">
            {move || was_open.get().then(|| later(parts::module_list, nothing))}
        </WritePanel>
    }
}

/// All modules, and a button that adds some.
#[component]
pub(crate) fn ModuleListBody() -> impl IntoView {
    let page = Page::of_view();
    let own = move || {
        let list = page.modules.list().read();
        list.own().map(|(name, own)| (name.clone(), own.clone())).collect::<Vec<_>>()
    };
    let bundled = move || page.modules.list().read().bundled().cloned().collect::<Vec<_>>();
    let hint = move || match page.modules.list().read().own().count() {
        0 => text::HINT.to_owned(),
        own => text::added(own),
    };
    view! {
        <div class="module-list">
            <div class="tools-line">
                <ModulePicker
                    text=text::ADD
                    label=text::ADD.to_owned()
                    multiple=true
                    picked=move |files| page.give(Command::AddModules(files))
                />
                <span class="hint">{hint}</span>
            </div>
            <ul>
                <For each=own key=|(name, own)| (name.clone(), own.sha256.clone()) let((name, own))>
                    <OwnModule name own />
                </For>
                <For each=bundled key=|bundled| bundled.name.clone() let(bundled)>
                    <BundledModule bundled />
                </For>
            </ul>
        </div>
    }
}

/// A missing module that the workflow names.
#[component]
fn Missing(name: String) -> impl IntoView {
    let page = Page::of_view();
    let picked = add_as(page, name.clone());
    view! {
        <p class="missing">
            <span>{text::NAMES} <code>{name.clone()}</code> {text::IS_MISSING}</span>
            " "
            <ModulePicker text=text::CHOOSE label=text::choose(&name) multiple=false picked=picked />
        </p>
    }
}

/// A button that opens a chooser of modules.
#[component]
fn ModulePicker(
    text: &'static str,
    label: String,
    multiple: bool,
    picked: impl Fn(Vec<Upload>) + Clone + 'static,
) -> impl IntoView {
    let picked = move |files| read(files, MODULE_BYTES, picked.clone());
    view! { <FilePicker text label accept=".wasm,.wat" multiple picked /> }
}

/// Adds the first file under a name.
fn add_as(page: Page, name: String) -> impl Fn(Vec<Upload>) + Clone {
    move |files| {
        if let Some(file) = files.into_iter().next() {
            page.give(Command::AddModuleAs(name.clone(), file));
        }
    }
}

/// Whether the workflow names a module.
fn use_of(page: Page, name: String) -> impl Fn() -> &'static str + Send + Clone {
    move || if page.document.needed().read().contains(&name) { text::USED } else { text::NOT_USED }
}

#[component]
fn OwnModule(name: String, own: Own) -> impl IntoView {
    let page = Page::of_view();
    let renaming = RwSignal::new(false);
    let is_fine = own.verdict.is_ok();
    let verdict = own.verdict.unwrap_or_else(|_| text::CANNOT_RUN.into());
    let (for_replace, for_rename, for_remove) = (name.clone(), name.clone(), name.clone());
    let rename = move || {
        let name = for_rename.clone();
        view! { <Rename name done=move || renaming.set(false) /> }
    };
    view! {
        <li class="module">
            <p class="about">
                <code>{name.clone()}</code>
                " "
                <span class="hint" class:warn=!is_fine>
                    {byte_size(own.bytes.len())}
                    " · "
                    {verdict}
                    " · "
                    {use_of(page, name.clone())}
                </span>
            </p>
            <p class="actions">
                {is_fine.then(|| view! { <Use name=name.clone() /> })}
                <Action name=name.clone() what=text::INSPECT act=move |name| page.give(Command::InspectModule(name)) />
                <Action
                    name=name.clone()
                    what=text::RENAME
                    act=move |_| renaming.update(|renaming| *renaming = !*renaming)
                />
                <ModulePicker
                    text=text::REPLACE
                    label=text::replace(&name)
                    multiple=false
                    picked=add_as(page, for_replace)
                />
                <Action
                    name=name.clone()
                    what=text::DOWNLOAD
                    act=move |name| page.give(Command::DownloadModule(name))
                /> <Action name=for_remove what=text::REMOVE act=move |name| page.give(Command::RemoveModule(name)) />
            </p>
            {move || renaming.get().then(&rename)}
            <Report name />
        </li>
    }
}

#[component]
fn BundledModule(bundled: Bundled) -> impl IntoView {
    let page = Page::of_view();
    let Bundled { name, abi, language, help, size } = bundled;
    view! {
        <li class="module">
            <p class="about">
                <code>{name.clone()}</code>
                " "
                <span class="hint">
                    {byte_size(size)} " · " {abi} " · " {language} " · " {use_of(page, name.clone())}
                </span>
            </p>
            <p class="hint">{help}</p>
            <p class="actions">
                <Use name=name.clone() />
                <Action name=name.clone() what=text::INSPECT act=move |name| page.give(Command::InspectModule(name)) />
                <Action
                    name=name.clone()
                    what=text::DOWNLOAD
                    act=move |name| page.give(Command::DownloadModule(name))
                />
            </p>
            <Report name />
        </li>
    }
}

/// Adds a processor that uses a module.
#[component]
fn Use(name: String) -> impl IntoView {
    let page = Page::of_view();
    let label = text::add_use(&name);
    view! {
        <button type="button" aria-label=label on:click=move |_| page.give(Command::AddProcessorOf(name.clone()))>
            {text::ADD_USE}
        </button>
    }
}

/// A button for an action on one module.
#[component]
fn Action(name: String, what: &'static str, act: impl Fn(String) + 'static) -> impl IntoView {
    let label = format!("{what} {name}");
    view! {
        <button type="button" aria-label=label on:click=move |_| act(name.clone())>
            {what}
        </button>
    }
}

#[component]
fn Rename(name: String, done: impl Fn() + Copy + 'static) -> impl IntoView {
    let page = Page::of_view();
    let field = NodeRef::<Input>::new();
    field.on_load(|field| {
        request_animation_frame(move || {
            let _ = field.focus();
            field.select();
        });
    });
    let label = text::new_name(&name);
    let rename = {
        let name = name.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let Some(field) = field.get_untracked() else { return };
            if page.execute(Command::RenameModule { from: name.clone(), to: field.value() }).is_ok() {
                done();
            }
        }
    };
    view! {
        <form class="rename" on:submit=rename>
            <input type="text" aria-label=label node_ref=field prop:value=name />
            <button type="submit">{text::RENAME}</button>
            <button type="button" class="quiet" on:click=move |_| done()>
                {text::CANCEL}
            </button>
        </form>
    }
}

/// The report about a module, if it is open.
#[component]
fn Report(name: String) -> impl IntoView {
    let page = Page::of_view();
    let shown = Memo::new(move |_| {
        let report = page.modules.report().read();
        report.as_ref().filter(|(shown, _)| *shown == name).map(|(_, inspected)| Shown(inspected.clone()))
    });
    move || shown.get().map(|Shown(inspected)| view! { <Facts inspected /> })
}

/// A report, compared by identity.
#[derive(Clone)]
struct Shown(Arc<Inspected>);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[component]
fn Facts(inspected: Arc<Inspected>) -> impl IntoView {
    let Inspected { bytes, sha256, kind, verdict, memory, imports, exports, disassembly } = (*inspected).clone();
    let verdict = match verdict {
        Ok(abi) => view! { <p class="can">{text::CAN_RUN} {abi} {text::ABI}</p> }.into_any(),
        Err(why) => view! { <p class="failure">{text::REFUSED} {why}</p> }.into_any(),
    };
    let memory = memory.map(|(least, most)| {
        let most = most.map_or_else(|| text::WORKFLOW_LIMIT.into(), text::most_pages);
        view! {
            <div>
                <dt>{text::MEMORY}</dt>
                <dd>{text::pages(least, &most)}</dd>
            </div>
        }
    });
    view! {
        <div class="report">
            {verdict} <dl>
                <div>
                    <dt>{text::KIND}</dt>
                    <dd>{kind}</dd>
                </div>
                <div>
                    <dt>{text::SIZE}</dt>
                    <dd>{text::bytes(bytes.len())}</dd>
                </div>
                <div>
                    <dt>{text::SHA_256}</dt>
                    <dd>
                        <code>{sha256}</code>
                    </dd>
                </div>
                {memory}
            </dl> <Items title=text::IMPORTS items=imports /> <Items title=text::EXPORTS items=exports />
            {disassembly
                .map(|text| {
                    view! {
                        <h3>{text::ENTRY_POINT}</h3>
                        <pre tabindex="0" role="group" aria-label=text::DISASSEMBLY>
                            {text}
                        </pre>
                    }
                })}
        </div>
    }
}

#[component]
fn Items(title: &'static str, items: Vec<Item>) -> impl IntoView {
    (!items.is_empty()).then(|| {
        let row = |Item { name, ty }: Item| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{ty}</td>
                </tr>
            }
        };
        view! {
            <table class="metadata">
                <caption>{title}</caption>
                <tbody>{items.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    })
}
