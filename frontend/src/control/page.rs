//! The page: one handle for each part of its state.

use leptos::prelude::*;

use super::{Document, Engine, Events, Notices, Player, Results, Runs, Selection, Storage, Workspace};
use crate::{
    features::{
        compare::Compare, documents::Documents, edit_form::EditForm, examples::Examples, files::Files,
        modules::Modules, orders::Orders, settings::Settings, share::Share, verify::Verify,
    },
    state::command::Capabilities,
};

/// The page: all its state, and all operations on it.
#[derive(Clone, Copy)]
pub struct Page {
    /// Text, input and options, and the results of checking them.
    pub document: Document,
    /// The workers behind the page.
    pub engine: Engine,
    /// The messages to the user.
    pub notices: Notices,
    /// What of the page is in front.
    pub workspace: Workspace,
    /// The appearance of the page.
    pub settings: Settings,
    /// What to compare.
    pub compare: Compare,
    /// The results of all completion orders.
    pub orders: Orders,
    /// The run on display, and the cursor in it.
    pub player: Player,
    /// The selected processor.
    pub selection: Selection,
    /// The current run, and the history of runs.
    pub runs: Runs,
    /// Saving the document of this tab.
    pub storage: Storage,
    /// All documents.
    pub documents: Documents,
    /// The examples.
    pub examples: Examples,
    /// Creating and opening links.
    pub share: Share,
    /// Files over the page.
    pub files: Files,
    /// The tests that are being verified.
    pub verify: Verify,
    /// The modules that workflows can name.
    pub modules: Modules,
    /// Editing the selected processor.
    pub edit_form: EditForm,
    /// The listeners to events.
    pub events: Events,
    pub(super) capabilities: StoredValue<Capabilities>,
    pub(super) results: StoredValue<Option<Results>>,
    pub(super) owner: StoredValue<Owner>,
}

/// Sets a signal if that changes it, so that not every key press renders everything that depends on it.
pub(super) fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: WriteSignal<T>, value: T) {
    signal.maybe_update(|present| {
        let is_new = *present != value;
        *present = value;
        is_new
    });
}

impl Page {
    /// The page before anything has been restored or opened.
    #[must_use]
    pub fn new() -> Self {
        let (document, orders, events) = (Document::new(), Orders::new(), Events::new());
        let player = Player::new(document, orders, events);
        let settings = Settings::new();
        Self {
            document,
            engine: Engine::new(),
            notices: Notices::new(),
            workspace: Workspace::new(),
            settings,
            compare: Compare::new(),
            orders,
            player,
            selection: Selection::new(document, events),
            runs: Runs::new(),
            storage: Storage::new(),
            documents: Documents::new(),
            examples: Examples::new(),
            share: Share::new(),
            files: Files::new(),
            verify: Verify::new(),
            modules: Modules::new(),
            edit_form: EditForm::new(),
            events,
            capabilities: StoredValue::new(Capabilities::ALL),
            results: StoredValue::new(None),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// The handle, in any view.
    ///
    /// # Panics
    /// Outside the page's views, which all have it as a context.
    #[must_use]
    pub fn of_view() -> Self {
        expect_context()
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::new()
    }
}
