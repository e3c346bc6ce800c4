//! The document in the header, the list of documents and the history, in dialogs.

use leptos::{
    ev::{MouseEvent, Targeted},
    html::Input,
    prelude::*,
};
use web_sys::{File, HtmlButtonElement};

use super::{Entry, Version, matching, text};
use crate::{
    control::Page,
    features::files::{FileChooser, FilePicker, text as file_text},
    interop::{clock, files, popover},
    parts,
    state::{
        Dialog, Session,
        command::{Command, label},
        title,
    },
    view::{Dropdown, Menu, MenuItem},
};

/// The name of the document, and whether it is saved. It opens the menu of the document.
#[component]
pub(crate) fn DocumentBar() -> impl IntoView {
    let page = Page::of_view();
    let name = Memo::new(move |_| title(&page.storage.name().read(), &page.document.workflow().read()));
    let saved = move || page.storage.saved().read().text();
    view! {
        <div class="document" role="group" aria-label=text::DOCUMENT>
            <Dropdown id="document-menu" kind="menu" title=text::MENU load=parts::document_menu>
                <span class="title" title=move || name.get()>
                    {move || name.get()}
                </span>
                <span class="saved" title=saved>
                    {saved}
                </span>
            </Dropdown>
        </div>
    }
}

/// The menu of documents. On narrow screens it also has the header's other buttons.
#[component]
pub(crate) fn DocumentMenu() -> impl IntoView {
    let page = Page::of_view();
    let chooser = NodeRef::<Input>::new();
    let choose = move |event: Targeted<MouseEvent, HtmlButtonElement>| {
        popover::close(&event.target());
        if let Some(chooser) = chooser.get_untracked() {
            chooser.click();
        }
    };
    let dialog = Command::ShowDialog;
    view! {
        <Menu label=text::DOCUMENT>
            <MenuItem command=Command::NewDocument />
            <button type="button" role="menuitem" tabindex="-1" title=file_text::OPEN_HELP on:click:target=choose>
                {file_text::OPEN}
            </button>
            <MenuItem command=Command::SaveDocument />
            <MenuItem command=dialog(Dialog::History) />
            <MenuItem command=dialog(Dialog::Documents) />
            <MenuItem class="narrow" command=dialog(Dialog::Examples) />
            <MenuItem class="narrow" command=Command::Share />
            <MenuItem class="narrow" command=dialog(Dialog::Settings) />
            <MenuItem class="narrow" command=dialog(Dialog::Shortcuts) />
            <MenuItem class="narrow" command=dialog(Dialog::Glossary) />
        </Menu>
        <FileChooser chooser picked=move |files| open(page, files) />
    }
}

/// Opens files as new documents.
fn open(page: Page, files: Vec<File>) {
    files::read_to_open(files, move |files| page.give(Command::OpenFiles(files)));
}

/// All documents.
#[component]
pub(crate) fn DocumentList() -> impl IntoView {
    let page = Page::of_view();
    Effect::new(move |_| {
        if page.workspace.dialog().get() == Some(Dialog::Documents) {
            page.read_documents();
        }
    });
    let search = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        page.documents.list().read().as_ref().map(|list| (matching(list, &search.read()), list.len()))
    });
    let says = move || match &*shown.read() {
        None => text::LOADING.into(),
        Some((_, 0)) => text::NONE.into(),
        Some((found, _)) if found.is_empty() => text::NONE_FOUND.into(),
        Some((found, all)) => text::count(found.len(), *all),
    };
    let entries = move || shown.get().map_or_else(Vec::new, |(entries, _)| entries);
    let key = |entry: &Entry| (entry.id.clone(), entry.title.clone(), entry.changed);
    let button = move |command: Command| {
        let class = if command == Command::NewDocument { "primary" } else { "" };
        let name = label(&command);
        view! {
            <button type="button" class=class on:click=move |_| page.give(command.clone())>
                {name}
            </button>
        }
    };
    view! {
        <div class="documents">
            <div class="remedies">
                {button(Command::NewDocument)}
                <FilePicker
                    text=file_text::OPEN
                    label=file_text::OPEN
                    help=file_text::OPEN_HELP
                    picked=move |files| open(page, files)
                /> {button(Command::ExportDocuments)}
            </div>
            <label class="search">
                {text::SEARCH}
                <input
                    type="search"
                    prop:value=move || search.get()
                    on:input:target=move |event| search.set(event.target().value())
                />
            </label>
            <p class="hint" role="status">
                {says}
            </p>
            <ul>
                <For each=entries key=key children=|entry| view! { <DocumentRow entry /> } />
            </ul>
        </div>
    }
}

