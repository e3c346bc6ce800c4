//! Alignment: which cells are joined to blocks. O(cells + segments).

use super::blocks::Blocks;
use super::cells::Cells;

/// Joins cells by segments that both ends `pick` among their segments to one side, the lower ones first from the left.
///
/// Segments that cross a chain give way to it, and blocks never cross.
pub(super) fn align(cells: &Cells, pick: impl Fn(&[u32]) -> Option<u32>) -> Blocks {
    let conflicts = conflicts(cells);
    let mut blocks = Blocks::new(cells.rows.len());
    for level in 1..cells.levels() {
        // The last upper cell that was joined.
        let mut taken = None;
        for cell in cells.level(level) {
            let Some(segment) = pick(cells.up.of(cell)) else {
                continue;
            };
            let upper = cells.segments[segment as usize].0;
            if taken < Some(upper) && !conflicts[segment as usize] && pick(cells.down.of(upper)) == Some(segment) {
                blocks.join(upper, cell);
                taken = Some(upper);
            }
        }
    }
    blocks
}

/// Which segments cross one of a chain: those give way, so that long edges are straight.
fn conflicts(cells: &Cells) -> Vec<bool> {
    let mut conflicts = vec![false; cells.segments.len()];
    for level in 1..cells.levels() {
        let upper = cells.level(level - 1);
        let lower = cells.level(level);
        let mut left = upper.start;
        let mut next = lower.start;
        for cell in lower.clone() {
            let chain = match *cells.up.of(cell) {
                [segment] if cells.is_chain(segment) => Some(cells.segments[segment as usize].0),
                _ => None,
            };
            if chain.is_none() && cell + 1 < lower.end {
                continue;
            }
            let right = chain.unwrap_or(upper.end - 1);
            while next <= cell {
                for &segment in cells.up.of(next) {
                    let end = cells.segments[segment as usize].0;
                    conflicts[segment as usize] = end < left || end > right;
                }
                next += 1;
            }
            left = right;
        }
    }
    conflicts
}
