//! Properties of every drawing, and the drawings of some well-known graphs.

use proptest::prelude::*;

use super::{Layout, Point, Request, layout};

/// The maximum rounding error of a position.
const ROUNDING: f32 = 0.05;

fn draw(nodes: usize, edges: &[(u32, u32)]) -> Layout {
    layout(&Request::new(nodes, edges))
}

fn xs(drawing: &Layout) -> Vec<f32> {
    drawing.positions.iter().map(|p| p.x).collect()
}

#[track_caller]
fn assert_near(a: f32, b: f32) {
    assert!((a - b).abs() < ROUNDING, "{a} is not {b}");
}

/// The properties of every drawing of an acyclic graph.
#[track_caller]
fn check(nodes: usize, edges: &[(u32, u32)]) {
    let request = Request::new(nodes, edges);
    let drawing = layout(&request);
    assert_eq!(drawing, layout(&request), "the same input, the same drawing");
    assert_eq!(drawing.positions.len(), nodes);
    assert_eq!(drawing.spans.len(), edges.len());

    let inside = |p: &Point| {
        (-ROUNDING..=drawing.width + ROUNDING).contains(&p.x) && (-ROUNDING..=drawing.height + ROUNDING).contains(&p.y)
    };
    let (half_width, half_height) = (request.node_width / 2.0, request.node_height / 2.0);
    for p in &drawing.positions {
        let (x, y) = (p.x, p.y);
        let corners =
            [Point { x: x - half_width, y: y - half_height }, Point { x: x + half_width, y: y + half_height }];
        assert!(corners.iter().all(inside), "{p:?} is inside");
    }
    assert!(drawing.points.iter().all(inside), "edges are inside");

    let mut sorted = drawing.positions.clone();
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    for pair in sorted.windows(2) {
        let apart = pair[1].y - pair[0].y >= request.node_height - ROUNDING
            || pair[1].x - pair[0].x >= request.node_width + request.node_gap - ROUNDING;
        assert!(apart, "{pair:?} do not overlap");
    }

    for (index, &(from, to)) in edges.iter().enumerate() {
        let points = drawing.edge(index);
        let (from, to) = (drawing.positions[from as usize], drawing.positions[to as usize]);
        assert!(from.y < to.y, "edges lead down");
        assert_eq!(points.first(), Some(&Point { x: from.x, y: from.y + half_height }));
        assert_eq!(points.last(), Some(&Point { x: to.x, y: to.y - half_height }));
        assert!(points.windows(2).all(|w| w[0].y <= w[1].y), "edges never turn up");
    }
    check_free(&request, &drawing, &sorted);
}

/// No edge runs through a node, except where it starts and ends.
#[track_caller]
fn check_free(request: &Request, drawing: &Layout, sorted: &[Point]) {
    for index in 0..request.edges.len() {
        for piece in drawing.edge(index).windows(2) {
            let first = sorted.partition_point(|p| p.y + request.node_height / 2.0 <= piece[0].y);
            for node in &sorted[first..] {
                let (top, bottom) = (node.y - request.node_height / 2.0, node.y + request.node_height / 2.0);
                if top >= piece[1].y - ROUNDING {
                    break;
                }
                if bottom <= piece[0].y + ROUNDING {
                    continue;
                }
                let at = |y: f32| {
                    let part = (y.clamp(piece[0].y, piece[1].y) - piece[0].y) / (piece[1].y - piece[0].y);
                    piece[0].x + part * (piece[1].x - piece[0].x)
                };
                let (a, b) = (at(top), at(bottom));
                let beside = a.max(b) <= node.x - request.node_width / 2.0 + ROUNDING
                    || a.min(b) >= node.x + request.node_width / 2.0 - ROUNDING;
                assert!(beside, "edge {index} runs through the node at {node:?}");
            }
        }
    }
}

