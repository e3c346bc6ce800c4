//! Ranks: the level of each node is the length of the longest path that leads to it.
//!
//! Kahn's algorithm (1962) in O(n + m). Shorter drawings exist (network simplex, Gansner et al. 1993, section 2), but a
//! level is what a workflow runs by, so the drawing shows exactly that.

use super::graph::Csr;

/// The rank of every node: 0 without predecessors, else 1 + the greatest rank of a predecessor.
///
/// What lies on a cycle, or behind one, gets rank 0: the input should have none, and must not hang if it has.
pub(super) fn ranks(nodes: usize, edges: &[(u32, u32)]) -> Vec<u32> {
    let successors = Csr::new(nodes, edges.iter().copied());
    let mut missing = vec![0u32; nodes];
    for &(_, to) in edges {
        missing[to as usize] += 1;
    }
    let mut rank = vec![0u32; nodes];
    let mut queue: Vec<u32> = (0..nodes as u32).filter(|&v| missing[v as usize] == 0).collect();
    let mut head = 0;
    while head < queue.len() {
        let from = queue[head];
        head += 1;
        for &to in successors.of(from) {
            let below = rank[from as usize] + 1;
            rank[to as usize] = rank[to as usize].max(below);
            missing[to as usize] -= 1;
            if missing[to as usize] == 0 {
                queue.push(to);
            }
        }
    }
    for (rank, missing) in rank.iter_mut().zip(missing) {
        if missing > 0 {
            *rank = 0;
        }
    }
    rank
}
