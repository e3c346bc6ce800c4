//! The playground's page, and the worker that runs its engine.
//!
//! Data flows one way: [`state`] (plain structs) → [`scene`] (pure functions to what is to be seen) → [`view`] (components
//! without logic). What a person does comes back as a [`state::command::Command`], which [`control::Page::execute`] executes;
//! what happens then is a [`state::Event`]. The browser is reached through [`interop`] alone, and neither the engine nor the
//! validation of YAML nor [`layout`] ever runs on the page's own thread: they are the [`worker`]'s.
//!
//! Where a run is being looked at is one number, the cursor of a [`state::Replay`]: graph, timeline, list of events and
//! inspector are all derived from it.

use leptos::prelude::*;

pub mod control;
pub mod interop;
pub mod layout;
pub mod scene;
pub mod state;
pub mod store;
pub mod view;
pub mod worker;

/// Puts the page in the place of what is shown until it is there.
pub fn mount() {
    mount_to_body(view::App);
    // Only now: if the page fails on the way, `public/rescue.js` shows that in the place of what was there before.
    if let Some(shell) = interop::page::element("shell") {
        shell.remove();
    }
}
