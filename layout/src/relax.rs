//! Relaxation: every cell near the mean of its neighbours, which makes short edges and a narrow drawing.
//!
//! Level by level the weighted squares of the horizontal ways of all segments are made least under the distances that
//! neighbours must keep, which is isotonic regression: pool adjacent violators (Ayer et al. 1955). Long edges and
//! chains weigh most and come out nearly straight. O(sweeps · (cells + segments)).

use super::cells::Cells;

/// Weights of a segment that none, one or both of its ends have alone (after Gansner et al. 1993, section 4).
const WEIGHTS: [f32; 3] = [1.0, 2.0, 8.0];
/// How many cells the sweeps may visit in all, and the least and greatest number of sweeps.
const EFFORT: usize = 200_000;
const SWEEPS: (usize, usize) = (4, 24);

/// A position for each cell, with `separation` between neighbours.
pub(super) fn relax(cells: &Cells, separation: impl Fn(u32, u32) -> f32) -> Vec<f32> {
    // Where each cell is when its level is packed: what is sought is how far it shifts from there, which must not fall
    // from left to right.
    let mut packed = vec![0f32; cells.rows.len()];
    for level in 0..cells.levels() {
        let range = cells.level(level);
        let mut end = 0.0;
        for cell in range.clone() {
            end += cells.left_of(cell).map_or(0.0, |left| separation(left, cell));
            packed[cell as usize] = end;
        }
        range.for_each(|cell| packed[cell as usize] -= end / 2.0);
    }
    let mut x = packed.clone();
    let mut pools = Vec::new();
    for sweep in 0..(EFFORT / x.len().max(1)).clamp(SWEEPS.0, SWEEPS.1) {
        for step in 0..cells.levels() {
            let level = if sweep % 2 == 0 { step } else { cells.levels() - 1 - step };
            pool(cells, level, &packed, &x, &mut pools);
            let mut cell = cells.level(level).start;
            for pool in &pools {
                while cell < pool.end {
                    x[cell as usize] = packed[cell as usize] + pool.sum / pool.weight;
                    cell += 1;
                }
            }
        }
    }
    x
}

/// Cells of one level, up to `end`, that shift together, by the weighted mean of the shifts they would like.
struct Pool {
    sum: f32,
    weight: f32,
    end: u32,
}

fn pool(cells: &Cells, level: usize, packed: &[f32], x: &[f32], pools: &mut Vec<Pool>) {
    pools.clear();
    for cell in cells.level(level) {
        let here = packed[cell as usize];
        let mut pool = Pool { sum: 0.0, weight: 0.0, end: cell + 1 };
        for &segment in cells.up.of(cell).iter().chain(cells.down.of(cell)) {
            let (upper, lower) = cells.segments[segment as usize];
            let other = if upper == cell { lower } else { upper };
            let weight = WEIGHTS[cells.single_ends(segment)];
            pool.weight += weight;
            pool.sum += weight * (x[other as usize] - here);
        }
        if pool.weight == 0.0 {
            // Nothing pulls: it stays, but gives way.
            pool.weight = 0.01;
            pool.sum = pool.weight * (x[cell as usize] - here);
        }
        while let Some(last) = pools.last()
            && last.sum * pool.weight >= pool.sum * last.weight
        {
            pool.sum += last.sum;
            pool.weight += last.weight;
            pools.pop();
        }
        pools.push(pool);
    }
}
