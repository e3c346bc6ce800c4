//! Which values of a file an edit changes.

use alloc::{borrow::ToOwned, format, vec::Vec};

use super::{
    Edit, EditError, NewCode, NewValue,
    change::{Changes, New},
    document::{Document, Item},
};
use crate::{
    plan::LocalProcessor,
    text::{
        schema::{self, Section, Shape},
        suggest::{nearest, question},
        yaml::NodeId,
    },
};

/// The changes of this edit.
pub(super) fn changes<'e>(document: &Document, edit: &Edit<'e>) -> Result<Changes<'e>, EditError> {
    match *edit {
        Edit::Add { id, code, depends_on, after } => add(document, id, code, depends_on, after),
        Edit::Remove { id } => {
            let item = document.get(id)?;
            remove(document, item, is_unique(document, id).then_some(id))
        }
        Edit::Rename { id, to } => rename(document, id, to),
        Edit::Connect { from, to } => connect(document, from, to),
        Edit::Disconnect { from, to } => disconnect(document, from, to),
        Edit::Set { of, key, value } => set(document, of, key, value),
        Edit::Move { id, before } => relocate(document, id, before),
    }
}

fn is_unique(document: &Document, id: &str) -> bool {
    document.items().filter(|&item| document.id(item) == Some(id)).count() == 1
}

fn check_new_id(document: &Document, id: &str) -> Result<(), EditError> {
    if id.is_empty() {
        return Err(EditError::EmptyId);
    }
    document.find(id).map_or(Ok(()), |_| Err(EditError::TakenId(id.to_owned())))
}

fn add<'e>(
    document: &Document,
    id: &'e str,
    code: NewCode<'e>,
    depends_on: &[&'e str],
    after: Option<&str>,
) -> Result<Changes<'e>, EditError> {
    check_new_id(document, id)?;
    let after = after.map(|after| document.get(after)).transpose()?;
    let (kind, key, name) = match code {
        NewCode::Local(name) => {
            check_value(&Shape::LocalProcessor, "processor", NewValue::Text(name))?;
            ("local", "processor", name)
        }
        NewCode::Wasm(name) => ("wasm", "module", name),
    };
    let mut entries =
        Vec::from([("id".into(), New::text(id)), ("type".into(), New::text(kind)), (key.into(), New::text(name))]);
    if !depends_on.is_empty() {
        for (at, dependency) in depends_on.iter().enumerate() {
            document.get(dependency)?;
            if depends_on[..at].contains(dependency) {
                return Err(EditError::AlreadyConnected((*dependency).to_owned(), id.to_owned()));
            }
        }
        entries.push(("depends_on".into(), New::List(depends_on.iter().map(|&id| New::text(id)).collect())));
    }
    add_to_list(document, New::Map(entries), after)
}

/// Adds a processor to the list, which is created if missing.
pub(super) fn add_to_list<'e>(
    document: &Document,
    processor: New<'e>,
    after: Option<Item>,
) -> Result<Changes<'e>, EditError> {
    let mut changes = Changes::default();
    let list = New::List([processor.clone()].into());
    if document.is_empty() {
        let strategy = New::text(schema::STRATEGIES[0]);
        changes.root = Some(New::Map([("strategy".into(), strategy), ("processors".into(), list)].into()));
        return Ok(changes);
    }
    let root = document.root()?;
    let tree = &document.tree;
    let Some(entry) = document.entry(root, "processors") else {
        let entries = tree.entries_of(root).map_or(0, <[_]>::len);
        changes.insert_entry(root, entries, "processors", list);
        return Ok(changes);
    };
    match tree.items_of(entry.value) {
        Some([]) => changes.set(root, entry.at, list),
        Some(items) => {
            let at = after.map_or(items.len(), |after| after.at + 1);
            changes.insert(document.own(entry.value)?, at, processor);
        }
        None if tree.is_null(entry.value) => changes.set(root, entry.at, list),
        None => return Err(EditError::NotAWorkflow),
    }
    Ok(changes)
}

/// Removes a processor; and `mentioned` from the dependencies of others.
pub(super) fn remove<'e>(document: &Document, item: Item, mentioned: Option<&str>) -> Result<Changes<'e>, EditError> {
    let mut changes = Changes::default();
    let list = document.list().ok_or(EditError::NotAWorkflow)?;
    changes.remove(document.own(list)?, item.at);
    if let Some(id) = mentioned {
        for other in document.items().filter(|other| other.at != item.at) {
            unlink(document, &mut changes, other, id)?;
        }
    }
    Ok(changes)
}

