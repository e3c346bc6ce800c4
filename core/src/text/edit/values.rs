//! The values of a processor in a file, for editing.

use alloc::{format, string::String, vec::Vec};

use super::Document;
use crate::text::{
    schema::{PROCESSOR, Section, Shape},
    yaml::{Kind, NodeId},
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
