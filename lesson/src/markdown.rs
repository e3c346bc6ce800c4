//! Prose: Markdown as a tree of blocks. HTML is text.

use dagwood_core::{
    Diagnostic,
    text::{Code, TextRange, yaml::shorten},
};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::{
    limits,
    link::{self, Step},
};

/// A block of prose.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its range in the file.
    pub range: TextRange,
    /// What it is.
    pub kind: BlockKind,
}

/// A kind of block.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading and its level, from 1 to 6.
    Heading(u8, Vec<Inline>),
    /// Code to read.
    Code {
        /// The words after the fence.
        info: String,
        /// The code.
        text: String,
    },
    /// A quote.
    Quote(Vec<Block>),
    /// A list.
    List {
        /// The first number, if it is numbered.
        first: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// The alignment of each column.
        alignments: Vec<Alignment>,
        /// The rows, of cells; the first is the head.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line between blocks.
    Rule,
}

/// The alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// At the start of the line.
    Start,
    /// In the middle.
    Center,
    /// At the end of the line.
    End,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// Its range in the file.
    pub range: TextRange,
    /// What it is.
    pub kind: InlineKind,
}

/// A kind of inline.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Text; HTML is text too.
    Text(String),
    /// Code.
    Code(String),
    /// Emphasised.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised.
    Strong(Vec<Inline>),
    /// A link.
    Link {
        /// Where it goes.
        to: Target,
        /// Its text.
        text: Vec<Inline>,
    },
    /// An image beside the file.
    Image {
        /// Its relative path.
        path: String,
        /// Its description.
        alt: String,
    },
    /// The end of a line; whether the next text begins on a new one.
    Break(bool),
}

/// Where a link goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// It acts on the page.
    Do(Vec<Step>),
    /// To a page on the web, or to a place of the playground: `#…`.
    Page(String),
    /// To a word of the glossary: `glossary:ready-queue` is `ready queue`.
    Word(String),
}

/// How to convert places in the Markdown to ranges of the file.
#[derive(Clone, Copy)]
pub(crate) enum Places {
    /// The Markdown is a part of the file that begins there.
    At(u32),
    /// Its places are unknown, so everything has this range.
    All(TextRange),
}

impl Places {
    fn range(self, range: &std::ops::Range<usize>) -> TextRange {
        match self {
            Self::At(at) => TextRange::new(at + range.start as u32, at + range.end as u32),
            Self::All(range) => range,
        }
    }
}

/// A block at the top level. A code block whose lines are contiguous in the file has the range of its code.
pub(crate) struct Top {
    pub(crate) block: Block,
    pub(crate) code: Option<TextRange>,
    /// Whether it is a fenced code block.
    pub(crate) is_fenced: bool,
}

/// The blocks of a text of at most [`limits::TEXT_BYTES`].
pub(crate) fn read(text: &str, places: Places, diagnostics: &mut Vec<Diagnostic>) -> Vec<Top> {
    // The parser checks every open quote and list for every line, so they are counted first.
    if let Some(line) = too_deep(text) {
        diagnostics.push(Diagnostic::error(Code::BadOption, places.range(&line), deep()));
        return Vec::new();
    }
    let root = Frame::new(Opened::Root, 0..text.len());
    let mut builder = Builder { text, places, diagnostics, stack: vec![root], top: Vec::new() };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if builder.event(event, &range).is_none() {
            builder.diagnostics.push(Diagnostic::error(Code::BadOption, places.range(&range), deep()));
            break;
        }
    }
    builder.top
}

/// The blocks of a text without sections and data.
pub(crate) fn prose(text: &str, places: Places, diagnostics: &mut Vec<Diagnostic>) -> Vec<Block> {
    read(text, places, diagnostics).into_iter().map(|top| top.block).collect()
}

fn deep() -> String {
    format!("nested more than {} levels deep", limits::DEPTH)
}

