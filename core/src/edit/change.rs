//! What is to be different in the tree of a file, whatever the style it is written in.

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::yaml::NodeId;

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

/// A child that a sequence or mapping gets.
#[derive(Debug)]
pub(super) struct Inserted<'e> {
    /// How many of the children that are there stand before it.
    pub(super) at: usize,
    /// Of mappings.
    pub(super) key: Option<Cow<'e, str>>,
    pub(super) value: New<'e>,
}

/// What happens to the children of one sequence or mapping. They are counted as they stand in the file: items, or entries.
#[derive(Debug, Default)]
pub(super) struct Delta<'e> {
    pub(super) set: BTreeMap<usize, New<'e>>,
    pub(super) removed: BTreeSet<usize>,
    pub(super) inserted: Option<Inserted<'e>>,
}

/// Everything that is to be different.
#[derive(Debug, Default)]
pub(super) struct Changes<'e> {
    /// What a file that holds nothing is to hold.
    pub(super) root: Option<New<'e>>,
    pub(super) deltas: BTreeMap<NodeId, Delta<'e>>,
}

impl<'e> Changes<'e> {
    fn of(&mut self, parent: NodeId) -> &mut Delta<'e> {
        self.deltas.entry(parent).or_default()
    }

    /// Another value for a child.
    pub(super) fn set(&mut self, parent: NodeId, child: usize, value: New<'e>) {
        self.of(parent).set.insert(child, value);
    }

    /// Nothing instead of a child.
    pub(super) fn remove(&mut self, parent: NodeId, child: usize) {
        self.of(parent).removed.insert(child);
    }

    /// One more item.
    pub(super) fn insert(&mut self, parent: NodeId, at: usize, value: New<'e>) {
        self.of(parent).inserted = Some(Inserted { at, key: None, value });
    }

    /// One more entry.
    pub(super) fn insert_entry(&mut self, parent: NodeId, at: usize, key: impl Into<Cow<'e, str>>, value: New<'e>) {
        self.of(parent).inserted = Some(Inserted { at, key: Some(key.into()), value });
    }
}
