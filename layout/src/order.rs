//! The order of the items within their levels: as few crossings as sweeping finds.
//!
//! Start from a depth-first order by file, then sweep down and up: each level is sorted by the barycenters of its
//! neighbours in the level just passed (Sugiyama, Tagawa, Toda 1981), then items are moved past one another where
//! that saves crossings (the transposition of Gansner et al. 1993, section 3, widened to sifting: Matuszewski,
//! Schönfeld, Molitor 1999). The best order met is kept, the first among equals. A sweep takes O(e log w) for e
//! segments and levels of w items, sifting O(w · reach · degree) for each level.

use super::crossing::Counter;
use super::graph::Csr;
use super::layered::Layered;
use super::sift::Sifter;

/// How many segments sweeps may visit in all, beyond the least number of sweeps.
const EFFORT: usize = 20_000;
/// Sweeps without a gain before a start is given up.
const PATIENCE: usize = 6;

/// The items of every level from left to right.
#[derive(Clone)]
pub(super) struct Order {
    start: Vec<u32>,
    items: Vec<u32>,
    /// The place of each item within its level.
    position: Vec<u32>,
}

impl Order {
    /// The items of `level`.
    pub(super) fn level(&self, level: usize) -> &[u32] {
        &self.items[self.start[level] as usize..self.start[level + 1] as usize]
    }

    /// The place of `item` within its level.
    pub(super) fn position(&self, item: u32) -> u32 {
        self.position[item as usize]
    }

    /// Puts the items of `level` in the order of `places`, the places where they stand now.
    pub(super) fn arrange(&mut self, level: usize, places: &[u32]) {
        let range = self.start[level] as usize..self.start[level + 1] as usize;
        let before = self.items[range.clone()].to_vec();
        for (item, &place) in self.items[range].iter_mut().zip(places) {
            *item = before[place as usize];
        }
        self.renumber(level);
    }

    fn new(layered: &Layered, sequence: impl Iterator<Item = u32>) -> Self {
        let mut start = vec![0u32; layered.levels + 1];
        for &level in &layered.level {
            start[level as usize + 1] += 1;
        }
        for level in 0..layered.levels {
            start[level + 1] += start[level];
        }
        let mut order = Order { items: vec![0; layered.level.len()], position: vec![0; layered.level.len()], start };
        let mut next = order.start.clone();
        for item in sequence {
            let level = layered.level[item as usize] as usize;
            order.items[next[level] as usize] = item;
            order.position[item as usize] = next[level] - order.start[level];
            next[level] += 1;
        }
        order
    }

    fn renumber(&mut self, level: usize) {
        let range = self.start[level] as usize..self.start[level + 1] as usize;
        for (position, &item) in self.items[range].iter().enumerate() {
            self.position[item as usize] = position as u32;
        }
    }

    fn mirror(&mut self, levels: usize) {
        for level in 0..levels {
            self.items[self.start[level] as usize..self.start[level + 1] as usize].reverse();
            self.renumber(level);
        }
    }
}

/// Orders the items of `layered`.
pub(super) fn order(layered: &Layered) -> Order {
    let segments = layered.down.len().max(1);
    let mut sweeper = Sweeper {
        layered,
        counter: Counter::default(),
        sifter: Sifter::default(),
        keys: Vec::new(),
        places: Vec::new(),
        before: Vec::new(),
    };
    let mut budget = EFFORT / segments;
    let first = Order::new(layered, depth_first(layered, false).into_iter());
    let mut best = Best { crossings: sweeper.crossings(&first), order: first };
    for start in 0.. {
        if best.crossings == 0 || (start > 0 && budget == 0) {
            break;
        }
        let order = match start {
            0 => best.order.clone(),
            1 => Order::new(layered, depth_first(layered, true).into_iter()),
            _ => perturbed(&best.order, layered, start),
        };
        sweeper.improve(order, &mut best, &mut budget);
    }
    let mut order = best.order;
    if reads_backwards(layered, &order) {
        order.mirror(layered.levels);
    }
    if reach(layered) > 0 {
        for level in 0..layered.levels {
            sweeper.sifter.settle(layered, &mut order, level);
        }
    }
    order
}

/// How far sifting may move an item, which grows slow on large graphs.
fn reach(layered: &Layered) -> usize {
    match layered.down.len() {
        0..=20_000 => 64,
        20_001..=200_000 => 1,
        _ => 0,
    }
}

struct Best {
    crossings: u64,
    order: Order,
}

/// All items, depth first from the sources down or from the sinks up, in file order.
fn depth_first(layered: &Layered, upwards: bool) -> Vec<u32> {
    let (onward, back) = if upwards { (&layered.up, &layered.down) } else { (&layered.down, &layered.up) };
    let items = layered.level.len();
    let mut seen = vec![false; items];
    let mut sequence = Vec::with_capacity(items);
    let mut stack = Vec::new();
    for root in 0..items as u32 {
        if !back.of(root).is_empty() {
            continue;
        }
        stack.push(root);
        while let Some(item) = stack.pop() {
            if std::mem::replace(&mut seen[item as usize], true) {
                continue;
            }
            sequence.push(item);
            stack.extend(onward.of(item).iter().rev());
        }
    }
    sequence
}

