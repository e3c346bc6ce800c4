//! The values of a YAML document with their places, held to limits while they are read.

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec,
    vec::Vec,
};

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, StrInput, Tag};

use super::scalar::Resolved;
use crate::{Code, Diagnostic, TextRange, limits};

/// A node, by its place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) range: TextRange,
    pub(crate) kind: Kind<'a>,
}

#[derive(Debug)]
pub(crate) enum Kind<'a> {
    Scalar(Scalar<'a>),
    Sequence(Children),
    Mapping(Children),
}

/// The values of a sequence, or keys and values of a mapping in turn: a range of the tree's list of children.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Children {
    start: u32,
    end: u32,
}

#[derive(Debug)]
pub(crate) struct Scalar<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Neither quoted nor a block, so that it may be a number, a truth value or nothing.
    pub(crate) plain: bool,
}

/// The one document of a file. An alias is another way to the node that its anchor names.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// The children of every sequence and mapping, in one list.
    children: Vec<NodeId>,
    pub(crate) root: Option<NodeId>,
}

/// A sequence or mapping that is still being read.
struct Open {
    start: u32,
    anchor: usize,
    /// How many values it stands for once aliases are followed.
    weight: u64,
    is_mapping: bool,
    /// How many children of what is open stand before its own.
    children: usize,
    /// The closing bracket, for flow style, is part of the range.
    end: u32,
}

impl<'a> Tree<'a> {
    /// Reads `text`, which is at most [`limits::TEXT_BYTES`] long. O(|text|).
    ///
    /// # Errors
    /// The first thing that is not YAML or goes beyond a limit; what comes after it cannot be trusted.
    pub(crate) fn read(text: &'a str) -> Result<Self, Diagnostic> {
        let mut reader = Reader {
            text,
            offsets: Offsets::new(text),
            // Most nodes take more than a few characters.
            tree: Self { nodes: Vec::with_capacity(text.len() / 32), children: Vec::new(), root: None },
            open: Vec::new(),
            children: Vec::new(),
            anchors: BTreeMap::new(),
            documents: 0,
        };
        let mut parser = Parser::new(StrInput::new(text));
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => reader.event(event, span)?,
                Err(error) => {
                    let at = reader.offsets.byte(error.marker());
                    return Err(syntax(TextRange::new(at, at), error.info()));
                }
            }
        }
        Ok(reader.tree)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.0 as usize]
    }

    /// The text that a node is, if it is text.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).kind {
            Kind::Scalar(scalar) => match scalar.resolve() {
                Resolved::Text(text) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a node is nothing, as the value of `options:`.
    pub(crate) fn is_null(&self, id: NodeId) -> bool {
        matches!(&self.node(id).kind, Kind::Scalar(scalar) if scalar.resolve() == Resolved::Null)
    }

    /// Whether a node is nothing, or a sequence or mapping of nothing.
    pub(crate) fn is_empty(&self, id: NodeId) -> bool {
        match self.node(id).kind {
            Kind::Scalar(_) => self.is_null(id),
            Kind::Sequence(children) | Kind::Mapping(children) => self.items(children).is_empty(),
        }
    }

    /// Whether a sequence or mapping of `text` is written in brackets.
    pub(crate) fn is_flow(&self, text: &str, id: NodeId) -> bool {
        let Node { range, kind } = self.node(id);
        let (Kind::Sequence(children) | Kind::Mapping(children)) = kind else { return false };
        // Brackets that begin a block belong to its first key.
        let first = self.items(*children).first().map(|&first| self.node(first).range.start);
        first != Some(range.start) && text[range.bytes()].starts_with(['[', '{'])
    }

    /// The values of a node, if it is a sequence.
    pub(crate) fn items_of(&self, id: NodeId) -> Option<&[NodeId]> {
        match self.node(id).kind {
            Kind::Sequence(children) => Some(self.items(children)),
            _ => None,
        }
    }

    /// The keys and values of a node, if it is a mapping.
    pub(crate) fn entries_of(&self, id: NodeId) -> Option<&[[NodeId; 2]]> {
        match self.node(id).kind {
            Kind::Mapping(children) => Some(self.entries(children)),
            _ => None,
        }
    }

    /// Every node, in the order in which they end.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node<'a>)> {
        self.nodes.iter().enumerate().map(|(at, node)| (NodeId(at as u32), node))
    }

    /// The nodes that aliases stand for: more than one way leads to them.
    pub(crate) fn shared(&self) -> BTreeSet<NodeId> {
        let mut seen = vec![false; self.nodes.len()];
        let seen_before = |id: &&NodeId| core::mem::replace(&mut seen[id.0 as usize], true);
        self.children.iter().filter(seen_before).copied().collect()
    }

    /// The values of a sequence.
    pub(crate) fn items(&self, of: Children) -> &[NodeId] {
        &self.children[of.start as usize..of.end as usize]
    }

    /// The keys and values of a mapping.
    pub(crate) fn entries(&self, of: Children) -> &[[NodeId; 2]] {
        self.items(of).as_chunks().0
    }
}

fn syntax(range: TextRange, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::YamlSyntax, range, message)
}