/// Removes every mention of `id` from a processor's dependencies; whether there was one.
pub(super) fn unlink(document: &Document, changes: &mut Changes, item: Item, id: &str) -> Result<bool, EditError> {
    let is_it = |node| document.tree.text(node) == Some(id);
    let found: Vec<_> = document.mentions(item).filter(|mention| is_it(mention.node)).collect();
    let Some(first) = found.first() else { return Ok(false) };
    document.own(item.node).and(document.own(first.list))?;
    // An empty list is written in flow style; a block list is replaced as a whole.
    let is_whole = document.mentions(item).count() == found.len();
    if let Some(entry) = document.entry(item.node, "depends_on")
        && is_whole
        && !document.tree.is_flow(entry.value)
    {
        changes.remove(item.node, entry.at);
    } else {
        found.iter().for_each(|mention| changes.remove(mention.list, mention.at));
    }
    Ok(true)
}

pub(super) fn rename<'e>(document: &Document, id: &str, to: &'e str) -> Result<Changes<'e>, EditError> {
    let item = document.get(id)?;
    let mut changes = Changes::default();
    if id == to {
        return Ok(changes);
    }
    check_new_id(document, to)?;
    let entry = document.entry(item.node, "id").ok_or(EditError::Unsafe)?;
    changes.set(document.own(item.node)?, entry.at, New::text(to));
    for other in document.items() {
        for mention in document.mentions(other).filter(|mention| document.tree.text(mention.node) == Some(id)) {
            document.own(other.node).and(document.own(mention.list))?;
            changes.set(mention.list, mention.at, New::text(to));
        }
    }
    Ok(changes)
}

fn connect<'e>(document: &Document, from: &'e str, to: &str) -> Result<Changes<'e>, EditError> {
    document.get(from)?;
    let item = document.get(to)?;
    let connected = |id: &str| document.mentions(item).any(|mention| document.tree.text(mention.node) == Some(id));
    if connected(from) {
        return Err(EditError::AlreadyConnected(from.to_owned(), to.to_owned()));
    }
    if let Some(mut way) = document.way(from, to) {
        // In the direction of the payload: from the processor that gets the dependency.
        way.reverse();
        way.push(to.to_owned());
        return Err(EditError::Cycle(way));
    }
    let mut changes = Changes::default();
    let list = document.entry(item.node, "depends_on");
    match list.and_then(|entry| Some((entry.value, document.tree.items_of(entry.value)?.len()))) {
        Some((list, count @ 1..)) => {
            document.own(item.node)?;
            changes.insert(document.own(list)?, count, New::text(from));
        }
        _ => {
            if list.is_some_and(|list| !document.tree.is_empty(list.value)) {
                return Err(EditError::Unsafe);
            }
            let only = New::List([New::text(from)].into());
            put(document, &mut changes, document.own(item.node)?, &schema::PROCESSOR, "depends_on", only);
        }
    }
    Ok(changes)
}

fn disconnect<'e>(document: &Document, from: &str, to: &str) -> Result<Changes<'e>, EditError> {
    let mut changes = Changes::default();
    if !unlink(document, &mut changes, document.get(to)?, from)? {
        return Err(EditError::NotConnected(from.to_owned(), to.to_owned()));
    }
    Ok(changes)
}

/// Moves a processor's entry before another.
fn relocate<'e>(document: &Document, id: &str, before: &str) -> Result<Changes<'e>, EditError> {
    let (item, before) = (document.get(id)?, document.get(before)?);
    let mut changes = Changes::default();
    if item.at != before.at && item.at + 1 != before.at {
        let list = document.list().ok_or(EditError::NotAWorkflow)?;
        changes.relocate(document.own(list)?, item.at, before.at);
    }
    Ok(changes)
}

