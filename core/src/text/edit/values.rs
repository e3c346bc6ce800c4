//! The values of a processor in a file, for editing.

use alloc::{format, string::String, vec::Vec};

use super::Document;
use crate::text::{
    TextRange,
    schema::{PROCESSOR, Section, Shape},
    yaml::{Kind, NodeId, Resolved},
};

/// Every key of a processor that an [`Edit::Set`](crate::text::edit::Edit::Set) can change, and its id, with its value in the file
/// as text. Missing and unreadable values are left out.
#[must_use]
pub fn values(text: &str, of: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Ok(document) = Document::read(text)
        && let Some(item) = document.find(of)
    {
        add(&document, item.node, &PROCESSOR, "", &mut found);
    }
    found
}

/// A value of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its text, without quotes; none for a list or a map.
    pub text: Option<String>,
    /// Whether YAML reads it as a whole number.
    pub is_number: bool,
    /// Its place.
    pub range: TextRange,
}

/// The value of a key of a processor or of the whole file. The key includes its parent keys: `simulate.duration_ms`. None if the file
/// does not set it, or cannot be read. O(|text|).
#[must_use]
pub fn value_at(text: &str, of: Option<&str>, key: &str) -> Option<Value> {
    let document = Document::read(text).ok()?;
    let mapping = match of {
        Some(id) => document.find(id)?.node,
        None => document.tree.root?,
    };
    let found = match document.entry(mapping, key) {
        Some(entry) => entry.value,
        None => {
            // An option may have a dot in its name.
            let (outer, inner) = key.split_once('.')?;
            document.entry(document.entry(mapping, outer)?.value, inner)?.value
        }
    };
    let node = document.tree.node(found);
    let scalar = match &node.kind {
        Kind::Scalar(scalar) => Some(scalar),
        Kind::Sequence(_) | Kind::Mapping(_) => None,
    };
    Some(Value {
        text: scalar.map(|scalar| String::from(&*scalar.text)),
        is_number: scalar.is_some_and(|scalar| matches!(scalar.resolve(), Resolved::Int(_))),
        range: node.range,
    })
}

fn add(document: &Document, mapping: NodeId, section: &Section, prefix: &str, to: &mut Vec<(String, String)>) {
    let scalar = |node: NodeId| match &document.tree.node(node).kind {
        Kind::Scalar(scalar) if !document.tree.is_null(node) => Some(String::from(&*scalar.text)),
        _ => None,
    };
    for key in section.keys {
        let Some(entry) = document.entry(mapping, key.name) else { continue };
        let name = format!("{prefix}{}", key.name);
        match &key.shape {
            // At most one mapping deeper, as for edits.
            Shape::Map(inner) if prefix.is_empty() => {
                add(document, entry.value, inner, &format!("{name}."), to);
            }
            Shape::Options => {
                let options = document.tree.entries_of(entry.value).unwrap_or_default();
                let option = |&[key, value]: &[NodeId; 2]| Some((format!("{name}.{}", scalar(key)?), scalar(value)?));
                to.extend(options.iter().filter_map(option));
            }
            _ => to.extend(scalar(entry.value).map(|value| (name, value))),
        }
    }
}
