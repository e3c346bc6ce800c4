//! The parts of the page's program that are loaded when they are first needed.
//!
//! The attribute `wasm_split` makes a function asynchronous. Code that only such functions use goes into one file for each
//! part (`frontend/tools/wasm-bindgen`): `results` shows a run, `lab` compares and forks runs, `documents` stores, lists and opens
//! documents, `modules` is the list of modules, `files` opens files and tests, `more` has dialogs, the table and the edit form, `link`
//! opens links, `share` makes them. Code shared by several parts goes into chunks. Native builds call the functions directly.

// The attribute generates `extern "C"` functions with Rust types. That is sound: one compilation has both sides.
#![allow(unsafe_code, improper_ctypes_definitions)]

use std::{cell::RefCell, future::Future, pin::Pin, sync::Arc};

use dagwood_proto::share::LinkError;
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    control::{
        Beginning, Page,
        commands::{
            execute_in_documents, execute_in_files, execute_in_lab, execute_in_link, execute_in_modules,
            execute_in_more, execute_in_results, execute_in_share,
        },
    },
    features::{
        compare::ComparePanel,
        documents::{DocumentList, DocumentMenu, HistoryList, find},
        edit_form::SelectedForm,
        examples::{Gallery, LookAt},
        modules::ModuleListBody,
        orders::OrdersPanel,
        run_options::RunOptionsPanel,
        settings::SettingsPanel,
        share::{ShareDialog, document_of_link as read_link},
        what_if::WhatIfPanel,
    },
    scene::Chart,
    state::{
        Session,
        command::{Command, NotNow},
        glossary::{Definition, define},
    },
    text::notice::NOT_LOADED,
    view::{
        Camera, Course, EventRows, Glossary, GraphMarks, HelpMenu, InspectorBody, JumpsBody, Marks, Names, OutputBody,
        Overview, Painted, ProblemList, Shortcuts, Table, Timeline,
    },
};

/// A part could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Executes commands.
pub(crate) type Execute = fn(Page, Command) -> Result<(), NotNow>;

/// A part of the program that is loaded when it is first needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LaterPart {
    /// Runs a workflow, shows the run and steps through it.
    Results,
    /// Compares and forks runs, and tries every order.
    Lab,
    /// Stores documents, and lists them and their versions.
    Documents,
    /// The list of modules.
    Modules,
    /// Opens files, and saves and verifies tests.
    Files,
    /// Dialogs, the table of processors, the form for edits, and what is not needed at first sight.
    More,
    /// Opens links.
    Link,
    /// Makes links.
    Share,
}

thread_local! {
    /// The function of each loaded part that executes its commands.
    static LOADED: RefCell<Vec<(LaterPart, Execute)>> = const { RefCell::new(Vec::new()) };
}

impl LaterPart {
    /// The function that executes its commands, if the part is loaded.
    pub(crate) fn commands(self) -> Option<Execute> {
        if cfg!(target_family = "wasm") {
            return LOADED
                .with_borrow(|loaded| loaded.iter().find(|(part, _)| *part == self).map(|&(_, execute)| execute));
        }
        // Native builds are not split.
        Some(match self {
            Self::Results => execute_in_results,
            Self::Lab => execute_in_lab,
            Self::Documents => execute_in_documents,
            Self::Modules => execute_in_modules,
            Self::Files => execute_in_files,
            Self::More => execute_in_more,
            Self::Link => execute_in_link,
            Self::Share => execute_in_share,
        })
    }

    /// Loads it.
    ///
    /// # Errors
    /// [`NotLoaded`].
    pub(crate) async fn load(self) -> Result<Execute, NotLoaded> {
        let execute = match self {
            Self::Results => results().await,
            Self::Lab => lab().await,
            Self::Documents => documents().await,
            Self::Modules => modules().await,
            Self::Files => files().await,
            Self::More => more().await,
            Self::Link => link().await,
            Self::Share => share().await,
        }?;
        LOADED.with_borrow_mut(|loaded| loaded.push((self, execute)));
        Ok(execute)
    }

    /// Loads it before it is needed. Errors are shown when it is needed.
    pub(crate) fn prefetch(self) {
        spawn_local(async move {
            let _ = self.load().await;
        });
    }
}

/// For each part, the function that executes its commands.
macro_rules! executed {
    ($($part:ident $execute:ident;)*) => {
        $(
            #[wasm_split($part, wasm_split_path = leptos::wasm_split, fallible)]
            fn $part() -> Result<Execute, NotLoaded> {
                Ok($execute)
            }
        )*
    };
}

executed! {
    results execute_in_results;
    lab execute_in_lab;
    documents execute_in_documents;
    modules execute_in_modules;
    files execute_in_files;
    more execute_in_more;
    link execute_in_link;
    share execute_in_share;
}

/// Starts the run of the checked text.
#[wasm_split(results, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn run_checked(page: Page) -> Result<(), NotLoaded> {
    page.run_checked();
    Ok(())
}

/// Inspects the files that wait for the inspector.
#[wasm_split(modules, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn inspect_again(page: Page) -> Result<(), NotLoaded> {
    page.inspect_again();
    Ok(())
}

