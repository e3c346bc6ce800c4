//! The values of a YAML document with their places, held to limits while they are read.

use alloc::{borrow::Cow, collections::BTreeMap, format, string::String, vec::Vec};

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, StrInput, Tag};

use crate::{Code, Diagnostic, TextRange, limits};

/// A node, by its place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(u32);

#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) range: TextRange,
    pub(super) kind: Kind<'a>,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    Scalar(Scalar<'a>),
    Sequence(Children),
    Mapping(Children),
}

/// The values of a sequence, or keys and values of a mapping in turn: a range of the tree's list of children.
#[derive(Clone, Copy, Debug)]
pub(super) struct Children {
    start: u32,
    end: u32,
}

#[derive(Debug)]
pub(super) struct Scalar<'a> {
    pub(super) text: Cow<'a, str>,
    /// Neither quoted nor a block, so that it may be a number, a truth value or nothing.
    pub(super) plain: bool,
}

/// The one document of a file. An alias is another way to the node that its anchor names.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// The children of every sequence and mapping, in one list.
    children: Vec<NodeId>,
    pub(super) root: Option<NodeId>,
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
    pub(super) fn read(text: &'a str) -> Result<Self, Diagnostic> {
        let mut reader = Reader {
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

    pub(super) fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.0 as usize]
    }

    /// The values of a sequence.
    pub(super) fn items(&self, of: Children) -> &[NodeId] {
        &self.children[of.start as usize..of.end as usize]
    }

    /// The keys and values of a mapping.
    pub(super) fn entries(&self, of: Children) -> &[[NodeId; 2]] {
        self.items(of).as_chunks().0
    }
}

fn syntax(range: TextRange, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::YamlSyntax, range, message)
}

struct Reader<'a> {
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
