//! Cells: the positions on a level from left to right, one for each dummy and one for each column of nodes.
//!
//! A level is one row of nodes unless it is very wide; then its nodes are stacked into columns, so that a thousand
//! processors of one level make a block that can be read instead of a line that cannot.

use super::Request;
use super::graph::Csr;
use super::layered::Layered;
use super::order::Order;

/// Up to this many nodes a level stays one row.
const ROW_AT_MOST: usize = 24;
/// A wide level is wrapped at no fewer columns than this.
const COLUMNS_AT_LEAST: usize = 12;

/// The cells of a component, numbered by level, then from left to right.
pub(super) struct Cells {
    /// The first cell of each level, and the number of cells.
    pub(super) start: Vec<u32>,
    /// The level of each cell.
    pub(super) level_of: Vec<u32>,
    /// The number of nodes in each cell, one below the other; 0 for a dummy.
    pub(super) rows: Vec<u32>,
    /// The cell of each item.
    pub(super) cell: Vec<u32>,
    /// The row of each item within its cell.
    pub(super) row: Vec<u32>,
    /// The segments by upper cell, then by lower cell.
    pub(super) segments: Vec<(u32, u32)>,
    /// For each cell the segments that come from above, by upper cell.
    pub(super) up: Csr,
    /// For each cell the segments that lead down, by lower cell.
    pub(super) down: Csr,
}

impl Cells {
    /// Puts the ordered items into cells. O(items + segments · log degree).
    pub(super) fn new(request: &Request, layered: &Layered, order: &Order) -> Self {
        let items = layered.level.len();
        let mut widths = vec![0usize; layered.levels];
        for &level in &layered.level[..layered.nodes] {
            widths[level as usize] += 1;
        }
        let limit = columns(request, &widths);
        let mut cells = Cells {
            start: vec![0],
            level_of: Vec::with_capacity(items),
            rows: Vec::with_capacity(items),
            cell: vec![0; items],
            row: vec![0; items],
            segments: Vec::with_capacity(layered.down.len()),
            up: Csr::new(0, std::iter::empty()),
            down: Csr::new(0, std::iter::empty()),
        };
        for (level, &width) in widths.iter().enumerate() {
            let rows = if width > limit { width.div_ceil(limit) } else { 1 };
            cells.fill(layered, order.level(level), width, width.div_ceil(rows));
            cells.start.push(cells.rows.len() as u32);
            cells.level_of.resize(cells.rows.len(), level as u32);
        }
        cells.connect(layered, order);
        cells
    }

    /// The number of levels.
    pub(super) fn levels(&self) -> usize {
        self.start.len() - 1
    }

    /// The cells of `level`.
    pub(super) fn level(&self, level: usize) -> std::ops::Range<u32> {
        self.start[level]..self.start[level + 1]
    }

    /// The neighbour of `cell` on its level to the left.
    pub(super) fn left_of(&self, cell: u32) -> Option<u32> {
        let left = cell.checked_sub(1)?;
        (self.level_of[left as usize] == self.level_of[cell as usize]).then_some(left)
    }

    /// The neighbour of `cell` on its level to the right.
    pub(super) fn right_of(&self, cell: u32) -> Option<u32> {
        let level = self.level_of.get(cell as usize + 1)?;
        (*level == self.level_of[cell as usize]).then_some(cell + 1)
    }

    /// Whether `segment` is the only one of both its ends on that side, as a long edge's inside and a chain are.
    pub(super) fn is_chain(&self, segment: u32) -> bool {
        self.single_ends(segment) == 2
    }

    /// How many ends of `segment` have no other one on that side.
    pub(super) fn single_ends(&self, segment: u32) -> usize {
        let (upper, lower) = self.segments[segment as usize];
        usize::from(self.down.of(upper).len() == 1) + usize::from(self.up.of(lower).len() == 1)
    }

    /// Divides the `nodes` nodes among `items` evenly into columns.
    fn fill(&mut self, layered: &Layered, items: &[u32], nodes: usize, columns: usize) {
        let mut column = 0;
        let mut rest = items;
        while !rest.is_empty() {
            // The first columns take one node more where it does not divide evenly.
            let height = match nodes.checked_div(columns) {
                Some(height) => height + usize::from(column < nodes % columns),
                None => 0,
            };
            let mut seen = 0;
            let end = rest
                .iter()
                .position(|&item| {
                    seen += usize::from(!layered.is_dummy(item));
                    seen >= height.max(1)
                })
                .map_or(rest.len(), |last| last + 1);
            let (chunk, later) = rest.split_at(end);
            rest = later;
            column += 1;
            self.fill_column(layered, chunk, seen);
        }
    }

    /// One column of the `height` nodes in `items`; the dummies among them go to its left and its right.
    fn fill_column(&mut self, layered: &Layered, items: &[u32], height: usize) {
        let mut above = 0;
        for &item in items {
            if layered.is_dummy(item) {
                if height == 0 || above * 2 < height {
                    self.cell[item as usize] = self.rows.len() as u32;
                    self.rows.push(0);
                }
            } else {
                above += 1;
            }
        }
        if height == 0 {
            return;
        }
        let cell = self.rows.len() as u32;
        self.rows.push(height as u32);
        above = 0;
        for &item in items {
            if layered.is_dummy(item) {
                if above * 2 >= height {
                    self.cell[item as usize] = self.rows.len() as u32;
                    self.rows.push(0);
                }
            } else {
                self.cell[item as usize] = cell;
                self.row[item as usize] = above as u32;
                above += 1;
            }
        }
    }

    fn connect(&mut self, layered: &Layered, order: &Order) {
        for level in 0..layered.levels {
            let first = self.segments.len();
            for &item in order.level(level) {
                let upper = self.cell[item as usize];
                let lower = layered.down.of(item).iter();
                self.segments.extend(lower.map(|&lower| (upper, self.cell[lower as usize])));
            }
            self.segments[first..].sort_unstable();
        }
        let ids = 0..self.segments.len() as u32;
        let ends = self.segments.iter().copied().zip(ids);
        self.up = Csr::new(self.rows.len(), ends.clone().map(|((_, lower), id)| (lower, id)));
        self.down = Csr::new(self.rows.len(), ends.map(|((upper, _), id)| (upper, id)));
    }
}

/// The number of columns: all nodes up to [`ROW_AT_MOST`], else as many as give the drawing a good shape.
fn columns(request: &Request, widths: &[usize]) -> usize {
    let widest = widths.iter().copied().max().unwrap_or(0);
    if widest <= ROW_AT_MOST {
        return ROW_AT_MOST;
    }
    let pitch = request.node_width + request.node_gap;
    let good = |columns: usize| {
        let rows: usize = widths.iter().map(|width| width.div_ceil(columns) - 1).sum();
        let height =
            rows as f32 * request.row_pitch() + widths.len() as f32 * (request.node_height + request.level_gap);
        columns as f32 * pitch >= request.aspect * height
    };
    // More columns are wider and never higher: the fewest that are good can be bisected.
    let (mut low, mut high) = (COLUMNS_AT_LEAST, widest);
    while low < high {
        let middle = (low + high) / 2;
        if good(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
