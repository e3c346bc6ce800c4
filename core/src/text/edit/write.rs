//! Writes changes of the tree in the style of the place where they are made. Unusual styles are not handled here:
//! `check` reads the result back.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{
    TextEdit,
    change::{Changes, Delta, Inserted, New},
    scalar::scalar,
};
use crate::text::{
    TextRange,
    position::{BREAKS, line_at, line_break},
    yaml::{Kind, NodeId, Tree},
};

/// The changes as edits, in the order of the text. `None` if the place does not show a style.
pub(super) fn write(text: &str, tree: &Tree, changes: &Changes) -> Option<Vec<TextEdit>> {
    let newline = match line_break(text, line_at(text, 0).end) {
        "" => "\n",
        newline => newline,
    };
    let mut writer = Writer { text, tree, newline, edits: Vec::new() };
    if let Some(root) = &changes.root {
        let at = text.len();
        let separator = if line_at(text, at).is_empty() { "" } else { newline };
        let mut written = String::from(separator);
        writer.block(&mut written, root, 0);
        written.push_str(newline);
        writer.replace(at, at, written);
    }
    for (&parent, delta) in &changes.deltas {
        writer.delta(parent, delta)?;
    }
    let mut edits = writer.edits;
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    // In a very unusual file, the ranges found may be in the wrong order.
    let are_ranges = edits.iter().all(|edit| text.get(edit.range.bytes()).is_some());
    (are_ranges && edits.is_sorted_by(|a, b| a.range.end <= b.range.start)).then_some(edits)
}

/// The position of a child of a sequence or mapping.
#[derive(Clone, Copy)]
struct Child {
    start: usize,
    /// After its value, or after its key if it has none.
    end: usize,
    /// The end of its key.
    key_end: Option<usize>,
    value: NodeId,
    /// Its value is elsewhere.
    is_alias: bool,
}

struct Writer<'w, 'a> {
    text: &'w str,
    tree: &'w Tree<'a>,
    newline: &'w str,
    edits: Vec<TextEdit>,
}

impl Writer<'_, '_> {
    fn delta(&mut self, parent: NodeId, delta: &Delta) -> Option<()> {
        let children = self.children(parent)?;
        let in_flow = self.tree.is_flow(parent);
        for (&at, value) in &delta.set {
            self.set(*children.get(at)?, value, in_flow)?;
        }
        let mut removed = delta.removed.iter().copied().peekable();
        while let Some(first) = removed.next() {
            let mut last = first;
            while removed.peek() == Some(&(last + 1)) {
                last += 1;
                removed.next();
            }
            if in_flow {
                self.remove_from_flow(parent, &children, first, last)?;
            } else {
                self.remove_from_block(parent, &children, first, last)?;
            }
        }
        match delta.moved {
            Some((from, before)) if in_flow => self.move_in_flow(&children, from, before)?,
            Some((from, before)) => self.move_in_block(&children, from, before)?,
            None => {}
        }
        match &delta.inserted {
            Some(inserted) if in_flow => self.insert_into_flow(parent, &children, inserted),
            Some(inserted) => self.insert_into_block(&children, inserted),
            None => Some(()),
        }
    }

    fn children(&self, parent: NodeId) -> Option<Vec<Child>> {
        let node = self.tree.node(parent);
        let mut from = node.range.start as usize;
        let mut all = Vec::new();
        let mut add = |key: Option<NodeId>, value: NodeId| {
            let key = key.map(|key| self.tree.node(key).range.bytes());
            let range = self.tree.node(value).range.bytes();
            let key_end = key.as_ref().map(|key| key.end);
            let least = key_end.unwrap_or(from);
            let is_alias = range.start < least || range.end > node.range.end as usize;
            let value_range = if is_alias { self.alias(least)? } else { range.start..range.end.max(least) };
            let (start, end) = (key.map_or(value_range.start, |key| key.start), value_range.end);
            (start >= from).then_some(())?;
            from = end;
            all.push(Child { start, end, key_end, value, is_alias });
            Some(())
        };
        match node.kind {
            Kind::Sequence(children) => self.tree.items(children).iter().try_for_each(|&item| add(None, item))?,
            Kind::Mapping(children) => {
                self.tree.entries(children).iter().try_for_each(|&[key, value]| add(Some(key), value))?;
            }
            Kind::Scalar(_) => return None,
        }
        Some(all)
    }

