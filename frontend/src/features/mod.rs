//! The features with a folder of their own. Each has the files that it needs: `state`, `model` (pure functions to a view
//! model), `commands` (signals and commands), `view`, and `text` (user-visible texts).

// The macro of Leptos makes parts of every component public, and components own their properties.
#![allow(unreachable_pub, clippy::needless_pass_by_value)]

pub mod compare;
pub mod documents;
pub mod edit_form;
pub mod examples;
pub mod files;
pub mod modules;
pub mod orders;
pub mod run_options;
pub mod settings;
pub mod share;
pub mod verify;
pub mod welcome;
pub mod what_if;
