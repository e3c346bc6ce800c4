//! The browser: all access to it except the elements of views, and workers, which `dagwood_channel` starts.

pub mod address;
pub mod canvas;
pub mod clock;
pub mod documents;
pub mod editor;
pub mod files;
pub mod load;
pub mod modules;
pub mod page;
pub mod panic;
pub mod picture;
pub mod popover;
pub mod shell;
pub mod storage;
pub mod tooltip;
