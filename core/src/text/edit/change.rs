//! The changes to a file's tree, independent of how the file is written.

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::text::yaml::NodeId;

/// A value that is not in the file yet.
#[derive(Clone, Debug)]
pub(super) enum New<'e> {
    Text(Cow<'e, str>),
    Number(u64),
    List(Vec<New<'e>>),
    Map(Vec<(Cow<'e, str>, New<'e>)>),
}

impl<'e> New<'e> {
    pub(super) fn text(text: impl Into<Cow<'e, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A mapping of one key.
    pub(super) fn map(key: impl Into<Cow<'e, str>>, value: Self) -> Self {
        Self::Map([(key.into(), value)].into())
    }
}

/// A child to insert into a sequence or mapping.
#[derive(Debug)]
pub(super) struct Inserted<'e> {
    /// The number of existing children before it.
    pub(super) at: usize,
    /// For mappings.
    pub(super) key: Option<Cow<'e, str>>,
    pub(super) value: New<'e>,
}

/// The changes to the children of one sequence or mapping. Indices count the children in the file: items, or entries.
#[derive(Debug, Default)]
pub(super) struct Delta<'e> {
    pub(super) set: BTreeMap<usize, New<'e>>,
    pub(super) removed: BTreeSet<usize>,
    pub(super) inserted: Option<Inserted<'e>>,
    /// The item with the first index moves before the item with the second.
    pub(super) moved: Option<(usize, usize)>,
}

/// All changes.
#[derive(Debug, Default)]
pub(super) struct Changes<'e> {
    /// The new content of an empty file.
    pub(super) root: Option<New<'e>>,
    pub(super) deltas: BTreeMap<NodeId, Delta<'e>>,
}

impl<'e> Changes<'e> {
    fn of(&mut self, parent: NodeId) -> &mut Delta<'e> {
        self.deltas.entry(parent).or_default()
    }

    /// Replaces the value of a child.
    pub(super) fn set(&mut self, parent: NodeId, child: usize, value: New<'e>) {
        self.of(parent).set.insert(child, value);
    }

    /// Removes a child.
    pub(super) fn remove(&mut self, parent: NodeId, child: usize) {
        self.of(parent).removed.insert(child);
    }

    /// Inserts an item.
    pub(super) fn insert(&mut self, parent: NodeId, at: usize, value: New<'e>) {
        self.of(parent).inserted = Some(Inserted { at, key: None, value });
    }

    /// Moves an item before another one.
    pub(super) fn relocate(&mut self, parent: NodeId, from: usize, before: usize) {
        self.of(parent).moved = Some((from, before));
    }

    /// Inserts an entry.
    pub(super) fn insert_entry(&mut self, parent: NodeId, at: usize, key: impl Into<Cow<'e, str>>, value: New<'e>) {
        self.of(parent).inserted = Some(Inserted { at, key: Some(key.into()), value });
    }
}