/// The first line that starts with too many quote and list marks, or with the indentation of too many lists.
fn too_deep(text: &str) -> Option<std::ops::Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let marks = line.split_whitespace().take(limits::DEPTH * 2);
        let is_mark = |word: &&str| {
            word.bytes().all(|byte| {
                matches!(byte, b'>' | b'-' | b'*' | b'+') || byte.is_ascii_digit() || matches!(byte, b'.' | b')')
            })
        };
        let count: usize =
            marks.take_while(is_mark).map(|word| word.bytes().filter(|&byte| byte == b'>').count().max(1)).sum();
        if count > limits::DEPTH {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// An open element.
enum Opened {
    Root,
    Paragraph,
    Heading(u8),
    Quote,
    /// Code, its info, and whether it has fences.
    Code(String, bool),
    Html,
    List(Option<u64>),
    Item,
    Table(Vec<Alignment>),
    Row,
    Cell,
    Emphasis,
    Strong,
    Link(String),
    Image(String),
    /// An element without a meaning here: its content belongs to its parent.
    Other,
}

struct Frame {
    opened: Opened,
    range: std::ops::Range<usize>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Vec<Block>>,
    cells: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    code: String,
    /// The range of the lines of code.
    lines: Option<std::ops::Range<usize>>,
}

impl Frame {
    fn new(opened: Opened, range: std::ops::Range<usize>) -> Self {
        let (blocks, inlines, items, cells, rows) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { opened, range, blocks, inlines, items, cells, rows, code: String::new(), lines: None }
    }
}

struct Builder<'b> {
    text: &'b str,
    places: Places,
    diagnostics: &'b mut Vec<Diagnostic>,
    /// The open elements, outermost first; the first is the root.
    stack: Vec<Frame>,
    top: Vec<Top>,
}

