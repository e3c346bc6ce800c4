//! The browser: all access to it except the elements of views.

pub mod address;
pub mod canvas;
pub mod clock;
pub mod editor;
pub mod engine;
pub mod files;
pub mod interpreter;
pub mod modules;
pub mod page;
pub mod panic;
pub mod scope;
pub mod storage;
pub mod tooltip;
