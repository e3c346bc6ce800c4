//! Horizontal positions: short edges first, then straight ones, then nodes centred. O(cells + segments).
//!
//! The four packed alignments of Brandes & Köpf (2001) were tried for the whole of this: as straight, but from a
//! hundred nodes on up to four times as wide. Their blocks and their rule for conflicts remain.

use super::Request;
use super::align::align;
use super::blocks::Blocks;
use super::cells::Cells;
use super::relax::relax;

/// Beyond this many cells nothing is aligned: too many straight edges make a drawing far wider than its levels.
const ALIGNED: usize = 4_000;
/// How far, in widths of a column, two cells may be moved to stand one above the other where each is the middle
/// neighbour of the other, and where they are only nearest.
const NEAR: f32 = 0.4;
const NEAREST: f32 = 0.15;
/// How often nodes are centred, because moving one may make room for another.
const ROUNDS: usize = 3;

/// The centre of each cell from the left end of the drawing, and the width of it.
pub(super) fn positions(request: &Request, cells: &Cells) -> (Vec<f32>, f32) {
    let placer = Placer { request, cells };
    let mut x = relax(cells, |left, right| placer.separation(left, right));
    if x.len() <= ALIGNED {
        placer.tidy(&mut x);
    }

    let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
    for (&x, &rows) in x.iter().zip(&cells.rows) {
        let half = match rows {
            0 => 0.0,
            1 => request.node_width / 2.0,
            _ => request.channel(),
        };
        left = left.min(x - half);
        right = right.max(x + half);
    }
    for x in &mut x {
        *x -= left;
    }
    (x, right - left)
}

struct Placer<'a> {
    request: &'a Request<'a>,
    cells: &'a Cells,
}

impl Placer<'_> {
    /// Straightens nearly straight edges, and centres nodes where possible.
    fn tidy(&self, x: &mut [f32]) {
        let column = self.request.node_width + self.request.node_gap;
        let blocks = align(self.cells, |segments| {
            let middle = *segments.get(segments.len() / 2)?;
            let near = self.cells.is_chain(middle) || self.way(middle, x) <= NEAR * column;
            (segments.len() % 2 == 1 && near).then_some(middle)
        });
        self.straighten(&blocks, x);
        self.centre(&blocks, x);
        let blocks = align(self.cells, |segments| {
            let ways = segments.iter().map(|&segment| (self.way(segment, x), segment));
            let (way, nearest) = ways.min_by(|a, b| a.0.total_cmp(&b.0))?;
            (way <= NEAREST * column).then_some(nearest)
        });
        self.straighten(&blocks, x);
    }

    /// How far `segment` is from vertical.
    fn way(&self, segment: u32, x: &[f32]) -> f32 {
        let (upper, lower) = self.cells.segments[segment as usize];
        (x[upper as usize] - x[lower as usize]).abs()
    }

    /// Gives the cells of each block one position near the mean of theirs.
    fn straighten(&self, blocks: &Blocks, x: &mut [f32]) {
        let order = blocks.left_to_right(self.cells);
        let mut low = x.to_vec();
        for &root in &order {
            let (mut sum, mut count) = (0.0, 0.0);
            for cell in blocks.cells(root) {
                sum += x[cell as usize];
                count += 1.0;
            }
            low[root as usize] = sum / count;
        }
        // Pushed to the right by what stands to the left, and the other way round: the mean of both keeps all
        // distances.
        let mut high = low.clone();
        for &root in &order {
            let least = self.room(blocks, root, &high).0;
            high[root as usize] = high[root as usize].max(least);
        }
        for &root in order.iter().rev() {
            let most = self.room(blocks, root, &low).1;
            low[root as usize] = low[root as usize].min(most);
        }
        for (cell, x) in x.iter_mut().enumerate() {
            let root = blocks.root(cell as u32) as usize;
            *x = (low[root] + high[root]) / 2.0;
        }
    }

    /// Moves blocks to the middle of their neighbours, as far as there is room.
    fn centre(&self, blocks: &Blocks, x: &mut [f32]) {
        let order = blocks.left_to_right(self.cells);
        for _ in 0..ROUNDS {
            for &root in order.iter().chain(order.iter().rev()) {
                if let Some(middle) = self.middle(blocks, root, x) {
                    let (least, most) = self.room(blocks, root, x);
                    x[root as usize] = middle.min(most).max(least);
                }
            }
        }
        for cell in 0..x.len() as u32 {
            x[cell as usize] = x[blocks.root(cell) as usize];
        }
    }

    /// Between which positions a block may stand without touching its neighbours.
    fn room(&self, blocks: &Blocks, root: u32, x: &[f32]) -> (f32, f32) {
        let at = |cell: u32| x[blocks.root(cell) as usize];
        let (mut least, mut most) = (f32::NEG_INFINITY, f32::INFINITY);
        for cell in blocks.cells(root) {
            if let Some(left) = self.cells.left_of(cell) {
                least = least.max(at(left) + self.separation(left, cell));
            }
            if let Some(right) = self.cells.right_of(cell) {
                most = most.min(at(right) - self.separation(cell, right));
            }
        }
        (least, most)
    }

    /// The middle of the neighbours of a block, at that end of it where there are more of them.
    fn middle(&self, blocks: &Blocks, root: u32, x: &[f32]) -> Option<f32> {
        let last = blocks.cells(root).last().unwrap_or(root);
        let (up, down) = (self.cells.up.of(root), self.cells.down.of(last));
        let at = |cell: u32| x[blocks.root(cell) as usize];
        let ends = |segment: u32| self.cells.segments[segment as usize];
        // Segments are in the order of their far ends, from left to right.
        let (left, right) = match up.len().cmp(&down.len()) {
            std::cmp::Ordering::Greater => {
                let half = (up.len() - 1) / 2;
                (ends(up[half]).0, ends(up[up.len() - 1 - half]).0)
            }
            std::cmp::Ordering::Less => {
                let half = (down.len() - 1) / 2;
                (ends(down[half]).1, ends(down[down.len() - 1 - half]).1)
            }
            std::cmp::Ordering::Equal => return None,
        };
        Some((at(left) + at(right)) / 2.0)
    }

    /// The least distance of the centres of two neighbours on a level.
    fn separation(&self, left: u32, right: u32) -> f32 {
        let request = self.request;
        match (self.cells.rows[left as usize], self.cells.rows[right as usize]) {
            (0, 0) => request.edge_gap,
            (0, 1) | (1, 0) => request.node_width / 2.0 + request.edge_gap,
            // Beside a column of several rows run the edges to and from its rows.
            (0, _) | (_, 0) => request.channel() + request.edge_gap,
            _ => request.node_width + request.node_gap,
        }
    }
}