impl Builder<'_> {
    /// None if it is nested too deep.
    fn event(&mut self, event: Event, range: &std::ops::Range<usize>) -> Option<()> {
        match event {
            Event::Start(tag) => {
                if self.stack.len() > limits::DEPTH {
                    return None;
                }
                self.stack.push(Frame::new(opened(tag), range.clone()));
            }
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text, range),
            Event::Html(html) | Event::InlineHtml(html) => self.text(&html, range),
            Event::Code(code) => self.inline(InlineKind::Code(code.into_string()), range),
            Event::SoftBreak => self.inline(InlineKind::Break(false), range),
            Event::HardBreak => self.inline(InlineKind::Break(true), range),
            Event::Rule => self.block(BlockKind::Rule, range, None, false),
            // These extensions are off.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
        Some(())
    }

    fn text(&mut self, text: &str, range: &std::ops::Range<usize>) {
        let place = self.places.range(range);
        let Some(frame) = self.stack.last_mut() else { return };
        if let Opened::Code(..) = frame.opened {
            frame.code.push_str(text);
            let start = frame.lines.as_ref().map_or(range.start, |lines| lines.start);
            frame.lines = Some(start..range.end);
            return;
        }
        // The parser splits texts at characters that could mean something.
        if let Some(Inline { range, kind: InlineKind::Text(before) }) = frame.inlines.last_mut() {
            before.push_str(text);
            range.end = place.end;
            return;
        }
        self.inline(InlineKind::Text(text.into()), range);
    }

    fn inline(&mut self, kind: InlineKind, range: &std::ops::Range<usize>) {
        let range = self.places.range(range);
        if let Some(frame) = self.stack.last_mut() {
            frame.inlines.push(Inline { range, kind });
        }
    }

    fn block(
        &mut self,
        kind: BlockKind,
        range: &std::ops::Range<usize>,
        lines: Option<std::ops::Range<usize>>,
        is_fenced: bool,
    ) {
        let block = Block { range: self.places.range(range), kind };
        let Some(frame) = self.stack.last_mut() else { return };
        // The text of a tight list comes without a paragraph.
        flush(frame);
        if let Opened::Root = frame.opened {
            let code = lines.map(|lines| self.places.range(&lines));
            self.top.push(Top { block, code, is_fenced });
        } else {
            frame.blocks.push(block);
        }
    }

    fn close(&mut self) {
        if self.stack.len() < 2 {
            return;
        }
        let Some(mut frame) = self.stack.pop() else { return };
        let range = frame.range.clone();
        match frame.opened {
            Opened::Paragraph | Opened::Html => self.block(BlockKind::Paragraph(frame.inlines), &range, None, false),
            Opened::Heading(level) => self.block(BlockKind::Heading(level, frame.inlines), &range, None, false),
            Opened::Quote => {
                flush(&mut frame);
                self.block(BlockKind::Quote(frame.blocks), &range, None, false);
            }
            Opened::Code(info, is_fenced) => {
                let end = range.end;
                let lines = frame.lines.unwrap_or(end..end);
                // Indented lines, and lines in a list, are not contiguous.
                let written = self.text.get(lines.clone()).unwrap_or_default().replace("\r\n", "\n");
                let stands = written == frame.code.replace("\r\n", "\n");
                let kind = BlockKind::Code { info, text: frame.code };
                self.block(kind, &range, stands.then_some(lines), is_fenced);
            }
            Opened::List(first) => self.block(BlockKind::List { first, items: frame.items }, &range, None, false),
            Opened::Item => {
                flush(&mut frame);
                if let Some(list) = self.stack.last_mut() {
                    list.items.push(frame.blocks);
                }
            }
            Opened::Table(alignments) => {
                self.block(BlockKind::Table { alignments, rows: frame.rows }, &range, None, false);
            }
            Opened::Row => {
                if let Some(table) = self.stack.last_mut() {
                    table.rows.push(frame.cells);
                }
            }
            Opened::Cell => {
                if let Some(row) = self.stack.last_mut() {
                    row.cells.push(frame.inlines);
                }
            }
            Opened::Emphasis => self.inline(InlineKind::Emphasis(frame.inlines), &range),
            Opened::Strong => self.inline(InlineKind::Strong(frame.inlines), &range),
            Opened::Link(to) => match self.target(&to, &range) {
                Some(to) => self.inline(InlineKind::Link { to, text: frame.inlines }, &range),
                // A link with an invalid target becomes text.
                None => self.extend(frame.inlines),
            },
            Opened::Image(path) => {
                let alt = plain(&frame.inlines);
                if is_beside(&path) {
                    self.inline(InlineKind::Image { path, alt }, &range);
                } else {
                    let message =
                        format!("`{}` is no image beside the file; write a relative path without `..`", shorten(&path));
                    self.diagnostics.push(Diagnostic::error(Code::BadOption, self.places.range(&range), message));
                    self.inline(InlineKind::Text(alt), &range);
                }
            }
            Opened::Root | Opened::Other => self.extend(frame.inlines),
        }
    }

    fn extend(&mut self, inlines: Vec<Inline>) {
        if let Some(frame) = self.stack.last_mut() {
            frame.inlines.extend(inlines);
        }
    }

    fn target(&mut self, to: &str, range: &std::ops::Range<usize>) -> Option<Target> {
        if let Some(word) = to.strip_prefix("glossary:").filter(|word| !word.is_empty()) {
            return Some(Target::Word(word.replace('-', " ")));
        }
        let error = match to.strip_prefix("do:").map(link::steps) {
            Some(Ok(steps)) => return Some(Target::Do(steps)),
            Some(Err(message)) => message,
            None if to.starts_with('#') || ["https://", "http://"].iter().any(|scheme| to.starts_with(scheme)) => {
                return Some(Target::Page(to.into()));
            }
            None => {
                format!(
                    "`{}` is no place to go to; a link begins with `do:`, `glossary:`, `https://`, `http://` or `#`",
                    shorten(to)
                )
            }
        };
        self.diagnostics.push(Diagnostic::error(Code::BadOption, self.places.range(range), error));
        None
    }
}

/// Turns loose inlines of a frame into a paragraph.
fn flush(frame: &mut Frame) {
    if let (Some(first), Some(last)) = (frame.inlines.first(), frame.inlines.last()) {
        let range = TextRange::new(first.range.start, last.range.end.max(first.range.end));
        let kind = BlockKind::Paragraph(std::mem::take(&mut frame.inlines));
        frame.blocks.push(Block { range, kind });
    }
}

