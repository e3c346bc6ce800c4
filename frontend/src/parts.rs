//! The parts of the page's program that are loaded when they are first needed.
//!
//! The attribute `wasm_split` makes a function asynchronous. What only such functions use is split off by the build
//! (`frontend/tools/wasm-bindgen`) into a file for each name: `results` shows a run, `lab` asks what else could have
//! happened, `modules` is the list of modules, and `more` has what many visits never open. What two of them use is in a
//! file of its own. Outside of the web the functions are called directly.

// The attribute declares the functions of the parts for the linker. They are called with the types of one compilation.
#![allow(unsafe_code, improper_ctypes_definitions)]

use std::{cell::Cell, future::Future, pin::Pin};

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use crate::{
    control::{
        Page,
        commands::{execute_in_lab, execute_in_modules, execute_in_more, execute_in_results},
    },
    features::{
        compare::ComparePanel, edit_form::SelectedForm, modules::ModuleListBody, orders::OrdersPanel,
        settings::SettingsPanel, what_if::WhatIfPanel,
    },
    state::{
        command::{Command, NotNow},
        glossary::{Definition, define},
    },
    view::{EventRows, Glossary, InspectorBody, OutputBody, Shortcuts, Table, Timeline},
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

/// A part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LaterPart {
    /// Runs a workflow, shows the run and steps through it.
    Results,
    /// Compares and forks runs, and tries every order.
    Lab,
    /// The list of modules.
    Modules,
    /// Dialogs, the table of processors, the form for edits.
    More,
}

thread_local! {
    /// What executes the commands of each part that is loaded.
    static LOADED: [Cell<Option<Execute>>; 4] = const { [const { Cell::new(None) }; 4] };
}

impl LaterPart {
    /// What executes its commands, if it is loaded.
    pub(crate) fn commands(self) -> Option<Execute> {
        if cfg!(target_family = "wasm") {
            return LOADED.with(|loaded| loaded[self as usize].get());
        }
        // Outside of the web, everything is in one program.
        Some(match self {
            Self::Results => execute_in_results,
            Self::Lab => execute_in_lab,
            Self::Modules => execute_in_modules,
            Self::More => execute_in_more,
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
            Self::Modules => modules().await,
            Self::More => more().await,
        }?;
        LOADED.with(|loaded| loaded[self as usize].set(Some(execute)));
        Ok(execute)
    }
}

/// What executes the commands of a part.
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
    modules execute_in_modules;
    more execute_in_more;
}

/// Starts the run of the checked text.
#[wasm_split(results, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn run_checked(page: Page) -> Result<(), NotLoaded> {
    page.run_checked();
    Ok(())
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
    results timeline split_timeline Timeline;
    results events split_events EventRows;
    results inspector split_inspector InspectorBody;
    results output split_output OutputBody;
    lab compare split_compare ComparePanel;
    lab what_if split_what_if WhatIfPanel;
    lab orders split_orders OrdersPanel;
    modules module_list split_module_list ModuleListBody;
    more edit_form split_edit_form SelectedForm;
    more settings split_settings SettingsPanel;
    more shortcuts split_shortcuts Shortcuts;
    more glossary split_glossary Glossary;
    more table split_table Table;
}
