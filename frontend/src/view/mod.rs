//! What is on the page: components that show what [`crate::scene`] makes and pass on what a person does to
//! [`crate::control::Page`].

// The macro of Leptos makes parts of every component public, whatever is written there, and components own what they
// are given.
#![allow(unreachable_pub, clippy::needless_pass_by_value)]

mod app;
mod camera;
mod drawing;
mod editor;
mod events;
mod graph;
mod header;
mod icon;
mod inspector;
mod modules;
mod node;
mod notice;
mod output;
mod problems;
mod timeline;
mod transport;

pub use self::app::App;