fn opened(tag: Tag) -> Opened {
    match tag {
        Tag::Paragraph => Opened::Paragraph,
        Tag::Heading { level, .. } => Opened::Heading(level as u8),
        Tag::BlockQuote(_) => Opened::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Opened::Code(info.into_string(), true),
        Tag::CodeBlock(CodeBlockKind::Indented) => Opened::Code(String::new(), false),
        Tag::HtmlBlock => Opened::Html,
        Tag::List(first) => Opened::List(first),
        Tag::Item => Opened::Item,
        Tag::Table(alignments) => {
            let alignment = |alignment| match alignment {
                pulldown_cmark::Alignment::Center => Alignment::Center,
                pulldown_cmark::Alignment::Right => Alignment::End,
                pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
            };
            Opened::Table(alignments.into_iter().map(alignment).collect())
        }
        Tag::TableHead | Tag::TableRow => Opened::Row,
        Tag::TableCell => Opened::Cell,
        Tag::Emphasis => Opened::Emphasis,
        Tag::Strong => Opened::Strong,
        Tag::Link { dest_url, .. } => Opened::Link(dest_url.into_string()),
        Tag::Image { dest_url, .. } => Opened::Image(dest_url.into_string()),
        _ => Opened::Other,
    }
}

/// Whether a path leads to a file beside the lesson.
fn is_beside(path: &str) -> bool {
    let is_part = |part: &str| !matches!(part, "" | "." | "..");
    !path.contains([':', '\\', '?', '#']) && path.split('/').all(is_part)
}

/// The text of inlines, without their marks.
pub(crate) fn plain(inlines: &[Inline]) -> String {
    let text = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.clone(),
        InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Link { text: inner, .. } => plain(inner),
        InlineKind::Image { alt, .. } => alt.clone(),
        InlineKind::Break(_) => " ".into(),
    };
    inlines.iter().map(text).collect()
}

/// The text of blocks, without their marks: paragraphs with an empty line between them. Links are their texts.
#[must_use]
pub fn plain_text(blocks: &[Block]) -> String {
    let block = |block: &Block| match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Heading(_, inlines) => plain(inlines),
        BlockKind::Code { text, .. } => text.trim_end().into(),
        BlockKind::Quote(inner) => plain_text(inner),
        BlockKind::List { first, items } => {
            let numbers = (*first).unwrap_or_default()..;
            let item = |(number, item): (u64, &Vec<Block>)| {
                let mark = first.map_or_else(|| "-".into(), |_| format!("{number}."));
                format!("{mark} {}", plain_text(item))
            };
            numbers.zip(items).map(item).collect::<Vec<_>>().join("\n")
        }
        BlockKind::Table { rows, .. } => {
            let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | ");
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        BlockKind::Rule => String::new(),
    };
    blocks.iter().map(block).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Calls `visit` with every link that acts, and its range, in the order of the text.
pub(crate) fn links<'b>(blocks: impl IntoIterator<Item = &'b Block>, visit: &mut dyn FnMut(&'b [Step], TextRange)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading(_, inlines) => of_inlines(inlines, visit),
            BlockKind::Quote(blocks) => links(blocks, visit),
            BlockKind::List { items, .. } => items.iter().for_each(|item| links(item, visit)),
            BlockKind::Table { rows, .. } => rows.iter().flatten().for_each(|cell| of_inlines(cell, visit)),
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}

/// The same for inlines.
pub(crate) fn of_inlines<'b>(inlines: &'b [Inline], visit: &mut dyn FnMut(&'b [Step], TextRange)) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Link { to, text } => {
                if let Target::Do(steps) = to {
                    visit(steps, inline.range);
                }
                of_inlines(text, visit);
            }
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => of_inlines(inner, visit),
            InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Image { .. } | InlineKind::Break(_) => {}
        }
    }
}
