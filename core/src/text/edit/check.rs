//! Checks that an edited text means exactly what it should: reads it back and compares.

use crate::text::yaml::{Kind, NodeId, Resolved, Tree};

use super::change::{Changes, New};

/// Whether `after` is `before` with these changes.
pub(super) fn holds(before: &Tree, changes: &Changes, after: &Tree) -> bool {
    let comparison = Comparison { before, changes, after };
    match (&changes.root, before.root, after.root) {
        (Some(new), _, Some(found)) => is(new, after, found),
        (None, Some(was), Some(found)) => comparison.child(Expected::Old(was), found),
        _ => false,
    }
}

/// The expected content.
#[derive(Clone, Copy)]
enum Expected<'c, 'e> {
    Old(NodeId),
    New(&'c New<'e>),
}

/// An expected child; in mappings with its key.
#[derive(Clone, Copy)]
struct Child<'c, 'e> {
    key: Option<Key<'c>>,
    value: Expected<'c, 'e>,
}

#[derive(Clone, Copy)]
enum Key<'c> {
    Old(NodeId),
    New(&'c str),
}

struct Comparison<'c, 't, 'a, 'e> {
    before: &'c Tree<'t>,
    changes: &'c Changes<'e>,
    after: &'c Tree<'a>,
}

impl Comparison<'_, '_, '_, '_> {
    fn child(&self, expected: Expected, found: NodeId) -> bool {
        let was = match expected {
            Expected::New(new) => return is(new, self.after, found),
            Expected::Old(was) => was,
        };
        match (&self.before.node(was).kind, &self.after.node(found).kind) {
            (Kind::Scalar(was), Kind::Scalar(found)) => was.text == found.text && was.plain == found.plain,
            (Kind::Sequence(children), Kind::Sequence(found)) => {
                let mut items = self.before.items(*children).to_vec();
                if let Some((from, before)) = self.changes.deltas.get(&was).and_then(|delta| delta.moved) {
                    let item = items.remove(from);
                    items.insert(if from < before { before - 1 } else { before }, item);
                }
                let items = items.iter().map(|&item| (None, item));
                let found = self.after.items(*found).iter().map(|&item| (None, item));
                self.children(was, items, found)
            }
            (Kind::Mapping(children), Kind::Mapping(found)) => {
                let entries = self.before.entries(*children).iter().map(|&[key, value]| (Some(key), value));
                let found = self.after.entries(*found).iter().map(|&[key, value]| (Some(key), value));
                self.children(was, entries, found)
            }
            // A list without its last item may be written as null.
            (Kind::Sequence(children), Kind::Scalar(found)) => {
                let gone = self.changes.deltas.get(&was).map_or(0, |delta| delta.removed.len());
                gone > 0 && gone == self.before.items(*children).len() && found.resolve() == Resolved::Null
            }
            _ => false,
        }
    }

    /// Whether the children found are the previous ones with these changes.
    fn children(
        &self,
        parent: NodeId,
        was: impl ExactSizeIterator<Item = (Option<NodeId>, NodeId)>,
        mut found: impl Iterator<Item = (Option<NodeId>, NodeId)>,
    ) -> bool {
        let delta = self.changes.deltas.get(&parent);
        let count = was.len();
        let mut is_next = |child: Child| found.next().is_some_and(|(key, value)| self.entry(child, key, value));
        let inserted = |at: usize| delta?.inserted.as_ref().filter(|inserted| inserted.at == at);
        for (at, (key, value)) in was.enumerate() {
            if let Some(new) = inserted(at)
                && !is_next(Child { key: new.key.as_deref().map(Key::New), value: Expected::New(&new.value) })
            {
                return false;
            }
            if delta.is_some_and(|delta| delta.removed.contains(&at)) {
                continue;
            }
            let value = delta.and_then(|delta| delta.set.get(&at)).map_or(Expected::Old(value), Expected::New);
            if !is_next(Child { key: key.map(Key::Old), value }) {
                return false;
            }
        }
        if let Some(new) = inserted(count)
            && !is_next(Child { key: new.key.as_deref().map(Key::New), value: Expected::New(&new.value) })
        {
            return false;
        }
        found.next().is_none()
    }

    fn entry(&self, expected: Child, key: Option<NodeId>, value: NodeId) -> bool {
        let same_key = match (expected.key, key) {
            (None, None) => true,
            (Some(Key::Old(was)), Some(key)) => self.child(Expected::Old(was), key),
            (Some(Key::New(name)), Some(key)) => self.after.text(key) == Some(name),
            _ => false,
        };
        same_key && self.child(expected.value, value)
    }
}

/// Whether a node has this content.
fn is(new: &New, tree: &Tree, found: NodeId) -> bool {
    match (new, &tree.node(found).kind) {
        (New::Text(text), _) => tree.text(found) == Some(text),
        (New::Number(number), Kind::Scalar(scalar)) => scalar.resolve() == Resolved::Int(i128::from(*number)),
        (New::List(items), Kind::Sequence(children)) => {
            let found = tree.items(*children);
            items.len() == found.len() && items.iter().zip(found).all(|(new, &found)| is(new, tree, found))
        }
        (New::Map(entries), Kind::Mapping(children)) => {
            let found = tree.entries(*children);
            let pairs = || entries.iter().zip(found);
            entries.len() == found.len()
                && pairs().all(|((name, new), &[key, found])| tree.text(key) == Some(name) && is(new, tree, found))
        }
        _ => false,
    }
}
