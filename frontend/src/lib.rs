//! The playground's page.
//!
//! Data flows one way: [`state`] (plain structs) → [`scene`] (pure functions to a view model) → [`mod@view`] (components
//! without logic). User actions return as a [`state::command::Command`], which [`control::Page::execute`] executes; what
//! happens then is a [`state::Event`]. A feature with a panel of its own has a folder in [`features`]. All access to the
//! browser is in [`interop`]. The engine, the validation of YAML and the layout never run on the page's own thread: they
//! run in workers, whose programs are another crate, `dagwood-worker`.
//!
//! The position in a run is one number, the cursor of a [`state::Replay`]: graph, timeline, list of events and
//! inspector are all computed from it.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    control::{Beginning, Page},
    parts::LaterPart,
    view::App,
};

// First, for its macro is used in the modules below.
#[macro_use]
mod text;

pub mod control;
pub use control::features;
pub mod interop;
pub mod panels;
pub mod parts;
pub mod scene;
pub mod state;
pub mod store;
pub mod view;
pub mod wire;

/// Mounts the page in place of the initial shell, with the document of this tab. With a link, it loads the part `link` first, so
/// that no other text is shown. The engine takes the longest to load, so it starts first.
pub fn mount() {
    let owner = Owner::new();
    let page = owner.with(Page::new);
    page.load_engine();
    // Leptos has no executor before it mounts the page.
    spawn_local(async move {
        if interop::address::has_link() {
            // The link will be run. These requests are queued behind those of the part `link`.
            page.prefetch_results();
            // If this fails, the page loads it again, and reports a second failure.
            let _ = LaterPart::Link.load().await;
        }
        let beginning = Beginning::find().await;
        owner.with(|| mount_to_body(move || view! { <App page beginning /> }));
    });
}
