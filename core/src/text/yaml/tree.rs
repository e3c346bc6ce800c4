//! The values of a YAML document with their ranges; limits are enforced while reading.

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec,
    vec::Vec,
};

use granit_parser::{Event, ScalarStyle, Span, StructureStyle, Tag};

use super::{
    parser::{parser, range, refusal, too_deep},
    scalar::Resolved,
};
use crate::{
    Diagnostic, limits,
    text::{Code, TextRange},
};

/// A node, as an index into the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(u32);

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

/// The values of a sequence, or alternating keys and values of a mapping: a range of the tree's list of children.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Children {
    start: u32,
    end: u32,
    /// Written in brackets.
    is_flow: bool,
}

#[derive(Debug)]
pub(crate) struct Scalar<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Neither quoted nor a block scalar, so it can be a number, a boolean or null.
    pub(crate) plain: bool,
}

/// The only document of a file. An alias is another reference to the node of its anchor.
#[derive(Debug)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// The children of every sequence and mapping, in one list.
    children: Vec<NodeId>,
    /// Its value; none if the document is empty.
    pub root: Option<NodeId>,
}

/// A sequence or mapping that is still being read.
struct Open {
    start: u32,
    anchor: usize,
    /// The number of values it contains after expanding aliases.
    weight: u64,
    is_mapping: bool,
    is_flow: bool,
    /// The number of children of enclosing nodes that come before its own.
    children: usize,
    /// The end of the last child.
    end: u32,
}

impl<'a> Tree<'a> {
    /// Reads `text`, which the caller keeps to [`limits::TEXT_BYTES`]. O(|text|).
    ///
    /// # Errors
    /// The first syntax error or exceeded limit; anything after it cannot be trusted.
    pub fn read(text: &'a str) -> Result<Self, Diagnostic> {
        let mut reader = Reader {
            text,
            // Most nodes take more than a few characters.
            tree: Self { nodes: Vec::with_capacity(text.len() / 32), children: Vec::new(), root: None },
            open: Vec::new(),
            children: Vec::new(),
            anchors: BTreeMap::new(),
            documents: 0,
        };
        for event in parser(text) {
            let (event, span) = event.map_err(|error| refusal(&error))?;
            reader.event(event, &span)?;
        }
        Ok(reader.tree)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.0 as usize]
    }

    /// The text of a node, if it is text.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).kind {
            Kind::Scalar(scalar) => match scalar.resolve() {
                Resolved::Text(text) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a node is null, as the value of `options:`.
    pub(crate) fn is_null(&self, id: NodeId) -> bool {
        matches!(&self.node(id).kind, Kind::Scalar(scalar) if scalar.resolve() == Resolved::Null)
    }

    /// Whether a node is null or an empty sequence or mapping.
    pub(crate) fn is_empty(&self, id: NodeId) -> bool {
        match self.node(id).kind {
            Kind::Scalar(_) => self.is_null(id),
            Kind::Sequence(children) | Kind::Mapping(children) => self.items(children).is_empty(),
        }
    }

    /// Whether a node is a sequence or mapping in brackets.
    pub(crate) fn is_flow(&self, id: NodeId) -> bool {
        matches!(self.node(id).kind, Kind::Sequence(children) | Kind::Mapping(children) if children.is_flow)
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

    /// The nodes that aliases refer to: they are reachable by more than one path.
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
    tree: Tree<'a>,
    open: Vec<Open>,
    /// The children so far of all open nodes, outermost first.
    children: Vec<NodeId>,
    /// The node of each anchor, and its weight.
    anchors: BTreeMap<usize, (NodeId, u64)>,
    documents: usize,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: Event<'a>, span: &Span) -> Result<(), Diagnostic> {
        let range = range(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(syntax(range, "a second document starts here; a workflow is one document"));
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none_or(|tag| !is_text(&tag));
                let end = match style {
                    ScalarStyle::Literal | ScalarStyle::Folded => {
                        // Empty lines after a block belong to the file.
                        let written = &self.text[range.bytes()];
                        range.start + written.trim_end_matches([' ', '\t', '\r', '\n']).len() as u32
                    }
                    _ => range.end,
                };
                // For a missing value, the parser gives a word for null.
                let is_nothing = style == ScalarStyle::Plain && range.start == range.end;
                let text = if is_nothing { Cow::Borrowed("") } else { text };
                let kind = Kind::Scalar(Scalar { text, plain });
                self.place(anchor, Node { range: TextRange::new(start(span, range), end), kind }, 1)
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(&(id, weight)) => self.attach(id, range, weight),
                None => Err(syntax(range, "this alias is inside the value that it refers to")),
            },
            Event::SequenceStart(style, anchor, _) => self.open(span, style, anchor, false),
            Event::MappingStart(style, anchor, _) => self.open(span, style, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else {
                    return Ok(());
                };
                // There is no character at the end of a block, and the range is empty.
                let end = if open.is_flow { range.end } else { open.end };
                let start = self.tree.children.len() as u32;
                self.tree.children.extend(self.children.drain(open.children..));
                let children = Children { start, end: self.tree.children.len() as u32, is_flow: open.is_flow };
                let kind = if open.is_mapping { Kind::Mapping(children) } else { Kind::Sequence(children) };
                let range = TextRange::new(open.start, end.max(open.start));
                self.place(open.anchor, Node { range, kind }, open.weight)
            }
            Event::Anchor(anchor, _) => {
                // It comes before the scalar read last, or before the node opened last.
                let scalar = self.anchors.get(&anchor).map(|&(id, _)| &mut self.tree.nodes[id.0 as usize].range.start);
                let start = scalar.or(self.open.last_mut().map(|open| &mut open.start));
                if let Some(start) = start {
                    *start = range.start.min(*start);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, span: &Span, style: StructureStyle, anchor: usize, is_mapping: bool) -> Result<(), Diagnostic> {
        let range = range(span);
        if self.open.len() >= limits::DEPTH {
            return Err(syntax(range, too_deep()));
        }
        let children = self.children.len();
        // A pair in a list, as in `[key: value]`, has no brackets.
        let is_flow = style == StructureStyle::Flow && range.end > range.start;
        let start = start(span, range);
        let open = Open { start, anchor, weight: 1, is_mapping, is_flow, children, end: range.end };
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

    /// Adds a node to the innermost open node, or makes it the root.
    fn attach(&mut self, id: NodeId, range: TextRange, weight: u64) -> Result<(), Diagnostic> {
        let Some(open) = self.open.last_mut() else {
            self.tree.root = Some(id);
            return Ok(());
        };
        open.weight = open.weight.saturating_add(weight);
        open.end = open.end.max(range.end);
        self.children.push(id);
        if open.weight > limits::VALUES {
            return Err(syntax(range, format!("more than {} values after expanding aliases", limits::VALUES)));
        }
        if !open.is_mapping && self.children.len() - open.children > limits::PROCESSORS {
            return Err(syntax(range, format!("a list of more than {} entries", limits::PROCESSORS)));
        }
        Ok(())
    }
}

/// Where a value begins: at its tag, if it has one.
fn start(span: &Span, range: TextRange) -> u32 {
    span.tag_start().and_then(|tag| tag.byte_offset()).map_or(range.start, |tag| range.start.min(tag as u32))
}

/// `!` and `!!str` make a plain scalar a text.
fn is_text(tag: &Tag) -> bool {
    tag.is_yaml_core_schema_tag("str") || tag.original() == "!"
}
