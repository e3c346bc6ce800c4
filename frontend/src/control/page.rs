//! The page: one handle for each part of its state.

use leptos::prelude::*;

use super::{Document, Engine, Events, Explanation, Notices, Player, Runs, Selection, Storage, Workspace};
use crate::{
    features::{
        compare::Compare, edit_form::EditForm, examples::Examples, modules::Modules, orders::Orders,
        settings::Settings, share::Share,
    },
    state::command::Capabilities,
};

/// The page: everything it knows, and everything that can be done with it.
#[derive(Clone, Copy)]
pub struct Page {
    /// Text, input and options, and what is known of them.
    pub document: Document,
    /// The workers behind the page.
    pub engine: Engine,
    /// What the user is told.
    pub notices: Notices,
    /// What of the page is in front.
    pub workspace: Workspace,
    /// How the page looks.
    pub settings: Settings,
    /// What is compared.
    pub compare: Compare,
    /// What orders of completion lead to.
    pub orders: Orders,
    /// The run that is shown, and where in it one is.
    pub player: Player,
    /// The selected processor.
    pub selection: Selection,
    /// The run under way, and the runs that there have been.
    pub runs: Runs,
    /// Why things stand as they stand at the cursor.
    pub explanation: Explanation,
    /// What saves the session.
    pub storage: Storage,
    /// The examples.
    pub examples: Examples,
    /// Links that are made and opened.
    pub share: Share,
    /// The modules that workflows can name.
    pub modules: Modules,
    /// What is changed of the selected processor.
    pub edit_form: EditForm,
    /// The listeners to events.
    pub events: Events,
    pub(super) capabilities: StoredValue<Capabilities>,
}

/// Sets a signal, if that changes it: else all that shows it would be made anew with every key that is pressed.
pub(super) fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: WriteSignal<T>, value: T) {
    signal.maybe_update(|present| {
        let is_new = *present != value;
        *present = value;
        is_new
    });
}

impl Page {
    /// The page as it stands before anything has been restored or opened.
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
            selection: Selection::new(document, player, settings, events),
            runs: Runs::new(),
            explanation: Explanation::new(),
            storage: Storage::new(),
            examples: Examples::new(),
            share: Share::new(),
            modules: Modules::new(),
            edit_form: EditForm::new(),
            events,
            capabilities: StoredValue::new(Capabilities::ALL),
        }
    }

    /// The handle, inside any view.
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
