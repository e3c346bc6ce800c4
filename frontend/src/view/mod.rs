//! The components of the page. They show the values that [`crate::scene`] computes, read the handles of
//! [`crate::control::Page`], and give it commands. A view writes only signals that it has created.

// The macro of Leptos makes parts of every component public, regardless of the declaration, and components own their
// arguments.
#![allow(unreachable_pub, clippy::needless_pass_by_value)]

mod agenda;
mod app;
mod camera;
mod course;
mod dialogs;
mod drawing;
mod dropdown;
mod editor;
mod events;
mod fan;
mod gradual;
mod graph;
mod header;
mod icon;
mod inspector;
mod jumps;
mod keys;
mod later;
mod marks;
mod names;
mod node;
mod notice;
mod output;
mod overview;
mod painted;
mod problems;
mod radio;
mod scroller;
mod splitter;
mod tabbed;
mod table;
mod tabs;
mod term;
mod timeline;
mod transport;
mod turns;
mod waiting;
mod why;

pub use self::app::App;
pub(crate) use self::{
    camera::Camera,
    course::Course,
    dialogs::Shortcuts,
    dropdown::{Dropdown, HelpMenu, Menu, MenuItem},
    editor::WritePanel,
    events::EventRows,
    icon::{IconButton, glyph},
    inspector::InspectorBody,
    jumps::JumpsBody,
    later::{later, nothing, once},
    marks::Marks as GraphMarks,
    names::Names,
    node::element_id,
    output::OutputBody,
    overview::Overview,
    painted::Painted,
    problems::ProblemList,
    radio::Radio,
    splitter::percent,
    tabbed::focus_panel,
    table::Table,
    term::{Glossary, Term},
    timeline::{Timeline, TimelinePanel, axis},
    transport::Marks,
};
