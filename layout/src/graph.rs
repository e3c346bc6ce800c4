//! Adjacency in compressed sparse rows, and the cleaning of an untrusted edge list.

/// The lists of neighbours of all vertices, one after another in one vector.
pub(super) struct Csr {
    start: Vec<u32>,
    items: Vec<u32>,
}

impl Csr {
    /// Groups `pairs` of (vertex, neighbour) by vertex, keeping their order within one vertex.
    pub(super) fn new(vertices: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut start = vec![0u32; vertices + 1];
        for (vertex, _) in pairs.clone() {
            start[vertex as usize + 1] += 1;
        }
        for v in 0..vertices {
            start[v + 1] += start[v];
        }
        let mut next = start.clone();
        let mut items = vec![0u32; start[vertices] as usize];
        for (vertex, neighbour) in pairs {
            let slot = &mut next[vertex as usize];
            items[*slot as usize] = neighbour;
            *slot += 1;
        }
        Csr { start, items }
    }

    /// The neighbours of `vertex`.
    pub(super) fn of(&self, vertex: u32) -> &[u32] {
        &self.items[self.start[vertex as usize] as usize..self.start[vertex as usize + 1] as usize]
    }

    /// The number of entries.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }
}

/// The distinct edges of a request, and for each requested edge which of them it is.
pub(super) struct Edges {
    /// Sorted by source, then target; without self-loops.
    pub(super) unique: Vec<(u32, u32)>,
    /// For each requested edge its index in `unique`; none for a self-loop or an end that does not exist.
    pub(super) index: Vec<Option<u32>>,
}

/// Collapses duplicates and drops edges that do not connect two of the `nodes`. O(m log m).
pub(super) fn clean(nodes: usize, edges: &[(u32, u32)]) -> Edges {
    let valid = |&(from, to): &(u32, u32)| from != to && (from as usize) < nodes && (to as usize) < nodes;
    let mut unique: Vec<_> = edges.iter().copied().filter(valid).collect();
    unique.sort_unstable();
    unique.dedup();
    let index = edges.iter().map(|edge| unique.binary_search(edge).ok().map(|i| i as u32)).collect();
    Edges { unique, index }
}
