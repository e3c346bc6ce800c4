//! A workflow file as edits see it: the positions of its processors and dependencies in the tree.

use alloc::{
    borrow::ToOwned,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

use super::{EditError, TextEdit, apply, change::Changes, check, write};
use crate::{
    limits,
    text::yaml::{Kind, NodeId, Tree},
};

/// A file and its tree.
pub(super) struct Document<'a> {
    pub(super) text: &'a str,
    pub(super) tree: Tree<'a>,
    /// Nodes that aliases refer to: a change there would also change other places.
    shared: BTreeSet<NodeId>,
}

/// An entry of `processors`.
#[derive(Clone, Copy)]
pub(super) struct Item {
    /// Its index in the list.
    pub(super) at: usize,
    /// The mapping.
    pub(super) node: NodeId,
}

/// A value of a mapping.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// Its index in the mapping.
    pub(super) at: usize,
    pub(super) value: NodeId,
}

/// A mention of an id in a list.
#[derive(Clone, Copy)]
pub(super) struct Mention {
    pub(super) list: NodeId,
    pub(super) at: usize,
    pub(super) node: NodeId,
}

impl<'a> Document<'a> {
    pub(super) fn read(text: &'a str) -> Result<Self, EditError> {
        if text.len() > limits::TEXT_BYTES {
            return Err(EditError::Unreadable("it is too large".into()));
        }
        let tree = Tree::read(text).map_err(|diagnostic| EditError::Unreadable(diagnostic.message))?;
        let shared = tree.shared();
        Ok(Self { text, tree, shared })
    }

    /// Whether the file has no content yet.
    pub(super) fn is_empty(&self) -> bool {
        self.tree.root.is_none_or(|root| self.tree.is_null(root))
    }

    /// The mapping at the root.
    pub(super) fn root(&self) -> Result<NodeId, EditError> {
        self.tree.root.filter(|&root| self.tree.entries_of(root).is_some()).ok_or(EditError::NotAWorkflow)
    }

    /// The list of processors, if there is one.
    pub(super) fn list(&self) -> Option<NodeId> {
        let list = self.entry(self.tree.root?, "processors")?.value;
        self.tree.items_of(list).map(|_| list)
    }

    /// All mappings in the list of processors.
    pub(super) fn items(&self) -> impl Iterator<Item = Item> {
        let items = self.list().and_then(|list| self.tree.items_of(list)).unwrap_or_default();
        let all = items.iter().enumerate().map(|(at, &node)| Item { at, node });
        all.filter(|item| self.tree.entries_of(item.node).is_some())
    }

    /// The entry with this key.
    pub(super) fn entry(&self, mapping: NodeId, key: &str) -> Option<Entry> {
        let is_it =
            |&[name, _]: &[NodeId; 2]| matches!(&self.tree.node(name).kind, Kind::Scalar(name) if name.text == key);
        let entries = self.tree.entries_of(mapping)?;
        let at = entries.iter().position(is_it)?;
        Some(Entry { at, value: entries[at][1] })
    }

    /// The id of a processor.
    pub(super) fn id(&self, item: Item) -> Option<&str> {
        self.tree.text(self.entry(item.node, "id")?.value)
    }

    /// The first processor with this id: dependencies on the id mean this one.
    pub(super) fn find(&self, id: &str) -> Option<Item> {
        self.items().find(|&item| self.id(item) == Some(id))
    }

    /// The processor with this id.
    pub(super) fn get(&self, id: &str) -> Result<Item, EditError> {
        self.find(id).ok_or_else(|| EditError::NoSuchProcessor(id.to_owned()))
    }

    /// The ids in a processor's `depends_on`.
    pub(super) fn mentions(&self, item: Item) -> impl Iterator<Item = Mention> {
        let list = self.entry(item.node, "depends_on").map(|entry| entry.value);
        let items = list.and_then(|list| self.tree.items_of(list)).unwrap_or_default();
        let mention = |(list, (at, &node))| Mention { list, at, node };
        list.into_iter().flat_map(|list| core::iter::repeat(list).zip(items.iter().enumerate())).map(mention)
    }

    /// The ids on the path along dependencies from `from` to `to`, both included, if there is one: then `from` depends
    /// on `to`.
    pub(super) fn way(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut by_id = BTreeMap::new();
        for item in self.items() {
            if let Some(id) = self.id(item) {
                by_id.entry(id).or_insert(item);
            }
        }
        // For each processor, the one from which it was reached first.
        let mut reached = BTreeMap::from([(from, from)]);
        let mut stack = Vec::from([from]);
        while let Some(id) = stack.pop() {
            if id == to {
                let mut way = Vec::from([id.to_owned()]);
                let mut id = id;
                while id != from {
                    id = reached[id];
                    way.push(id.to_owned());
                }
                way.reverse();
                return Some(way);
            }
            let Some(&item) = by_id.get(id) else { continue };
            for next in self.mentions(item).filter_map(|mention| self.tree.text(mention.node)) {
                reached.entry(next).or_insert_with(|| {
                    stack.push(next);
                    id
                });
            }
        }
        None
    }

    /// Refuses nodes that aliases share.
    pub(super) fn own(&self, node: NodeId) -> Result<NodeId, EditError> {
        if self.shared.contains(&node) { Err(EditError::Shared) } else { Ok(node) }
    }

    /// The changes as edits of the text, if they produce exactly these changes.
    pub(super) fn write(&self, changes: &Changes) -> Result<Vec<TextEdit>, EditError> {
        let edits = write::write(self.text, &self.tree, changes).ok_or(EditError::Unsafe)?;
        let edited = apply(self.text, &edits);
        let is_right = Tree::read(&edited).is_ok_and(|after| check::holds(&self.tree, changes, &after));
        if is_right { Ok(edits) } else { Err(EditError::Unsafe) }
    }
}
