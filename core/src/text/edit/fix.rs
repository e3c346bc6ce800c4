//! Quick fixes: edits of the text that resolve a diagnostic.

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use core::cell::OnceCell;

use super::{
    EditError, TextEdit,
    change::{Changes, New},
    document::{Document, Item, Mention},
    free_id,
    operation::{add_to_list, put, remove, rename, unlink},
    scalar::scalar,
};
use crate::{
    Diagnostic, Severity, limits,
    plan::LocalProcessor,
    text::{
        Code, TextRange,
        schema::{self, PROCESSOR, WORKFLOW},
        yaml::{Kind, NodeId},
    },
};

/// A fix for a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Its effect, as a command.
    pub title: String,
    /// The edits, in the order of the text.
    pub edits: Vec<TextEdit>,
}

/// Finds fixes for the diagnostics of one text.
pub struct Fixer<'a> {
    text: &'a str,
    /// Read when first needed. `None` if the text is not YAML.
    document: OnceCell<Option<Document<'a>>>,
    /// How many bytes may still be read back to check whether a fix is right.
    bytes: usize,
}

impl<'a> Fixer<'a> {
    /// A fixer for the diagnostics of this text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, document: OnceCell::new(), bytes: limits::FIX_BYTES }
    }

    /// The fixes for a diagnostic, the most likely first. In a large file with many problems, only the first have
    /// fixes: see [`limits::FIX_BYTES`].
    #[must_use]
    pub fn fixes(&mut self, diagnostic: &Diagnostic) -> Vec<Fix> {
        if diagnostic.severity == Severity::Info {
            // A note needs no fix.
            return Vec::new();
        }
        let document = self.document.get_or_init(|| Document::read(self.text).ok());
        let Some(document) = document else { return Vec::new() };
        let suggested = suggested(document, diagnostic).into_iter();
        let mut fixes: Vec<Fix> = suggested.collect();
        let mut left = self.bytes;
        let mut add = |title: String, changes: Result<Changes, EditError>| {
            let Ok(changes) = changes else { return };
            let Some(rest) = left.checked_sub(document.text.len()) else { return };
            left = rest;
            if let Ok(edits) = document.write(&changes) {
                fixes.push(Fix { title, edits });
            }
        };
        let range = diagnostic.range;
        match diagnostic.code {
            Code::UnknownKey => {
                if let Some((mapping, at, name)) = key(document, range) {
                    add(format!("Remove `{name}`"), remove_entry(document, mapping, at));
                }
            }
            Code::MissingKey => {
                if let Some((mapping, key, value)) = missing(document, diagnostic) {
                    let section = if document.tree.root == Some(mapping) { &WORKFLOW } else { &PROCESSOR };
                    let mut changes = Changes::default();
                    let title = format!("Add `{key}: {value}`");
                    put(document, &mut changes, mapping, section, key, New::text(value));
                    add(title, document.own(mapping).map(|_| changes));
                }
            }
            Code::DuplicateId => {
                let is_it = |item: &Item| {
                    document.entry(item.node, "id").is_some_and(|id| document.tree.node(id.value).range == range)
                };
                if let Some(item) = document.items().find(is_it)
                    && let Some(entry) = document.entry(item.node, "id")
                {
                    let id = document.id(item).unwrap_or_default();
                    let to = unused_id(document, id);
                    let title = format!("Rename to `{to}`");
                    if diagnostic.severity == Severity::Warning {
                        // It looks like another id, and other processors depend on it.
                        add(title, rename(document, id, &to));
                    } else {
                        let mut changes = Changes::default();
                        changes.set(item.node, entry.at, New::text(to));
                        add(title, document.own(item.node).map(|_| changes));
                        add("Remove this processor".into(), remove(document, item, None));
                    }
                }
            }
            Code::UnknownDependency => {
                if let Some((item, mention)) = mention(document, range)
                    && let Some(id) = document.tree.text(mention.node)
                {
                    add(format!("Remove the dependency on `{id}`"), without(document, item, id));
                    if !id.is_empty() {
                        add(format!("Add a processor `{id}`"), add_to_list(document, processor(id), None));
                    }
                }
            }
            Code::Cycle => {
                if let Some((item, mention)) = mention(document, range)
                    && let Some(id) = document.tree.text(mention.node)
                {
                    add(format!("Remove the dependency on `{id}`"), without(document, item, id));
                }
            }
            Code::EmptyWorkflow => {
                add("Add a processor".into(), add_to_list(document, processor("first"), None));
            }
            _ => {}
        }
        self.bytes = left;
        fixes
    }
}

