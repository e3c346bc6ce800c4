//! Reads the values of a YAML document by the tables of their keys. Reports all problems in one pass.

use alloc::{borrow::Cow, format, string::String, vec::Vec};

use super::{
    scalar::{Resolved, describe, shorten},
    tree::{Kind, Node, NodeId, Scalar, Tree},
};
use crate::{
    Diagnostic, Micros, Severity,
    text::{
        Code, Spanned, TextRange,
        schema::{self, Section, Shape},
        suggest::nearest,
    },
};

/// The merge key of YAML 1.1.
const MERGE: &str = "<<";

/// A key of a mapping and its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The range of the key.
    pub key: TextRange,
    /// The value.
    pub value: NodeId,
    /// The range of the key's values, if they are numbers.
    least: u64,
    most: u64,
}

/// Reads values, and collects what is wrong with them.
#[derive(Debug)]
pub struct Reader<'t, 'a> {
    pub(super) tree: &'t Tree<'a>,
    /// The problems so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'t, 'a> Reader<'t, 'a> {
    /// A reader of this document.
    #[must_use]
    pub fn new(tree: &'t Tree<'a>) -> Self {
        Self { tree, diagnostics: Vec::new() }
    }

    /// The range of a value.
    #[must_use]
    pub fn range(&self, id: NodeId) -> TextRange {
        self.tree.node(id).range
    }

    /// Whether a value is a map.
    #[must_use]
    pub fn is_map(&self, id: NodeId) -> bool {
        matches!(self.tree.node(id).kind, Kind::Mapping(_))
    }

    /// Whether a value is a list.
    #[must_use]
    pub fn is_list(&self, id: NodeId) -> bool {
        matches!(self.tree.node(id).kind, Kind::Sequence(_))
    }

    /// Whether a value is a number.
    #[must_use]
    pub fn is_number(&self, id: NodeId) -> bool {
        matches!(&self.tree.node(id).kind, Kind::Scalar(scalar) if matches!(scalar.resolve(), Resolved::Int(_) | Resolved::Float))
    }

    /// The values of a list, or a single value as a list of one; none for null.
    #[must_use]
    pub fn items(&self, id: NodeId) -> Vec<NodeId> {
        match &self.tree.node(id).kind {
            Kind::Sequence(items) => self.tree.items(*items).to_vec(),
            _ if self.is_null(id) => Vec::new(),
            _ => [id].into(),
        }
    }