/// Sets or removes a key of the file or of a processor, at most one mapping deeper.
fn set<'e>(
    document: &Document,
    of: Option<&str>,
    path: &'e str,
    value: Option<NewValue<'e>>,
) -> Result<Changes<'e>, EditError> {
    let (mapping, section) = match of {
        None => (document.root()?, &schema::WORKFLOW),
        Some(id) => (document.get(id)?.node, &schema::PROCESSOR),
    };
    document.own(mapping)?;
    let unknown = || EditError::NoSuchKey(path.to_owned());
    let key =
        |section: &'static Section, name: &str| section.keys.iter().find(|key| key.name == name).ok_or_else(unknown);
    let mut changes = Changes::default();
    let Some((outer, name)) = path.split_once('.') else {
        let key = key(section, path)?;
        let is_id = path == "id";
        match value {
            Some(_) if is_id => return Err(unknown()),
            Some(value) => {
                let value = check_value(&key.shape, path, value)?;
                put(document, &mut changes, mapping, section, path, value);
            }
            None if key.required => return Err(EditError::BadValue(format!("`{path}` is required"))),
            None => {
                if let Some(entry) = document.entry(mapping, path) {
                    changes.remove(mapping, entry.at);
                }
            }
        }
        return Ok(changes);
    };
    let (shape, keys) = match &key(section, outer)?.shape {
        Shape::Map(inner) => (&key(inner, name)?.shape, Some(*inner)),
        Shape::Options if !name.is_empty() => (&Shape::Options, None),
        _ => return Err(unknown()),
    };
    let value = value.map(|value| check_value(shape, name, value)).transpose()?;
    let entry = document.entry(mapping, outer);
    let Some((entry, children @ 1..)) =
        entry.and_then(|entry| Some((entry, document.tree.entries_of(entry.value)?.len())))
    else {
        // A value that is not a mapping is not replaced either: it is reported, and the user decides.
        if entry.is_some_and(|entry| !document.tree.is_empty(entry.value)) {
            return Err(EditError::Unsafe);
        }
        if let Some(value) = value {
            put(document, &mut changes, mapping, section, outer, New::map(name, value));
        }
        return Ok(changes);
    };
    let inner = document.own(entry.value)?;
    match (value, document.entry(inner, name), keys) {
        (Some(value), _, Some(section)) => put(document, &mut changes, inner, section, name, value),
        (Some(value), Some(found), None) => changes.set(inner, found.at, value),
        (Some(value), None, None) => changes.insert_entry(inner, children, name, value),
        // A mapping is removed with its last entry.
        (None, Some(_), _) if children == 1 => changes.remove(mapping, entry.at),
        (None, Some(found), _) => changes.remove(inner, found.at),
        (None, None, _) => {}
    }
    Ok(changes)
}

/// Sets a key of a section; a new key goes after the keys that precede it in the schema.
pub(super) fn put<'e>(
    document: &Document,
    changes: &mut Changes<'e>,
    mapping: NodeId,
    section: &Section,
    name: &'e str,
    value: New<'e>,
) {
    if let Some(entry) = document.entry(mapping, name) {
        return changes.set(mapping, entry.at, value);
    }
    let before = section.keys.iter().take_while(|key| key.name != name);
    let last = before.filter_map(|key| document.entry(mapping, key.name)).map(|entry| entry.at + 1).max();
    changes.insert_entry(mapping, last.unwrap_or(0), name, value);
}

/// The value, if a key of this shape can hold it.
fn check_value<'e>(shape: &Shape, name: &str, value: NewValue<'e>) -> Result<New<'e>, EditError> {
    let reason = match (shape, value) {
        (Shape::Options | Shape::Text, NewValue::Text(text)) => return Ok(New::text(text)),
        (Shape::Options, NewValue::Number(number)) => return Ok(New::Number(number)),
        (Shape::Choice(words), NewValue::Text(text)) if words.contains(&text) => return Ok(New::text(text)),
        (Shape::LocalProcessor, NewValue::Text(text)) if LocalProcessor::from_name(text).is_some() => {
            return Ok(New::text(text));
        }
        (&Shape::Number { least, most, .. }, NewValue::Number(number)) if (least..=most).contains(&number) => {
            return Ok(New::Number(number));
        }
        (Shape::Choice(words), _) => format!("`{name}` must be one of `{}`", words.join("`, `")),
        (Shape::LocalProcessor, NewValue::Text(text)) => {
            let meant = nearest(text, LocalProcessor::ALL.iter().map(|local| local.name()));
            format!("there is no local processor `{text}`{}", question(meant))
        }
        (Shape::Number { least, most, .. }, _) => format!("`{name}` must be a whole number from {least} to {most}"),
        (Shape::Text | Shape::LocalProcessor, _) => format!("`{name}` must be text"),
        _ => return Err(EditError::NoSuchKey(name.to_owned())),
    };
    Err(EditError::BadValue(reason))
}