    /// The range of the alias after a key or item that ends at `from`.
    fn alias(&self, from: usize) -> Option<Range<usize>> {
        let start = from + self.text[from..].find('*')?;
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}');
        let end = self.text[start..].find(ends).map_or(self.text.len(), |length| start + length);
        Some(start..end)
    }

    fn replace(&mut self, start: usize, end: usize, text: String) {
        if start == end && text.is_empty() {
            return;
        }
        self.edits.push(TextEdit { range: TextRange::new(start as u32, end as u32), text });
    }

    fn set(&mut self, child: Child, value: &New, in_flow: bool) -> Option<()> {
        if child.is_alias {
            // It comes after the value that it refers to.
            return Some(());
        }
        let after_key = child.key_end.and_then(|end| self.after_colon(end));
        let is_nothing = self.tree.is_null(child.value) && child.key_end == Some(child.end);
        if let New::List(items) = value
            && matches!(items[..], [New::Map(_)])
            && !in_flow
        {
            // Processors come below their key, after a comment on that line.
            let (from, line_end) = (after_key?, self.line_end(child.end));
            let column = self.column(child.start)?;
            let mut written = String::new();
            self.block_list(&mut written, items, column + 2);
            self.replace(from, child.end.max(from), String::new());
            self.replace(line_end, line_end, written);
            return Some(());
        }
        let mut written = String::new();
        flow(&mut written, value, in_flow);
        if is_nothing {
            let at = after_key?;
            written.insert(0, ' ');
            self.replace(at, at, written);
            return Some(());
        }
        let start = match self.tree.node(child.value).kind {
            Kind::Scalar(_) => self.scalar_start(child, after_key),
            _ if self.tree.is_flow(child.value) => self.tree.node(child.value).range.start as usize,
            _ => return None,
        };
        self.replace(start, child.end, written);
        Some(())
    }

    /// Where a scalar begins, after its anchor and tag; for a block scalar, its header.
    fn scalar_start(&self, child: Child, after_key: Option<usize>) -> usize {
        let mut start = self.tree.node(child.value).range.start as usize;
        if let Some(after) = after_key
            && let header = self.skip_blanks(after)
            && self.text[header..].starts_with(['|', '>'])
            && header < start
        {
            return header;
        }
        while self.text[start..child.end].starts_with(['&', '!']) {
            let rest = &self.text[start..child.end];
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            start += end + (rest[end..].len() - rest[end..].trim_start().len());
        }
        start
    }

    /// The position after the colon of a key.
    fn after_colon(&self, key_end: usize) -> Option<usize> {
        let colon = self.skip_blanks(key_end);
        self.text[colon..].starts_with(':').then_some(colon + 1)
    }

    fn skip_blanks(&self, from: usize) -> usize {
        let rest = &self.text[from..];
        from + rest.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    fn line_start(&self, at: usize) -> usize {
        line_at(self.text, at).start
    }

    /// Before the line break.
    fn line_end(&self, at: usize) -> usize {
        line_at(self.text, at).end
    }

    /// After the line break.
    fn next_line(&self, at: usize) -> usize {
        let end = self.line_end(at);
        end + line_break(self.text, end).len()
    }

    /// The start of the previous line, for a line that begins at `start`.
    fn line_before(&self, start: usize) -> Option<usize> {
        self.text[..start].ends_with(BREAKS).then(|| self.line_start(start - 1))
    }

    fn is_blank_line(&self, start: usize) -> bool {
        self.text[start..self.line_end(start)].trim().is_empty()
    }

    /// Whether there is a blank line between the lines of these positions.
    fn has_blank_line(&self, from: usize, to: usize) -> bool {
        let mut line = self.next_line(from);
        while line < to && !self.is_blank_line(line) {
            line = self.next_line(line);
        }
        line < to
    }

    /// The column of a position, if only blanks and dashes come before it.
    fn column(&self, at: usize) -> Option<usize> {
        let before = &self.text[self.line_start(at)..at];
        before.bytes().all(|byte| matches!(byte, b' ' | b'-')).then_some(before.len())
    }

    /// Where a block item begins: its dash.
    fn dash(&self, item: usize) -> Option<usize> {
        let before = self.text[..item].trim_end();
        before.ends_with('-').then(|| before.len() - 1)
    }

    fn remove_from_flow(&mut self, parent: NodeId, children: &[Child], first: usize, last: usize) -> Option<()> {
        let (from, to) = (*children.get(first)?, *children.get(last)?);
        let own_lines = |child: &Child| {
            let before = &self.text[self.line_start(child.start)..child.start];
            let after = &self.text[child.end..self.line_end(child.end)];
            let after = after.trim_start_matches([' ', '\t', ',']);
            before.trim().is_empty() && (after.is_empty() || after.starts_with('#'))
        };
        let range = self.tree.node(parent).range.bytes();
        let [start, end] = if children[first..=last].iter().all(own_lines) {
            [self.line_start(from.start), self.next_line(to.end)]
        } else if let Some(next) = children.get(last + 1) {
            [from.start, next.start]
        } else if let Some(before) = first.checked_sub(1).map(|before| children[before]) {
            // There may be a comment between lines: the comma stays, which YAML allows.
            let gap = self.text.get(before.end..from.start)?;
            [if gap.contains(BREAKS) { from.start } else { before.end }, to.end]
        } else if self.text[range.clone()].contains(BREAKS) {
            [from.start, to.end]
        } else {
            [range.start + 1, range.end - 1]
        };
        self.replace(start, end, String::new());
        Some(())
    }

    fn remove_from_block(&mut self, parent: NodeId, children: &[Child], first: usize, last: usize) -> Option<()> {
        let (from, to) = (*children.get(first)?, *children.get(last)?);
        let is_sequence = matches!(self.tree.node(parent).kind, Kind::Sequence(_));
        let start = if is_sequence { self.dash(from.start)? } else { from.start };
        let line = self.line_start(start);
        let next_line = self.next_line(to.end);
        if self.text.get(line..start)?.trim().is_empty() {
            // Of two adjacent blank lines, or one at the end, one is enough.
            let is_gap = next_line == self.text.len() || self.is_blank_line(next_line);
            let before = self.line_before(line).filter(|&before| is_sequence && is_gap && self.is_blank_line(before));
            let line = before.unwrap_or(line);
            self.replace(line, next_line, String::new());
        } else {
            // It is on the line of the dash of its parent. The next entry takes its place, unless there is a comment
            // between them.
            let next = children.get(last + 1)?;
            let next = if is_sequence { self.dash(next.start)? } else { next.start };
            // On one line it is not a block, even if it looks like one.
            let has_comment = self.text.get(next_line..next)?.contains('#');
            if has_comment {
                let start = self.text[..start].trim_end_matches(' ').len();
                self.replace(start, self.line_end(to.end), String::new());
            } else {
                self.replace(start, next, String::new());
            }
        }
        Some(())
    }

    /// The items between the two places move by one place; commas and comments between items stay.
    fn move_in_flow(&mut self, children: &[Child], from: usize, before: usize) -> Option<()> {
        let places: Vec<usize> = if from < before { (from..before).collect() } else { (before..=from).collect() };
        let mut items = places.clone();
        if from < before {
            items.rotate_left(1);
        } else {
            items.rotate_right(1);
        }
        for (place, item) in places.into_iter().zip(items) {
            let (place, item) = (*children.get(place)?, *children.get(item)?);
            let written = self.text.get(item.start..item.end)?.into();
            self.replace(place.start, place.end, written);
        }
        Some(())
    }

    /// An item moves with its comments, and with the blank lines that separate it from a neighbour.
    fn move_in_block(&mut self, children: &[Child], from: usize, before: usize) -> Option<()> {
        let (start, end) = self.lines_of_item(children, from)?;
        let (at, _) = self.lines_of_item(children, before)?;
        let mut written = String::from(self.text.get(start..end)?);
        let ends_file = !written.ends_with(BREAKS);
        if ends_file {
            written.push_str(self.newline);
        }
        let (mut first, mut last) = (start, end);
        if from == 0 {
            while last < self.text.len() && self.is_blank_line(last) {
                last = self.next_line(last);
            }
            written.push_str(self.text.get(end..last)?);
        } else {
            while let Some(line) = self.line_before(first).filter(|&line| self.is_blank_line(line)) {
                first = line;
            }
            written.push_str(self.text.get(first..start)?);
        }
        if ends_file {
            // The file still ends without a line break.
            first = self.line_end(self.line_before(first)?);
        }
        self.replace(first, last, String::new());
        self.replace(at, at, written);
        Some(())
    }

    /// The lines of a block item, with the comments right above it and those indented below it.
    fn lines_of_item(&self, children: &[Child], at: usize) -> Option<(usize, usize)> {
        let child = *children.get(at)?;
        let dash = self.dash(child.start)?;
        let mut start = self.line_start(dash);
        self.text.get(start..dash)?.trim().is_empty().then_some(())?;
        let column = dash - start;
        let indent_of_comment = |line: usize| {
            let text = &self.text[line..self.line_end(line)];
            text.trim_start().starts_with('#').then(|| text.len() - text.trim_start().len())
        };
        let least = match at.checked_sub(1) {
            Some(before) => self.next_line(children.get(before)?.end),
            None => 0,
        };
        while let Some(line) = self.line_before(start)
            && line >= least
            && indent_of_comment(line).is_some()
        {
            start = line;
        }
        let mut end = self.next_line(child.end);
        while end < self.text.len() && indent_of_comment(end).is_some_and(|indent| indent > column) {
            end = self.next_line(end);
        }
        Some((start, end))
    }

    fn insert_into_flow(&mut self, parent: NodeId, children: &[Child], inserted: &Inserted) -> Option<()> {
        let mut written = String::new();
        if let Some(key) = &inserted.key {
            written.push_str(&scalar(key, true));
            written.push_str(": ");
        }
        flow(&mut written, &inserted.value, true);
        let at = if let Some(before) = inserted.at.checked_sub(1) {
            written.insert_str(0, ", ");
            children.get(before)?.end
        } else if let Some(first) = children.first() {
            written.push_str(", ");
            first.start
        } else {
            self.tree.node(parent).range.start as usize + 1
        };
        self.replace(at, at, written);
        Some(())
    }

    fn insert_into_block(&mut self, children: &[Child], inserted: &Inserted) -> Option<()> {
        let first = children.first()?;
        let before = inserted.at.checked_sub(1).map(|before| children.get(before).copied());
        let mut written = String::new();
        let column = match &inserted.key {
            Some(key) => {
                let column = self.column(first.start)?;
                self.block_entry(&mut written, key, &inserted.value, column);
                column
            }
            None => {
                let column = self.column(self.dash(first.start)?)?;
                let neighbour = before.unwrap_or(Some(*first))?.value;
                written.push_str("- ");
                if self.tree.is_flow(neighbour) {
                    flow(&mut written, &inserted.value, false);
                } else {
                    self.block(&mut written, &inserted.value, column + 2);
                }
                column
            }
        };
        let indent = " ".repeat(column);
        match before {
            Some(before) => {
                let before = before?;
                let at = self.line_end(before.end);
                // Processors with blank lines between them keep them.
                let next = inserted.at.min(children.len() - 1);
                let is_apart = inserted.key.is_none()
                    && next > 0
                    && self.has_blank_line(children[next - 1].end, children[next].start);
                let gap = if is_apart { self.newline } else { "" };
                self.replace(at, at, [self.newline, gap, &indent, &written].concat());
            }
            None => {
                let start = if inserted.key.is_some() { first.start } else { self.dash(first.start)? };
                written.push_str(self.newline);
                written.push_str(&indent);
                self.replace(start, start, written);
            }
        }
        Some(())
    }

    /// A mapping in block style, whose first key comes at the current position.
    fn block(&self, to: &mut String, value: &New, column: usize) {
        let New::Map(entries) = value else { return flow(to, value, false) };
        for (at, (key, value)) in entries.iter().enumerate() {
            if at > 0 {
                to.push_str(self.newline);
                to.push_str(&" ".repeat(column));
            }
            self.block_entry(to, key, value, column);
        }
    }

    fn block_entry(&self, to: &mut String, key: &str, value: &New, column: usize) {
        to.push_str(&scalar(key, false));
        to.push(':');
        match value {
            New::List(items) if matches!(items[..], [New::Map(_), ..]) => self.block_list(to, items, column + 2),
            value => {
                to.push(' ');
                flow(to, value, false);
            }
        }
    }

    /// Items in block style, each on its own lines.
    fn block_list(&self, to: &mut String, items: &[New], column: usize) {
        for item in items {
            to.push_str(self.newline);
            to.push_str(&" ".repeat(column));
            to.push_str("- ");
            self.block(to, item, column + 2);
        }
    }
}

/// A value on one line. Outside of brackets, fewer quotes are needed.
fn flow(to: &mut String, value: &New, in_flow: bool) {
    use core::fmt::Write as _;
    match value {
        New::Text(text) => to.push_str(&scalar(text, in_flow)),
        New::Number(number) => write!(to, "{number}").expect("a string takes everything"),
        New::List(items) => {
            to.push('[');
            for (at, item) in items.iter().enumerate() {
                to.push_str(if at > 0 { ", " } else { "" });
                flow(to, item, true);
            }
            to.push(']');
        }
        New::Map(entries) => {
            to.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                to.push_str(if at > 0 { ", " } else { " " });
                to.push_str(&scalar(key, true));
                to.push_str(": ");
                flow(to, value, true);
            }
            to.push_str(" }");
        }
    }
}