#[component]
fn DocumentRow(entry: Entry) -> impl IntoView {
    let page = Page::of_view();
    let Entry { id, title, changed, .. } = entry;
    let renaming = RwSignal::new(false);
    let new_name = RwSignal::new(title.clone());
    let is_here = Memo::new({
        let id = id.clone();
        move |_| *page.storage.id().read() == id
    });
    let button = |what: &'static str, command: Command| {
        let label = text::of_document(what, &title);
        view! {
            <button type="button" class="quiet" aria-label=label on:click=move |_| page.give(command.clone())>
                {what}
            </button>
        }
    };
    let when = text::changed(&clock::date(changed));
    let open = Command::OpenDocument(id.clone());
    let duplicate = button(text::DUPLICATE, Command::DuplicateDocument(id.clone()));
    let delete = button(text::DELETE, Command::DeleteDocument(id.clone()));
    let rename_label = text::of_document(text::RENAME, &title);
    let field = NodeRef::<Input>::new();
    field.on_load(|field| {
        let _ = field.focus();
        field.select();
    });
    let rename = move || {
        renaming.set(false);
        page.give(Command::RenameDocument { id: id.clone(), name: new_name.get_untracked() });
    };
    view! {
        <li aria-current=move || is_here.get().then_some("true")>
            <button type="button" class="open" on:click=move |_| page.give(open.clone())>
                <span class="title">{title}</span>
                <span class="hint">{when} {move || is_here.get().then(|| format!(", {}", text::HERE))}</span>
            </button>
            <div class="remedies">
                <button
                    type="button"
                    class="quiet"
                    aria-label=rename_label
                    aria-expanded=move || renaming.get().to_string()
                    on:click=move |_| renaming.update(|renaming| *renaming = !*renaming)
                >
                    {text::RENAME}
                </button>
                {duplicate}
                {delete}
            </div>
            {move || {
                renaming
                    .get()
                    .then(|| {
                        let rename = rename.clone();
                        view! {
                            <form
                                class="rename"
                                on:submit=move |event| {
                                    event.prevent_default();
                                    rename();
                                }
                            >
                                <label>
                                    {text::NAME}
                                    <input
                                        type="text"
                                        node_ref=field
                                        prop:value=new_name.get_untracked()
                                        on:input:target=move |event| new_name.set(event.target().value())
                                    />
                                </label>
                                <button type="submit">{text::SAVE_NAME}</button>
                                <button type="button" class="quiet" on:click=move |_| renaming.set(false)>
                                    {text::CANCEL}
                                </button>
                            </form>
                        }
                    })
            }}
        </li>
    }
}

/// The versions of the document.
#[component]
pub(crate) fn HistoryList() -> impl IntoView {
    let page = Page::of_view();
    let viewed = RwSignal::new(None::<Session>);
    Effect::new(move |_| {
        if page.workspace.dialog().get() == Some(Dialog::History) {
            viewed.set(None);
            page.list_versions();
        }
    });
    let label = RwSignal::new(String::new());
    let versions = move || page.documents.versions().get().unwrap_or_default();
    let says = move || match &*page.documents.versions().read() {
        None => Some(text::LOADING),
        Some(versions) if versions.is_empty() => Some(text::NO_VERSIONS),
        Some(_) => None,
    };
    let row = move |(key, session): Version| {
        let when = clock::date(key.at);
        let (view_label, restore_label) = (text::of_version(text::VIEW, &when), text::of_version(text::RESTORE, &when));
        let name = key.label.clone();
        let shown = session.clone();
        let is_viewed = move || viewed.read().as_ref() == Some(&shown);
        view! {
            <li>
                <span>
                    <span class="title">{(!name.is_empty()).then_some(name)}</span>
                    " "
                    <span class="hint">{when}</span>
                </span>
                <div class="remedies">
                    <button
                        type="button"
                        class="quiet"
                        aria-label=view_label
                        aria-pressed=move || is_viewed().to_string()
                        on:click=move |_| viewed.set(Some(session.clone()))
                    >
                        {text::VIEW}
                    </button>
                    <button
                        type="button"
                        class="quiet"
                        aria-label=restore_label
                        on:click=move |_| page.give(Command::RestoreVersion(key.clone()))
                    >
                        {text::RESTORE}
                    </button>
                </div>
            </li>
        }
    };
    view! {
        <div class="documents">
            <form
                class="rename"
                on:submit=move |event| {
                    event.prevent_default();
                    if !label.read_untracked().trim().is_empty() {
                        page.give(Command::NameVersion(label.get_untracked()));
                        label.set(String::new());
                    }
                }
            >
                <label>
                    {text::VERSION_NAME}
                    <input
                        type="text"
                        prop:value=move || label.get()
                        on:input:target=move |event| label.set(event.target().value())
                    />
                </label>
                <button type="submit">{text::KEEP_VERSION}</button>
            </form>
            <p class="hint" role="status">
                {says}
            </p>
            <ul>
                <For each=versions key=|(key, _)| key.clone() children=row />
            </ul>
            {move || {
                viewed
                    .get()
                    .map(|session| {
                        view! {
                            <pre tabindex="0" role="region" aria-label=text::TEXT_OF_VERSION>
                                {session.workflow}
                            </pre>
                        }
                    })
            }}
        </div>
    }
}
