//! The page's storage in the browser: named texts, and the user's modules.
//!
//! Everything that is saved goes through here, and everything that can go wrong is a [`Fault`]. The texts are in a
//! [`Texts`]: the browser's storage, or a test double that fails on demand.

mod fault;
mod saver;
#[cfg(test)]
mod testing;

pub use self::{
    fault::Fault,
    saver::{LATEST_MS, Saver, Texts},
};
