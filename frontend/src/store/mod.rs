//! What the browser keeps for this page: named texts, and the user's modules.
//!
//! Everything that is saved goes through here, and everything that can go wrong with it is a [`Fault`]. What holds the
//! texts is a [`Texts`]: the browser's own storage, or in tests one that fails on demand.

mod fault;
mod saver;
#[cfg(test)]
mod testing;

pub use self::{
    fault::Fault,
    saver::{LATEST_MS, Saver, Texts},
};