/// A copy of `order` with some items moved, always the same for the same `seed`.
fn perturbed(order: &Order, layered: &Layered, seed: u64) -> Order {
    let mut order = order.clone();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for level in 0..layered.levels {
        let start = order.start[level] as usize;
        let width = order.start[level + 1] as usize - start;
        for _ in 0..width.div_ceil(4) {
            let (from, to) = (random(&mut state) % width as u64, random(&mut state) % width as u64);
            order.items.swap(start + from as usize, start + to as usize);
        }
        order.renumber(level);
    }
    order
}

/// A step of xorshift64* (Vigna 2016).
fn random(state: &mut u64) -> u64 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32
}

/// Whether a mirror image would show more neighbours in file order.
fn reads_backwards(layered: &Layered, order: &Order) -> bool {
    let mut forwards = 0i64;
    for level in 0..layered.levels {
        let nodes = order.level(level).iter().filter(|&&i| !layered.is_dummy(i));
        for (left, right) in nodes.clone().zip(nodes.skip(1)) {
            forwards += if left < right { 1 } else { -1 };
        }
    }
    forwards < 0
}

struct Sweeper<'a> {
    layered: &'a Layered,
    counter: Counter,
    sifter: Sifter,
    keys: Vec<u64>,
    places: Vec<u32>,
    before: Vec<u32>,
}

impl Sweeper<'_> {
    /// Sweeps from `order` until nothing is gained any more, and leaves the best order in `best`.
    fn improve(&mut self, mut order: Order, best: &mut Best, budget: &mut usize) {
        let levels = self.layered.levels;
        let reach = reach(self.layered);
        let least = 3 + reach.min(5);
        let mut least_crossings = u64::MAX;
        let mut idle = 0;
        for sweep in 0.. {
            if idle > PATIENCE || (sweep >= least && *budget == 0) {
                break;
            }
            *budget = budget.saturating_sub(1);
            let flip_ties = sweep % 4 >= 2;
            if sweep % 2 == 0 {
                for level in 1..levels {
                    self.sort(&mut order, level, &self.layered.up, flip_ties);
                }
            } else {
                for level in (0..levels.saturating_sub(1)).rev() {
                    self.sort(&mut order, level, &self.layered.down, flip_ties);
                }
            }
            if reach > 0 {
                for level in 0..levels {
                    self.sifter.sift(self.layered, &mut order, level, reach);
                }
            }
            let crossings = self.crossings(&order);
            if crossings < least_crossings {
                least_crossings = crossings;
                idle = 0;
            } else {
                idle += 1;
            }
            if crossings < best.crossings {
                best.crossings = crossings;
                best.order.clone_from(&order);
                if crossings == 0 {
                    break;
                }
            }
        }
    }

    /// Sorts one level by the barycenters of its `neighbours`; items without any keep their places.
    fn sort(&mut self, order: &mut Order, level: usize, neighbours: &Csr, flip_ties: bool) {
        let range = order.start[level] as usize..order.start[level + 1] as usize;
        self.keys.clear();
        self.places.clear();
        for (place, &item) in order.items[range.clone()].iter().enumerate() {
            let ends = neighbours.of(item);
            if ends.is_empty() {
                continue;
            }
            let sum: u64 = ends.iter().map(|&end| u64::from(order.position[end as usize])).sum();
            // Fixed point, with the place as the last digits: exact, stable, and the same on every machine.
            let mean = (sum << 16) / ends.len() as u64;
            let tie = if flip_ties { range.len() - 1 - place } else { place };
            self.keys.push(mean << 24 | tie as u64);
            self.places.push(place as u32);
        }
        if self.keys.is_sorted() && !flip_ties {
            return;
        }
        self.keys.sort_unstable();
        self.before.clear();
        self.before.extend_from_slice(&order.items[range.clone()]);
        for (&place, &key) in self.places.iter().zip(&self.keys) {
            let tie = (key & 0xff_ffff) as usize;
            let from = if flip_ties { range.len() - 1 - tie } else { tie };
            order.items[range.start + place as usize] = self.before[from];
        }
        order.renumber(level);
    }

    /// All crossings of `order`.
    fn crossings(&mut self, order: &Order) -> u64 {
        let mut crossings = 0;
        let mut ends = std::mem::take(&mut self.places);
        for level in 1..self.layered.levels {
            let upper = order.level(level - 1);
            ends.clear();
            for &item in upper {
                let first = ends.len();
                let below = self.layered.down.of(item);
                ends.extend(below.iter().map(|&end| order.position[end as usize]));
                ends[first..].sort_unstable();
            }
            crossings += self.counter.count(&ends, order.level(level).len());
        }
        self.places = ends;
        crossings
    }
}
