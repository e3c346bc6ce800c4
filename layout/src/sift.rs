//! Sifting: each item of a level moves to the place, within its reach, where it causes the fewest crossings.
//!
//! Matuszewski, Schönfeld, Molitor, "Using sifting for k-layer straightline crossing minimization" (1999). With a
//! reach of 1 it is the transposition of Gansner et al. (1993). Only a gain moves an item, so equals stay in their
//! order.

use super::layered::Layered;
use super::order::Order;

/// Scratch space of sifting, kept from level to level.
#[derive(Default)]
pub(super) struct Sifter {
    /// The sorted positions of all neighbours of the items of one level.
    ends: Vec<u32>,
    /// Of the item at each original place: where its neighbours above start, those below start, and those end.
    bounds: Vec<[u32; 3]>,
    /// The original places in their present order.
    row: Vec<u32>,
    /// The present place of each original place.
    place: Vec<u32>,
}

impl Sifter {
    /// Moves the items of `level` by at most `reach` places each. Returns whether any crossing was saved.
    pub(super) fn sift(&mut self, layered: &Layered, order: &mut Order, level: usize, reach: usize) -> bool {
        self.load(layered, order, level);
        let mut moved = false;
        for original in 0..self.row.len() {
            let from = self.place[original] as usize;
            let to = self.best_place(from, reach);
            if to < from {
                self.row[to..=from].rotate_right(1);
            } else if from < to {
                self.row[from..=to].rotate_left(1);
            } else {
                continue;
            }
            moved = true;
            for place in from.min(to)..=from.max(to) {
                self.place[self.row[place] as usize] = place as u32;
            }
        }
        if moved {
            order.arrange(level, &self.row);
        }
        moved
    }

    /// Brings neighbouring nodes of `level` into file order where that costs no crossing.
    pub(super) fn settle(&mut self, layered: &Layered, order: &mut Order, level: usize) {
        self.load(layered, order, level);
        let items = order.level(level);
        let node = |original: u32| Some(items[original as usize]).filter(|&item| !layered.is_dummy(item));
        for end in 1..self.row.len() {
            // An insertion sort that stops at the first neighbour that must stay to the left.
            for place in (1..=end).rev() {
                let (left, right) = (self.row[place - 1], self.row[place]);
                let swapped = matches!((node(left), node(right)), (Some(a), Some(b)) if a > b);
                if !swapped || self.cost(left, right) != 0 {
                    break;
                }
                self.row.swap(place - 1, place);
            }
        }
        order.arrange(level, &self.row);
    }

    fn load(&mut self, layered: &Layered, order: &Order, level: usize) {
        self.ends.clear();
        self.bounds.clear();
        for &item in order.level(level) {
            let mut bounds = [self.ends.len() as u32; 3];
            for (side, neighbours) in [layered.up.of(item), layered.down.of(item)].into_iter().enumerate() {
                let first = self.ends.len();
                self.ends.extend(neighbours.iter().map(|&end| order.position(end)));
                self.ends[first..].sort_unstable();
                bounds[side + 1] = self.ends.len() as u32;
            }
            self.bounds.push(bounds);
        }
        self.row.clear();
        self.row.extend(0..self.bounds.len() as u32);
        self.place.clear();
        self.place.extend(0..self.bounds.len() as u32);
    }

    /// The place nearest to `from` where the item that stands there causes the fewest crossings.
    fn best_place(&self, from: usize, reach: usize) -> usize {
        let item = self.row[from];
        let (mut best, mut best_cost) = (from, 0);
        let mut cost = 0;
        for place in (from.saturating_sub(reach)..from).rev() {
            cost += self.cost(item, self.row[place]);
            if cost < best_cost {
                (best, best_cost) = (place, cost);
            }
        }
        cost = 0;
        let end = self.row.len().min(from + reach + 1);
        for place in from + 1..end {
            cost += self.cost(self.row[place], item);
            if cost < best_cost {
                (best, best_cost) = (place, cost);
            }
        }
        best
    }

    /// How many more crossings two items have with `a` to the left of `b` than the other way round.
    fn cost(&self, a: u32, b: u32) -> i64 {
        let [a_up, a_down, a_end] = self.bounds[a as usize].map(|i| i as usize);
        let [b_up, b_down, b_end] = self.bounds[b as usize].map(|i| i as usize);
        inversions(&self.ends[a_up..a_down], &self.ends[b_up..b_down])
            + inversions(&self.ends[a_down..a_end], &self.ends[b_down..b_end])
    }
}

/// The number of pairs (x of `a`, y of `b`) with x > y, less those with x < y. Both are sorted.
fn inversions(a: &[u32], b: &[u32]) -> i64 {
    let (mut less, mut not_more) = (0, 0);
    let mut sum = 0;
    for &x in a {
        while less < b.len() && b[less] < x {
            less += 1;
        }
        while not_more < b.len() && b[not_more] <= x {
            not_more += 1;
        }
        sum += less as i64 - (b.len() - not_more) as i64;
    }
    sum
}