/// The suggestion of the diagnostic itself, unless it does harm.
fn suggested(document: &Document, diagnostic: &Diagnostic) -> Option<Fix> {
    let suggestion = diagnostic.suggestion.as_deref()?;
    let harms = match diagnostic.code {
        Code::UnknownKey => {
            let (mapping, ..) = key(document, diagnostic.range)?;
            document.entry(mapping, suggestion).is_some()
        }
        Code::UnknownDependency => {
            let (item, _) = mention(document, diagnostic.range)?;
            document.id(item).is_some_and(|id| document.way(suggestion, id).is_some())
        }
        _ => false,
    };
    // An anchor or a tag comes before the value.
    let has_properties = document.text[diagnostic.range.bytes()].starts_with(['&', '!']);
    if harms || has_properties {
        return None;
    }
    let edit = TextEdit { range: diagnostic.range, text: scalar(suggestion, true).into() };
    Some(Fix { title: format!("Change to `{suggestion}`"), edits: [edit].into() })
}

/// The key at this range: its mapping, its index and its name.
fn key<'d>(document: &'d Document, range: TextRange) -> Option<(NodeId, usize, &'d str)> {
    document.tree.nodes().find_map(|(mapping, _)| {
        let entries = document.tree.entries_of(mapping)?;
        let at = entries.iter().position(|&[key, _]| document.tree.node(key).range == range)?;
        match &document.tree.node(entries[at][0]).kind {
            Kind::Scalar(name) => Some((mapping, at, &*name.text)),
            _ => None,
        }
    })
}

fn remove_entry(document: &Document, mapping: NodeId, at: usize) -> Result<Changes<'static>, EditError> {
    let mut changes = Changes::default();
    changes.remove(document.own(mapping)?, at);
    Ok(changes)
}

/// The mention of an id at this range.
fn mention(document: &Document, range: TextRange) -> Option<(Item, Mention)> {
    document.items().find_map(|item| {
        let is_it = |mention: &Mention| document.tree.node(mention.node).range == range;
        document.mentions(item).find(is_it).map(|mention| (item, mention))
    })
}

fn without(document: &Document, item: Item, id: &str) -> Result<Changes<'static>, EditError> {
    let mut changes = Changes::default();
    unlink(document, &mut changes, item, id)?;
    Ok(changes)
}

/// The mapping that lacks a key, the key, and a value for it.
fn missing(document: &Document, diagnostic: &Diagnostic) -> Option<(NodeId, &'static str, String)> {
    let key = diagnostic.missing?;
    if key == "strategy" {
        return Some((document.root().ok()?, key, schema::STRATEGIES[0].into()));
    }
    let begins_there = |item: &Item| {
        let first = document.tree.entries_of(item.node).and_then(|entries| entries.first());
        document.tree.node(first.map_or(item.node, |&[key, _]| key)).range == diagnostic.range
    };
    let item = document.items().find(begins_there)?;
    let value = match key {
        "id" => {
            let code = document.entry(item.node, "processor").and_then(|entry| document.tree.text(entry.value));
            unused_id(document, code.unwrap_or("processor"))
        }
        "type" => {
            let is_module = document.entry(item.node, "module").is_some();
            schema::TYPES[usize::from(is_module)].into()
        }
        _ => return None,
    };
    Some((item.node, key, value))
}

fn unused_id(document: &Document, stem: &str) -> String {
    let ids: BTreeSet<&str> = document.items().filter_map(|item| document.id(item)).collect();
    free_id(stem, |id| ids.contains(id))
}

/// A first processor.
fn processor(id: &str) -> New<'_> {
    let code = LocalProcessor::ALL[0].name();
    New::Map(
        [("id", id), ("type", schema::TYPES[0]), ("processor", code)]
            .map(|(key, text)| (key.into(), New::text(text)))
            .into(),
    )
}