    /// The characters of a number, as written; anything else is reported.
    pub fn digits(&mut self, id: NodeId) -> Option<Spanned<Cow<'a, str>>> {
        match &self.tree.node(id).kind {
            Kind::Scalar(scalar) if self.is_number(id) => {
                Some(Spanned { value: scalar.text.clone(), range: self.range(id) })
            }
            _ => {
                self.wrong_type(id, "a number");
                None
            }
        }
    }

    /// The entries of a mapping with any keys; none for null.
    pub fn any_keys(&mut self, id: NodeId) -> Vec<[NodeId; 2]> {
        let tree = self.tree;
        let Kind::Mapping(entries) = &tree.node(id).kind else {
            if !self.is_null(id) {
                self.wrong_type(id, "a map");
            }
            return Vec::new();
        };
        let entries = tree.entries(*entries);
        self.unique(entries);
        entries.to_vec()
    }

    /// The entries of a mapping with any keys, but without merge keys, which are errors.
    pub fn own_keys(&mut self, id: NodeId) -> Vec<[NodeId; 2]> {
        let tree = self.tree;
        let mut entries = self.any_keys(id);
        entries.retain(|&[key, _]| {
            let Node { range, kind } = tree.node(key);
            let is_merge = matches!(kind, Kind::Scalar(Scalar { text, plain: true }) if text == MERGE);
            if is_merge {
                self.diagnostics.push(Diagnostic { severity: Severity::Error, ..merge_key(*range) });
            }
            !is_merge
        });
        entries
    }

    /// The entries of a mapping with these keys, in the order of `names`, which are those of the section. Null, as in
    /// `executor_options:`, is an empty mapping.
    pub fn map<const N: usize>(
        &mut self,
        id: NodeId,
        section: &Section,
        names: [&str; N],
    ) -> Option<[Option<Entry>; N]> {
        let mut found = [None; N];
        self.find(id, section, &names, &mut found).then_some(found)
    }

    /// Fills `found` with the entries of these keys. `false` if the node is not a mapping.
    pub fn find(&mut self, id: NodeId, section: &Section, names: &[&str], found: &mut [Option<Entry>]) -> bool {
        let Section { what, keys } = section;
        debug_assert!(
            keys.len() == names.len() && keys.iter().all(|key| names.contains(&key.name)),
            "every key is read"
        );
        let tree = self.tree;
        let Kind::Mapping(entries) = &tree.node(id).kind else {
            if self.is_null(id) {
                return true;
            }
            self.wrong_type(id, &format!("{what}, which is a map"));
            return false;
        };
        let entries = tree.entries(*entries);
        self.unique(entries);
        for &[key, value] in entries {
            let range = self.tree.node(key).range;
            let Kind::Scalar(name) = &self.tree.node(key).kind else {
                self.wrong_type(key, "a key");
                continue;
            };
            if let Some(known) = keys.iter().find(|known| known.name == name.text) {
                let (least, most) = match known.shape {
                    Shape::Number { least, most, .. } => (least, most),
                    _ => (0, u64::MAX),
                };
                if let Some(i) = names.iter().position(|&name| name == known.name) {
                    found[i] = Some(Entry { key: range, value, least, most });
                }
            } else {
                let known = keys.iter().map(|key| key.name);
                self.diagnostics.push(unknown_key(&name.text, range, what, known));
            }
        }
        true
    }

    /// Reports keys that appear twice in one mapping.
    fn unique(&mut self, entries: &[[NodeId; 2]]) {
        let tree = self.tree;
        let name = |key: NodeId| match &tree.node(key).kind {
            Kind::Scalar(scalar) => Some(&*scalar.text),
            _ => None,
        };
        let mut twice = |key: NodeId, name: &str| {
            let message = format!("the key `{}` appears twice", shorten(name));
            self.error(Code::YamlSyntax, tree.node(key).range, message);
        };
        if entries.len() <= 16 {
            for (i, &[key, _]) in entries.iter().enumerate() {
                if let Some(text) = name(key)
                    && entries[..i].iter().any(|&[earlier, _]| name(earlier) == Some(text))
                {
                    twice(key, text);
                }
            }
        } else {
            let mut seen = alloc::collections::BTreeSet::new();
            for &[key, _] in entries {
                if let Some(text) = name(key)
                    && !seen.insert(text)
                {
                    twice(key, text);
                }
            }
        }
    }

    /// The texts of a list; null is an empty one. Anything else is reported as a wrong type.
    pub fn texts(&mut self, id: NodeId, expected: &str) -> Vec<Spanned<Cow<'a, str>>> {
        let tree = self.tree;
        match &tree.node(id).kind {
            Kind::Sequence(items) => {
                let items = tree.items(*items);
                let mut texts = Vec::with_capacity(items.len());
                texts.extend(items.iter().filter_map(|&item| self.text(item)));
                texts
            }
            _ if self.is_null(id) => Vec::new(),
            _ => {
                self.wrong_type(id, expected);
                Vec::new()
            }
        }
    }

    /// The text of a value; anything else is reported.
    pub fn text(&mut self, id: NodeId) -> Option<Spanned<Cow<'a, str>>> {
        let node = self.tree.node(id);
        if let Kind::Scalar(scalar) = &node.kind {
            match scalar.resolve() {
                Resolved::Text(_) => {
                    return Some(Spanned { value: scalar.text.clone(), range: node.range });
                }
                Resolved::Null => {}
                _ => {
                    let found = describe(self.tree, id);
                    let message = format!("expected text, found {found}; quote it: \"{}\"", shorten(&scalar.text));
                    self.error(Code::WrongType, node.range, message);
                    return None;
                }
            }
        }
        self.wrong_type(id, "text");
        None
    }

    /// The index of the value in `names`.
    pub fn choice(&mut self, id: NodeId, names: &[&str]) -> Option<usize> {
        let text = self.text(id)?;
        let found = names.iter().position(|&name| name == text.value);
        if found.is_none() {
            let mut message = format!("`{}` is not one of ", shorten(&text.value));
            for (i, name) in names.iter().enumerate() {
                message.push_str(if i == 0 { "`" } else { ", `" });
                message.push_str(name);
                message.push('`');
            }
            let diagnostic = Diagnostic::error(Code::UnknownValue, text.range, message);
            self.diagnostics.push(diagnostic.suggest(nearest(&text.value, names.iter().copied())));
        }
        found
    }

    /// A whole number in the key's range. Null, as in `timeout_seconds:`, counts as missing.
    pub fn number(&mut self, entry: Option<Entry>) -> Option<u64> {
        let Entry { value: id, least, most, .. } = entry?;
        let (node, range) = (self.tree.node(id), least..=most);
        let scalar = match &node.kind {
            Kind::Scalar(scalar) => scalar.resolve(),
            _ => Resolved::Text(""),
        };
        match scalar {
            Resolved::Null => None,
            Resolved::Int(int) => {
                let number = u64::try_from(int).ok().filter(|number| range.contains(number));
                if number.is_none() {
                    let message = format!("{int} is outside the range {} to {}", range.start(), range.end());
                    self.error(Code::BadOption, node.range, message);
                }
                number
            }
            _ => {
                self.wrong_type(id, "a whole number");
                None
            }
        }
    }

    /// A number of milliseconds, as [`Reader::number`].
    pub fn millis(&mut self, entry: Option<Entry>) -> Option<Micros> {
        self.number(entry).map(Micros::from_millis)
    }

    /// Whether a value is null, as in `options:`.
    pub fn is_null(&self, id: NodeId) -> bool {
        self.tree.is_null(id)
    }

    /// The range to report for a missing key: that of the mapping's first key.
    pub(super) fn anchor(&self, id: NodeId) -> TextRange {
        match &self.tree.node(id).kind {
            Kind::Mapping(entries) => {
                let first = self.tree.items(*entries).first().copied();
                self.tree.node(first.unwrap_or(id)).range
            }
            _ => self.tree.node(id).range,
        }
    }

    /// A mapping lacks this key; `more` ends the sentence.
    pub fn missing(&mut self, key: &'static str, mapping: NodeId, more: &str) {
        let message = format!("`{key}` is missing{more}");
        let diagnostic = Diagnostic::error(Code::MissingKey, self.anchor(mapping), message);
        self.diagnostics.push(diagnostic.lacks(key));
    }

    /// Reports a value of a wrong type.
    pub fn wrong_type(&mut self, id: NodeId, expected: &str) {
        let message = format!("expected {expected}, found {}", describe(self.tree, id));
        self.error(Code::WrongType, self.tree.node(id).range, message);
    }

    /// Reports an error.
    pub fn error(&mut self, code: Code, range: TextRange, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(code, range, message));
    }
}

/// The warning about a key that `what` does not have.
pub(crate) fn unknown_key<'k>(
    name: &str,
    range: TextRange,
    what: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Diagnostic {
    if name == MERGE {
        return merge_key(range);
    }
    if schema::NO_EFFECT.contains(&name) {
        return Diagnostic::warning(Code::UnknownKey, range, format!("`{name}` is known but has no effect here"));
    }
    let message = format!("`{}` is not a key of {what}", shorten(name));
    Diagnostic::warning(Code::UnknownKey, range, message).suggest(nearest(name, known))
}

fn merge_key(range: TextRange) -> Diagnostic {
    let message = "YAML 1.2 has no merge key `<<`; write its keys out, or use an alias for a whole value, `key: *name`";
    Diagnostic::warning(Code::UnknownKey, range, message)
}
