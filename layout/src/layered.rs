//! The layered graph: every edge cut into segments that join neighbouring levels (Sugiyama, Tagawa, Toda 1981).

use super::component::Component;
use super::graph::Csr;

/// A long edge gets no dummies where all of them would exceed this many, unless [`DUMMIES_PER_ELEMENT`] allows more.
const DUMMIES_AT_LEAST: usize = 4_000;
/// How many dummies a component may have for each node and edge of it, and in all.
const DUMMIES_PER_ELEMENT: usize = 4;
const DUMMIES_AT_MOST: usize = 200_000;

/// A component with dummies. Items `0..nodes` are its nodes, the others the dummies, consecutive along each edge.
pub(super) struct Layered {
    /// The number of nodes.
    pub(super) nodes: usize,
    /// The number of levels.
    pub(super) levels: usize,
    /// The level of each item.
    pub(super) level: Vec<u32>,
    /// Segments to the level above, by item.
    pub(super) up: Csr,
    /// Segments to the level below, by item.
    pub(super) down: Csr,
    /// For each edge of the component its dummies, from top to bottom.
    pub(super) dummies: Vec<std::ops::Range<u32>>,
}

impl Layered {
    /// Cuts the edges of `component`; the longest stay whole, without dummies, when there would be too many of those.
    pub(super) fn new(component: &Component) -> Self {
        let nodes = component.nodes.len();
        let span = |from: u32, to: u32| (component.ranks[to as usize] - component.ranks[from as usize]) as usize;
        let levels = component.ranks.iter().max().map_or(0, |&r| r as usize + 1);
        let longest = longest_cut(component, levels, span);

        let mut level = component.ranks.clone();
        let mut segments = Vec::with_capacity(component.edges.len());
        let mut dummies = Vec::with_capacity(component.edges.len());
        for &(from, to, _) in &component.edges {
            let first = level.len() as u32;
            let length = span(from, to);
            if length <= longest {
                let top = component.ranks[from as usize];
                let mut above = from;
                for step in 1..length as u32 {
                    let dummy = level.len() as u32;
                    level.push(top + step);
                    segments.push((above, dummy));
                    above = dummy;
                }
                segments.push((above, to));
            }
            dummies.push(first..level.len() as u32);
        }
        let items = level.len();
        Layered {
            nodes,
            levels,
            up: Csr::new(items, segments.iter().map(|&(a, b)| (b, a))),
            down: Csr::new(items, segments.iter().copied()),
            level,
            dummies,
        }
    }

    /// Whether `item` is a bend of a long edge rather than a node.
    pub(super) fn is_dummy(&self, item: u32) -> bool {
        item as usize >= self.nodes
    }
}

/// The greatest span whose edges, with all shorter ones, stay within the permitted number of dummies.
fn longest_cut(component: &Component, levels: usize, span: impl Fn(u32, u32) -> usize) -> usize {
    let elements = component.nodes.len() + component.edges.len();
    let mut left = (DUMMIES_PER_ELEMENT * elements).clamp(DUMMIES_AT_LEAST, DUMMIES_AT_MOST);
    let mut count = vec![0usize; levels];
    for &(from, to, _) in &component.edges {
        count[span(from, to)] += 1;
    }
    for (span, &count) in count.iter().enumerate().skip(2) {
        let dummies = count.saturating_mul(span - 1);
        if dummies > left {
            return span - 1;
        }
        left -= dummies;
    }
    levels
}