/// Accepts files that are dropped or pasted.
#[wasm_split(results, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn accept_files(page: Page) -> Result<(), NotLoaded> {
    page.accept_files();
    Ok(())
}

/// The document that a link opens as, and why it is not the shared one.
#[wasm_split(link, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn document_of_link(link: String) -> Result<(Session, Option<LinkError>), NotLoaded> {
    Ok(read_link(link))
}

/// What takes several turns: the name, the name of its split function, and the method of the page.
macro_rules! works {
    ($($(#[$help:meta])* $work:ident $split:ident $method:ident;)*) => {
        $(
            #[wasm_split(documents, wasm_split_path = leptos::wasm_split, fallible)]
            fn $split(page: Page) -> Result<Working, NotLoaded> {
                Ok(Box::pin(page.$method()))
            }

            $(#[$help])*
            pub(crate) async fn $work(page: Page) {
                if let Ok(work) = $split(page).await {
                    work.await;
                }
            }
        )*
    };
}

type Working = Pin<Box<dyn Future<Output = ()>>>;

/// Finds the document that this tab begins with.
#[wasm_split(documents, wasm_split_path = leptos::wasm_split, fallible)]
fn split_find() -> Result<Finding, NotLoaded> {
    Ok(Box::pin(find()))
}

type Finding = Pin<Box<dyn Future<Output = Beginning>>>;

pub(crate) async fn find_document() -> Result<Beginning, NotLoaded> {
    Ok(split_find().await?.await)
}

/// Adds the documents of an exported file. Returns the numbers of new and of known documents, or why there are none.
#[wasm_split(documents, wasm_split_path = leptos::wasm_split, fallible)]
fn split_import(page: Page, bytes: Vec<u8>) -> Result<Importing, NotLoaded> {
    Ok(Box::pin(page.import_documents(bytes)))
}

type Importing = Pin<Box<dyn Future<Output = Result<(usize, usize), String>>>>;

pub(crate) async fn import_documents(page: Page, bytes: Vec<u8>) -> Result<(usize, usize), String> {
    split_import(page, bytes).await.map_err(|NotLoaded| NOT_LOADED.to_owned())?.await
}

works! {
    /// Stores drafts as documents. What cannot be stored stays a draft.
    fold split_fold try_to_fold;
    /// Stores the run on display with its document.
    keep_run split_keep_run keep_run;
    /// Shows the stored run of the document.
    show_kept_run split_show_kept_run show_kept;
    /// Tells the user if another tab has the document open too.
    tell_if_open_elsewhere split_tell tell_if_open_elsewhere;
}

/// The definition of a word of the glossary.
#[wasm_split(more, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn definition(word: String) -> Result<Option<&'static Definition>, NotLoaded> {
    Ok(define(&word))
}

/// A view that is being loaded.
pub type Loading = Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>>>>;

/// Views: the name of the part, the function that loads a view, and its component.
macro_rules! views {
    ($($part:ident $load:ident $split:ident $view:ident;)*) => {
        $(
            #[wasm_split($part, wasm_split_path = leptos::wasm_split, fallible)]
            fn $split() -> Result<AnyView, NotLoaded> {
                Ok($view().into_any())
            }

            pub(crate) fn $load() -> Loading {
                Box::pin($split())
            }
        )*
    };
}

views! {
    more gallery split_gallery Gallery;
    more look_at split_look_at LookAt;
    results timeline split_timeline Timeline;
    results events split_events EventRows;
    results inspector split_inspector InspectorBody;
    results output split_output OutputBody;
    results jumps split_jumps JumpsBody;
    results marks split_marks Marks;
    lab compare split_compare ComparePanel;
    lab what_if split_what_if WhatIfPanel;
    lab orders split_orders OrdersPanel;
    documents document_list split_document_list DocumentList;
    documents history split_history HistoryList;
    modules module_list split_module_list ModuleListBody;
    more edit_form split_edit_form SelectedForm;
    more document_menu split_document_menu DocumentMenu;
    more run_options split_run_options RunOptionsPanel;
    more help_menu split_help_menu HelpMenu;
    more settings split_settings SettingsPanel;
    more shortcuts split_shortcuts Shortcuts;
    more glossary split_glossary Glossary;
    more table split_table Table;
    more problem_list split_problem_list ProblemList;
    share share_dialog split_share_dialog ShareDialog;
}

/// Views in the graph: the name of the part, the function that loads a view, and its component.
macro_rules! in_graph {
    ($($part:ident $load:ident $split:ident $view:ident;)*) => {
        $(
            #[wasm_split($part, wasm_split_path = leptos::wasm_split, fallible)]
            fn $split(chart: Arc<Chart>, camera: Camera, marks: GraphMarks) -> Result<AnyView, NotLoaded> {
                Ok(view! { <$view chart camera marks /> }.into_any())
            }

            pub(crate) fn $load(chart: Arc<Chart>, camera: Camera, marks: GraphMarks) -> Loading {
                Box::pin($split(chart, camera, marks))
            }
        )*
    };
}

in_graph! {
    results course split_course Course;
    more overview split_overview Overview;
    more names split_names Names;
    more painted split_painted Painted;
}