struct Reader<'a> {
    text: &'a str,
    offsets: Offsets,
    tree: Tree<'a>,
    open: Vec<Open>,
    /// The children so far of everything that is open, outermost first.
    children: Vec<NodeId>,
    /// The node of each anchor, and its weight.
    anchors: BTreeMap<usize, (NodeId, u64)>,
    documents: usize,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: Event<'a>, span: Span) -> Result<(), Diagnostic> {
        let range = TextRange::new(self.offsets.byte(&span.start), self.offsets.byte(&span.end));
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(syntax(range, "a second document starts here; a workflow is one document"));
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none_or(|tag| !is_text(&tag));
                let range = TextRange::new(range.start, self.end(range, &text, style));
                let kind = Kind::Scalar(Scalar { text, plain });
                self.place(anchor, Node { range, kind }, 1)
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(&(id, weight)) => self.attach(id, range, weight),
                None => Err(syntax(range, "this alias stands inside the value that it names")),
            },
            Event::SequenceStart(anchor, _) => self.open(range, anchor, false),
            Event::MappingStart(anchor, _) => self.open(range, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else {
                    return Ok(());
                };
                // Flow style ends with a bracket, whose range takes in the blanks after it; where a block ends there is
                // no character, and the range is empty.
                let end = if range.end > range.start { range.start + 1 } else { open.end };
                let start = self.tree.children.len() as u32;
                self.tree.children.extend(self.children.drain(open.children..));
                let children = Children { start, end: self.tree.children.len() as u32 };
                let kind = if open.is_mapping { Kind::Mapping(children) } else { Kind::Sequence(children) };
                let range = TextRange::new(open.start, end.max(open.start));
                self.place(open.anchor, Node { range, kind }, open.weight)
            }
        }
    }

    /// Where a scalar ends: the parser takes in what stands after a closing quote, after a block, and where nothing is.
    fn end(&self, range: TextRange, text: &str, style: ScalarStyle) -> u32 {
        let written = &self.text[range.bytes()];
        let quoted = |quote: u8| {
            let from = written.find(char::from(quote))? + 1;
            let mut bytes = written.bytes().enumerate().skip(from).peekable();
            while let Some((at, byte)) = bytes.next() {
                let is_escape = byte == b'\\' && quote == b'"'
                    || byte == quote && quote == b'\'' && bytes.peek().is_some_and(|&(_, next)| next == quote);
                if is_escape {
                    bytes.next();
                } else if byte == quote {
                    return Some(at + 1);
                }
            }
            None
        };
        let length = match style {
            ScalarStyle::DoubleQuoted => quoted(b'"'),
            ScalarStyle::SingleQuoted => quoted(b'\''),
            ScalarStyle::Literal | ScalarStyle::Folded => Some(written.trim_end().len()),
            ScalarStyle::Plain if text.is_empty() && !written.starts_with(['&', '!']) => Some(0),
            ScalarStyle::Plain => None,
        };
        length.map_or(range.end, |length| range.start + length as u32)
    }

    fn open(&mut self, range: TextRange, anchor: usize, is_mapping: bool) -> Result<(), Diagnostic> {
        if self.open.len() >= limits::DEPTH {
            return Err(syntax(range, format!("nested more than {} deep", limits::DEPTH)));
        }
        let children = self.children.len();
        let open = Open { start: range.start, anchor, weight: 1, is_mapping, children, end: range.end };
        self.open.push(open);
        Ok(())
    }

    fn place(&mut self, anchor: usize, node: Node<'a>, weight: u64) -> Result<(), Diagnostic> {
        let (id, range) = (NodeId(self.tree.nodes.len() as u32), node.range);
        self.tree.nodes.push(node);
        if anchor > 0 {
            self.anchors.insert(anchor, (id, weight));
        }
        self.attach(id, range, weight)
    }

    /// Makes a node a child of what is open, or the root.
    fn attach(&mut self, id: NodeId, range: TextRange, weight: u64) -> Result<(), Diagnostic> {
        let Some(open) = self.open.last_mut() else {
            self.tree.root = Some(id);
            return Ok(());
        };
        open.weight = open.weight.saturating_add(weight);
        open.end = open.end.max(range.end);
        self.children.push(id);
        if open.weight > limits::VALUES {
            return Err(syntax(range, format!("more than {} values once aliases are followed", limits::VALUES)));
        }
        if !open.is_mapping && self.children.len() - open.children > limits::PROCESSORS {
            return Err(syntax(range, format!("a list of more than {} entries", limits::PROCESSORS)));
        }
        Ok(())
    }
}

/// `!` and `!!str` say that a plain scalar is text all the same.
fn is_text(tag: &Tag) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == "str" || tag.handle.is_empty() && tag.suffix == "!"
}

/// Turns the parser's character counts into bytes.
enum Offsets {
    /// One byte per character.
    Ascii(u32),
    /// The byte of each character, and the length.
    Table(Vec<u32>),
}

impl Offsets {
    fn new(text: &str) -> Self {
        let length = text.len() as u32;
        if text.is_ascii() {
            Self::Ascii(length)
        } else {
            Self::Table(text.char_indices().map(|(at, _)| at as u32).chain([length]).collect())
        }
    }

    fn byte(&self, marker: &Marker) -> u32 {
        match self {
            Self::Ascii(length) => (marker.index() as u32).min(*length),
            Self::Table(table) => table[marker.index().min(table.len() - 1)],
        }
    }
}
