//! Weakly connected components, each of which is laid out alone.

/// One connected part of the graph, with its own dense indices.
pub(super) struct Component {
    /// The nodes in file order; their place here is their local index.
    pub(super) nodes: Vec<u32>,
    /// The edges that lead to a greater rank: local source, local target, index among the distinct edges.
    pub(super) edges: Vec<(u32, u32, u32)>,
    /// The rank of each node.
    pub(super) ranks: Vec<u32>,
}

/// Splits the graph into components, ordered by their first node. O((n + m) α(n)).
pub(super) fn components(ranks: &[u32], edges: &[(u32, u32)]) -> Vec<Component> {
    let nodes = ranks.len();
    let mut parent: Vec<u32> = (0..nodes as u32).collect();
    for &(from, to) in edges {
        let (a, b) = (find(&mut parent, from), find(&mut parent, to));
        // The smaller index is the root, so that roots come in file order.
        parent[a.max(b) as usize] = a.min(b);
    }
    let mut components: Vec<Component> = Vec::new();
    let mut component = vec![0u32; nodes];
    let mut local = vec![0u32; nodes];
    for v in 0..nodes as u32 {
        let root = find(&mut parent, v);
        if root == v {
            component[v as usize] = components.len() as u32;
            components.push(Component { nodes: Vec::new(), edges: Vec::new(), ranks: Vec::new() });
        }
        let own = component[root as usize];
        component[v as usize] = own;
        let part = &mut components[own as usize];
        local[v as usize] = part.nodes.len() as u32;
        part.nodes.push(v);
        part.ranks.push(ranks[v as usize]);
    }
    for (index, &(from, to)) in edges.iter().enumerate() {
        if ranks[from as usize] < ranks[to as usize] {
            components[component[from as usize] as usize].edges.push((
                local[from as usize],
                local[to as usize],
                index as u32,
            ));
        }
    }
    components
}

fn find(parent: &mut [u32], mut v: u32) -> u32 {
    while parent[v as usize] != v {
        // Path halving keeps the trees flat without recursion.
        parent[v as usize] = parent[parent[v as usize] as usize];
        v = parent[v as usize];
    }
    v
}
