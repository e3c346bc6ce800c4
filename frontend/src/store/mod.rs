//! What the browser stores for this page: texts, documents and the user's modules.
//!
//! Everything that is saved goes through here, and everything that can go wrong is a [`Fault`]. A change of the document is
//! first a draft ([`Drafts`]), which no end of the page can lose, and then part of the stored documents ([`fold`]). The
//! texts are in a [`Texts`]: the browser's storage, or a test double that fails on demand.

mod drafts;
mod fault;
mod file;
mod fold;
mod saver;
#[cfg(test)]
mod testing;

pub use self::{
    drafts::{Draft, Drafts, Found},
    fault::Fault,
    file::{File, Import, Record, Refusal, read, read_version, record, version_record},
    fold::{Folded, VersionKey, Write, add_version, fold},
    saver::{LATEST_MS, Saver, Texts},
};