/// A graph in which node i depends on nodes before it.
fn dags(nodes: usize, edges: usize) -> impl Strategy<Value = (usize, Vec<(u32, u32)>)> {
    (1..=nodes).prop_flat_map(move |n| {
        let pair = (0..n as u32, 0..n as u32);
        let edges = prop::collection::vec(pair, 0..=edges)
            .prop_map(|pairs| pairs.into_iter().filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect());
        (Just(n), edges)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn sparse_graphs_keep_the_rules((nodes, edges) in dags(60, 80)) {
        check(nodes, &edges);
    }

    #[test]
    fn dense_graphs_keep_the_rules((nodes, edges) in dags(25, 200)) {
        check(nodes, &edges);
    }

    #[test]
    fn wide_graphs_keep_the_rules(
        nodes in 60usize..200,
        pairs in prop::collection::vec((0u32..200, 0u32..200), 0..200),
    ) {
        // Few levels, so that some are folded while long edges pass them.
        let edges: Vec<_> = pairs
            .into_iter()
            .map(|(a, b)| (a % nodes as u32, b % nodes as u32))
            .filter(|(a, b)| a % 5 < b % 5)
            .collect();
        check(nodes, &edges);
    }

    #[test]
    fn levels_are_the_longest_paths((nodes, edges) in dags(40, 60)) {
        let drawing = draw(nodes, &edges);
        let mut rank = vec![0; nodes];
        for to in 0..nodes {
            let above = edges.iter().filter(|e| e.1 as usize == to).map(|e| rank[e.0 as usize] + 1);
            rank[to] = above.max().unwrap_or(0);
        }
        for (node, p) in drawing.positions.iter().enumerate() {
            let band = drawing.bands.iter().find(|b| b.top <= p.y && p.y <= b.bottom);
            prop_assert_eq!(band.map(|b| b.level), Some(rank[node]));
        }
    }

    #[test]
    fn any_edge_list_ends(nodes in 0usize..30, edges in prop::collection::vec((0u32..32, 0u32..32), 0..60)) {
        let drawing = draw(nodes, &edges);
        prop_assert!(drawing.positions.iter().chain(&drawing.points).all(|p| p.x.is_finite() && p.y.is_finite()));
    }
}

#[test]
fn nothing_is_an_empty_drawing() {
    assert_eq!(draw(0, &[]), Layout::default());
}

#[test]
fn one_node_fills_its_drawing() {
    let drawing = draw(1, &[]);
    assert_eq!((drawing.width, drawing.height), (160.0, 48.0));
    assert_eq!(drawing.positions, [Point { x: 80.0, y: 24.0 }]);
}

#[test]
fn a_chain_is_a_straight_line() {
    let edges: Vec<_> = (1..1_000).map(|i| (i - 1, i)).collect();
    let drawing = draw(1_000, &edges);
    assert!(xs(&drawing).iter().all(|&x| x == 80.0));
    assert!((0..edges.len()).all(|i| drawing.edge(i).len() == 2));
    check(1_000, &edges);
}

#[test]
fn a_diamond_is_symmetric_and_in_file_order() {
    let drawing = draw(4, &[(0, 1), (0, 2), (1, 3), (2, 3)]);
    let x = xs(&drawing);
    assert_near(x[0], drawing.width / 2.0);
    assert_near(x[3], drawing.width / 2.0);
    assert_near(x[1] + x[2], drawing.width);
    assert!(x[1] < x[2]);
}

#[test]
fn a_fan_out_is_centred() {
    let edges: Vec<_> = (1..=20).map(|i| (0, i)).collect();
    let drawing = draw(21, &edges);
    let x = xs(&drawing);
    assert_near(x[0], drawing.width / 2.0);
    assert!(x[1..].is_sorted(), "file order");
    assert_eq!(drawing.bands.len(), 2);
}

#[test]
fn a_wide_level_folds_into_rows() {
    for width in [25, 100, 1_000] {
        let mut edges: Vec<_> = (1..=width).map(|i| (0, i)).collect();
        edges.extend((1..=width).map(|i| (i, width + 1)));
        let nodes = width as usize + 2;
        check(nodes, &edges);
        let drawing = draw(nodes, &edges);
        assert_eq!(drawing.bands.len(), 3);
        assert!(drawing.width < 3.0 * drawing.height.max(800.0), "{width}: a readable shape");
    }
}

#[test]
fn a_long_edge_is_straight_beside_the_nodes_it_passes() {
    let drawing = draw(5, &[(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)]);
    let points = drawing.edge(4);
    assert_eq!(points.len(), 4);
    assert_eq!(points[1].x, points[2].x);
    assert!((points[1].x - drawing.positions[2].x).abs() > 80.0);
}

#[test]
fn crossings_that_need_not_be_are_not() {
    // The children are listed in the wrong order.
    let edges = [(0, 5), (1, 4), (2, 3), (0, 6), (1, 6), (2, 6)];
    let drawing = draw(7, &edges);
    let x = xs(&drawing);
    assert_eq!(x[0] < x[1], x[5] < x[4]);
    assert_eq!(x[1] < x[2], x[4] < x[3]);
}

#[test]
fn components_stand_side_by_side_on_common_levels() {
    // Two chains whose nodes alternate in the file.
    let drawing = draw(6, &[(0, 2), (2, 4), (1, 3), (3, 5)]);
    let x = xs(&drawing);
    assert!(x[0] == x[2] && x[2] == x[4] && x[1] == x[3] && x[3] == x[5]);
    assert!(x[1] - x[0] >= 160.0);
    assert_eq!(drawing.positions[2].y, drawing.positions[3].y);
    assert_eq!(drawing.bands.len(), 3);
}

#[test]
fn a_turned_drawing_goes_from_left_to_right() {
    let edges = [(0, 1), (0, 2), (1, 3), (2, 3)];
    let request = Request::new(4, &edges);
    let drawing = layout(&request.turned()).turned();
    let at = |node: usize| drawing.positions[node];
    assert!(at(0).x < at(1).x && at(1).x < at(3).x);
    assert_eq!((at(0).y, at(1).x), (at(3).y, at(2).x));
    assert!(at(1).x - at(0).x >= request.node_width && at(2).y - at(1).y >= request.node_height);
    let first = drawing.edge(0);
    assert_eq!((first[0].x, first[0].y), (at(0).x + request.node_width / 2.0, at(0).y));
    assert!(drawing.width > drawing.height);
}

#[test]
fn many_components_stand_on_several_shelves() {
    check(1_000, &[]);
    let drawing = draw(1_000, &[]);
    assert!((0.5..3.0).contains(&(drawing.width / drawing.height)));
}

#[test]
fn duplicates_share_a_path_and_what_is_no_edge_has_none() {
    let drawing = draw(2, &[(0, 1), (0, 1), (0, 0), (0, 7)]);
    assert_eq!(drawing.edge(0), drawing.edge(1));
    assert_eq!(drawing.edge(0).len(), 2);
    assert!(drawing.edge(2).is_empty() && drawing.edge(3).is_empty());
}

#[test]
fn a_cycle_stands_on_the_first_level() {
    let drawing = draw(4, &[(0, 1), (1, 2), (2, 1), (2, 3)]);
    let y: Vec<_> = drawing.positions.iter().map(|p| p.y).collect();
    assert_eq!(y, [24.0; 4]);
}

#[test]
fn long_edges_of_a_large_graph_stay_bounded() {
    // Each node of a long chain also points to the last one: half a million dummies if all were cut.
    let mut edges: Vec<_> = (1..1_000).map(|i| (i - 1, i)).collect();
    edges.extend((0..998).map(|i| (i, 999)));
    let drawing = draw(1_000, &edges);
    assert!(drawing.points.len() < 40_000, "{}", drawing.points.len());
}
