//! The features with a folder of their own. Each has the same files, as far as it needs them: `state`, `model` (pure functions
//! to what is shown), `commands` (signals, and what changes them), `view`, and `text` (what users read).

// The macro of Leptos makes parts of every component public, whatever is written there, and components own what they
// are given.
#![allow(unreachable_pub, clippy::needless_pass_by_value)]

pub mod compare;
pub mod edit_form;
pub mod examples;
pub mod modules;
pub mod orders;
pub mod settings;
pub mod share;
pub mod what_if;
