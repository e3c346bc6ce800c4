//! Blocks: cells of consecutive levels that get one position, so that the segments between them are vertical (Brandes &
//! Köpf, "Fast and simple horizontal coordinate assignment", 2001).

use super::cells::Cells;

/// A partition of the cells: each knows the root of its block and the next cell of it, in a ring.
pub(super) struct Blocks {
    root: Vec<u32>,
    next: Vec<u32>,
}

impl Blocks {
    /// Every one of `count` cells alone.
    pub(super) fn new(count: usize) -> Self {
        Blocks { root: (0..count as u32).collect(), next: (0..count as u32).collect() }
    }

    /// Adds the single `cell` to the block whose last cell is `last`.
    pub(super) fn join(&mut self, last: u32, cell: u32) {
        let root = self.root[last as usize];
        self.next[last as usize] = cell;
        self.root[cell as usize] = root;
        self.next[cell as usize] = root;
    }

    /// The cell that stands for the block of `cell`.
    pub(super) fn root(&self, cell: u32) -> u32 {
        self.root[cell as usize]
    }

    /// The cells of the block of `root`.
    pub(super) fn cells(&self, root: u32) -> impl Iterator<Item = u32> {
        let mut cell = Some(root);
        std::iter::from_fn(move || {
            let this = cell?;
            let next = self.next[this as usize];
            cell = (next != root).then_some(next);
            Some(this)
        })
    }

    /// The roots, each after those of all blocks that have a cell just to the left of one of its own (Kahn). Blocks
    /// do not cross, so there is such an order.
    pub(super) fn left_to_right(&self, cells: &Cells) -> Vec<u32> {
        let count = self.root.len() as u32;
        let mut missing = vec![0u32; self.root.len()];
        for cell in 0..count {
            if cells.left_of(cell).is_some() {
                missing[self.root(cell) as usize] += 1;
            }
        }
        let mut order: Vec<u32> =
            (0..count).filter(|&cell| self.root(cell) == cell && missing[cell as usize] == 0).collect();
        let mut head = 0;
        while head < order.len() {
            for cell in self.cells(order[head]) {
                if let Some(right) = cells.right_of(cell) {
                    let root = self.root(right);
                    missing[root as usize] -= 1;
                    if missing[root as usize] == 0 {
                        order.push(root);
                    }
                }
            }
            head += 1;
        }
        order
    }
}
